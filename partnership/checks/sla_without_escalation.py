"""A critical SLA says where its breach goes.

It carries credits, so a breach is money. Without a ladder the party that is owed has only the
contract's last clause, and the party that owes never gets the chance to put it right first.

To mend it: name the path in `escalation:`, or call the SLA a `kpi`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every critical SLA without an escalation path."""
    for sla in agreement.stretches(SLA):
        if sla.terms.class_ == "critical" and sla.terms.escalation is None:
            message = "this SLA is critical and names no escalation path"
            hint = "add `escalation:` with the path a breach climbs"
            yield sla.terms.finding(message, "class", hint=hint)
