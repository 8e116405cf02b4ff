"""What meetings were: the page of a record, and how a cadence's last meetings were kept."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.documents import Cadence, Document, MeetingRecord
from partnership.duties import Duty, State
from partnership.duties.actions import find_meeting_actions
from partnership.handbook.book import PARTIES, QUARTER, Book
from partnership.handbook.names import day_words
from partnership.handbook.writing import bullets, escape, paragraph, table

STATES = {State.OPEN: "not yet", State.OVERDUE: "<strong>overdue</strong>"}
TOPICS = {
    "meeting": "not held",
    "quorum": "no quorum",
    "input": "papers late",
    "minutes": "minutes late",
}


def record(book: Book, found: MeetingRecord, path: str) -> Iterator[str]:
    """Yield what a record's page shows: how it was held, what was decided, who does what."""
    yield paragraph(_lead(book, found, path), "pac-lead")
    rows = [
        (escape(book.party(party)), ", ".join(names))
        for party in PARTIES
        if (names := [book.role(one, path) for one in found.attendance if _of(book, one) == party])
    ]
    if rows:
        yield "## Who was there"
        yield table(("Side", "Roles"), rows)
    if found.decisions:
        yield "## What was decided"
        yield table(
            ("Decision", "By", "From"),
            (
                (
                    escape(one.text),
                    book.role(one.decided_by, path),
                    day_words(one.effective or found.held_on or found.day),
                )
                for one in found.decisions
            ),
        )
    yield from _actions(book, found, path)


def _lead(book: Book, found: MeetingRecord, path: str) -> str:
    cadence = book.agreement.get(Cadence, found.cadence)
    name = book.link_to(cadence, path) if cadence else escape(found.cadence)
    if found.status == "cancelled":
        by = escape(book.party(found.cancelled_by or "both"))
        return (
            f"{name} of {day_words(found.day)} was called off by {by}: {escape(found.reason or '')}"
        )
    said = f"{name} of {day_words(found.day)}"
    if found.held_on:
        said += f", held on {day_words(found.held_on)}"
    if found.extra_because:
        said += f", beside the planned ones: {escape(found.extra_because)}"
        return said
    kept = next((one for one in book.kept if one.record is found), None)
    failed = [TOPICS[one.topic] for one in kept.duties if not one.is_in_time] if kept else []
    return f"{said}: {', '.join(dict.fromkeys(failed)) or 'held as agreed'}."


def _actions(book: Book, found: MeetingRecord, path: str) -> Iterator[str]:
    own = [one for one in find_meeting_actions(book.agreement) if one.document is found]
    if own:
        yield "## Who does what"
        yield table(
            ("What", "Who", "Due", "Done"),
            (
                (
                    escape(one.what),
                    book.role(one.owner, path),
                    day_words(one.due),
                    _done(book, one),
                )
                for one in own
            ),
        )


def _done(book: Book, one: Duty) -> str:
    if one.done_on is None or one.state(book.as_of) is not State.DONE:
        return STATES[one.state(book.as_of)]
    return day_words(one.done_on) + ("" if one.is_in_time else " (late)")


def last_meetings(book: Book, cadence: Cadence, path: str) -> Iterator[str]:
    """Yield how the meetings of the last three months were kept, the newest first."""
    first = book.as_of - QUARTER
    own = [
        one
        for one in book.kept
        if one.meeting.cadence.id == cadence.id
        and first <= one.meeting.day <= book.as_of
        and one.is_known(book.as_of)
    ]
    if not own:
        return
    yield "## The last meetings"
    rows = []
    for one in reversed(own):
        failed = [duty for duty in one.duties if not duty.is_in_time]
        said = ", ".join(
            dict.fromkeys(f"{TOPICS[duty.topic]} ({book.party(duty.party)})" for duty in failed)
        )
        when = day_words(one.meeting.day)
        link = book.link_to(one.record, path, when) if one.record else when
        rows.append((link, escape(said) if said else "as agreed"))
    yield table(("When", "How it was kept"), rows)
    good = sum(one.is_as_agreed for one in own)
    yield paragraph(
        f"{good} of {len(own)} were held with a quorum, with papers and minutes in time."
    )


def index(book: Book, documents: tuple[Document, ...], path: str) -> Iterator[str]:
    """Yield the list of all minutes, the newest first, and the actions that are open."""
    open_ones = [
        one
        for one in find_meeting_actions(book.agreement)
        if one.state(book.as_of) is not State.DONE
    ]
    if open_ones:
        yield "## What is still to do"
        yield table(
            ("What", "Who", "Due", "From"),
            (
                (
                    escape(one.what),
                    book.role(one.owner, path),
                    day_words(one.due)
                    + (
                        " <strong>overdue</strong>"
                        if one.state(book.as_of) is State.OVERDUE
                        else ""
                    ),
                    book.link_to(one.document, path),
                )
                for one in sorted(open_ones, key=lambda one: one.due)
            ),
        )
    yield "## All minutes"
    records = [one for one in documents if isinstance(one, MeetingRecord)]
    newest = sorted(records, key=lambda one: (one.day, one.id), reverse=True)
    yield bullets(book.link_to(one, path) for one in newest)


def _of(book: Book, role: str) -> str:
    found = book.agreement.roles.get(role)
    return found.party if found else ""
