"""Local wall time to instants."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from partnership.clock import day_bounds, day_start, instant, local_instant, local_time
from tests.clock.calendars import utc


def test_a_moment_with_a_zone_is_one_instant_in_whole_seconds():
    moment = datetime(2026, 4, 10, 16, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))

    assert utc("2026-04-10 15:00:00") == instant(moment)
    assert -1 == instant(datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC))


def test_a_moment_without_a_zone_is_refused():
    message = "`2026-04-10T16:00:00` has no time zone, so it is not one instant"
    with pytest.raises(ValueError, match=re.escape(message)):
        instant(datetime(2026, 4, 10, 16))  # noqa: DTZ001 the point of the test


@pytest.mark.parametrize("name", ["Europe/Londn", "", "../etc/passwd", "Europe"])
def test_a_zone_nobody_knows_is_refused_by_name(name):
    message = f"`{name}` is not a known time zone; write one such as `Europe/London`"
    with pytest.raises(ValueError, match=re.escape(message)):
        day_start(name, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("zone", "day", "wall", "expected"),
    [
        pytest.param(
            "Europe/London", date(2026, 7, 1), time(9), "2026-07-01 08:00", id="summer time"
        ),
        pytest.param(
            "Asia/Kolkata", date(2026, 7, 1), time(9), "2026-07-01 03:30", id="zone of half hours"
        ),
        pytest.param(
            "Europe/London",
            date(2026, 3, 29),
            time(1, 30),
            "2026-03-29 01:00",
            id="a time left out moves forward to the change",
        ),
        pytest.param(
            "Europe/London",
            date(2026, 10, 25),
            time(1, 30),
            "2026-10-25 00:30",
            id="a time that comes twice is its first coming",
        ),
        pytest.param(
            "America/Sao_Paulo",
            date(2018, 11, 4),
            time(),
            "2018-11-04 03:00",
            id="a day whose midnight is left out starts at 01:00",
        ),
        pytest.param(
            "Asia/Beirut",
            date(2022, 3, 27),
            time(0, 30),
            "2022-03-26 22:00",
            id="Beirut springs forward at midnight",
        ),
        pytest.param(
            "Australia/Lord_Howe",
            date(2026, 10, 4),
            time(2, 15),
            "2026-10-03 15:30",
            id="a change of half an hour",
        ),
        pytest.param(
            "America/Toronto",
            date(1919, 3, 31),
            time(),
            "1919-03-31 04:30",
            id="a gap around midnight: the day starts at the change",
        ),
    ],
)
def test_a_local_time_is_the_first_instant_the_clock_shows_it_or_later(zone, day, wall, expected):
    assert utc(expected) == local_instant(zone, day, wall)


@pytest.mark.parametrize(
    ("zone", "first", "last", "hours"),
    [
        pytest.param(
            "Europe/London", date(2026, 3, 1), date(2026, 3, 31), 31 * 24 - 1, id="spring"
        ),
        pytest.param(
            "Europe/London", date(2026, 10, 1), date(2026, 10, 31), 31 * 24 + 1, id="autumn"
        ),
        pytest.param("Europe/London", date(2024, 2, 1), date(2024, 2, 29), 29 * 24, id="leap year"),
        pytest.param(
            "America/Sao_Paulo", date(2018, 11, 4), date(2018, 11, 4), 23, id="short at midnight"
        ),
        pytest.param(
            "America/Sao_Paulo", date(2019, 2, 16), date(2019, 2, 16), 25, id="long at midnight"
        ),
        pytest.param(
            "Pacific/Apia", date(2011, 12, 30), date(2011, 12, 30), 0, id="a day that never was"
        ),
        pytest.param("UTC", date(2025, 12, 31), date(2026, 1, 1), 48, id="the end of a year"),
    ],
)
def test_the_bounds_of_days_are_their_midnights(zone, first, last, hours):
    start, stop = day_bounds(zone, first, last)

    assert hours * 3600 == stop - start


def test_a_month_starts_where_the_last_one_ends():
    _, february_ends = day_bounds("Asia/Beirut", date(2022, 2, 1), date(2022, 2, 28))
    march_starts, _ = day_bounds("Asia/Beirut", date(2022, 3, 1), date(2022, 3, 31))

    assert february_ends == march_starts


def test_bounds_out_of_order_are_refused():
    with pytest.raises(
        ValueError, match="the last day 2026-01-01 is before the first day 2026-01-02"
    ):
        day_bounds("UTC", date(2026, 1, 2), date(2026, 1, 1))


def test_an_instant_prints_as_local_time():
    assert (
        "2026-07-01T09:00:00+01:00"
        == local_time("Europe/London", utc("2026-07-01 08:00")).isoformat()
    )


def test_every_time_that_a_change_leaves_out_is_the_change_itself():
    change = local_instant("Europe/London", date(2026, 3, 29), time(2))

    for wall in (time(1), time(1, 0, 1), time(1, 17, 23), time(1, 42, 50), time(1, 59, 59)):
        assert change == local_instant("Europe/London", date(2026, 3, 29), wall)
    assert change - 1 == local_instant("Europe/London", date(2026, 3, 29), time(0, 59, 59))
