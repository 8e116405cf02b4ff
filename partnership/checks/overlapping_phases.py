"""One phase at a time.

Baselining, ramp and steady differ in what a miss costs. On a day that lies in two of them, one party
reads the milder and the other the stricter.

To mend it: end one phase the day before the next begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every phase that is backwards or begins inside another."""
    for sla in agreement.stretches(SLA):
        phases = sorted(enumerate(sla.terms.phases), key=lambda pair: pair[1].from_)
        ends = date.min
        earlier = ""
        for index, phase in phases:
            if phase.to is not None and phase.to < phase.from_:
                message = f"the phase `{phase.phase}` ends before it begins"
                hint = "write the later day as `to`"
                yield sla.terms.finding(message, "phases", index, "to", hint=hint)
                continue
            if earlier and phase.from_ <= ends:
                message = f"`{phase.phase}` begins before `{earlier}` has ended"
                hint = "end one phase the day before the next begins"
                yield sla.terms.finding(message, "phases", index, "from", hint=hint)
            if not earlier or (phase.to or date.max) > ends:
                ends, earlier = phase.to or date.max, phase.phase
