"""What each meeting asks: that it is held, that enough come, papers before it, minutes after it.

A cadence's meetings are asked for from its first record on: before that nobody kept minutes, and what
is not known is neither kept nor missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Cadence, Document, MeetingRecord
from partnership.documents.cadence import Input
from partnership.documents.vocabulary import Party
from partnership.duties.duty import Duty, State
from partnership.duties.schedule import Meeting, Work, find_meetings
from partnership.errors import PartnershipError

PARTIES: tuple[Party, ...] = ("client", "provider")
MEETING, QUORUM, INPUT, MINUTES = "meeting", "quorum", "input", "minutes"


@dataclass(frozen=True, slots=True)
class Kept:
    """One meeting of a cadence: what was asked of it, and the record that tells how it was."""

    meeting: Meeting
    record: MeetingRecord | None
    duties: tuple[Duty, ...]

    def is_known(self, as_of: date) -> bool:
        """Whether everything that it asks is over on a day."""
        return all(one.state(as_of) is not State.OPEN for one in self.duties)

    @property
    def is_as_agreed(self) -> bool:
        """Whether it was held with a quorum, with papers and minutes in time."""
        return all(one.is_in_time for one in self.duties)

    @property
    def party(self) -> str:
        """The party it is counted for: the one that failed it, else the one that leads it."""
        failed = [one for one in self.duties if not one.is_in_time]
        parties = {one.party for one in failed if one.topic == failed[0].topic} if failed else set()
        return parties.pop() if len(parties) == 1 else self.duties[0].party


def find_kept(agreement: Agreement, first: date, last: date) -> Iterator[Kept]:
    """Yield each meeting from a day to another with what it asks, by day.

    Args:
        agreement: All documents.
        first: The first day on which a meeting is planned.
        last: The last day.

    """
    records = records_by_day(agreement)
    begun = first_recorded(agreement)
    for meeting in find_meetings(agreement, first, last):
        since = begun.get(meeting.cadence.id)
        if since is None or meeting.day < since:
            continue
        record = records.get((meeting.cadence.id, meeting.day))
        yield Kept(meeting, record, tuple(_duties(agreement, meeting, record)))


def find_duties(agreement: Agreement, first: date, last: date) -> Iterator[Duty]:
    """Yield all that the meetings from a day to another ask."""
    for kept in find_kept(agreement, first, last):
        yield from kept.duties


def find_inputs(agreement: Agreement, first: date, last: date) -> Iterator[Duty]:
    """Yield what is to be prepared for the meetings from a day to another, recorded or not."""
    for meeting in find_meetings(agreement, first, last):
        yield from inputs_of(agreement, meeting)


def find_never_recorded(agreement: Agreement, as_of: date) -> Iterator[Meeting]:
    """Yield the last meeting that should have a record of each cadence that has none at all.

    It is asked for where minutes are kept: from the first record of any other cadence on.
    """
    begun = first_recorded(agreement)
    if not begun:
        return
    since = min(begun.values())
    for terms in agreement.in_force(Cadence, as_of):
        if terms.id not in begun:
            found = find_meetings(agreement, since, as_of, terms.id)
            over = [one for one in found if (_minutes_due(agreement, one, None) or one.day) < as_of]
            yield from over[-1:]


def inputs_of(agreement: Agreement, meeting: Meeting) -> Iterator[Duty]:
    """Yield what is to be prepared for one meeting, in the order of its terms."""
    for number in range(len(meeting.cadence.inputs)):
        yield _input(agreement, meeting, None, number)


def records_by_day(agreement: Agreement) -> dict[tuple[str, date], MeetingRecord]:
    """Give the record of each cadence and day; meetings held beside them are left out."""
    return {
        (record.cadence, record.day): record
        for record in agreement.of(MeetingRecord)
        if record.extra_because is None
    }


def first_recorded(agreement: Agreement) -> dict[str, date]:
    """Give the first day of each cadence that has a record."""
    found: dict[str, date] = {}
    for cadence, day in records_by_day(agreement):
        found[cadence] = min(day, found.get(cadence, day))
    return found


def present(agreement: Agreement, terms: Cadence, record: MeetingRecord, party: str) -> int:
    """Count the required seats of a party that were there, each deputy for one seat.

    Who is required counts for that seat; a deputy counts for the first required seat that was empty and
    that names it.
    """
    there = set(record.attendance)
    roles = agreement.roles
    asked = [name for name in dict.fromkeys(terms.required) if name in roles]
    seats = [name for name in asked if roles[name].party == party]
    taken = {name for name in seats if name in there}
    left = there - set(terms.required)
    for name in seats:
        deputy = next((one for one in roles[name].deputies if one in left), None)
        if name not in taken and deputy:
            taken.add(name)
            left.discard(deputy)
    return len(taken)


def named(meeting: Meeting) -> str:
    """Name a meeting: `Monthly service review of 2026-03-19`."""
    return f"{meeting.cadence.title} of {meeting.day}"


def _duties(agreement: Agreement, meeting: Meeting, record: MeetingRecord | None) -> Iterator[Duty]:
    """Yield what a meeting asks; of one that was not held only that it should have been."""
    minutes = _minutes_due(agreement, meeting, record)
    yield _held(agreement, meeting, record, minutes or meeting.day)
    if record is None or record.status == "cancelled":
        return
    terms = meeting.cadence
    for party in PARTIES:
        asked = getattr(terms.quorum, party)
        if asked:
            there = present(agreement, terms, record, party)
            done = record.day if there >= asked else None
            what = f"{asked} of its required roles at the {named(meeting)}: {there or 'none'} came"
            owner = getattr(terms.owners, party)
            yield Duty(
                QUORUM,
                what,
                party,
                owner,
                record.day,
                record,
                ("attendance",),
                done,
                is_final=True,
            )
    for number in range(len(terms.inputs)):
        yield _input(agreement, meeting, record, number)
    if minutes:
        owner = terms.minutes_by or meeting.chair
        what = f"the minutes of the {named(meeting)}"
        side = _party(agreement, owner)
        yield Duty(MINUTES, what, side, owner, minutes, record, ("minutes_on",), record.minutes_on)


def _held(
    agreement: Agreement, meeting: Meeting, record: MeetingRecord | None, told_on: date
) -> Duty:
    """Give the duty to hold a meeting: of whoever leads it, or of the party that called it off."""
    owner = meeting.chair
    party: str = _party(agreement, owner)
    document: Document = record or meeting.cadence
    what = f"the {named(meeting)}"
    if record is None:
        return Duty(
            MEETING,
            what,
            party,
            owner,
            meeting.day,
            document,
            ("recurrence",),
            told_on=told_on,
            is_final=True,
        )
    if record.status == "cancelled":
        party = record.cancelled_by or party
        owner = owner if party == _party(agreement, owner) else ""
        return Duty(MEETING, what, party, owner, meeting.day, document, ("status",), is_final=True)
    held = record.held_on or record.day
    return Duty(MEETING, what, party, owner, max(held, meeting.day), document, ("status",), held)


def _input(
    agreement: Agreement, meeting: Meeting, record: MeetingRecord | None, number: int
) -> Duty:
    """Give the duty to prepare something; whether it was there is told when the meeting is recorded."""
    terms = meeting.cadence
    paper: Input = terms.inputs[number]
    due = Work(agreement, terms).before(meeting.starts, paper.due_before)
    there = {one.id: one.there_on for one in record.inputs} if record else {}
    told = _minutes_due(agreement, meeting, record) or meeting.day
    return Duty(
        INPUT,
        f"{paper.title} for the {named(meeting)}",
        _party(agreement, paper.owner),
        paper.owner,
        due,
        record or terms,
        ("inputs",) if record else ("inputs", number),
        there.get(paper.id),
        told_on=told,
        is_final=True,
    )


def _minutes_due(
    agreement: Agreement, meeting: Meeting, record: MeetingRecord | None
) -> date | None:
    """Give the last day on which minutes are in time, where any are asked for."""
    terms = meeting.cadence
    held = (record.held_on if record else None) or meeting.day
    if terms.minutes_within is None:
        return None
    try:
        return Work(agreement, terms).after(held, terms.minutes_within)
    except PartnershipError:  # the calendar's own finding says why nothing gets due on it
        return None


def _party(agreement: Agreement, role: str) -> str:
    found = agreement.roles.get(role)
    return found.party if found else "client"
