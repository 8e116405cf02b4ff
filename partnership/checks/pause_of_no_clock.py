"""A crisis plan pauses only what can stand still.

A pause takes time off a clock: the promise counts a duration, and its `relief` says what that does to it. A
promise that measures how soon a breach of personal data is told never pauses, whatever else stands still: the
law's hours run on.

To mend it: take the promise out of `pauses`, or write `relief: extend the clock` in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, CrisisPlan, DataProtection, Metric
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every pause of a promise that cannot stand still, or may not."""
    if not agreement.of(CrisisPlan):
        return
    kept = {
        clock.sla: found.id
        for found in agreement.of(DataProtection)
        for clock in found.breach_clocks
        if clock.sla is not None
    }
    for stretch in agreement.stretches(CrisisPlan):
        for index, pause in enumerate(stretch.terms.pauses):
            sla = agreement.get(SLA, pause.sla)
            if sla is None:
                continue
            message, hint = _why(agreement, sla, kept.get(sla.id, ""))
            if message:
                yield stretch.terms.finding(message, "pauses", index, "sla", hint=hint)


def _why(agreement: Agreement, sla: SLA, protection: str) -> tuple[str, str]:
    out = "take it out of `pauses`"
    if protection:
        return f"`{sla.id}` is a breach clock of `{protection}`, which never pauses", out
    metric = agreement.get(Metric, sla.metric)
    if metric is not None and metric.type != "duration":
        return f"`{sla.id}` has no clock: it counts a {metric.type}", out
    if sla.owed_by == "both":
        return f"`{sla.id}` is owed by both: nobody is excused of it", out
    if sla.relief is None:
        return f"`{sla.id}` does not say what a pause does to it", f"write `relief` in it, or {out}"
    return "", ""
