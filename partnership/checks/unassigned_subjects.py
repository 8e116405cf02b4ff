"""Every subject that is counted has a row of targets.

A subject outside every row is counted and judged by nothing: nobody owes it, and the number looks better
or worse by exactly those that were forgotten.

To mend it: widen the `when` of a row, or add one with `otherwise: true`, and measure the period again.
Where the events name a value that no row knows, correct them at their source.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._measured import gates
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every period's last measurement with subjects that no row takes."""
    for record, gate in gates(agreement):
        if gate.unassigned:
            many = f"{gate.unassigned:,} subject{'s are' if gate.unassigned > 1 else ' is'}"
            message = f"{many} in no row of `{record.sla}` in {record.period}"
            hint = "give them a row, as with `otherwise: true`, and measure again"
            yield record.finding(message, "gate", "unassigned", hint=hint)
