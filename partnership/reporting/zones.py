"""Writes a time zone as VTIMEZONE of RFC 5545: every change of its clocks between two days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from partnership.clock.zones import time_zone

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """What clocks show from an instant on, and what they showed before."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def zone_lines(zone: str, first: date, last: date) -> Iterator[str]:
    """Yield the lines of a zone's VTIMEZONE, right from the first day to the last.

    The onset of a shift is written on the clock that it ends, as RFC 5545 has it (3.6.5).

    Args:
        zone: IANA name of the time zone.
        first: The first day on which it is needed.
        last: The last day.

    """
    begins = _midnight(max(first, date(1970, 1, 2))) - DAY
    ends = _midnight(last) + 2 * DAY
    onsets: dict[Shift, list[datetime]] = {}
    start = _shift(zone, begins, begins)
    onsets[start] = [begins + start.before]
    for moment in _changes(zone, begins, ends):
        shift = _shift(zone, moment - SECOND, moment)
        onsets.setdefault(shift, []).append(moment + shift.before)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone}"
    for shift, moments in onsets.items():
        kind = "DAYLIGHT" if shift.is_summer else "STANDARD"
        yield f"BEGIN:{kind}"
        yield f"DTSTART:{_local(moments[0])}"
        if len(moments) > 1:
            # One on each line, the first once more: ical.js reads one of a line, and then no DTSTART.
            yield from (f"RDATE:{_local(moment)}" for moment in moments)
        yield f"TZOFFSETFROM:{_offset(shift.before)}"
        yield f"TZOFFSETTO:{_offset(shift.after)}"
        yield f"TZNAME:{shift.name}"
        yield f"END:{kind}"
    yield "END:VTIMEZONE"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _shift(zone: str, before: datetime, after: datetime) -> Shift:
    was, now = before.astimezone(time_zone(zone)), after.astimezone(time_zone(zone))
    zero = timedelta()
    return Shift(
        was.utcoffset() or zero,
        now.utcoffset() or zero,
        now.tzname() or zone,
        bool(now.dst()),
    )


def _changes(zone: str, begins: datetime, ends: datetime) -> Iterator[datetime]:
    """Yield each instant at which what clocks show changes, to the second."""
    day = begins
    while day < ends:
        if _shown(zone, day) != _shown(zone, day + DAY):
            low, high = day, day + DAY
            while high - low > SECOND:
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                low, high = (
                    (low, middle) if _shown(zone, middle) != _shown(zone, low) else (middle, high)
                )
            yield high
        day += DAY


def _shown(zone: str, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(time_zone(zone))
    return local.utcoffset(), local.tzname()


def _local(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    sign, seconds = "-" if seconds < 0 else "+", abs(seconds)
    text = f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}"
    return f"{text}{seconds % 60:02}" if seconds % 60 else text
