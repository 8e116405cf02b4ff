"""`partnership todo`: what is owed as text, Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest

from partnership.cli import run
from partnership.schema.published import find_schema
from tests.duties.agreements import ROLES, agreement, record

ACTIONS = (
    "actions:\n"
    "  - {id: slots, text: Give | slots., owner: head, due: 2026-01-12}\n"
    "  - {id: list, text: =Bring the list., owner: lead, due: 2026-01-15}\n"
    "minutes_on: 2026-01-07\n"
)
TEXT = """\
What the client's Head owes, Thursday 15 Jan 2026, until 22 Jan 2026

Overdue
  12 Jan 2026  Give | slots [records/0.yaml:8]

As of 15 Jan 2026 from none
"""
VACANT = "  12 Jan 2026  Give | slots (Stand-in, for the vacant seat Head) [records/0.yaml:8]\n"


@pytest.fixture
def folder(tmp_path):
    agreement(tmp_path, record("2026-01-06", ACTIONS, paper="none"))
    return tmp_path


def asked(folder, capsys, *options, status=0):
    found = run(["todo", str(folder), "--as-of", "2026-01-15", *options])
    assert status == found
    told = capsys.readouterr()
    return told.err if status else told.out


def test_a_role_reads_its_own_with_the_line_of_each(folder, capsys):
    assert TEXT == asked(folder, capsys, "--role", "head")


def test_a_deputy_reads_for_whom_it_stands_in(folder, capsys):
    held = ROLES.replace("head@client.example,", "head@client.example, held: {from: 2026-02-01},")
    (folder / "partnership/roles.yaml").write_text(held)

    assert VACANT in asked(folder, capsys, "--role", "stand-in")


def test_who_owes_nothing_reads_that(folder, capsys):
    told = asked(folder, capsys, "--role", "stand-in")

    assert "Nothing is overdue, and nothing is due until then.\n" in told


def test_as_markdown_what_a_document_says_stays_text(folder, capsys):
    told = asked(folder, capsys, "--party", "client", "--format", "markdown")

    assert "## Overdue\n\n| Due | Who | What | Where |\n" in told
    assert r"| 12 Jan 2026 | Head | Give \| slots | records/0.yaml:8 |" in told


def test_as_csv_no_spreadsheet_computes_it(folder, capsys):
    rows = list(csv.DictReader(io.StringIO(asked(folder, capsys, "--format", "csv"))))

    assert {"'=Bring the list"} == {one["text"] for one in rows if one["group"] == "today"}


def test_as_json_it_keeps_its_schema(folder, capsys):
    told = json.loads(asked(folder, capsys, "--format", "json", "--within", "2 weeks"))

    jsonschema.validate(told, find_schema("todo"))
    assert ("partnership/todo/1", "2026-01-29") == (told["format"], told["until"])
    assert {"overdue", "today", "this_week", "later"} == {one["group"] for one in told["items"]}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--role", "haed"), "there is no role `haed`; did you mean `head`?"),
        (("--within", "soon"), "`soon` is not a span; write it like 7d or 2 weeks"),
        (("--within", "500d"), "`500d` is more than 400 days"),
        (("--within", "2 months"), "`2 months` is not a span; write it like 7d or 2 weeks"),
    ],
)
def test_what_cannot_be_answered_says_how_to_ask(folder, capsys, options, said):
    assert said in asked(folder, capsys, *options, status=2)
