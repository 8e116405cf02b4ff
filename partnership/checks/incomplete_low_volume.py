"""What happens to small numbers is agreed in full.

`carry forward` says how many periods are pooled at most, and `allow misses` says how many. Left open,
one party pools until the target is met and the other stops after a month. Where amounts are added up,
and of a median or a mean, nothing is a miss of its own, so none can be allowed.

To mend it: add `at_most: 2 periods` or `misses: 1` to `low_volume`; where nothing can be missed, write
`then: report only` or `then: carry forward`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, Metric
from partnership.findings import Finding, Severity
from partnership.judging.counts import has_misses, not_missed

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every agreement on low volume that leaves its number open."""
    for sla in agreement.stretches(SLA):
        low = sla.terms.low_volume
        if low is None:
            continue
        if low.then == "carry forward" and low.at_most is None:
            message = "`carry forward` does not say for how long"
            yield sla.terms.finding(message, "low_volume", "then", hint="add `at_most: 2 periods`")
        if low.then != "allow misses":
            continue
        metrics = agreement.during(Metric, sla.terms.metric, sla)
        without = next((one for one in metrics if not has_misses(sla.terms.statistic, one)), None)
        if without:
            message = not_missed(sla.terms.statistic, without)
            hint = "write `then: report only` or `then: carry forward`"
            yield sla.terms.finding(message, "low_volume", "then", hint=hint)
        elif low.misses is None:
            message = "`allow misses` does not say how many"
            yield sla.terms.finding(message, "low_volume", "then", hint="add `misses: 1`")
