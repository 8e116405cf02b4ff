"""Two promises that excuse each other excuse nobody.

Where the client's late review stops the provider's clock and the provider's late slate stops the
client's, each delay is both the cause and the consequence. The numbers can still be computed, since
derived relief never feeds on derived relief; what they mean is open to argument.

To mend it: decide which of the delays comes first, and keep the excuse on the other one only.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._cycles import find_cycles
from partnership.documents import SLA
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every circle of promises that excuse each other."""
    excuses: dict[str, set[str]] = {}
    for sla in agreement.stretches(SLA):
        if sla.terms.excused_by:
            excuses.setdefault(sla.terms.id, set()).update(sla.terms.excused_by)
    for cycle in find_cycles({name: sorted(names) for name, names in excuses.items()}):
        first = agreement.get(SLA, cycle[0])
        if first is not None:
            chain = " → ".join(f"`{name}`" for name in (*cycle, cycle[0]))
            hint = "keep the excuse on one side"
            terms = next(terms for _, terms in first.versions() if terms.excused_by)
            yield terms.finding(f"promises excuse each other: {chain}", "excused_by", hint=hint)
