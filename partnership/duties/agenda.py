"""The next meeting of a cadence: its standing items, and what is open between the parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from partnership.agreement import Agreement
from partnership.documents import Cadence, MeetingRecord
from partnership.duties.actions import find_actions, find_answers
from partnership.duties.duty import Duty, State
from partnership.duties.meetings import find_duties, inputs_of
from partnership.duties.points import (
    Point,
    find_awaited,
    find_decisions,
    find_lapsing,
    of_duty,
)
from partnership.duties.schedule import Meeting, find_meetings
from partnership.errors import WrongUsage
from partnership.findings import nearest
from partnership.judging import Status, Verdict
from partnership.judging.outlook import Outlook
from partnership.judging.wording import shown

LOOKED_AHEAD = timedelta(days=400)
"""How far the next meeting is looked for."""
NOT_JUDGED = {Status.NOT_YET_DUE, Status.NOT_IN_FORCE}


@dataclass(frozen=True, slots=True)
class Section:
    """What is open of one sort."""

    id: str
    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing item, with the time at which it begins where the meeting has one."""

    title: str
    owner: str
    minutes: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The draft of one meeting."""

    meeting: Meeting
    as_of: date
    zone: str
    standing: tuple[Standing, ...]
    papers: tuple[Duty, ...]
    """What is to be there before."""
    sections: tuple[Section, ...]
    """What is open; a section without points says that nothing is."""


def draft(
    agreement: Agreement,
    meeting: Meeting,
    as_of: date,
    verdicts: tuple[Verdict, ...],
    outlooks: tuple[Outlook, ...] = (),
    waiting: tuple[Point, ...] = (),
) -> Agenda:
    """Draft a meeting from what is open on a day.

    Args:
        agreement: All documents.
        meeting: The meeting.
        as_of: The day on which it is drafted.
        verdicts: Every verdict of that day.
        outlooks: What can still become of periods that run, where they were counted.
        waiting: Proposals that wait to be agreed, where git tells them.

    """
    terms = meeting.cadence
    found: tuple[tuple[str, str, Iterable[Point]], ...] = (
        ("breaches", "Breaches, and what was not measured", _breaches(terms, verdicts)),
        ("at-risk", "At risk", _at_risk(terms, outlooks)),
        ("overdue", "Overdue", _overdue(agreement, as_of, verdicts)),
        ("actions", "Actions of this meeting still open", _open(agreement, terms, as_of)),
        ("awaiting", "Waiting for an answer", (*find_awaited(agreement, as_of), *waiting)),
        ("decisions", "Decisions due", find_decisions(agreement, as_of)),
        ("lapsing", "What lapses soon", find_lapsing(agreement, as_of)),
    )
    return Agenda(
        meeting,
        as_of,
        terms.recurrence.zone or agreement.zone(),
        tuple(_standing(meeting)),
        tuple(_papers(agreement, meeting)),
        tuple(Section(name, title, tuple(points)) for name, title, points in found),
    )


def next_meeting(agreement: Agreement, cadence: str, day: date) -> Meeting:
    """Give the meeting of a cadence on a day, or the first one after it.

    Raises:
        WrongUsage: there is no such cadence, or it has no meeting in the year that follows.

    """
    known = agreement.ids("Cadence")
    if cadence not in known:
        near = nearest(cadence, known)
        listed = f"did you mean `{near}`?" if near else f"there are: {', '.join(known) or 'none'}"
        raise WrongUsage(f"there is no Cadence `{cadence}`; {listed}")
    ahead = LOOKED_AHEAD if day.year < date.max.year - 2 else timedelta()
    found = find_meetings(agreement, day, day + ahead, cadence)
    if not found:
        raise WrongUsage(f"`{cadence}` has no meeting from {day} to {day + ahead}")
    return found[0]


def _papers(agreement: Agreement, meeting: Meeting) -> Iterator[Duty]:
    """Yield what is to be there before, each by its own name."""
    for paper, one in zip(meeting.cadence.inputs, inputs_of(agreement, meeting), strict=True):
        yield replace(one, what=paper.title)


def _standing(meeting: Meeting) -> Iterator[Standing]:
    has_time = meeting.cadence.recurrence.at is not None
    at = meeting.starts
    for item in meeting.cadence.agenda:
        yield Standing(item.title, item.owner, item.minutes, at if has_time else None)
        at += timedelta(minutes=item.minutes)


def _reviewed(terms: Cadence) -> set[str]:
    """Name the promises that a meeting looks at; nothing means all."""
    return {name.partition("/")[2] for name in terms.reviews if name.startswith("SLA/")}


def _breaches(terms: Cadence, verdicts: tuple[Verdict, ...]) -> Iterator[Point]:
    """Yield the breaches of the last period that could be judged, of the promises it looks at."""
    reviewed = _reviewed(terms)
    latest: dict[str, date] = {}
    for one in verdicts:
        if one.status not in NOT_JUDGED:
            latest[one.sla] = max(one.last, latest.get(one.sla, one.last))
    for one in verdicts:
        if (reviewed and one.sla not in reviewed) or one.last != latest.get(one.sla):
            continue
        row = "" if one.segment == "all" else f", {one.segment}"
        head = f"{one.title}{row}, {one.period}"
        if one.is_breach:
            value = (
                shown(one.value, one.minimum.unit, [one.minimum.value])
                if one.minimum and one.value is not None
                else ""
            )
            disputed = " (disputed)" if one.disputed else ""
            text = f"{head}: {value}, minimum {one.minimum}{disputed}"
            yield Point(text, one.owed_by, place=one.place)
        elif one.is_unmeasured:
            yield Point(f"{head}: not measured", one.owed_by, place=one.place)


def _at_risk(terms: Cadence, outlooks: tuple[Outlook, ...]) -> Iterator[Point]:
    reviewed = _reviewed(terms)
    for one in outlooks:
        if one.is_at_risk and (not reviewed or one.sla in reviewed):
            row = "" if one.segment == "all" else f", {one.segment}"
            text = f"{one.title}{row}, {one.period}: {one.prospect.words}; {one.reason}"
            yield Point(text, one.owed_by, due=one.last, place=one.place)


def _overdue(agreement: Agreement, as_of: date, verdicts: tuple[Verdict, ...]) -> Iterator[Point]:
    """Yield what is overdue, whatever meeting it came from, the oldest first."""
    since = as_of - timedelta(days=92) if as_of.toordinal() > 92 else date.min
    duties = [
        *find_actions(agreement),
        *find_answers(agreement, verdicts),
        *find_duties(agreement, since, as_of),
    ]
    late = [one for one in duties if one.state(as_of) is State.OVERDUE]
    for one in sorted(late, key=lambda one: (one.due, one.what)):
        yield of_duty(one)


def _open(agreement: Agreement, terms: Cadence, as_of: date) -> Iterator[Point]:
    """Yield what this cadence's own meetings asked for and what is not due yet."""
    for one in sorted(find_actions(agreement), key=lambda one: (one.due, one.what)):
        record = one.document
        is_own = isinstance(record, MeetingRecord) and record.cadence == terms.id
        if is_own and one.state(as_of) is State.OPEN:
            yield of_duty(one)
