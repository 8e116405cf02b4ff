"""The segment table agrees with a clock that is watched second by second."""

from __future__ import annotations

import itertools
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.clock import SEGMENT_COLUMNS, Timeline, Unit, WorkingTime, local_time
from tests.clock.calendars import LONDON, LUNCH, OFFICE, year

ALL_DAY = ((time(), time()),)
NIGHT = ((time(), time(8)), (time(20), time()))
EVERY_DAY = range(7)


def wall(day, time_of_day):
    """Wall time as seconds on a clock that has no zone."""
    clock = time_of_day
    return day.toordinal() * 86_400 + clock.hour * 3600 + clock.minute * 60 + clock.second


def watched(timeline):
    """Yield (instant, business seconds, business days, calendar day), one second after another.

    `shown` is the latest wall time the clock has shown so far: a time that comes twice is known
    from its first coming. A cut-off has passed one second after the clock showed it, and at the
    end of its day.
    """
    working, opened, ends = timeline.working, [], []
    for day in (timeline.from_day, timeline.until_day - timedelta(days=1)):
        midnight = wall(day + timedelta(days=1), time())
        for start, end in working.intervals(day):
            opened.append((wall(day, start), midnight if end == time() else wall(day, end)))
        if working.is_working_day(day):
            cut_off = working.cut_off_on(day)
            ends.append((midnight, midnight if cut_off is None else wall(day, cut_off)))
    seconds, before = 0, None
    for instant in range(timeline.from_utc, timeline.until_utc):
        if instant % 60 == 0:
            local = local_time(working.zone, instant)
            offset = wall(local.date(), local.time()) - instant
        shown = instant + offset if before is None else max(instant + offset, before)
        before = shown if before is None else before
        days = sum(shown >= midnight or before >= cut_off for midnight, cut_off in ends)
        yield instant, seconds, days, shown // 86_400
        seconds += any(start <= shown < end for start, end in opened)
        before = shown


@pytest.mark.parametrize(
    ("working", "first"),
    [
        pytest.param(LONDON, date(2026, 4, 8), id="plain days"),
        pytest.param(
            WorkingTime("Asia/Kolkata", dict.fromkeys(EVERY_DAY, LUNCH), cut_off=time(16, 30)),
            date(2026, 4, 8),
            id="lunch in a zone of half hours",
        ),
        pytest.param(
            WorkingTime(
                "Europe/London",
                dict.fromkeys(EVERY_DAY, OFFICE),
                special_hours={date(2024, 2, 29): ((time(9), time(12)),)},
                cut_off=time(17),
            ),
            date(2024, 2, 28),
            id="half day on a leap day",
        ),
        pytest.param(
            WorkingTime("Europe/London", dict.fromkeys(EVERY_DAY, NIGHT), cut_off=time(1, 30)),
            date(2026, 3, 28),
            id="night shift and cut-off in the hour left out",
        ),
        pytest.param(
            WorkingTime(
                "Europe/London",
                dict.fromkeys(EVERY_DAY, ((time(1, 15), time(1, 45)), (time(3), time(4)))),
                cut_off=time(1, 30),
            ),
            date(2026, 10, 24),
            id="short hours and cut-off in the hour that comes twice",
        ),
        pytest.param(
            WorkingTime("America/Sao_Paulo", dict.fromkeys(EVERY_DAY, NIGHT)),
            date(2018, 11, 3),
            id="midnight left out",
        ),
        pytest.param(
            WorkingTime("America/Sao_Paulo", dict.fromkeys(EVERY_DAY, NIGHT), cut_off=time(23, 30)),
            date(2019, 2, 16),
            id="the last hour of the day twice",
        ),
        pytest.param(
            WorkingTime("Asia/Beirut", dict.fromkeys(EVERY_DAY, ALL_DAY)),
            date(2022, 3, 26),
            id="Beirut springs forward at midnight",
        ),
        pytest.param(
            WorkingTime("America/St_Johns", dict.fromkeys(EVERY_DAY, NIGHT), cut_off=time(23, 59)),
            date(2010, 11, 6),
            id="a clock set back over midnight",
        ),
        pytest.param(
            WorkingTime("America/Toronto", dict.fromkeys(EVERY_DAY, NIGHT), cut_off=time(23, 45)),
            date(1919, 3, 30),
            id="a gap around midnight",
        ),
    ],
)
def test_the_table_agrees_with_watching_every_second(working, first):
    timeline = Timeline(working, first, first + timedelta(days=2))
    units = (Unit.BUSINESS_HOURS, Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS)

    for at, *expected in watched(timeline):
        # Everything in these calendars happens on a full minute, or one second after it.
        if at % 60 in {0, 1, 2, 59}:
            assert expected == [timeline.count(unit, at) for unit in units]


