"""Counting time from one instant to another, and finding when it runs out.

Every unit has a running count R, a monotone function of the instant: business days and calendar
days step by 1, business and elapsed time grow by seconds. What passes between two instants is a
difference of R, so it adds up over any cut. What passes in a pause is a difference of R too, and
pauses are a union of intervals, so two holds at the same time stop the clock once.

When time runs out (`Timeline.due`) has a closed form, which SQL can write with window sums. With
the pauses merged, cut at the start and numbered in order, pause k from p[k] until q[k]:

    length[k]   = R(q[k]) - R(p[k])
    net[k]      = R(p[k]) - R(start) - (length[1] + ... + length[k-1])
    due count   = R(start) + within + (sum of length[k] where net[k] <= within)
    due instant = the last instant t with R(t) <= due count

net[k] never falls as k grows, so the pauses that count are the first few. `<=` and not `<`: a
clock that stands still with nothing left has not run out. A pause without an end that counts makes
the due count unknown. In the segment table the due instant of a unit of days is one second before
the first segment with a greater index; in business seconds it lies in the last segment with
`seconds_before <= due count`, at `from_utc + (due count - seconds_before)`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from partnership.clock.pauses import Pause, merged
from partnership.clock.segments import Segment, find_segments
from partnership.clock.units import Unit
from partnership.clock.zones import utc_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partnership.clock.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class Timeline:
    """Working time resolved over a span of days: made once, then looked up.

    Raises:
        ValueError: The span has no day.
    """

    working: WorkingTime
    """The calendar."""

    from_day: date
    """First local day of the span."""

    until_day: date
    """The local day after the span."""

    segments: tuple[Segment, ...] = field(init=False, repr=False, compare=False)
    """The table, in order and without a gap from the first day's start to the last day's end."""

    _starts: Sequence[int] = field(init=False, repr=False, compare=False)
    _seconds: Sequence[int] = field(init=False, repr=False, compare=False)
    _days: Sequence[int] = field(init=False, repr=False, compare=False)
    _ordinals: Sequence[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        segments = tuple(find_segments(self.working, self.from_day, self.until_day))
        if not segments:
            message = f"no day lies from {self.from_day} until {self.until_day}"
            raise ValueError(message)
        columns = {
            "segments": segments,
            "_starts": tuple(segment.from_utc for segment in segments),
            "_seconds": tuple(segment.seconds_before for segment in segments),
            "_days": tuple(segment.days_before for segment in segments),
            "_ordinals": tuple(segment.day for segment in segments),
        }
        for name, column in columns.items():
            object.__setattr__(self, name, column)

    @property
    def from_utc(self) -> int:
        """The first instant of the span."""
        return self.segments[0].from_utc

    @property
    def until_utc(self) -> int:
        """The first instant after the span."""
        return self.segments[-1].until_utc

    def rows(self) -> Iterator[tuple[int, ...]]:
        """Yield the segments as plain integers, for a table with `SEGMENT_COLUMNS`."""
        for segment in self.segments:
            yield segment.row()

    def segment_at(self, at: int) -> Segment:
        """Give the one segment that holds an instant.

        Raises:
            ValueError: The instant is outside the span.
        """
        if not self.from_utc <= at < self.until_utc:
            message = (
                f"{utc_text(at)} is outside the timeline, which lasts from "
                f"{self.from_day} until {self.until_day}"
            )
            raise ValueError(message)
        return self.segments[bisect_right(self._starts, at) - 1]

    def day_of(self, at: int) -> date:
        """Give the local day of an instant.

        Raises:
            ValueError: The instant is outside the span.
        """
        return date.fromordinal(self.segment_at(at).day)

    def count(self, unit: Unit, at: int) -> int:
        """Give the running count at an instant, in days or seconds; only differences mean time.

        Elapsed units count the seconds since 1970-01-01T00:00:00Z and have no span.

        Raises:
            ValueError: The instant is outside the span.
        """
        if not unit.needs_calendar:
            return at
        segment = self.segment_at(at)
        if unit is Unit.BUSINESS_DAYS:
            return segment.days_before
        if unit is Unit.CALENDAR_DAYS:
            return segment.day
        return segment.seconds_before + segment.open * (at - segment.from_utc)

    def raw(self, unit: Unit, start: int, stop: int, pauses: Iterable[Pause] = ()) -> int:
        """Give the time from start to stop, net of pauses, in days or seconds, not rounded.

        Args:
            unit: What to count; units of hours and minutes give seconds.
            start: First instant.
            stop: Last instant.
            pauses: Times in which the clock stood still; what lies outside start and stop does
                not count, and where they overlap they count once.

        Raises:
            ValueError: The stop is before the start, or either is outside the span.
        """
        if stop < start:
            message = (
                f"out of order: the stop {utc_text(stop)} is before the start {utc_text(start)}"
            )
            raise ValueError(message)
        net = self.count(unit, stop) - self.count(unit, start)
        for begin, end in _cut(pauses, start):
            if begin >= stop:
                break
            last = stop if end is None else min(end, stop)
            net -= self.count(unit, last) - self.count(unit, begin)
        return net

    def elapsed(self, unit: Unit, start: int, stop: int, pauses: Iterable[Pause] = ()) -> int:
        """Give the time from start to stop, net of pauses, in whole units, rounded up.

        Raises:
            ValueError: The stop is before the start, or either is outside the span.
        """
        return unit.rounded_up(self.raw(unit, start, stop, pauses))

    def due(self, unit: Unit, start: int, within: int, pauses: Iterable[Pause] = ()) -> int | None:
        """Give the last instant that is on time; the closed form stands in the module's docstring.

        One second later, `elapsed` is more than `within`. Time that is not counted is still on
        time: eight business hours from Friday 09:00 run out after Monday 09:00, because until
        then no ninth hour has begun.

        Args:
            unit: The unit of `within`.
            start: The instant at which the clock starts.
            within: How many units are allowed, 0 or more.
            pauses: Times in which the clock stands still.

        Returns:
            The instant, or None where there is none: a pause that has not ended, or a calendar
            without further working days.

        Raises:
            ValueError: `within` is negative, the start is outside the span, or the answer is.
        """
        if within < 0:
            message = f"nothing can be due within {within} {unit}"
            raise ValueError(message)
        goal = self.count(unit, start) + within * unit.size
        for begin, end in _cut(pauses, start):
            if self._is_after(unit, begin) or self.count(unit, begin) > goal:
                break
            if end is None:
                return None
            if self._is_after(unit, end):
                self._require_no_more_work(unit, start, within)
                return None
            goal += self.count(unit, end) - self.count(unit, begin)
        last = self._last_at(unit, goal)
        if last is None:
            self._require_no_more_work(unit, start, within)
        return last

    def due_day(
        self, unit: Unit, start: int, within: int, pauses: Iterable[Pause] = ()
    ) -> date | None:
        """Give the local day of the last instant that is on time.

        Raises:
            ValueError: `within` is negative, the start is outside the span, or the answer is.
        """
        last = self.due(unit, start, within, pauses)
        return None if last is None else self.day_of(last)

    def _last_at(self, unit: Unit, goal: int) -> int | None:
        """Give the last instant whose running count is at most `goal`, if the span shows it."""
        if not unit.needs_calendar:
            return goal
        if unit is Unit.BUSINESS_HOURS:
            segment = self.segments[bisect_right(self._seconds, goal) - 1]
            last = segment.from_utc + goal - segment.seconds_before
            return last if segment.open and last < segment.until_utc else None
        index = self._days if unit is Unit.BUSINESS_DAYS else self._ordinals
        after = bisect_right(index, goal)
        return self._starts[after] - 1 if after < len(index) else None

    def _is_after(self, unit: Unit, at: int) -> bool:
        return unit.needs_calendar and at >= self.until_utc

    def _require_no_more_work(self, unit: Unit, start: int, within: int) -> None:
        """Tell a count that never gets there from one that needs a longer timeline.

        Raises:
            ValueError: More days would give the answer.
        """
        counts_work = unit in (Unit.BUSINESS_DAYS, Unit.BUSINESS_HOURS)
        if counts_work and self.working.never_works_from(self.until_day):
            return
        message = (
            f"{within} {unit} from {utc_text(start)} end after the timeline, "
            f"which lasts until {self.until_day}"
        )
        raise ValueError(message)


def _cut(pauses: Iterable[Pause], start: int) -> Iterator[tuple[int, int | None]]:
    """Yield the union of pauses in order, without what lies before the start."""
    for pause in merged(pauses):
        if pause.until_utc is None or pause.until_utc > start:
            yield max(pause.from_utc, start), pause.until_utc
