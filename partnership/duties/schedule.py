"""When meetings are held: their rhythm, moved off holidays, with the exceptions people wrote."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from partnership.agreement import Agreement, Stretch
from partnership.clock import WorkingTime
from partnership.documents import Cadence, Calendar
from partnership.errors import PartnershipError
from partnership.measuring.days import day_after, shifted
from partnership.measuring.periods import working_time
from partnership.values.durations import Span

ONE_DAY = timedelta(days=1)
FARTHEST = 31
"""How many days a meeting moves at most before it counts as left out."""
LONGEST = 400
"""How many days before a meeting something to be prepared is due at most."""


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
    number: int = 0
    """How many there were before it under these terms, by which the chair goes round."""

    @property
    def planned(self) -> date:
        """The day its rhythm gives, before holidays and exceptions."""
        return self.instead_of or self.day

    @property
    def starts(self) -> datetime:
        """Its day and time on the wall clock; midnight where no time is written."""
        return datetime.combine(self.day, self.cadence.recurrence.at or time())

    @property
    def chair(self) -> str:
        """The role whose turn it is to lead it."""
        seats = (self.cadence.chair.role, *self.cadence.chair.rotates_with)
        return seats[self.number % len(seats)]


def find_meetings(
    agreement: Agreement, first: date, last: date, cadence: str | None = None
) -> tuple[Meeting, ...]:
    """Give every meeting from a day to another, both included, in order.

    Args:
        agreement: All documents.
        first: The first day.
        last: The last day.
        cadence: The id of the only one that is looked at; all where none is named.

    """
    found = [
        meeting
        for stretch in agreement.stretches(Cadence, cadence)
        for meeting in meetings_of(agreement, stretch, first, last)
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.cadence.id)))


def meetings_of(
    agreement: Agreement, stretch: Stretch[Cadence], first: date, last: date
) -> Iterator[Meeting]:
    """Yield the meetings from a day to another under one version of the terms, by planned day."""
    work = Work(agreement, stretch.terms)
    for number, day in planned_days(agreement, stretch, first, last):
        meeting = _held(stretch.terms, day, work, number)
        if meeting and first <= meeting.day <= last:
            yield meeting


def planned_days(
    agreement: Agreement, stretch: Stretch[Cadence], first: date, last: date
) -> Iterator[tuple[int, date]]:
    """Yield the days that a rhythm gives, numbered, wide enough for those that move."""
    terms = stretch.terms
    moved = [one.day.toordinal() for one in terms.exceptions if one.moved_to]
    begins = max(stretch.first, min((first.toordinal() - FARTHEST, *moved)))
    ends = min(stretch.until - 1, max((last.toordinal() + FARTHEST, *moved)))
    anchor = terms.first or terms.effective.from_
    if ends < begins:
        return
    since = max(stretch.first, anchor.toordinal())
    span = date.fromordinal(since), date.fromordinal(max(ends, since))
    work = Work(agreement, terms)
    for number, day in enumerate(terms.recurrence.days(anchor, *span, work.is_worked)):
        if day.toordinal() >= begins:
            yield number, day


def _held(terms: Cadence, day: date, work: Work, number: int) -> Meeting | None:
    for moved in terms.exceptions:
        if moved.day == day:
            if moved.moved_to is None:
                return None
            return Meeting(moved.moved_to, terms, day, moved.reason, number)
    if terms.on_holiday == "hold all the same" or work.is_worked(day):
        return Meeting(day, terms, number=number)
    if terms.on_holiday == "leave out":
        return None
    for ahead in range(1, FARTHEST):
        if work.is_worked(day + ahead * ONE_DAY):
            return Meeting(day + ahead * ONE_DAY, terms, day, "a holiday", number)
    return None


class Work:
    """The days on which all of a meeting's calendars are worked."""

    def __init__(self, agreement: Agreement, terms: Cadence) -> None:
        self.agreement = agreement
        self.names = tuple(
            name for name in terms.calendars if agreement.get(Calendar, name) is not None
        )
        self.asked = [_worked_on(agreement, name) for name in self.names]

    def is_worked(self, day: date) -> bool:
        """Whether a day is worked on all of them; without any, from Monday to Friday."""
        if not self.asked:
            return day.weekday() < 5
        return all(asked(day) is not False for asked in self.asked)

    def after(self, day: date, span: Span) -> date:
        """Give the last day in time, so long after a day.

        Raises:
            PartnershipError: a calendar has no working day.

        """
        if span.unit == "business days":
            return self._walked(day, span.amount, ONE_DAY)
        return day_after(day, span, self.agreement, self.names[0] if self.names else "")

    def before(self, at: datetime, span: Span) -> date:
        """Give the last day in time, so long before an instant on the wall clock."""
        match span.unit:
            case "business days":
                return self._walked(at.date(), span.amount, -ONE_DAY)
            case "business hours":
                return self._hours_before(at, span.amount)
            case "elapsed hours":
                return (at - timedelta(hours=span.amount)).date()
            case "elapsed minutes":
                return (at - timedelta(minutes=span.amount)).date()
            case "weeks":
                return at.date() - timedelta(weeks=span.amount)
            case "calendar days":
                return at.date() - timedelta(days=span.amount)
            case "months" | "years":
                months = span.amount * (12 if span.unit == "years" else 1)
                return shifted(at.date(), -months)

    def _walked(self, day: date, count: int, step: timedelta) -> date:
        """Walk over so many worked days; where hardly any is worked, no farther than it makes sense."""
        for _ in range(LONGEST):
            if count == 0:
                break
            day += step
            count -= self.is_worked(day)
        return day

    def _hours_before(self, at: datetime, hours: int) -> date:
        """Walk back over working hours of the first calendar, eight a day without one."""
        left, day = hours * 3600, at.date()
        hours_of = _hours_on(self.agreement, self.names[0]) if self.names else None
        until = at.hour * 3600 + at.minute * 60
        for _ in range(LONGEST):
            left -= hours_of(day, until) if hours_of else _eight(day, until)
            if left <= 0:
                break
            day, until = day - ONE_DAY, 86400
        return day


