"""The last day on which something is in time: so long after a day, on a calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from partnership.agreement import Agreement
from partnership.documents import Calendar
from partnership.errors import PartnershipError
from partnership.measuring.periods import ONE_DAY, working_time
from partnership.values.durations import Span


def day_after(day: date, span: Span, agreement: Agreement, calendar: str) -> date:
    """Give the day that lies a span after the end of a day.

    Days after a period's end are counted as people count them: five business days after a month
    are its successor's first five business days.

    Args:
        day: The last day before the span begins.
        span: How long.
        agreement: All documents, for the calendar.
        calendar: The id of the calendar on which business time counts.

    Raises:
        PartnershipError: the calendar's hours contradict themselves, or no day is ever worked.

    """
    try:
        match span.unit:
            case "calendar days":
                return day + timedelta(days=span.amount)
            case "weeks":
                return day + timedelta(weeks=span.amount)
            case "months":
                return shifted(day + ONE_DAY, span.amount) - ONE_DAY
            case "years":
                return shifted(day + ONE_DAY, 12 * span.amount) - ONE_DAY
            case "elapsed hours":
                return day + timedelta(days=-(-span.amount // 24))
            case "elapsed minutes":
                return day + timedelta(days=-(-span.amount // 1440))
            case "business days" | "business hours":
                return _known(day, span, agreement, calendar)
    except (OverflowError, ValueError):
        return date.max


def day_before(last: date, span: Span) -> date | None:
    """Give the last day before a span that ends with a day; None for business and elapsed time."""
    try:
        match span.unit:
            case "years":
                return shifted(last + ONE_DAY, -12 * span.amount) - ONE_DAY
            case "months":
                return shifted(last + ONE_DAY, -span.amount) - ONE_DAY
            case "weeks":
                return last - timedelta(weeks=span.amount)
            case "calendar days":
                return last - timedelta(days=span.amount)
    except (OverflowError, ValueError):
        return date.min
    return None


def shifted(day: date, months: int) -> date:
    """Give the same day of a later (or earlier) month, or its last day where that is shorter."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    length = (date((index + 1) // 12, (index + 1) % 12 + 1, 1) - first).days
    return first.replace(day=min(day.day, length))


def _known(day: date, span: Span, agreement: Agreement, calendar: str) -> date:
    """Count working time once for each day it is asked of; without a calendar none passes."""
    found, key = agreement.get(Calendar, calendar), ("day after", calendar, day, span)
    if found is None:
        return day
    if key not in agreement.answers:
        agreement.answers[key] = _worked(day, span, found)
    last: date = agreement.answers[key]
    return last


def _worked(day: date, span: Span, calendar: Calendar) -> date:
    """Walk day by day until so much working time has passed."""
    working = working_time(calendar)
    left = span.amount * (3600 if span.unit == "business hours" else 1)
    while left > 0:
        day += ONE_DAY
        if working.never_works_from(day):
            message = f"{calendar.path}: {calendar.name} has no working day, so nothing gets due"
            raise PartnershipError(message)
        if span.unit == "business hours":
            left -= sum(_seconds(start, end) for start, end in working.intervals(day))
        elif working.is_working_day(day):
            left -= 1
    return day


def _seconds(start: time, end: time) -> int:
    """Give the length of a working interval; an end of 00:00 is midnight."""
    first, last = datetime.combine(date.min, start), datetime.combine(date.min, end)
    return int((last - first).total_seconds()) % 86400
