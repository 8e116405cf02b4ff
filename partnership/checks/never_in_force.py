"""A commitment binds on some day.

Where `to` lies before `from`, or the whole document lies outside the partnership's term, it reads
like a promise and nobody owes it on any day. The same goes for a seat that is never held.

To mend it: correct the days; a commitment that was given up is deleted, git keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Commitment, Partnership, Roles
from partnership.documents.base import Effective
from partnership.documents.partnership import Term
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HINT = "write the later day as `to`, or leave `to` out"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every commitment, term and seat that holds on no day."""
    for document in agreement.documents:
        if isinstance(document, Commitment):
            if _is_backwards(document.effective):
                message = "this binds on no day: it ends before it begins"
                yield document.finding(message, "effective", "to", hint=HINT)
            elif not isinstance(document, Partnership):
                yield from _outside_term(agreement, document)
        if isinstance(document, Partnership) and _is_backwards(document.term):
            yield document.finding("the term ends before it begins", "term", "to", hint=HINT)
        if isinstance(document, Roles):
            for index, role in enumerate(document.roles):
                if role.held and _is_backwards(role.held):
                    message = f"`{role.id}` is held on no day: it ends before it begins"
                    yield document.finding(message, "roles", index, "held", "to", hint=HINT)


def _is_backwards(days: Effective | Term) -> bool:
    return days.to is not None and days.to < days.from_


def _outside_term(agreement: Agreement, document: Commitment) -> Iterator[Finding]:
    if agreement.partnership is None or _is_backwards(agreement.partnership.term):
        return
    term = agreement.partnership.term
    hint = "correct the days, or the partnership's `term`"
    if term.to is not None and term.to < document.effective.from_:
        message = f"this begins after the partnership's term ends on {term.to}"
        yield document.finding(message, "effective", "from", hint=hint)
    elif document.effective.to is not None and document.effective.to < term.from_:
        message = f"this ends before the partnership's term begins on {term.from_}"
        yield document.finding(message, "effective", "to", hint=hint)
