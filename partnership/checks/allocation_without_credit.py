"""Only a critical SLA has a share of the pool at risk.

A `kpi` is measured and reported and pays no credit. An `allocation` on it reads as if money were at
stake, and takes part of the pool from the SLAs that do pay.

To mend it: delete `allocation:`, or promote the SLA to `critical`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every KPI with an allocation."""
    for sla in agreement.stretches(SLA):
        if sla.terms.class_ == "kpi" and sla.terms.allocation is not None:
            message = f"a kpi pays no credit, and this one is allocated {sla.terms.allocation}"
            hint = "delete `allocation:`, or write `class: critical`"
            yield sla.terms.finding(message, "allocation", hint=hint)
