"""Whose calendar counts, and how: hours, breaks, cut-offs, nights on which the clock is put forward."""

from __future__ import annotations

import pytest

from tests.measuring.stores import CALENDAR, FEEDBACK, FILL, SLATE, Events, agreed, row, terms

HOURS = terms(targets="{id: all, within: 16 business hours, expected: 90%, minimum: 80%}")
WARSAW = """\
kind: Calendar
id: uk
title: The provider's centre in Poland
owners: {client: a, provider: b}
effective: {from: 2025-01-01}
time_zone: Europe/Warsaw
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-17:00]
holidays:
  - {day: 2026-06-04, title: Corpus Christi}
"""


@pytest.mark.parametrize(
    ("calendar", "length"),
    [(CALENDAR, "10"), (WARSAW, "2")],
    ids=["the client's", "the provider's"],
)
def test_a_clock_runs_on_the_calendar_of_who_owes_the_promise(calendar, length, tmp_path):
    """Asked on Wednesday at 16:00 in London, when Warsaw closes; there, Thursday is a holiday."""
    events = Events()
    events.feedback("2026-06-03 16:00", "2026-06-05 10:00")

    found = row(agreed(FEEDBACK, HOURS, calendar=calendar), events, tmp_path, "2026-06")

    assert {length: 1} == found.closed


LUNCH = "hours: [09:00-12:30, 13:30-17:00]"


@pytest.mark.parametrize(
    ("ended", "given", "length"),
    [
        ("2026-03-02 12:00", "2026-03-02 14:00", "1"),
        ("2026-03-02 12:30", "2026-03-02 13:30", "0"),
        ("2026-03-02 12:45", "2026-03-02 13:31", "1"),
        ("2026-03-02 09:00", "2026-03-03 09:00", "7"),
        ("2026-03-02 16:00", "2026-03-04 13:00", "12"),
    ],
)
def test_nothing_runs_in_a_lunch_break(ended, given, length, tmp_path):
    events = Events()
    events.feedback(ended, given)
    calendar = CALENDAR.replace("hours: [09:00-17:00]", LUNCH)

    found = row(agreed(FEEDBACK, HOURS, calendar=calendar), events, tmp_path, "2026-03")

    assert {length: 1} == found.closed


def test_a_weekday_may_have_hours_of_its_own(tmp_path):
    """Fridays end at one: from Thursday at 16:00 to Monday at 10:00 are six hours."""
    events = Events()
    events.feedback("2026-03-05 16:00", "2026-03-09 10:00")
    calendar = CALENDAR.replace(
        "cut_off:", "hours_on:\n  - {day: friday, hours: [09:00-13:00]}\ncut_off:"
    )

    found = row(agreed(FEEDBACK, HOURS, calendar=calendar), events, tmp_path, "2026-03")

    assert {"6": 1} == found.closed


@pytest.mark.parametrize(
    ("cut_off", "length"), [("cut_off: 17:00\n", "1"), ("cut_off: 19:00\n", "2"), ("", "2")]
)
def test_what_comes_after_the_cut_off_comes_on_the_next_business_day(cut_off, length, tmp_path):
    """Taken in on Monday at 18:30, delivered on Wednesday: that is one day later, or two."""
    events = Events()
    asked = events.requisition()
    events.req("intake_completed", "2026-03-02 18:30", asked)
    for _ in range(3):
        events.submitted("2026-03-04 12:00", asked)
    promise = terms(targets="{id: all, within: 5 business days, expected: 90%, minimum: 80%}")

    calendar = CALENDAR.replace("cut_off: 17:00\n", cut_off)

    assert {length: 1} == row(
        agreed(SLATE, promise, calendar=calendar), events, tmp_path, "2026-03"
    ).closed


@pytest.mark.parametrize(
    ("unit", "ended", "given", "length"),
    [
        ("elapsed hours", "2026-10-24 12:00", "2026-10-25 12:00", "25"),
        ("elapsed minutes", "2026-10-25 00:30", "2026-10-25 02:30", "180"),
        ("business hours", "2026-10-23 16:00", "2026-10-26 10:00", "2"),
        ("business hours", "2026-03-27 16:00", "2026-03-30 10:00", "2"),
        ("business days", "2026-03-27 12:00", "2026-03-30 12:00", "1"),
        ("calendar days", "2026-03-28 23:30", "2026-03-29 00:30", "1"),
        ("calendar days", "2026-10-25 00:30", "2026-10-25 23:30", "0"),
    ],
)
def test_the_nights_on_which_the_clock_is_put_forward_and_back(
    unit, ended, given, length, tmp_path
):
    """What elapses is counted in true time; what is worked is counted by the clock on the wall."""
    events = Events()
    events.feedback(ended, given)
    promise = terms("median", "stop", targets=f"{{id: all, expected: 8 {unit}, minimum: 9 {unit}}}")
    metric = FEEDBACK.replace("business hours", unit)

    assert {length: 1} == row(agreed(metric, promise), events, tmp_path, given[:7]).closed


def test_a_ratio_is_one_sum_over_another_and_no_mean_of_ratios(tmp_path):
    """One of one and one of four filled in time are two of five: 40%, where their mean is 62.5%."""
    events = Events()
    for opened in (1, 4):
        asked = events.requisition()
        for number in range(opened):
            late = "2026-04-29 09:00" if number else "2026-03-12 09:00"
            events.opening("2026-03-05 09:00", late, asked)

    found = row(agreed(FILL), events, tmp_path, "2026-04")

    assert (2, 5) == (found.numerator, found.denominator)
