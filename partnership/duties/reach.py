"""Who answers for a seat at an instant, and when that seat can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from partnership.agreement import Agreement
from partnership.clock import WorkingInterval, local_instant, local_time
from partnership.documents import Calendar, Role
from partnership.measuring.periods import working_time
from partnership.values import TimeRange

AHEAD = 60
"""Days looked ahead for the next time somebody can be reached."""
MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class Reach:
    """Who answers for a seat, and from when until when."""

    role: Role
    """The seat that answers."""
    passed: tuple[Role, ...]
    """The seats that nobody fills, in whose stead it answers: the one asked for first."""
    zone: str
    """The time zone its hours are meant in."""
    from_utc: int | None = None
    """When it can next be reached, in seconds since 1970-01-01T00:00:00Z; None where nothing says."""
    until_utc: int | None = None
    """Until when."""

    def is_open(self, at: int) -> bool:
        """Whether it can be reached at an instant."""
        return self.from_utc is not None and self.from_utc <= at


def is_filled(role: Role, day: date) -> bool:
    """Whether somebody sits on a seat on a day."""
    return role.held is None or role.held.covers(day)


def seat_that_answers(agreement: Agreement, name: str, day: date) -> Role | None:
    """Give the seat that answers for one on a day: itself, else the first deputy who is there."""
    found = _filled(agreement, name, lambda role: is_filled(role, day), ())
    return found[0] if found else None


def reach(agreement: Agreement, name: str, at: int) -> Reach | None:
    """Find who answers for a seat: whoever fills it, else the first deputy who is there.

    Args:
        agreement: The terms.
        name: The seat.
        at: The instant, in seconds since 1970-01-01T00:00:00Z.

    Returns:
        Who, and when; None where nobody fills the seat and no deputy stands in.

    """
    found = _filled(
        agreement,
        name,
        lambda role: is_filled(role, local_time(agreement.zone(role.calendar), at).date()),
        (),
    )
    if found is None:
        return None
    role, passed = found
    zone = agreement.zone(role.calendar)
    hours = _stretches(
        agreement, role.calendar, role.hours, zone, at, lambda day: is_filled(role, day)
    )
    for start, end in hours:
        if end > at:
            return Reach(role, passed, zone, start, end)
    return Reach(role, passed, zone)


def _filled(
    agreement: Agreement, name: str, is_there: Callable[[Role], bool], passed: tuple[Role, ...]
) -> tuple[Role, tuple[Role, ...]] | None:
    role = agreement.roles.get(name)
    if role is None or role in passed:
        return None
    if is_there(role):
        return role, passed
    tried = (_filled(agreement, deputy, is_there, (*passed, role)) for deputy in role.deputies)
    return next((found for found in tried if found), None)


def reach_on(
    agreement: Agreement, calendar: str | None, hours: TimeRange | None, at: int
) -> tuple[int, int] | None:
    """Give the stretch of a calendar's hours, or of hours on its days, that is now or comes next."""
    zone = agreement.zone(calendar)
    found = _stretches(agreement, calendar, hours, zone, at, lambda _: True)
    return next((one for one in found if one[1] > at), None)


def _stretches(
    agreement: Agreement,
    named: str | None,
    own: TimeRange | None,
    zone: str,
    at: int,
    is_there: Callable[[date], bool],
) -> Iterator[tuple[int, int]]:
    """Yield the stretches in which somebody can be reached, from the day of an instant on."""
    first = local_time(zone, at).date()
    calendar = agreement.get(Calendar, named)
    if calendar is None:
        return
    for number in range(AHEAD):
        day = first + timedelta(days=number)
        if not is_there(day):
            continue
        for start, end in _hours(calendar.on(day) or calendar, own, day):
            last = day + timedelta(days=1) if end == MIDNIGHT else day
            yield local_instant(zone, day, start), local_instant(zone, last, end)


def _hours(calendar: Calendar, hours: TimeRange | None, day: date) -> tuple[WorkingInterval, ...]:
    """Give a seat's hours of a day: its own, on a shorter day those that are worked as well."""
    working = working_time(calendar)
    worked = working.intervals(day)
    if hours is None or not worked:
        return worked
    own = (hours.start, hours.end)
    if day not in working.special_hours:
        return (own,)
    cut = ((max(own[0], start), _earlier(own[1], end)) for start, end in worked)
    return tuple((start, end) for start, end in cut if end == MIDNIGHT or start < end)


def _earlier(one: time, other: time) -> time:
    """Give the earlier end of two stretches; an end of 00:00 is midnight, the latest."""
    return min((end for end in (one, other) if end != MIDNIGHT), default=MIDNIGHT)
