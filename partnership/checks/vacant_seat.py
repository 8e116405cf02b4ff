"""Somebody sits in every seat that answers, decides or signs.

A role that is held until a day that has passed, or not yet, and has no deputy who is there, answers
nothing: the other party's clock runs against an empty chair. So it is with the levels of a ladder,
with whoever answers for an activity or decides a question, and with the partnership's signatories,
whose authority ends with `held.to`.

To mend it: write who holds the seat from when (`held`), or name a deputy whose seat is filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._seats import filled_on
from partnership.documents import (
    Commitment,
    EscalationPath,
    Partnership,
    Responsibilities,
)
from partnership.documents.vocabulary import Party
from partnership.findings import Finding, Loc, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every seat that must answer and that nobody fills on the day."""
    if not agreement.is_whole("Roles"):
        return
    filled = filled_on(agreement, as_of)
    kinds: tuple[type[Commitment], ...] = (EscalationPath, Responsibilities, Partnership)
    for terms in (one for kind in kinds for one in agreement.in_force(kind, as_of)):
        for loc, name in _seats(terms):
            if name in agreement.roles and name not in filled:
                message = f"nobody fills `{name}` on {as_of}, and no deputy stands in"
                hint = f"see `held` and `deputies` of the role `{name}`"
                yield terms.finding(message, *loc, hint=hint)


def _seats(terms: Commitment) -> Iterator[tuple[Loc, str | None]]:
    parties: tuple[Party, ...] = ("client", "provider")
    if isinstance(terms, EscalationPath):
        for index, level in enumerate(terms.levels):
            for party in parties:
                yield ("levels", index, party), getattr(level, party)
    if isinstance(terms, Responsibilities):
        for index, activity in enumerate(terms.activities):
            yield ("activities", index, "accountable"), activity.accountable
        for index, decision in enumerate(terms.decisions):
            for field in ("decided_by", "beyond", "fallback"):
                yield ("decisions", index, field), getattr(decision, field)
    if isinstance(terms, Partnership):
        for party in parties:
            for index, name in enumerate(getattr(terms.authorised_signatories, party)):
                yield ("authorised_signatories", party, index), name
