"""Calendars the clock's tests share, and instants written as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from partnership.clock import Pause, Timeline, WorkingTime, instant, local_instant

OFFICE = ((time(9), time(17)),)
LUNCH = ((time(9), time(12)), (time(13), time(17)))
WEEKDAYS = range(5)

EASTER_2026 = frozenset({date(2026, 4, 3), date(2026, 4, 6)})

LONDON = WorkingTime(
    "Europe/London", dict.fromkeys(WEEKDAYS, OFFICE), days_off=EASTER_2026, cut_off=time(17)
)
LONDON_WHOLE_DAYS = WorkingTime(
    "Europe/London", dict.fromkeys(WEEKDAYS, OFFICE), days_off=EASTER_2026
)
NO_WORK = WorkingTime("Europe/London", {})


def year(working: WorkingTime, number: int = 2026) -> Timeline:
    """The timeline of one calendar year."""
    return Timeline(working, date(number, 1, 1), date(number + 1, 1, 1))


def at(text: str, zone: str = "Europe/London") -> int:
    """The instant of a local time such as `2026-04-10 16:00`."""
    local = datetime.fromisoformat(text)
    return local_instant(zone, local.date(), local.time())


def utc(text: str) -> int:
    """The instant of a time in UTC."""
    return instant(datetime.fromisoformat(text).replace(tzinfo=UTC))


def hold(start: str, stop: str | None, zone: str = "Europe/London") -> Pause:
    """A pause between two local times."""
    return Pause(at(start, zone), None if stop is None else at(stop, zone))
