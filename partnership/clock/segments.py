"""The table in which business time is looked up, by bisection here and by a join in SQL."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from partnership.clock.zones import day_start, local_instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partnership.clock.working_time import WorkingTime

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of time in which nothing changes except, while open, the working seconds.

    An instant `t` belongs to the one segment with `t >= from_utc AND t < until_utc`. There

    * business seconds are `seconds_before + open * (t - from_utc)`,
    * the business-day index is `days_before`,
    * the calendar-day index is `day`.

    Counts start at 0 where the timeline starts; only differences have a meaning.
    """

    from_utc: int
    """First instant, in seconds since 1970-01-01T00:00:00Z."""

    until_utc: int
    """First instant after the segment."""

    seconds_before: int
    """Working seconds from the timeline's start to `from_utc`."""

    open: int
    """1 in working time, 0 outside it."""

    days_before: int
    """Working days of the timeline whose cut-off has passed."""

    day: int
    """The local day, as a proleptic Gregorian ordinal (`date.toordinal`)."""

    def row(self) -> tuple[int, ...]:
        """Give the segment as plain integers, in the order of `SEGMENT_COLUMNS`."""
        return (
            self.from_utc,
            self.until_utc,
            self.seconds_before,
            self.open,
            self.days_before,
            self.day,
        )


SEGMENT_COLUMNS = tuple(column.name for column in fields(Segment))
"""The columns of the table, in the order of `Segment.row`."""


def find_segments(working: WorkingTime, from_day: date, until_day: date) -> Iterator[Segment]:
    """Yield the segments of the days from `from_day` until `until_day`, which is excluded.

    They follow each other without a gap. They break at local midnights, where working time starts
    or ends, and one second after each cut-off: an event at the cut-off itself is on time.
    """
    seconds = days = 0
    day, starts = from_day, day_start(working.zone, from_day)
    while day < until_day:
        ends = day_start(working.zone, day + _DAY)
        opened = working.opened(day)
        counted_from = _counted_from(working, day, ends)
        borders = {starts, ends, *(border for piece in opened for border in piece)}
        if counted_from is not None:
            borders.add(counted_from)
        ordered = sorted(borders)
        for start, end in pairwise(ordered):
            counted = int(counted_from is not None and start >= counted_from)
            is_open = int(any(first <= start < last for first, last in opened))
            yield Segment(start, end, seconds, is_open, days + counted, day.toordinal())
            seconds += is_open * (end - start)
        if counted_from is not None and starts < ends:
            days += 1
        day, starts = day + _DAY, ends


def _counted_from(working: WorkingTime, day: date, ends: int) -> int | None:
    """Give the first instant at which a working day counts, one second after its cut-off."""
    if not working.is_working_day(day):
        return None
    cut_off = working.cut_off_on(day)
    if cut_off is None:
        return ends
    return min(ends, local_instant(working.zone, day, cut_off) + 1)
