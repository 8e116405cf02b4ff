"""A clock starts before it stops.

A subject whose stop is dated before its start has no length, and is left out. Whoever types a day wrongly
takes the subject out of the number, late or not.

To mend it: correct the days at their source, export the period and measure it again.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._measured import gates
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every period's last measurement that leaves subjects out for their order."""
    for record, gate in gates(agreement):
        if gate.out_of_order:
            many = f"{gate.out_of_order:,} subject{'s are' if gate.out_of_order > 1 else ' is'}"
            message = f"{many} left out of the count: the clock stops before it starts"
            hint = f"correct their days at the source and measure {record.period} again"
            yield record.finding(message, "gate", "out_of_order", hint=hint)
