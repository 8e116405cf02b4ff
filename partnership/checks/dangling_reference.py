"""A reference names something that is there.

A document may name another (`metric:`, `escalation:`, `calendar:`), a role or a `Kind/id`. One that
names nothing would leave a promise without its number, its clock or its ladder, and neither party
would notice until it is needed. A document that is there and broken is named by its own finding
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
        what = {"role": "role", "any": "document"}.get(link.kind, link.kind)
        near = agreement.nearest(link)
        hint = f"did you mean `{near}`?" if near else f"add the {what}, or name one that is there"
        yield link.document.finding(f"there is no {what} `{link.id}`", *link.loc, hint=hint)
