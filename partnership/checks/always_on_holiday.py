"""A meeting can be held.

A date that falls on a holiday or day off of one party's calendar every time it comes round is moved or
left out every time. Whoever plans by the document comes to an empty room, and what the meeting decides
is never decided. The next twelve months are looked at.

To mend it: choose another day in `recurrence:`, or take the calendar out of `calendars:` if the meeting is
held all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._days import after, working_days
from partnership.documents import Cadence, Calendar
from partnership.findings import Finding, Severity
from partnership.values.durations import Span

SEVERITY = Severity.WARNING
YEAR = Span(12, "months")


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every meeting whose each date in the next year is a day off of one calendar."""
    last = after(as_of, YEAR)
    if last is None or last.year == date.max.year:
        return
    calendars = {terms.id: working_days(terms) for terms in agreement.in_force(Calendar, as_of)}
    for cadence in agreement.in_force(Cadence, as_of):
        named = [name for name in cadence.calendars if name in calendars]
        if cadence.on_holiday == "hold all the same" or not named:
            continue
        questions = [calendars[name] for name in named]
        off = dict(zip(named, questions, strict=True))
        days = []
        for day in _days(cadence, as_of, last, questions):
            off = {name: is_working for name, is_working in off.items() if not is_working(day)}
            days.append(day)
            if not off:
                break
        if days and off:
            yield _finding(cadence, next(iter(off)), days, last)


def _finding(cadence: Cadence, calendar: str, days: list[date], last: date) -> Finding:
    dates = "its one date" if len(days) == 1 else f"each of its {len(days)} dates"
    more = ", …" if len(days) > 1 else ""
    message = f"{dates} up to {last} is a day off in `{calendar}`: {days[0]}{more}"
    return cadence.finding(message, "recurrence", hint="choose a day that both parties work")


def _days(
    cadence: Cadence, first: date, last: date, questions: list[Callable[[date], bool]]
) -> Iterator[date]:
    """Yield the days the meeting would fall on before holidays are looked at."""
    anchor = cadence.first or cadence.effective.from_
    until = min(last, cadence.effective.to or last)
    if anchor <= until:
        yield from cadence.recurrence.days(
            anchor, first, until, lambda day: all(is_working(day) for is_working in questions)
        )
