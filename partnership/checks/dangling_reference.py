"""A reference names something that is there.

A document may name another (`metric:`, `escalation:`, `calendar:`), a role or a `Kind/id`. One that
names nothing would leave a promise without its number, its clock or its ladder, and neither party
would notice until it is needed. Relief by rule, which a Close seals and nobody writes, is there while
the crisis or the forecast is that grants it. A document that is there and broken is named by its own finding
only.

To mend it: take the nearest id the finding names, or write the document that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Roles
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every reference that names nothing."""
    has_roles = bool(agreement.of(Roles))
    for link in agreement.dangling:
        if link.kind == "role" and not has_roles:
            continue  # one-of-a-kind says so, once
        if link.document.kind == "Close" and _is_by_rule(agreement, link.id):
            continue
        what = {"role": "role", "any": "document"}.get(link.kind, link.kind)
        near = agreement.nearest(link)
        hint = f"did you mean `{near}`?" if near else f"add the {what}, or name one that is there"
        yield link.document.finding(f"there is no {what} `{link.id}`", *link.loc, hint=hint)


def _is_by_rule(agreement: Agreement, name: str) -> bool:
    """Whether a Close names relief that a crisis or a forecast grants, and of which there is no file."""
    from partnership.measuring.reliefs import grants

    kind, _, relief = name.partition("/")
    sources = (*agreement.ids("CrisisRecord"), *agreement.ids("HiringPlan"))
    return (
        kind == "Relief"
        and bool(sources)
        and any(grants(document.name, relief) for document in agreement.documents)
    )
