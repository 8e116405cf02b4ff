"""The handbook's event store: what is open is counted from it where it is there, and nothing waits for it."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from partnership.cli import run
from partnership.cli.handbook import read_book
from tests.checks.agreements import CATALOGUE
from tests.measuring.stores import Events

AS_OF = date(2026, 7, 10)


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.delenv("PARTNERSHIP_EVENTS", raising=False)
    return shutil.copytree(CATALOGUE / "overdue-milestone/pass", tmp_path / "agreement")


@pytest.fixture
def events(tmp_path):
    found = Events()
    found.opening("2026-03-02 09:00")
    return found.write(tmp_path / "events")


def counted(root, **more):
    book, _ = read_book(root, AS_OF, draft=False, **more)
    return {name: sum(row.openings for row in rows) for name, rows in book.still_open.items()}


def test_what_is_open_is_counted_from_the_store_that_is_named(root, events):
    assert {"first-slate": 1} == counted(root, store=str(events))


def test_the_environment_may_name_it(root, events, monkeypatch):
    monkeypatch.setenv("PARTNERSHIP_EVENTS", str(events))

    assert {"first-slate": 1} == counted(root)


def test_no_store_is_needed_and_nothing_is_said(root, capsys):
    assert {} == counted(root)
    assert "" == capsys.readouterr().err


def test_a_store_that_cannot_be_read_is_told_and_no_page_waits_for_it(root, capsys):
    (root / "data/events").mkdir(parents=True)

    assert {} == counted(root)
    assert capsys.readouterr().err.startswith("what is open is told by the last measurements: ")


def test_a_store_that_was_asked_for_has_to_be_there(root, tmp_path, capsys):
    asked = ["--store", str(tmp_path / "nowhere")]

    assert 2 == run(["handbook", "build", str(root), "--as-of", str(AS_OF), *asked])
    assert "nowhere" in capsys.readouterr().err