def _eight(day: date, until: int) -> int:
    return max(0, min(until, 17 * 3600) - 9 * 3600) if day.weekday() < 5 else 0


def _worked_on(agreement: Agreement, name: str) -> Callable[[date], bool | None]:
    """Give the question whether a day is worked on a calendar; None where its hours tell nothing."""
    times = _times_of(agreement, name)

    def is_worked(day: date) -> bool | None:
        found = times(day)
        return found.is_working_day(day) if found else None

    return is_worked


def _hours_on(agreement: Agreement, name: str) -> Callable[[date, int], int]:
    """Give the question how many seconds of a day are worked before a second of it."""
    times = _times_of(agreement, name)

    def hours(day: date, until: int) -> int:
        found = times(day)
        pairs = found.intervals(day) if found else ()
        ends = (
            (start.hour * 60 + start.minute, end.hour * 60 + end.minute) for start, end in pairs
        )
        return sum(max(0, min(until, (end or 1440) * 60) - start * 60) for start, end in ends)

    return hours


def _times_of(agreement: Agreement, name: str) -> Callable[[date], WorkingTime | None]:
    """Give the question what the working time of a calendar is on a day, worked out once."""
    key = ("working time", name)
    if key not in agreement.answers:
        calendar = agreement.get(Calendar, name)
        versions = list(calendar.versions()) if calendar else []
        since = [day for day, _ in versions]
        found = [_known(terms) for _, terms in versions]
        agreement.answers[key] = lambda day: found[max(bisect_right(since, day) - 1, 0)]
    answer: Callable[[date], WorkingTime | None] = agreement.answers[key]
    return answer


def _known(terms: Calendar) -> WorkingTime | None:
    try:
        return working_time(terms)
    except PartnershipError:  # a draft is shown with its finding; its meetings keep their days
        return None
