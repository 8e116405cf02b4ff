"""Every event belongs to something that is known.

An interview without its application, or an offer without its candidate, is counted nowhere. A few are an
export cut short; many are a number made of what happened to arrive.

To mend it: export the period again with everything its events belong to, and measure it again.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._measured import gates
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every period's last measurement with events that belong to nothing."""
    for record, gate in gates(agreement):
        if gate.orphans:
            many = f"{gate.orphans:,} event{'s belong' if gate.orphans > 1 else ' belongs'}"
            message = f"{many} to nothing that is known, so no count has them"
            hint = f"export {record.period} again with what they belong to, and measure again"
            yield record.finding(message, "gate", "orphans", hint=hint)
