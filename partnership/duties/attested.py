"""What records attest, as rows of the event table `attestation`: meetings kept, actions closed.

Measuring counts events and reads no records, so that every number has one source. These rows are the
bridge: derived from the records, put into the event store, and counted there like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.duties.actions import find_actions
from partnership.duties.duty import State
from partnership.duties.meetings import find_kept

MEETING, ACTION = "meeting", "action"


@dataclass(frozen=True, slots=True)
class Attested:
    """How many of those that one party owed by a day were kept."""

    day: date
    topic: str
    party: str
    covered: int
    required: int


def find_attested(agreement: Agreement, first: date, last: date, as_of: date) -> Iterator[Attested]:
    """Yield what was due from a day to another and can be told on a third, by day, topic and party.

    A meeting counts once: for the party that failed it, else for the one that led it. An action
    counts for the party of its owner, on the day it was due.

    Args:
        agreement: All documents.
        first: The first day.
        last: The last day.
        as_of: The day on which it is told; what is not over then is left out.

    """
    required: Counter[tuple[date, str, str]] = Counter()
    covered: Counter[tuple[date, str, str]] = Counter()
    for kept in find_kept(agreement, first, last):
        if kept.is_known(as_of):
            key = (kept.meeting.day, MEETING, kept.party)
            required[key] += 1
            covered[key] += kept.is_as_agreed
    for duty in find_actions(agreement):
        if first <= duty.due <= last and duty.state(as_of) is not State.OPEN:
            key = (duty.due, ACTION, duty.party)
            required[key] += 1
            covered[key] += duty.is_in_time
    for key in sorted(required):
        yield Attested(*key, covered[key], required[key])
