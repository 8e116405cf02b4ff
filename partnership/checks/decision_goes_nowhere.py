"""A decision that is not made, or goes too far, moves on to somebody else.

A fallback that is the seat which did not decide in time leaves the question where it was, and so
does a threshold beyond which the same seat decides. Business time needs a calendar as well: without
one nobody can say when the time to decide is over.

To mend it: name another seat in `fallback` or `beyond`; give the role that decides a `calendar`, or
write `within` in elapsed time or calendar days.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Responsibilities
from partnership.documents.responsibilities import Decision
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every decision that comes back to the same seat, or whose time cannot be counted."""
    for stretch in agreement.stretches(Responsibilities):
        for index, decision in enumerate(stretch.terms.decisions):
            for field, message, hint in _wrong(agreement, decision):
                yield stretch.terms.finding(message, "decisions", index, field, hint=hint)


def _wrong(agreement: Agreement, decision: Decision) -> Iterator[tuple[str, str, str]]:
    name = decision.decided_by
    if decision.fallback == name:
        message = f"what `{name}` does not decide in time falls back on `{name}`"
        yield "fallback", message, "name another seat"
    if decision.beyond == name:
        message = f"what goes beyond the threshold of `{name}` is decided by `{name}`"
        yield "beyond", message, "name another seat, or leave `beyond` out"
    role = agreement.roles.get(name)
    if role and role.calendar is None and decision.within.unit.startswith("business"):
        message = f"`{decision.within}` count on no calendar: the role `{name}` has none"
        yield "within", message, f"add `calendar:` to the role `{name}`"
