"""Where relief may be granted, the SLA says what it does to the number.

To extend the clock, to remove the subject and to count it as met give three different results: of
ten due with three late, two of them excused, 70% becomes 87.5% or 90%. The parties choose before the
case arises, not after. Only a promise with a clock is asked: nothing else can be relieved.

To mend it: add `relief: extend the clock`, `remove` or `count as met` to the SLA.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import with_metric
from partnership.documents import SLA, Relief
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every SLA that can be relieved and does not say how."""
    asked = {name: relief for relief in agreement.of(Relief) for name in relief.affects}
    clocked = {
        (sla.terms.id, sla.first)
        for sla, metric in with_metric(agreement)
        if metric.type == "duration"
    }
    for sla in agreement.stretches(SLA):
        terms = sla.terms
        if terms.relief is not None or (terms.id, sla.first) not in clocked:
            continue
        if not (terms.excused_by or terms.id in asked):
            continue
        reason = "`excused_by`" if terms.excused_by else f"`{asked[terms.id].name}`"
        message = f"{reason} relieves this SLA and `relief` does not say how"
        hint = "add `relief: extend the clock`"
        if terms.statistic.name == "share within":
            hint += ", `remove` or `count as met`"
        where = "excused_by" if terms.excused_by else "id"
        yield terms.finding(message, where, hint=hint)
