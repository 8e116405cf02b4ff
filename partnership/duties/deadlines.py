"""When time runs out that a term allows: on a calendar, or on a clock that never stops."""

from __future__ import annotations

from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.clock import Timeline, Unit, day_bounds, local_time
from partnership.documents import Calendar
from partnership.measuring.days import shifted
from partnership.measuring.periods import working_time
from partnership.values.durations import Span

LONGEST = 4000
"""Days looked ahead for a deadline: some eleven years."""
NEAR = 28
"""Days whose time is worked out at once."""
MONTHS = {"months": 1, "years": 12}


def deadline(agreement: Agreement, calendar: str | None, start: int, within: Span) -> int | None:
    """Give the last instant that is in time.

    Args:
        agreement: Where calendars and the partnership's time zone stand.
        calendar: The id of the calendar that business time counts on.
        start: The instant at which the clock starts, in seconds since 1970-01-01T00:00:00Z.
        within: How long it may take. Weeks, months and years end with the local day.

    Returns:
        The instant, or None where business time has no calendar, or one on which too little of it
        ever passes.

    """
    zone = agreement.zone(calendar)
    day = local_time(zone, start).date()
    if within.unit in MONTHS:
        return _end_of(zone, shifted(day, within.amount * MONTHS[within.unit]))
    if within.unit == "weeks":
        return _end_of(zone, day + timedelta(weeks=within.amount))
    unit = Unit(within.unit)
    if not unit.needs_calendar:
        return start + within.amount * unit.size
    if unit is Unit.CALENDAR_DAYS:
        return _end_of(zone, day + timedelta(days=within.amount))
    found = agreement.get(Calendar, calendar)
    terms = (found.on(day) or found) if found else None
    if terms is None:
        return None
    near = _near(agreement, terms, day)
    try:
        return near.due(unit, start, within.amount)
    except ValueError:  # it lies beyond, or never comes
        return _on(terms, unit, start, within.amount, day)


def _near(agreement: Agreement, calendar: Calendar, day: date) -> Timeline:
    """Give a calendar's time around a day; many deadlines ask for the same weeks."""
    first = day.toordinal() // NEAR * NEAR
    key = ("near", calendar.id, first)
    if calendar.amendments or key not in agreement.answers:
        working = working_time(calendar)
        shared = ("near", working, first)  # the calendars of two sites often agree
        if shared not in agreement.answers:
            begin = date.fromordinal(max(first - 1, 1))
            last = date.fromordinal(first + 2 * NEAR)
            agreement.answers[shared] = Timeline(working, begin, last)
        agreement.answers[key] = agreement.answers[shared]
    found: Timeline = agreement.answers[key]
    return found


def _on(calendar: Calendar, unit: Unit, start: int, amount: int, day: date) -> int | None:
    """Look further ahead until the deadline lies in what is looked at."""
    working, ahead = working_time(calendar), 14
    while ahead <= LONGEST:
        timeline = Timeline(working, day - timedelta(days=1), day + timedelta(days=ahead))
        try:
            return timeline.due(unit, start, amount)
        except ValueError:
            ahead *= 4
    return None


def _end_of(zone: str, day: date) -> int:
    return day_bounds(zone, day, day)[1] - 1
