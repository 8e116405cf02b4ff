"""Working time: what a calendar may say, and what it says of a day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, time

import pytest

from partnership.clock import WorkingTime
from tests.clock.calendars import LONDON, LUNCH, OFFICE

EVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        pytest.param(
            {"zone": "London"},
            "`London` is not a known time zone; write one such as `Europe/London`",
            id="unknown zone",
        ),
        pytest.param(
            {"hours": {0: ((time(9), time(13)), (time(12), time(17)))}},
            "Monday: working hours 09:00-13:00 and 12:00-17:00 overlap",
            id="overlap",
        ),
        pytest.param(
            {"hours": {6: ((time(9), time()), (time(12), time(17)))}},
            "Sunday: working hours 09:00-00:00 and 12:00-17:00 overlap",
            id="overlap of hours that last until midnight",
        ),
        pytest.param(
            {"special_hours": {EVE: ((time(9), time(12)), (time(9), time(12)))}},
            "2026-12-24: working hours 09:00-12:00 and 09:00-12:00 overlap",
            id="the same hours twice on a special day",
        ),
        pytest.param(
            {"hours": {1: ((time(22), time(6)),)}},
            "Tuesday: working hours 22:00-06:00 end before they start",
            id="a night shift over midnight",
        ),
        pytest.param(
            {"hours": {1: ((time(9), time(9)),)}},
            "Tuesday: working hours 09:00-09:00 end before they start",
            id="hours that end as they start",
        ),
        pytest.param(
            {"hours": {0: ((time(9), time(17, 0, 0, 1)),)}},
            "Monday: 17:00:00.000001 is not a local time in whole seconds",
            id="hours that end within a second",
        ),
        pytest.param(
            {"hours": {7: OFFICE}},
            "weekday 7 does not exist; Monday is 0 and Sunday is 6",
            id="an eighth weekday",
        ),
        pytest.param(
            {"hours": {0: ((time(9, tzinfo=UTC), time(17, tzinfo=UTC)),)}},
            "Monday: 09:00:00+00:00 is not a local time in whole seconds",
            id="a time with a zone",
        ),
        pytest.param(
            {"cut_off": time(17, 0, 0, 1)},
            "the cut-off: 17:00:00.000001 is not a local time in whole seconds",
            id="a part of a second",
        ),
        pytest.param(
            {"cut_off": time()},
            "a cut-off at 00:00 leaves no day; leave it out to count whole days",
            id="cut-off at midnight",
        ),
        pytest.param(
            {"days_off": frozenset({EVE}), "special_hours": {EVE: OFFICE}},
            "2026-12-24 is a day off and also has special hours; keep one of the two",
            id="a day off with hours",
        ),
    ],
)
def test_what_a_calendar_may_not_say_is_named(fields, message):
    written = {"zone": "UTC", "hours": {}} | fields
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        WorkingTime(**written)


def test_a_day_works_its_weekday_hours_its_special_hours_or_not_at_all():
    working = WorkingTime(
        "UTC",
        dict.fromkeys(range(5), LUNCH),
        days_off=frozenset({date(2026, 12, 25)}),
        special_hours={EVE: ((time(9), time(12)),), date(2026, 12, 31): ()},
        cut_off=time(16),
    )

    assert LUNCH == working.intervals(date(2026, 12, 23))
    assert ((time(9), time(12)),) == working.intervals(EVE)
    assert [EVE] == [
        day
        for day in (EVE, date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 31))
        if working.is_working_day(day)
    ]


def test_the_cut_off_of_a_half_day_is_the_end_of_its_hours_where_that_is_earlier():
    working = WorkingTime(
        "UTC",
        dict.fromkeys(range(5), OFFICE),
        special_hours={
            EVE: ((time(9), time(12)),),
            date(2026, 12, 23): ((time(9), time(20)),),
            date(2026, 12, 22): ((time(9), time()),),
        },
        cut_off=time(16),
    )

    assert time(12) == working.cut_off_on(EVE)
    assert [time(16)] * 3 == [working.cut_off_on(date(2026, 12, day)) for day in (21, 22, 23)]


def test_without_a_cut_off_a_half_day_lasts_until_midnight():
    working = WorkingTime("UTC", {}, special_hours={EVE: ((time(9), time(12)),)})

    assert working.cut_off_on(EVE) is None


def test_intervals_stand_in_order_and_may_touch():
    working = WorkingTime("UTC", {0: ((time(12), time(17)), (time(9), time(12)))})

    assert ((time(9), time(12)), (time(12), time(17))) == working.hours[0]


def test_equal_calendars_are_equal_and_hash_alike():
    one = WorkingTime("UTC", {0: OFFICE}, special_hours={EVE: ()})
    other = WorkingTime("UTC", {0: OFFICE}, special_hours={EVE: ()})

    assert one == other
    assert hash(one) == hash(other)


def test_a_calendar_that_works_no_more_says_so():
    working = WorkingTime("UTC", {0: ()}, special_hours={EVE: OFFICE})

    assert not working.never_works_from(EVE)
    assert working.never_works_from(date(2026, 12, 25))
    assert not WorkingTime("UTC", {0: OFFICE}).never_works_from(date(2026, 12, 25))


WARSAW = WorkingTime(
    "Europe/Warsaw",
    dict.fromkeys(range(5), ((time(8), time(16)),)),
    special_hours={date(2026, 6, 4): (), EVE: ((time(8), time(12)),)},
)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 3, 3), ((time(9), time(15)),)),
        (date(2026, 6, 4), ()),
        (date(2026, 4, 3), ()),
        (EVE, ((time(9), time(11)),)),
        (date(2026, 3, 7), ()),
    ],
    ids=[
        "a Tuesday",
        "Corpus Christi in Warsaw",
        "Good Friday in London",
        "half a day",
        "Saturday",
    ],
)
def test_common_hours_are_those_worked_in_both_zones(day, hours):
    common = replace(LONDON, others=(WARSAW,))

    assert hours == common.intervals(day)
    assert bool(hours) == common.is_working_day(day)


def test_the_cut_off_of_a_common_day_is_no_later_than_its_end():
    common = replace(LONDON, others=(WARSAW,))

    assert time(15) == common.cut_off_on(date(2026, 3, 3))
    assert time(11) == common.cut_off_on(EVE)
    assert replace(common, cut_off=None).cut_off_on(EVE) is None


def test_common_hours_last_past_midnight_in_one_of_the_zones():
    tokyo = WorkingTime("Asia/Tokyo", dict.fromkeys(range(7), ((time(), time()),)))

    assert LONDON.intervals(date(2026, 3, 3)) == replace(LONDON, others=(tokyo,)).intervals(
        date(2026, 3, 3)
    )


def test_offices_that_share_no_hour_never_work_in_common():
    sydney = WorkingTime("Australia/Sydney", dict.fromkeys(range(5), ((time(9), time(17)),)))

    assert replace(LONDON, others=(sydney,)).never_works_from(date(2026, 1, 1))
    assert not replace(LONDON, others=(WARSAW,)).never_works_from(date(2026, 1, 1))
