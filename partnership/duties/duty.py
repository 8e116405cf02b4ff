"""One thing that somebody owes by a day, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from partnership.documents import Document
from partnership.documents.base import pointer
from partnership.findings import Finding, Loc


class State(StrEnum):
    """How a duty stands on a day."""

    OPEN = "open"
    """It is not done, and can still be in time."""
    OVERDUE = "overdue"
    """It is not done, and is late."""
    MISSED = "missed"
    """It was not done, and cannot be done any more: a meeting that was not held."""
    DONE = "done"
    """It is done, in time or late."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that somebody owes by a day."""

    topic: str
    """What kind of thing it is: `meeting`, `quorum`, `input`, `minutes`, `action`."""
    what: str
    """What is owed, in words that follow `owes`."""
    party: str
    """`client` or `provider`."""
    owner: str
    """The role that does it; nothing where only the party is known."""
    due: date
    """The last day on which it is in time."""
    document: Document
    loc: Loc = ()
    """Where it stands in its document."""
    done_on: date | None = None
    at: datetime | None = None
    """The instant it is due at, where it is due at one."""
    told_on: date = date.min
    """The day by whose end a record tells whether it was done, where that is after `due`."""
    is_final: bool = False
    """Whether it cannot be done later."""

    def state(self, as_of: date) -> State:
        """Say how it stands at the end of a day."""
        if self.done_on is not None and self.done_on <= as_of:
            return State.DONE
        if max(self.due, self.told_on) >= as_of:
            return State.OPEN
        return State.MISSED if self.is_final else State.OVERDUE

    @property
    def is_in_time(self) -> bool:
        """Whether it was done by the day it was due."""
        return self.done_on is not None and self.done_on <= self.due

    @property
    def pointer(self) -> str:
        """Where it stands in its document, by keys."""
        return pointer(self.document.written, self.loc)

    def finding(self, message: str, hint: str) -> Finding:
        """Answer a check at the place where it stands."""
        return self.document.finding(message, *self.loc, hint=hint)
