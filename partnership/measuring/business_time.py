"""Business time as tables beside the events, and the look-up of a running count in SQL.

A timeline's table holds its segments once for each UTC day they touch, so that an instant finds its
segment by an equality (the start of its UTC day) and two comparisons: databases join that by hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from partnership.canonical import digest
from partnership.clock import Timeline, Unit, day_start
from partnership.documents import Calendar
from partnership.measuring.periods import ONE_DAY, working_time
from partnership.measuring.query import EventStore

SECONDS_A_DAY = 86_400
SEGMENT_TYPES = {
    "utc_day": "BIGINT",
    "from_utc": "BIGINT",
    "until_utc": "BIGINT",
    "seconds_before": "BIGINT",
    "is_open": "BIGINT",
    "days_before": "BIGINT",
    "day_number": "BIGINT",
}
DAY_TYPES = {"day_number": "BIGINT", "from_utc": "BIGINT", "last_utc": "BIGINT"}


WORKED = {"time_zone", "workdays", "hours", "hours_on", "cut_off", "holidays", "blackouts"}
"""The fields of a Calendar that its working time is made of."""


@dataclass(frozen=True, slots=True)
class LoadedTime:
    """A calendar's timeline, and the tables that hold it."""

    timeline: Timeline
    segments: str
    days: str

    def at_start_of(self, unit: Unit, day: date) -> int:
        """Give the running count at the first instant of a local day."""
        return self.timeline.count(unit, day_start(self.timeline.working.zone, day))


@dataclass(slots=True)
class TimeTables:
    """The timelines loaded into a store so far, one for each set of working hours."""

    store: EventStore
    loaded: dict[str, LoadedTime] = field(default_factory=dict)
    looked: dict[Any, Any] = field(default_factory=dict)
    """What the data gate saw of a period's rows, for the next promise that reads them."""
    sound: dict[str, bool] = field(default_factory=dict)
    """Which event tables the data gate found to hold no orphan."""
    by_day: dict[str, bool] = field(default_factory=dict)
    """Which event tables hold rows of which the day alone is known."""

    def of(self, calendar: Calendar, first: date, last: date) -> LoadedTime:
        """Load a calendar's time from a day to a day, both included, unless it is there."""
        hours: Any = calendar.model_dump(mode="json", include=WORKED)
        if calendar.common_to:
            others = calendar.others()
            hours["common_to"] = [one.model_dump(mode="json", include=WORKED) for one in others]
        key = digest(hours)
        there = self.loaded.get(key)
        if there:
            if there.timeline.from_day <= first and last < there.timeline.until_day:
                return there
            first = min(first, there.timeline.from_day)
            last = max(last, there.timeline.until_day)
        # A little ahead, so that the next periods find it there.
        timeline = Timeline(working_time(calendar), first, last + 32 * ONE_DAY)
        number = list(self.loaded).index(key) if there else len(self.loaded)
        found = LoadedTime(timeline, f"working_time_{number}", f"local_days_{number}")
        self.store.load_table(found.segments, SEGMENT_TYPES, list(_segments(timeline)))
        self.store.load_table(found.days, DAY_TYPES, list(_days(timeline)))
        self.loaded[key] = found
        return found


def looked_up(unit: Unit, segments: str, alias: str, instant: str) -> tuple[str, str]:
    """Write the join that finds an instant's segment, and the running count there.

    Args:
        unit: What is counted.
        segments: The table of the timeline.
        alias: A name for it in this join.
        instant: SQL of the instant; where it is null, so is the count.
    """
    if not unit.needs_calendar:
        return "", instant
    join = (
        f" LEFT JOIN {segments} AS {alias} ON {alias}.utc_day = {instant} - {instant} % {SECONDS_A_DAY}"
        f" AND {instant} >= {alias}.from_utc AND {instant} < {alias}.until_utc"
    )
    if unit is Unit.BUSINESS_DAYS:
        return join, f"{alias}.days_before"
    if unit is Unit.CALENDAR_DAYS:
        return join, f"{alias}.day_number"
    return join, f"({alias}.seconds_before + {alias}.is_open * ({instant} - {alias}.from_utc))"


def _segments(timeline: Timeline) -> Iterator[tuple[int, ...]]:
    for segment in timeline.segments:
        utc_day = segment.from_utc - segment.from_utc % SECONDS_A_DAY
        while utc_day < segment.until_utc:
            yield (utc_day, *segment.row())
            utc_day += SECONDS_A_DAY


def _days(timeline: Timeline) -> Iterator[tuple[int, ...]]:
    for day, group in groupby(timeline.segments, key=lambda segment: segment.day):
        segments = tuple(group)
        yield day, segments[0].from_utc, segments[-1].until_utc - 1
