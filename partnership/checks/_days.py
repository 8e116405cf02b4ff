"""Counting days from a span of time."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date

from partnership.documents import Calendar
from partnership.documents.vocabulary import Weekday
from partnership.values.durations import Span

WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
MONTHS = {"months": 1, "years": 12}
DAYS = {"calendar days": 1, "weeks": 7}


def after(day: date, span: Span) -> date | None:
    """Give the day so long after another; None for units that are no days, or no such year."""
    if span.unit in MONTHS:
        index = day.year * 12 + day.month - 1 + span.amount * MONTHS[span.unit]
        if index // 12 > date.max.year:
            return None
        year, month = index // 12, index % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    ordinal = day.toordinal() + span.amount * DAYS.get(span.unit, 0)
    known = span.unit in DAYS and ordinal <= date.max.toordinal()
    return date.fromordinal(ordinal) if known else None


def working_days(terms: Calendar) -> Callable[[date], bool]:
    """Give the question whether a day is worked on a calendar, and on those it is common to."""
    common = [working_days(one) for one in terms.others()]
    weekdays = set(terms.workdays)
    shut = {holiday.day for holiday in terms.holidays if not holiday.hours}

    def is_working(day: date) -> bool:
        agreed_off = any(off.from_ <= day <= off.to for off in terms.blackouts)
        is_own = WEEKDAYS[day.weekday()] in weekdays and day not in shut and not agreed_off
        return is_own and all(is_worked(day) for is_worked in common)

    return is_working
