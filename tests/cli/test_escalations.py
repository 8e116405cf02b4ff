"""`partnership escalations`: what is open on the ladders, and fire drills that change nothing."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from partnership.cli import run
from partnership.example.demo import example_files
from partnership.example.raised import raised
from partnership.files import write_file
from partnership.scaffold import write_repository
from partnership.schema.published import find_schema

DRILL = Path(__file__).parent / "drill.txt"
SILENT = "title: Nobody answers\nescalation: delivery\nraised_by: client\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The example's agreement with what it took up its ladder, without measurements."""
    found = tmp_path_factory.mktemp("example")
    write_repository(found, example_files())
    for proposal in raised():
        for path, text in proposal.files.items():
            write_file(found / path, text)
    return found


def asked(folder, capsys, *options):
    assert 0 == run(["escalations", *options[:1], str(folder), *options[1:]])
    return capsys.readouterr().out


def drill(folder, capsys, *options, begin="2026-12-22", events="drills/delivery.yaml"):
    return asked(
        folder,
        capsys,
        "simulate",
        "--from",
        begin,
        "--events",
        str(folder / events),
        *options,
    )


def test_the_fire_drill_of_the_example_over_christmas(folder, capsys, expect_file):
    expect_file(DRILL, drill(folder, capsys))


def test_a_drill_changes_no_file(folder, capsys):
    def files():
        return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = files()
    drill(folder, capsys)

    assert before == files()


def test_where_nobody_answers_each_level_is_called_when_the_one_below_was_silent(folder, capsys):
    """The fourth of July 2026 is a Saturday: four business hours end on Monday at 13:00."""
    (folder / "silent.yaml").write_text(SILENT)
    told = json.loads(
        drill(folder, capsys, "--format", "json", begin="2026-07-04", events="silent.yaml")
    )

    jsonschema.validate(told, find_schema("drill"))
    assert told["as_written"] == told["nobody_answers"]
    called = [one for one in told["nobody_answers"]["steps"] if one["what"] == "called"]
    assert [
        ("l1", "2026-07-04T08:00:00Z", "2026-07-06T12:00:00Z"),
        ("l2", "2026-07-06T12:00:01Z", "2026-07-07T16:00:00Z"),
        ("l3", "2026-07-07T16:00:01Z", "2026-07-09T16:00:00Z"),
    ] == [(one["level"], one["at"], one["acknowledge_by"]) for one in called]
    assert "past_the_last_level" == told["nobody_answers"]["state"]
    assert told["nobody_answers"]["ends_with"].startswith("The dispute clause")


def test_a_drill_in_csv_has_a_line_for_each_call(folder, capsys):
    rows = list(csv.DictReader(io.StringIO(drill(folder, capsys, "--format", "csv"))))

    called = [row for row in rows if row["what"] == "called" and row["course"] == "as_written"]
    assert [
        ("l1", "ta-ops-lead"),
        ("l1", "delivery-lead"),
        ("l2", "head-of-ta"),
        ("l2", "account-director"),
    ] == [(row["level"], row["answered_by"]) for row in called]


def test_a_drill_in_markdown_is_a_table_of_moments(folder, capsys):
    told = drill(folder, capsys, "--format", "markdown")

    assert "# Drill of the delivery ladder\n" in told
    assert "| When | What |\n| --- | --- |\n| Tue 22 Dec 2026 09:00 Europe/London |" in told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("escalation: delivry\nraised_by: client\n", "did you mean `delivery`?"),
        ("escalation: delivery\n", "1:1: the document has no `raised_by`; add `raised_by:`"),
        (SILENT + "level: l9\n", "there is no level `l9`; there are: l1, l2, l3"),
        (
            SILENT + "events: [{after: -2 business hours, did: acknowledged, role: head-of-ta}]\n",
            "`-2 business hours` is below 0",
        ),
        (
            SILENT + "events: [{did: acknowledged, role: head-of-ta}]\n",
            "event 1 says when by one of `after` and `at`",
        ),
        (
            SILENT + "events: [{after: 2 business hours, did: acknowledged, role: hed-of-ta}]\n",
            "event 1: there is no role `hed-of-ta`; did you mean `head-of-ta`?",
        ),
        (
            SILENT
            + "events: [{at: 2026-07-03 09:00 Europe/London, did: decided, role: head-of-ta}]\n",
            "event 1 happens at 2026-07-03 09:00 Europe/London, before the drill begins",
        ),
        ("- a\n", "is no drill: begin with `escalation:` and `raised_by:`"),
    ],
    ids=[
        "no such ladder",
        "nobody raises it",
        "no such level",
        "negative time",
        "no moment",
        "no such role",
        "before it begins",
        "no mapping",
    ],
)
def test_a_wrong_file_is_named_with_what_to_write(folder, capsys, text, message):
    (folder / "wrong.yaml").write_text(text)

    wrong = str(folder / "wrong.yaml")
    status = run(
        ["escalations", "simulate", str(folder), "--from", "2026-07-04", "--events", wrong]
    )

    assert 2 == status
    assert message in capsys.readouterr().err


