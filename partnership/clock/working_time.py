"""When a party works: hours of the week, days off and half days, in local wall time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from partnership.clock.zones import time_zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WorkingInterval: TypeAlias = tuple[time, time]
"""Local wall times from which and until which people work; an end of 00:00 is midnight."""

_MIDNIGHT = time()
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
        if day in self.days_off:
            return ()
        special = self.special_hours.get(day)
        return self.hours.get(day.weekday(), ()) if special is None else special

    def is_working_day(self, day: date) -> bool:
        """Tell whether any work is done on a day."""
        return bool(self.intervals(day))

    def cut_off_on(self, day: date) -> time | None:
        """Give the cut-off of a day: the end of its special hours where that is earlier."""
        special = self.special_hours.get(day)
        if self.cut_off is None or not special or special[-1][1] == _MIDNIGHT:
            return self.cut_off
        return min(self.cut_off, special[-1][1])

    def never_works_from(self, day: date) -> bool:
        """Tell whether no day from this one on is a working day."""
        weekly = any(self.hours.values())
        return not weekly and not any(
            pairs for special, pairs in self.special_hours.items() if special >= day
        )


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
