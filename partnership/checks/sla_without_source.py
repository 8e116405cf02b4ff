"""A critical SLA says where its number comes from, and who computes it.

Money follows from the number. Where the system and the party that counts are not agreed in advance,
each party brings its own export to the meeting, and the talk is about the export.

To mend it: add `data_source:` and `measured_by:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every critical SLA without a source or a party that measures it."""
    for sla in agreement.stretches(SLA):
        if sla.terms.class_ != "critical":
            continue
        needed = {"data_source": sla.terms.data_source, "measured_by": sla.terms.measured_by}
        missing = [f"`{field}`" for field, value in needed.items() if value is None]
        if missing:
            message = f"this SLA is critical and does not say {' and '.join(missing)}"
            hint = "name the system the events come from, and the party that computes"
            yield sla.terms.finding(message, "class", hint=hint)
