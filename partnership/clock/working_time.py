"""When a party works: hours of the week, days off and half days, in local wall time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from partnership.clock.zones import day_start, local_instant, local_time, time_zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

WorkingInterval: TypeAlias = tuple[time, time]
"""Local wall times from which and until which people work; an end of 00:00 is midnight."""

Stretch: TypeAlias = tuple[int, int]
"""The instants from which and until which people work."""

_MIDNIGHT = time()
_DAY = timedelta(days=1)
_LOOKED_AHEAD = 400
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The working time of one calendar.

    A calendar without any working day is allowed: its clock never advances.

    Raises:
        ValueError: The zone is unknown, a weekday is not 0 to 6, a time has a zone or parts of a
            second, an interval ends before it starts, intervals of a day overlap, the cut-off is
            midnight, or a day is both a day off and a day of special hours.
    """

    zone: str
    """IANA name of the time zone, such as `Europe/London`."""

    hours: Mapping[int, tuple[WorkingInterval, ...]] = field(hash=False)
    """Working intervals by weekday, Monday is 0; a lunch break makes two intervals."""

    days_off: frozenset[date] = frozenset()
    """Days without work."""

    special_hours: Mapping[date, tuple[WorkingInterval, ...]] = field(
        default_factory=dict, hash=False
    )
    """Working intervals that replace a day's usual ones; an empty tuple is a day without work."""

    cut_off: time | None = None
    """The local time after which an event counts as the next working day; without it, the end of
    the day. Exactly at the cut-off is on time."""

    others: tuple[WorkingTime, ...] = ()
    """Only time that is worked on these calendars too is worked, whatever their time zones."""

    def __post_init__(self) -> None:
        time_zone(self.zone)
        for weekday in self.hours:
            if weekday not in range(7):
                message = f"weekday {weekday} does not exist; Monday is 0 and Sunday is 6"
                raise ValueError(message)
        both = sorted(self.days_off & set(self.special_hours))
        if both:
            message = f"{both[0]} is a day off and also has special hours; keep one of the two"
            raise ValueError(message)
        if self.cut_off is not None:
            _require_plain("the cut-off", self.cut_off)
            if self.cut_off == _MIDNIGHT:
                message = "a cut-off at 00:00 leaves no day; leave it out to count whole days"
                raise ValueError(message)
        usual = {day: _in_order(_WEEKDAYS[day], pairs) for day, pairs in self.hours.items()}
        special = {day: _in_order(f"{day}", pairs) for day, pairs in self.special_hours.items()}
        object.__setattr__(self, "hours", MappingProxyType(usual))
        object.__setattr__(self, "special_hours", MappingProxyType(special))

    def intervals(self, day: date) -> tuple[WorkingInterval, ...]:
        """Give the working intervals of a day, in order; none on a day off."""
        if self.others:
            return tuple((self._wall(start), self._wall(end)) for start, end in self.opened(day))
        return self._own(day)

    def opened(self, day: date) -> list[Stretch]:
        """Give the working time of a local day as stretches of instants, in order."""
        found = self._own_opened(day)
        for other in self.others:
            found = _joined(both for piece in found for both in other.common(piece))
        return found

    def common(self, stretch: Stretch) -> Iterator[Stretch]:
        """Yield what is worked of a stretch of instants, in order."""
        first, last = (local_time(self.zone, at).date() for at in stretch)
        for number in range((last - first).days + 1):
            for start, end in self.opened(first + number * _DAY):
                both = max(start, stretch[0]), min(end, stretch[1])
                if both[0] < both[1]:
                    yield both

    def _own(self, day: date) -> tuple[WorkingInterval, ...]:
        if day in self.days_off:
            return ()
        special = self.special_hours.get(day)
        return self.hours.get(day.weekday(), ()) if special is None else special

    def _own_opened(self, day: date) -> list[Stretch]:
        # An end of 00:00 is the midnight after the day, not the one before it.
        return [
            (
                local_instant(self.zone, day, start),
                local_instant(self.zone, day, end)
                if end > start
                else day_start(self.zone, day + _DAY),
            )
            for start, end in self._own(day)
        ]

    def _wall(self, at: int) -> time:
        return local_time(self.zone, at).time()

    def is_working_day(self, day: date) -> bool:
        """Tell whether any work is done on a day."""
        return bool(self.opened(day) if self.others else self._own(day))

    def cut_off_on(self, day: date) -> time | None:
        """Give the cut-off of a day: where work ends earlier, on special hours or in common, its end."""
        shorter = self.intervals(day) if self.others else self.special_hours.get(day)
        if self.cut_off is None or not shorter or shorter[-1][1] == _MIDNIGHT:
            return self.cut_off
        return min(self.cut_off, shorter[-1][1])

    def never_works_from(self, day: date) -> bool:
        """Tell whether no day from this one on is a working day; in common, none of a year's."""
        if self.others:
            return not any(self.opened(day + number * _DAY) for number in range(_LOOKED_AHEAD))
        weekly = any(self.hours.values())
        return not weekly and not any(
            pairs for special, pairs in self.special_hours.items() if special >= day
        )


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Join stretches that touch, such as both sides of another zone's midnight."""
    found: list[Stretch] = []
    for start, end in stretches:
        start = found.pop()[0] if found and found[-1][1] == start else start  # noqa: PLW2901
        found.append((start, end))
    return found


def _in_order(name: str, pairs: Iterable[WorkingInterval]) -> tuple[WorkingInterval, ...]:
    ordered = tuple(sorted(pairs))
    for start, end in ordered:
        _require_plain(name, start)
        _require_plain(name, end)
        if end != _MIDNIGHT and end <= start:
            message = f"{name}: working hours {_span(start, end)} end before they start"
            raise ValueError(message)
    for (start, end), (later_start, later_end) in pairwise(ordered):
        if end == _MIDNIGHT or later_start < end:
            message = (
                f"{name}: working hours {_span(start, end)} and "
                f"{_span(later_start, later_end)} overlap"
            )
            raise ValueError(message)
    return ordered


def _require_plain(name: str, wall: time) -> None:
    if wall.tzinfo is not None or wall.microsecond:
        message = f"{name}: {wall.isoformat()} is not a local time in whole seconds"
        raise ValueError(message)


def _span(start: time, end: time) -> str:
    return f"{start:%H:%M}-{end:%H:%M}"
