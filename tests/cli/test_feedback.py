"""`partnership feedback`: what surveys came to as text, Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest

from partnership.cli import run
from partnership.schema.published import find_schema
from tests.checks.agreements import passing

TEXT = """\
How we get on (relationship)
  2026-Q2: 11 of 14 answered (client)
  2026-Q2: 4 of 6 answered (provider)
    client           trust-own            4.45 (n 11)        as before
    client           trust-other          3.3 (n 10)         as before
    client           innovation-own       insufficient data
"""
OPEN = "    open: Hold the intake talk with both sides in the room (account-director, by 14 Aug 2026)\n"


@pytest.fixture
def folder(tmp_path):
    for path, text in passing("asked-and-not-acted-on").items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path


def asked(folder, capsys, *options, day="2026-07-10", status=0):
    found = run(["feedback", str(folder), "--as-of", day, *options])
    assert status == found
    told = capsys.readouterr()
    return told.err if status else told.out


def test_the_last_round_is_told_with_its_change_and_what_is_done(folder, capsys):
    told = asked(folder, capsys)

    assert told.startswith(TEXT)
    assert "    trust             client    4.45               insufficient data\n" in told
    assert "  0 of 1 actions are done\n" + OPEN in told
    assert told.endswith("As of 10 Jul 2026 from none\n")


def test_before_the_first_result_nothing_is_told_and_after_its_day_it_is_missing(folder, capsys):
    assert "  no round is told yet\n" in asked(folder, capsys, day="2026-04-09")

    told = asked(folder, capsys, day="2026-10-20")

    assert "  no result of 2026-Q3; it was due by 14 Oct 2026\n" in told


def test_the_spreadsheet_has_every_number_of_every_round(folder, capsys):
    rows = list(csv.DictReader(io.StringIO(asked(folder, capsys, "--format", "csv"))))

    assert 40 == len(rows)
    own = [one for one in rows if (one["audience"], one["item"]) == ("client", "trust-own")]
    assert [("2026-Q1", "49/11", "4.45"), ("2026-Q2", "49/11", "4.45")] == [
        (one["period"], one["value"], one["text"]) for one in own
    ]
    assert {"insufficient_data"} == {one["status"] for one in rows if one["audience"] == "provider"}


def test_markdown_says_how_each_side_sees_itself_and_that_one_is_not_told(folder, capsys):
    told = asked(folder, capsys, "--format", "markdown")

    assert "## How we get on\n" in told
    assert "| trust | client | 4.45 | insufficient data |  |\n" in told


def test_the_json_follows_its_published_schema(folder, capsys):
    answer = json.loads(asked(folder, capsys, "--format", "json"))

    jsonschema.validate(answer, find_schema("feedback"))
    [survey] = answer["surveys"]
    assert ["2026-Q1", "2026-Q2"] == [one["period"] for one in survey["rounds"]]
    [action] = survey["actions"]
    assert ("open", "provider") == (action["state"], action["party"])


def test_a_survey_nobody_knows_is_told_with_the_nearest(folder, capsys):
    told = asked(folder, capsys, "--survey", "relation", status=2)

    assert "there is no Survey `relation`; did you mean `relationship`?" in told
