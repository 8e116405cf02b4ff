"""Every subject in scope belongs to a row of targets.

What no row takes is counted as unassigned: it is measured against nothing, so nobody owes it. Which
requisitions those are should be decided, not left over.

To mend it: widen a row's `when`, add a row for the segment that is named, or end with a row that
says `otherwise: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import with_metric
from partnership.checks._segments import dimensions_during, divide
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every SLA whose rows leave part of the scope uncovered."""
    for sla, metric in with_metric(agreement):
        rows = sla.terms.targets
        if any(row.otherwise or not row.when for row in rows):
            continue
        for dimensions in dimensions_during(agreement, sla):
            division = divide((row.when for row in rows), metric.where, dimensions)
            if division and division.gap:
                message = f"no row takes {division.gap}"
                hint = "add a row for it, or one with `otherwise: true`"
                yield sla.terms.finding(message, "targets", hint=hint)
