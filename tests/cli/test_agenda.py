"""`partnership agenda`: one draft as text, Markdown and JSON."""

from __future__ import annotations

import json

import jsonschema
import pytest

from partnership.cli import run
from partnership.schema.published import find_schema
from tests.duties.agreements import CADENCE, agreement, record

ACTIONS = "actions:\n  - {id: slots, text: Give | slots., owner: head, due: 2026-01-12}\n"
TEXT = """\
Weekly operations, Tuesday 20 Jan 2026, 10:00 Europe/London
Led by: Lead
Required: Operations, Head, Lead; quorum 2 of the client, 1 of the provider
30 minutes of standing items in 45 elapsed minutes

  10:00   30 min  What is stuck (Lead)

To be there before
  19 Jan 2026  Open list (Lead)

Overdue
  The provider (Lead): the minutes of the Weekly operations of 2026-01-06, due 7 Jan 2026 [records/0.yaml:1]
  The client (Head): Give | slots, due 12 Jan 2026 [records/0.yaml:10]

Nothing under: breaches, and what was not measured; at risk; actions of this meeting still open; waiting for an answer; decisions due; what lapses soon

Drafted as of 15 Jan 2026 from none
"""


@pytest.fixture
def folder(tmp_path):
    items = "agenda:\n  - {id: stuck, title: What is stuck, minutes: 30, owner: lead}\n"
    text = record("2026-01-06", ACTIONS, paper="2026-01-05")
    agreement(tmp_path, text, cadence=CADENCE + items)
    return tmp_path


def asked(folder, capsys, *options):
    status = run(["agenda", "weekly", str(folder), "--as-of", "2026-01-15", *options])
    assert 0 == status
    return capsys.readouterr().out


def test_as_text_it_fits_one_screen_and_names_each_place(folder, capsys):
    assert TEXT == asked(folder, capsys)


def test_as_markdown_what_a_document_says_stays_text(folder, capsys):
    told = asked(folder, capsys, "--format", "markdown")

    assert "# Weekly operations, Tuesday 20 Jan 2026, 10:00 Europe/London\n" in told
    assert r"Give \| slots" in told
    assert "## At risk\n\n- nothing\n" in told


def test_as_json_it_keeps_its_schema(folder, capsys):
    told = json.loads(asked(folder, capsys, "--format", "json"))

    jsonschema.validate(told, find_schema("agenda"))
    assert ("partnership/agenda/1", "2026-01-20", "lead") == (
        told["format"],
        told["day"],
        told["chair"],
    )
    (overdue,) = (one for one in told["sections"] if one["id"] == "overdue")
    assert ["the minutes of the Weekly operations of 2026-01-06", "Give | slots"] == [
        one["text"] for one in overdue["points"]
    ]


def test_the_meeting_of_another_day_is_drafted_on_request(folder, capsys):
    assert "Tuesday 3 Feb 2026" in asked(folder, capsys, "--on", "2026-01-28")


def test_a_branch_that_is_not_merged_is_named(folder, capsys, monkeypatch):
    """A proposal of the client waits for the provider."""
    import os
    from datetime import UTC, datetime

    from partnership.history.git import Identity, isolated

    by = Identity("Client vendor manager", "vendor-manager@client.example")
    when = datetime(2026, 1, 9, 12, tzinfo=UTC)
    repository = isolated(folder, os.environ)
    repository.init()
    repository.add_all()
    repository.commit("Begin", by, when)
    repository.branch("raise-level")
    (folder / "README.md").write_text("more\n", encoding="utf-8")
    repository.add_all()
    repository.commit("Raise the level", by, when)
    repository.switch("main")

    told = asked(folder, capsys)

    assert "  The provider: the branch `raise-level` of 2026-01-09: Raise the level\n" in told


def test_a_cadence_nobody_knows_ends_with_2(folder, capsys):
    assert 2 == run(["agenda", "weekley", str(folder)])
    assert "did you mean `weekly`?" in capsys.readouterr().err
