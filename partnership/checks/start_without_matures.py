"""What is counted from its start is followed for an agreed time.

With `placed_by: start` a subject belongs to the period in which its clock starts, and most of them
are still open when the period ends. `matures` says how long after the end they are followed; without it
the number depends on the day somebody happens to measure.

To mend it: add `matures:`, such as `90 calendar days`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every SLA placed by start that does not say when it matures."""
    for sla in agreement.stretches(SLA):
        if sla.terms.placed_by == "start" and sla.terms.matures is None:
            message = "subjects are placed by their start and `matures` does not say when to count"
            hint = "add `matures:` with how long they are followed after the period's end"
            yield sla.terms.finding(message, "placed_by", hint=hint)