def test_the_list_names_level_holders_deadlines_and_what_is_next(folder, capsys):
    status = run(["escalations", str(folder), "--as-of", "2026-07-10"])

    assert 0 == status
    said = capsys.readouterr().out
    assert "No interview slots for operations until August [records/escalations/" in said
    assert "level        1. Operations since Wed 8 Jul 2026 10:30 Europe/London" in said
    assert "acknowledged by both sides" in said
    assert "decide       until Mon 13 Jul 2026 17:00 Europe/London" in said
    assert "next         2. Account from Mon 13 Jul 2026 17:00 Europe/London on" in said
    assert said.endswith("1 open escalation at Fri 10 Jul 2026 23:59 Europe/London, from none\n")


def test_the_list_in_json_follows_its_schema(folder, capsys):
    told = json.loads(asked(folder, capsys, "list", "--as-of", "2026-07-10", "--format", "json"))

    jsonschema.validate(told, find_schema("escalations"))
    [one] = told["open"]
    assert ("to_be_decided", "l1", []) == (one["state"], one["level"], one["waits_for"])
    assert ("l2", "2026-07-13T16:00:01Z") == (one["next_level"], one["next_at"])


def test_the_list_in_csv_and_markdown(folder, capsys):
    rows = asked(folder, capsys, "list", "--as-of", "2026-07-10", "--format", "csv")
    page = asked(folder, capsys, "list", "--as-of", "2026-07-10", "--format", "markdown")

    [row] = csv.DictReader(io.StringIO(rows))
    assert ("ta-ops-lead", "delivery-lead") == (row["client"], row["provider"])
    assert "## No interview slots for operations until August" in page


def test_at_a_moment_in_november_it_was_with_the_account_pair(folder, capsys):
    said = asked(folder, capsys, "list", "--as-of", "2025-11-28T09:00+00:00")

    assert "level        2. Account since Thu 27 Nov 2025 09:40 Europe/London (handed up)" in said
    assert "waits for the client" in said


def test_a_word_that_is_no_moment_is_refused(folder, capsys):
    assert 2 == run(["escalations", str(folder), "--as-of", "soon"])
    assert "`soon` is no day and no moment" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (["escalations"], []),
        (["todo"], []),
        (["feedback"], []),
        (["agenda", "weekly-operations"], []),
        (["attest"], ["--from", "2026-07-01", "--to", "2026-07-09"]),
    ],
)
def test_what_cannot_be_read_is_named_and_not_passed_over(
    folder, tmp_path, capsys, command, options
):
    copy, path = tmp_path / "copy", "records/escalations/operations-slots-2026-07.yaml"
    shutil.copytree(folder, copy)
    text = (copy / path).read_text()
    write_file(copy / path, text.replace("raised_by: provider", "raised_by: provder"))

    assert 0 == run([*command, str(copy), "--as-of", "2026-07-10", *options])
    assert (
        f"warning: {path} cannot be read as written, and is left out here; see `partnership validate`\n"
        == capsys.readouterr().err
    )


@pytest.mark.parametrize("command", ["escalations", "todo"])
def test_an_open_record_on_no_ladder_is_named_and_not_passed_over(
    folder, tmp_path, capsys, command
):
    copy, path = tmp_path / "copy", "records/escalations/operations-slots-2026-07.yaml"
    shutil.copytree(folder, copy)
    text = (copy / path).read_text()
    write_file(copy / path, text.replace("escalation: delivery", "escalation: delivry"))

    assert 0 == run([command, str(copy), "--as-of", "2026-07-10"])
    assert (
        f"warning: {path}, which is not closed, is on no ladder that can be read, "
        "and is left out here; see `partnership validate`\n" == capsys.readouterr().err
    )
