"""A crisis plan pauses only what can stand still.

A pause takes time off a clock: the promise counts a duration, and its `relief` says what that does to it. A
promise that measures how soon a breach of personal data is told never pauses, whatever else stands still: the
law's hours run on.

To mend it: take the promise out of `pauses`, or write `relief: extend the clock` in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._pausable import breach_clocks, why_it_runs_on
from partnership.documents import SLA, CrisisPlan
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every pause of a promise that cannot stand still, or may not."""
    if not agreement.of(CrisisPlan):
        return
    kept = breach_clocks(agreement)
    for stretch in agreement.stretches(CrisisPlan):
        for index, pause in enumerate(stretch.terms.pauses):
            sla = agreement.get(SLA, pause.sla)
            if sla is None:
                continue
            message, hint = why_it_runs_on(agreement, sla, kept.get(sla.id, ""), "pauses")
            if message:
                yield stretch.terms.finding(message, "pauses", index, "sla", hint=hint)
