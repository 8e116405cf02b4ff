"""What happens to small numbers is agreed in full.

`carry forward` says how many periods are pooled at most, and `allow misses` says how many. Left open,
one party pools until the target is met and the other stops after a month.

To mend it: add `at_most: 2 periods` or `misses: 1` to `low_volume`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Finding, Severity

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
        if low.then == "allow misses" and low.misses is None:
            message = "`allow misses` does not say how many"
            yield sla.terms.finding(message, "low_volume", "then", hint="add `misses: 1`")
