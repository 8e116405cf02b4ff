"""`partnership calendar export`: prints or writes one feed, and reads no clock where a day is given."""

from __future__ import annotations

import pytest

from partnership.cli import run
from tests.duties.agreements import agreement


@pytest.fixture
def folder(tmp_path):
    agreement(tmp_path / "in")
    return tmp_path / "in"


def test_it_prints_the_year_and_the_next_one_with_the_given_stamp(folder, capsysbinary):
    assert 0 == run(["calendar", "export", str(folder), "--as-of", "2026-07-10"])

    told = capsysbinary.readouterr().out
    assert told.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert b"DTSTAMP:20260710T000000Z\r\n" in told
    assert b"RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20271228T100000Z\r\n" in told


def test_it_writes_one_role_s_feed_to_a_file(folder, capsys):
    file = folder.parent / "lead.ics"
    days = ["--from", "2026-01-01", "--to", "2026-01-31"]
    options = ["--role", "lead", *days, "--as-of", "2026-01-01", "--output", str(file)]

    assert 0 == run(["calendar", "export", str(folder), *options])

    assert "" == capsys.readouterr().out
    assert b"SUMMARY:Due: Open list for Weekly operations\r\n" in file.read_bytes()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--role", "led"], "there is no role `led`; did you mean `lead`?"),
        (["--role", "lead", "--party", "client"], "leave --party or --role out"),
        (
            ["--from", "2026-02-01", "--to", "2026-01-01"],
            "--from 2026-02-01 is after --to 2026-01-01",
        ),
    ],
    ids=["a role nobody knows", "a party and a role", "days the wrong way round"],
)
def test_what_cannot_be_exported_is_said_and_ends_with_2(folder, capsys, options, message):
    assert 2 == run(["calendar", "export", str(folder), *options])
    assert message in capsys.readouterr().err


def test_where_no_meeting_falls_the_calendar_is_empty_and_that_is_said(folder, capsys):
    days = ["--from", "2026-01-07", "--to", "2026-01-08", "--as-of", "2026-01-01"]

    assert 0 == run(["calendar", "export", str(folder), *days])

    told = capsys.readouterr()
    assert "no meeting falls between 2026-01-07 and 2026-01-08\n" == told.err
    assert "BEGIN:VEVENT" not in told.out
