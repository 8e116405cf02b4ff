"""What both parties owe together can be watched, not charged.

An SLA that is `owed_by: both` is judged and is nobody's breach. `critical` promises credits, and there
would be nobody to pay them.

To mend it: say which party owes it, split it in two, or call it a `kpi`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every critical SLA that both parties owe."""
    for sla in agreement.stretches(SLA):
        if sla.terms.class_ == "critical" and sla.terms.owed_by == "both":
            message = "a critical SLA is owed by one party, this one by both"
            hint = "name the party that owes it, or write `class: kpi`"
            yield sla.terms.finding(message, "owed_by", hint=hint)
