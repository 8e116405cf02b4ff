"""Counting and due dates, by worked examples."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest

from partnership.clock import Pause, Timeline, Unit, WorkingTime, day_start
from tests.clock.calendars import (
    LONDON,
    LONDON_WHOLE_DAYS,
    LUNCH,
    NO_WORK,
    OFFICE,
    at,
    hold,
    year,
)

BD, BH, CD = Unit.BUSINESS_DAYS, Unit.BUSINESS_HOURS, Unit.CALENDAR_DAYS
EH, EM = Unit.ELAPSED_HOURS, Unit.ELAPSED_MINUTES

OFFICE_2026 = year(LONDON)
WHOLE_DAYS_2026 = year(LONDON_WHOLE_DAYS)


class TestAHold:
    """An opening from 2 March to 24 April 2026, on hold from 16 until 26 March."""

    opened, accepted = at("2026-03-02 10:00"), at("2026-04-24 15:00")
    holds = (Pause.of_days("Europe/London", date(2026, 3, 16), date(2026, 3, 26)),)

    @pytest.mark.parametrize(
        ("unit", "gross", "net"),
        [
            pytest.param(CD, 53, 43, id="ten calendar days"),
            pytest.param(BD, 37, 29, id="eight business days"),
        ],
    )
    def test_is_taken_off_with_its_last_day_excluded(self, unit, gross, net):
        assert gross == OFFICE_2026.elapsed(unit, self.opened, self.accepted)
        assert net == OFFICE_2026.elapsed(unit, self.opened, self.accepted, self.holds)

    @pytest.mark.parametrize(("unit", "within"), [(CD, 43), (BD, 29)])
    def test_moves_the_due_day_by_its_length(self, unit, within):
        assert date(2026, 4, 24) == OFFICE_2026.due_day(unit, self.opened, within, self.holds)

    def test_twice_at_the_same_time_stops_the_clock_once(self):
        again = (hold("2026-03-20", "2026-03-24"), *self.holds, hold("2026-03-23", "2026-03-26"))

        assert 43 == OFFICE_2026.elapsed(CD, self.opened, self.accepted, again)
        assert 43 == OFFICE_2026.elapsed(CD, self.opened, self.accepted, reversed(again))

    def test_outside_start_and_stop_takes_nothing_off(self):
        around = (hold("2026-01-05", "2026-03-02"), hold("2026-04-25", None))

        assert 53 == OFFICE_2026.elapsed(CD, self.opened, self.accepted, around)
        assert date(2026, 4, 24) == OFFICE_2026.due_day(CD, self.opened, 53, around)

    def test_that_has_not_ended_stops_the_clock_for_good(self):
        still = (hold("2026-03-16", None),)

        assert 14 == OFFICE_2026.elapsed(CD, self.opened, self.accepted, still)
        assert OFFICE_2026.due(CD, self.opened, 30, still) is None
        assert OFFICE_2026.due_day(CD, self.opened, 30, still) is None
        assert date(2026, 3, 12) == OFFICE_2026.due_day(CD, self.opened, 10, still)

    def test_that_starts_with_nothing_left_still_counts(self):
        """14 days are used up when the hold starts; the 15th begins after it."""
        assert date(2026, 3, 26) == OFFICE_2026.due_day(CD, self.opened, 14, self.holds)
        assert date(2026, 3, 15) == OFFICE_2026.due_day(CD, self.opened, 13, self.holds)


@pytest.mark.parametrize(
    ("unit", "start", "within", "due"),
    [
        pytest.param(BD, "2026-04-02 10:00", 3, "2026-04-09 17:00", id="three days over Easter"),
        pytest.param(BD, "2026-04-02 18:30", 3, "2026-04-10 17:00", id="after the cut-off"),
        pytest.param(BD, "2026-04-02 17:00", 3, "2026-04-09 17:00", id="at the cut-off"),
        pytest.param(BD, "2026-04-02 17:00:01", 3, "2026-04-10 17:00", id="a second too late"),
        pytest.param(BD, "2026-04-04 11:00", 0, "2026-04-07 17:00", id="on a day off, same day"),
        pytest.param(BD, "2026-04-08 09:00", 0, "2026-04-08 17:00", id="same day"),
        pytest.param(BH, "2026-04-10 16:00", 16, "2026-04-14 16:00", id="sixteen business hours"),
        pytest.param(
            BH, "2026-04-10 09:00", 8, "2026-04-13 09:00", id="until the ninth hour begins"
        ),
        pytest.param(EH, "2026-04-10 16:00", 48, "2026-04-12 16:00", id="48 elapsed hours"),
        pytest.param(EH, "2026-03-28 12:00", 23, "2026-03-29 12:00", id="a day of 23 hours"),
        pytest.param(EM, "2026-04-10 16:00", 90, "2026-04-10 17:30", id="ninety minutes"),
        pytest.param(CD, "2026-03-27 12:00", 3, "2026-03-30 23:59:59", id="over a clock change"),
    ],
)
def test_the_last_instant_on_time(unit, start, within, due):
    assert at(due) == OFFICE_2026.due(unit, at(start), within)
    assert within == OFFICE_2026.elapsed(unit, at(start), at(due))
    assert within + 1 == OFFICE_2026.elapsed(unit, at(start), at(due) + 1)


def test_on_a_half_day_the_business_day_ends_with_its_hours_and_not_at_the_cut_off():
    eve = date(2026, 12, 24)
    half = {eve: ((time(9), time(12)),)}
    days = dict.fromkeys(range(5), OFFICE)
    working = WorkingTime("Europe/London", days, special_hours=half, cut_off=time(16))
    timeline = Timeline(working, eve - timedelta(days=1), eve + timedelta(days=1))

    shown = ("12:00", "12:00:01", "16:00")

    assert [1, 2, 2] == [timeline.count(BD, at(f"2026-12-24 {one}")) for one in shown]


def test_without_a_cut_off_the_whole_day_is_on_time():
    assert date(2026, 4, 9) == WHOLE_DAYS_2026.due_day(BD, at("2026-04-02 18:30"), 3)
    assert at("2026-04-10") - 1 == WHOLE_DAYS_2026.due(BD, at("2026-04-02 18:30"), 3)


@pytest.mark.parametrize(
    ("unit", "start", "stop", "expected"),
    [
        pytest.param(BD, "2026-04-08 09:00", "2026-04-08 16:59", 0, id="same day is 0"),
        pytest.param(BD, "2026-04-08 09:00", "2026-04-08 17:00", 0, id="at the cut-off"),
        pytest.param(BD, "2026-04-08 09:00", "2026-04-08 17:01", 1, id="after it is the next day"),
        pytest.param(BD, "2026-04-10 09:00", "2026-04-11 12:00", 1, id="a Saturday is Monday"),
        pytest.param(BD, "2026-04-10 09:00", "2026-04-13 09:00", 1, id="Friday to Monday"),
        pytest.param(BD, "2026-04-11 09:00", "2026-04-13 09:00", 0, id="Saturday to Monday"),
        pytest.param(CD, "2026-04-08 00:00", "2026-04-08 23:59:59", 0, id="same calendar day"),
        pytest.param(CD, "2026-04-08 23:59:59", "2026-04-09 00:00", 1, id="over midnight"),
        pytest.param(EH, "2026-03-28 12:00", "2026-03-29 12:00", 23, id="spring forward"),
        pytest.param(EH, "2026-10-24 12:00", "2026-10-25 12:00", 25, id="fall back"),
        pytest.param(BH, "2026-03-27 12:00", "2026-03-30 12:00", 8, id="office hours do not move"),
        pytest.param(BH, "2026-04-08 09:00", "2026-04-08 10:00:01", 2, id="rounded up"),
        pytest.param(EH, "2026-04-08 09:00", "2026-04-08 09:00:01", 1, id="a second is an hour"),
        pytest.param(EM, "2026-04-08 09:00", "2026-04-08 09:02:01", 3, id="and not a minute less"),
        pytest.param(BH, "2026-04-10 17:00", "2026-04-13 09:00", 0, id="a weekend is nothing"),
    ],
)
def test_time_between_two_events(unit, start, stop, expected):
    assert expected == OFFICE_2026.elapsed(unit, at(start), at(stop))


def test_the_exact_time_stands_beside_the_rounded_one():
    start, stop = at("2026-04-08 09:00"), at("2026-04-08 10:00:01")

    assert 3601 == OFFICE_2026.raw(BH, start, stop)
    assert 2 == OFFICE_2026.elapsed(BH, start, stop)


def test_a_lunch_break_is_not_working_time():
    timeline = year(WorkingTime("Europe/London", dict.fromkeys(range(5), LUNCH)))

    assert 0 == timeline.raw(BH, at("2026-04-08 12:00"), at("2026-04-08 13:00"))
    assert 7 == timeline.elapsed(BH, at("2026-04-08 09:00"), at("2026-04-08 17:00"))
    assert at("2026-04-08 14:00") == timeline.due(BH, at("2026-04-08 11:00"), 2)


def test_a_half_day_ends_the_day_with_its_hours():
    """On Christmas Eve the office closes at noon, before the cut-off."""
    timeline = Timeline(
        WorkingTime(
            "Europe/London",
            dict.fromkeys(range(5), OFFICE),
            days_off=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}),
            special_hours={date(2026, 12, 24): ((time(9), time(12)),)},
            cut_off=time(17),
        ),
        date(2026, 12, 1),
        date(2027, 2, 1),
    )

    assert at("2026-12-24 12:00") == timeline.due(BD, at("2026-12-23 10:00"), 1)
    assert at("2026-12-29 17:00") == timeline.due(BD, at("2026-12-24 12:01"), 0)
    assert 3 == timeline.elapsed(BH, at("2026-12-24 09:00"), at("2026-12-29 09:00"))
    assert date(2027, 1, 4) == timeline.due_day(BD, at("2026-12-30 10:00"), 2)
    assert 5 == timeline.elapsed(CD, at("2026-12-30 10:00"), at("2027-01-04 10:00"))


def test_a_working_saturday_is_a_working_day():
    timeline = year(
        WorkingTime(
            "Europe/London",
            dict.fromkeys(range(5), OFFICE),
            special_hours={date(2026, 4, 11): ((time(10), time(14)),)},
        )
    )

    assert date(2026, 4, 11) == timeline.due_day(BD, at("2026-04-10 10:00"), 1)


def test_a_leap_day_counts():
    timeline = Timeline(LONDON, date(2024, 2, 1), date(2024, 4, 1))

    assert 2 == timeline.elapsed(CD, at("2024-02-28 10:00"), at("2024-03-01 10:00"))
    assert date(2024, 2, 29) == timeline.due_day(BD, at("2024-02-28 10:00"), 1)


def test_the_zone_of_the_calendar_says_which_day_it_is():
    """23:30 in London is already tomorrow in Kolkata."""
    kolkata = year(WorkingTime("Asia/Kolkata", dict.fromkeys(range(5), OFFICE)))
    late = at("2026-04-08 23:30")

    assert date(2026, 4, 8) == OFFICE_2026.day_of(late)
    assert date(2026, 4, 9) == kolkata.day_of(late)


def test_a_day_off_whose_midnight_is_left_out_is_one_calendar_day():
    zone = "America/Sao_Paulo"
    timeline = Timeline(
        WorkingTime(zone, dict.fromkeys(range(5), OFFICE)), date(2018, 11, 1), date(2018, 12, 1)
    )
    saturday, sunday = at("2018-11-03 12:00", zone), day_start(zone, date(2018, 11, 4))

    assert [0, 1] == [timeline.elapsed(CD, saturday, sunday + n) for n in (-1, 0)]
    assert 23 == timeline.elapsed(EH, sunday, day_start(zone, date(2018, 11, 5)))


class TestACalendarWithoutWorkingDays:
    """Its clock never advances."""

    timeline = year(NO_WORK)

    def test_counts_nothing(self):
        start, stop = self.timeline.from_utc, self.timeline.until_utc - 1

        assert [0, 0, 364] == [self.timeline.elapsed(u, start, stop) for u in (BD, BH, CD)]

    def test_is_never_due_in_working_time(self):
        start = at("2026-04-08 09:00")

        assert self.timeline.due(BD, start, 0) is None
        assert self.timeline.due(BH, start, 0) is None
        assert self.timeline.due(BD, start, 1, [hold("2026-05-01", "2027-05-01")]) is None
        assert date(2026, 4, 9) == self.timeline.due_day(CD, start, 1)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        pytest.param(
            lambda t: t.elapsed(BD, at("2026-04-08 10:00"), at("2026-04-08 09:00")),
            "out of order: the stop 2026-04-08T08:00:00Z is before the start 2026-04-08T09:00:00Z",
            id="stop before start",
        ),
        pytest.param(
            lambda t: t.raw(EH, 1, 0),
            "out of order: the stop 1970-01-01T00:00:00Z is before the start 1970-01-01T00:00:01Z",
            id="stop before start, elapsed",
        ),
        pytest.param(
            lambda t: t.count(BD, at("2027-01-01")),
            "2027-01-01T00:00:00Z is outside the timeline, "
            "which lasts from 2026-01-01 until 2027-01-01",
            id="after the span",
        ),
        pytest.param(
            lambda t: t.day_of(at("2025-12-31 23:59:59")),
            "2025-12-31T23:59:59Z is outside the timeline, "
            "which lasts from 2026-01-01 until 2027-01-01",
            id="before the span",
        ),
        pytest.param(
            lambda t: t.due(BD, at("2026-12-30 10:00"), 5),
            "5 business days from 2026-12-30T10:00:00Z end after the timeline, "
            "which lasts until 2027-01-01",
            id="due in days after the span",
        ),
        pytest.param(
            lambda t: t.due(BH, at("2026-12-31 10:00"), 7),
            "7 business hours from 2026-12-31T10:00:00Z end after the timeline, "
            "which lasts until 2027-01-01",
            id="due in hours after the span",
        ),
        pytest.param(
            lambda t: t.due(CD, at("2026-12-30 10:00"), 0, [hold("2026-12-30", "2027-02-01")]),
            "0 calendar days from 2026-12-30T10:00:00Z end after the timeline, "
            "which lasts until 2027-01-01",
            id="paused beyond the span",
        ),
        pytest.param(
            lambda t: t.due(CD, at("2026-12-30 10:00"), -1),
            "nothing can be due within -1 calendar days",
            id="less than nothing",
        ),
        pytest.param(
            lambda t: Timeline(t.working, date(2026, 1, 1), date(2026, 1, 1)),
            "no day lies from 2026-01-01 until 2026-01-01",
            id="a span without days",
        ),
    ],
)
def test_what_cannot_be_answered_is_said(ask, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        ask(OFFICE_2026)


def test_a_pause_after_the_span_changes_nothing():
    later = [hold("2027-02-01", "2027-03-01"), hold("2028-01-01", None)]

    assert date(2026, 4, 9) == OFFICE_2026.due_day(BD, at("2026-04-08 10:00"), 1, later)
    assert 1 == OFFICE_2026.elapsed(BD, at("2026-04-08 10:00"), at("2026-04-09 10:00"), later)


def test_a_pause_from_the_end_of_the_span_changes_nothing():
    next_day = [hold("2027-01-01", "2027-01-02")]

    assert date(2026, 4, 9) == OFFICE_2026.due_day(BD, at("2026-04-08 10:00"), 1, next_day)


def test_a_pause_until_the_end_of_the_span_needs_a_longer_one():
    message = "0 calendar days from 2026-12-30T10:00:00Z end after the timeline, "
    with pytest.raises(ValueError, match=message):
        OFFICE_2026.due(CD, at("2026-12-30 10:00"), 0, [hold("2026-12-30", "2027-01-01")])


def test_hours_that_run_out_as_the_span_ends_need_a_longer_one():
    """One second later is still on time where no later work follows, and the span does not tell."""
    always = WorkingTime("Europe/London", dict.fromkeys(range(7), ((time(), time()),)))
    two_days = Timeline(always, date(2026, 1, 1), date(2026, 1, 3))

    assert at("2026-01-02 23:00") == two_days.due(BH, at("2026-01-01"), 47)
    with pytest.raises(ValueError, match=r"48 business hours from .* end after the timeline"):
        two_days.due(BH, at("2026-01-01"), 48)


def test_a_single_day_of_work_is_the_last_or_lies_after_the_span():
    def alone(day):
        return year(WorkingTime("Europe/London", {}, special_hours={day: OFFICE}))

    assert alone(date(2026, 3, 2)).due(BD, at("2026-04-08 10:00"), 1) is None
    with pytest.raises(ValueError, match=r"1 business days from .* end after the timeline"):
        alone(date(2027, 3, 1)).due(BD, at("2026-04-08 10:00"), 1)


def test_units_are_the_words_people_write():
    assert [
        "business days",
        "business hours",
        "calendar days",
        "elapsed hours",
        "elapsed minutes",
    ] == [unit.value for unit in Unit]
    assert Unit("business hours") is BH
    assert [True, False, True, False, False] == [unit.is_days for unit in Unit]


def test_ten_years_of_due_dates_are_looked_up():
    timeline = Timeline(LONDON, date(2020, 1, 1), date(2030, 1, 1))
    starts = [timeline.from_utc + n * 86_400 for n in range(3000)]

    due = [day for start in starts if (day := timeline.due_day(BD, start, 10))]

    assert sorted(due) == due
    assert all(
        timedelta(days=13) <= day - timeline.day_of(start) <= timedelta(days=20)
        for day, start in zip(due, starts, strict=True)
    )
