"""What records say becomes rows that the library's own metrics are measured from, in a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from partnership.cli import run
from partnership.duties.attested import find_attested
from partnership.library import entry
from tests.duties.agreements import agreement, record
from tests.library.worked import result_of

LAST = date(2026, 3, 31)
ACTIONS = (
    "actions:\n"
    "  - {id: one, text: One., owner: lead, due: 2026-01-12, done_on: 2026-01-12}\n"
    "  - {id: two, text: Two., owner: lead, due: 2026-01-13, done_on: 2026-01-14}\n"
    "  - {id: three, text: Three., owner: lead, due: 2026-02-13}\n"
    "  - {id: four, text: Four., owner: head, due: 2026-02-13, done_on: 2026-01-14}\n"
    "  - {id: five, text: Five., owner: lead, due: 2026-04-13}\n"
)


@pytest.fixture
def found(tmp_path):
    """Five meetings up to 3 February: two as agreed, one without a quorum, one late, one missed."""
    return agreement(
        tmp_path / "in",
        record("2026-01-06", f"minutes_on: 2026-01-07\n{ACTIONS}", paper="2026-01-05"),
        record("2026-01-13", "minutes_on: 2026-01-14\n", "ops, lead", "2026-01-12"),
        record("2026-01-20", "minutes_on: 2026-01-29\n", paper="2026-01-19"),
        record("2026-01-27", "minutes_on: 2026-01-28\n", paper="2026-01-26"),
    )


def told(found, topic, as_of):
    return [
        (str(one.day), one.party, one.covered, one.required)
        for one in find_attested(found, date(2026, 1, 1), LAST, as_of)
        if one.topic == topic
    ]


def test_each_meeting_counts_once_for_whoever_failed_it_or_led_it(found):
    """The client led on 13 and 27 January and sent too few on the 13th; nobody noted 3 February."""
    assert [
        ("2026-01-06", "provider", 1, 1),
        ("2026-01-13", "client", 0, 1),
        ("2026-01-20", "provider", 0, 1),
        ("2026-01-27", "client", 1, 1),
        ("2026-02-03", "provider", 0, 1),
    ] == told(found, "meeting", date(2026, 2, 6))


def test_what_is_not_over_is_not_told_yet(found):
    assert ("2026-02-03", "provider", 0, 1) not in told(found, "meeting", date(2026, 2, 4))
    assert ("2026-02-13", "provider", 0, 1) not in told(found, "action", date(2026, 2, 13))


def test_the_library_measures_from_these_rows_what_is_counted_by_hand(found, tmp_path):
    """Meetings: 2 of 5 up to 6 February. The provider's actions: 1 of 3 that were due, the client's apart."""
    for name, day, share in (
        ("meeting-adherence", date(2026, 2, 6), ("2", "5", "2/5")),
        ("action-closure", LAST, ("1", "3", "1/3")),
    ):
        rows = [
            {
                "date": one.day,
                "topic": one.topic,
                "party": one.party,
                "covered": one.covered,
                "required": one.required,
            }
            for one in find_attested(found, date(2026, 1, 1), LAST, day)
        ]
        known = entry(name)
        example = replace(known.example, tables={"attestation": tuple(rows)})
        result = result_of(replace(known, example=example), tmp_path / name)

        assert share == (str(result["amount"]), str(result["per"]), str(result["value"]))


def test_the_command_writes_them_as_the_table_s_columns(found, tmp_path, capsys):
    options = ["--from", "2026-01-01", "--to", "2026-01-12", "--as-of", "2026-02-06"]

    assert 0 == run(["attest", str(tmp_path / "in"), *options])

    assert capsys.readouterr().out == (
        "date,topic,party,covered,required,recorded_at,source\n"
        "2026-01-06,meeting,provider,1,1,2026-02-06T00:00:00Z,manual\n"
        "2026-01-12,action,provider,1,1,2026-02-06T00:00:00Z,manual\n"
    )
    assert 2 == run(["attest", str(tmp_path / "in"), "--from", "2026-02-01", "--to", "2026-01-01"])
    assert "--from 2026-02-01 is after --to 2026-01-01" in capsys.readouterr().err