ZONES = st.sampled_from(
    ["Europe/London", "Asia/Beirut", "America/St_Johns", "Pacific/Apia", "Asia/Kolkata"]
)
MINUTES = st.integers(0, 1439).map(lambda minute: time(minute // 60, minute % 60))


@st.composite
def hours(draw):
    borders = sorted(draw(st.sets(MINUTES, max_size=6)))
    return tuple(zip(borders[::2], borders[1::2], strict=False))


@st.composite
def timelines(draw):
    first = draw(st.dates(date(2010, 10, 1), date(2012, 4, 1)))
    days = [first + timedelta(days=number) for number in range(draw(st.integers(1, 20)))]
    off = draw(st.frozensets(st.sampled_from(days)))
    special = draw(st.dictionaries(st.sampled_from(days), hours(), max_size=3))
    working = WorkingTime(
        draw(ZONES),
        draw(st.dictionaries(st.integers(0, 6), hours())),
        off,
        {day: intervals for day, intervals in special.items() if day not in off},
        draw(st.none() | MINUTES.filter(lambda minute: minute != time())),
    )
    return Timeline(working, first, days[-1] + timedelta(days=1))


@given(timelines())
def test_segments_follow_each_other_without_a_gap_and_never_count_back(timeline):
    for before, after in itertools.pairwise(timeline.segments):
        assert before.until_utc == after.from_utc
        assert before.from_utc < before.until_utc
        length = before.until_utc - before.from_utc
        assert before.seconds_before + before.open * length == after.seconds_before
        assert 0 <= after.days_before - before.days_before <= 1
        assert before.day <= after.day


@given(timelines())
def test_the_table_is_integers_only_and_a_join_finds_each_instant_once(timeline):
    rows = list(timeline.rows())
    assert all(type(cell) is int for row in rows for cell in row)

    for at in (timeline.from_utc, (timeline.from_utc + timeline.until_utc) // 2):
        joined = [
            dict(zip(SEGMENT_COLUMNS, row, strict=True)) for row in rows if row[0] <= at < row[1]
        ]
        (row,) = joined
        assert row["days_before"] == timeline.count(Unit.BUSINESS_DAYS, at)
        assert row["day"] == timeline.count(Unit.CALENDAR_DAYS, at)
        assert row["seconds_before"] + row["open"] * (at - row["from_utc"]) == timeline.count(
            Unit.BUSINESS_HOURS, at
        )


def test_a_day_that_never_was_is_no_working_day():
    """Samoa went from Thursday 29 to Saturday 31 December 2011."""
    timeline = Timeline(
        WorkingTime("Pacific/Apia", dict.fromkeys(EVERY_DAY, OFFICE), cut_off=time(17)),
        date(2011, 12, 29),
        date(2012, 1, 1),
    )

    assert 2 == max(segment.days_before for segment in timeline.segments)
    assert {29, 31} == {date.fromordinal(segment.day).day for segment in timeline.segments}


def test_the_columns_are_those_of_the_published_table():
    assert (
        "from_utc",
        "until_utc",
        "seconds_before",
        "open",
        "days_before",
        "day",
    ) == SEGMENT_COLUMNS


def test_thousands_of_days_are_a_few_segments_each():
    timeline = Timeline(LONDON, date(2020, 1, 1), date(2030, 1, 1))

    assert len(timeline.segments) < 4 * 3653


def test_a_year_of_work_is_its_working_days_times_eight_hours():
    timeline = year(LONDON)
    weekdays = sum((date(2026, 1, 1) + timedelta(days=n)).weekday() < 5 for n in range(365))

    last = timeline.segments[-1]
    assert weekdays - 2 == last.days_before
    assert (weekdays - 2) * 8 * 3600 == last.seconds_before
    assert datetime(2026, 12, 31).toordinal() == last.day  # noqa: DTZ001 a day, not a time
