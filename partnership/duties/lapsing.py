"""What stops binding soon: commitments, the agreement's own term, waivers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.documents import Commitment, Document, Partnership
from partnership.findings import Loc

AHEAD = timedelta(days=60)
"""How long before its last day a commitment is named."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """The last day of something that binds."""

    document: Document
    loc: Loc
    last: date
    is_term: bool = False
    """Whether it is the agreement's own term."""

    def ends(self, as_of: date) -> str:
        """Say when: `lapses on 2026-08-01, in 22 days`."""
        days = (self.last - as_of).days
        when = "today" if not days else f"in {days} day{'s' * (days > 1)}"
        return f"lapses on {self.last}, {when}"


def find_lapses(agreement: Agreement, as_of: date) -> Iterator[Lapse]:
    """Yield every commitment in force whose last day is near, and the agreement's term."""
    for document in agreement.documents:
        if not isinstance(document, Commitment) or not document.effective.covers(as_of):
            continue
        last = document.effective.to
        if last is not None and last - as_of <= AHEAD:
            yield Lapse(document, ("effective", "to"), last)
        terms = document.on(as_of)
        to = terms.term.to if isinstance(terms, Partnership) else None
        if to is not None and timedelta() <= to - as_of <= AHEAD:
            yield Lapse(terms or document, ("term", "to"), to, is_term=True)
