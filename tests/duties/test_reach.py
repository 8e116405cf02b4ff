"""Who answers for a seat, from when, and when the time to decide is over."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from partnership.clock import instant, local_time
from partnership.duties.deadlines import deadline
from partnership.duties.reach import Reach, reach
from partnership.loading import load
from partnership.values.durations import Span

CALENDAR = """\
kind: Calendar
id: uk
title: England
owners: {client: head, provider: lead}
effective: {from: 2026-01-01}
time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-12:30, 13:30-17:00]
cut_off: 17:00
holidays:
  - {day: 2026-04-03, title: Good Friday}
  - {day: 2026-04-06, title: Easter Monday}
  - {day: 2026-12-24, title: Christmas Eve, hours: [09:00-12:30]}
"""
ROLES = """\
kind: Roles
id: roles
title: Roles
owners: {client: head, provider: lead}
effective: {from: 2026-01-01}
roles:
  - {id: head, title: Head, party: client, tier: tactical, contact: head@client.example, calendar: uk,
     hours: 08:00-18:00, deputies: [second, third], held: {from: 2026-01-01, to: 2026-06-30}}
  - {id: second, title: Second, party: client, tier: tactical, contact: two@client.example,
     calendar: uk, deputies: [head], held: {from: 2027-01-01}}
  - {id: third, title: Third, party: client, tier: tactical, contact: three@client.example,
     calendar: uk}
  - {id: lead, title: Lead, party: provider, tier: tactical, contact: lead@provider.example}
  - {id: gone, title: Gone, party: provider, tier: tactical, contact: gone@provider.example,
     held: {from: 2026-01-01, to: 2026-01-31}}
"""


@pytest.fixture(scope="module")
def agreement(tmp_path_factory):
    """Seats with hours, deputies and days on which nobody sits on them."""
    folder = tmp_path_factory.mktemp("seats") / "partnership"
    folder.mkdir()
    (folder / "partnership.yaml").write_text("kind: Partnership\n", "utf-8")
    (folder / "calendar.yaml").write_text(CALENDAR, "utf-8")
    (folder / "roles.yaml").write_text(ROLES, "utf-8")
    return load(folder.parent)


def found_at(agreement, name: str, when: str) -> Reach:
    """Find who answers, where somebody does."""
    found = reach(agreement, name, at(when))
    assert found is not None
    return found


def at(text: str) -> int:
    """Give an instant."""
    return instant(datetime.fromisoformat(text))


def london(when: int | None) -> str:
    """Write an instant as the clock on the wall in London shows it."""
    return "" if when is None else f"{local_time('Europe/London', when):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        ("2026-03-02T11:00+00:00", "2026-03-02 08:00", "2026-03-02 18:00"),
        ("2026-03-02T18:00+00:00", "2026-03-03 08:00", "2026-03-03 18:00"),
        ("2026-04-02T18:00+01:00", "2026-04-07 08:00", "2026-04-07 18:00"),
    ],
    ids=["within its hours", "from the hour they end on", "over Easter"],
)
def test_a_seat_is_there_in_its_own_hours_on_business_days(agreement, asked, since, until):
    found = found_at(agreement, "head", asked)

    assert ("head", since, until) == (
        found.role.id,
        london(found.from_utc),
        london(found.until_utc),
    )


def test_on_a_half_day_a_seat_is_there_while_it_is_worked(agreement):
    found = found_at(agreement, "third", "2026-12-24T12:00+00:00")
    later = found_at(agreement, "third", "2026-12-24T12:30+00:00")

    assert ("2026-12-24 12:30", True) == (
        london(found.until_utc),
        found.is_open(at("2026-12-24T12:00+00:00")),
    )
    assert "2026-12-25 09:00" == london(later.from_utc)


def test_a_seat_that_nobody_fills_is_answered_by_the_first_deputy_who_is_there(agreement):
    found = found_at(agreement, "head", "2026-07-01T10:00+01:00")

    assert "third" == found.role.id
    assert ["head"] == [role.id for role in found.passed]


def test_hours_end_with_the_last_day_a_seat_is_filled(agreement):
    found = found_at(agreement, "head", "2026-06-30T19:00+01:00")

    assert ("head", None) == (found.role.id, found.from_utc)


def test_nobody_answers_for_a_seat_that_is_empty_and_has_no_deputy(agreement):
    assert reach(agreement, "gone", at("2026-03-02T11:00+00:00")) is None
    assert reach(agreement, "nobody", at("2026-03-02T11:00+00:00")) is None


def test_without_a_calendar_nothing_says_when_a_seat_is_there(agreement):
    found = found_at(agreement, "lead", "2026-03-02T11:00+00:00")

    assert ("lead", None, None) == (found.role.id, found.from_utc, found.until_utc)
    assert not found.is_open(at("2026-03-02T11:00+00:00"))


@pytest.mark.parametrize(
    ("start", "within", "due"),
    [
        ("2026-04-02T10:00+01:00", "3 business days", "2026-04-09 17:00"),
        ("2026-04-02T18:30+01:00", "3 business days", "2026-04-10 17:00"),
        ("2026-04-10T16:00+01:00", "8 business hours", "2026-04-14 09:00"),
        ("2026-04-10T16:00+01:00", "48 elapsed hours", "2026-04-12 16:00"),
        ("2026-03-28T12:00+00:00", "24 elapsed hours", "2026-03-29 13:00"),
        ("2026-03-28T12:00+00:00", "1 calendar day", "2026-03-29 23:59"),
        ("2026-01-31T12:00+00:00", "1 month", "2026-02-28 23:59"),
        ("2026-01-31T12:00+00:00", "2 weeks", "2026-02-14 23:59"),
        ("2026-01-31T12:00+00:00", "300 business days", "2027-03-31 17:00"),
    ],
)
def test_time_runs_out_as_the_unit_says(agreement, start, within, due):
    assert due == london(deadline(agreement, "uk", at(start), Span.parse(within)))


def test_business_time_without_a_calendar_never_runs_out(agreement):
    assert (
        deadline(agreement, None, at("2026-03-02T11:00+00:00"), Span.parse("2 business days"))
        is None
    )
    assert (
        date(2026, 3, 3)
        == local_time(
            "UTC",
            deadline(agreement, None, at("2026-03-02T11:00+00:00"), Span.parse("1 calendar day"))
            or 0,
        ).date()
    )
