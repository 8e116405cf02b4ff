"""When meetings are held: their rhythm, moved off holidays, with the exceptions people wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from partnership.agreement import Agreement, Stretch
from partnership.documents import Cadence, Calendar
from partnership.errors import PartnershipError
from partnership.measuring.periods import working_time

ONE_DAY = timedelta(days=1)
FARTHEST = 31
"""How many days a meeting moves at most before it counts as left out."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting on one day."""

    day: date
    cadence: Cadence
    """Its terms on that day."""
    instead_of: date | None = None
    """The day it would have been, where it was moved."""
    reason: str = ""
    """Why it was moved."""


def find_meetings(agreement: Agreement, first: date, last: date) -> tuple[Meeting, ...]:
    """Give every meeting from a day to another, both included, in order."""
    early, late = first - timedelta(days=FARTHEST), last + timedelta(days=FARTHEST)
    found = [
        meeting
        for stretch in agreement.stretches(Cadence)
        for meeting in _meetings(agreement, stretch, early, late)
        if first <= meeting.day <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.cadence.id)))


def _meetings(
    agreement: Agreement, stretch: Stretch[Cadence], early: date, late: date
) -> Iterator[Meeting]:
    """Yield the meetings under one version of the terms; wide enough for those that move."""
    begins = max(stretch.first, early.toordinal())
    ends = min(stretch.until - 1, late.toordinal())
    if ends < begins:
        return
    terms = stretch.terms
    work = _Work(agreement, terms)
    anchor = terms.first or terms.effective.from_
    span = date.fromordinal(begins), date.fromordinal(ends)
    for day in terms.recurrence.days(anchor, *span, work.is_worked):
        meeting = _held(terms, day, work)
        if meeting:
            yield meeting


def _held(terms: Cadence, day: date, work: _Work) -> Meeting | None:
    for moved in terms.exceptions:
        if moved.day == day:
            return Meeting(moved.moved_to, terms, day, moved.reason) if moved.moved_to else None
    if terms.on_holiday == "hold all the same" or work.is_worked(day):
        return Meeting(day, terms)
    if terms.on_holiday == "leave out":
        return None
    for ahead in range(1, FARTHEST):
        if work.is_worked(day + ahead * ONE_DAY):
            return Meeting(day + ahead * ONE_DAY, terms, day, "a holiday")
    return None


class _Work:
    """The days on which all of a meeting's calendars are worked."""

    def __init__(self, agreement: Agreement, terms: Cadence) -> None:
        found = (agreement.get(Calendar, name) for name in terms.calendars)
        self.calendars = [calendar for calendar in found if calendar]

    def is_worked(self, day: date) -> bool:
        if not self.calendars:
            return day.weekday() < 5
        return all(_is_worked(calendar, day) for calendar in self.calendars)


def _is_worked(calendar: Calendar, day: date) -> bool:
    try:
        return working_time(calendar.on(day) or calendar).is_working_day(day)
    except PartnershipError:  # a draft is shown with its finding; its meetings keep their days
        return True
