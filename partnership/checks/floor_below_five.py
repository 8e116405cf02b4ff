"""A number about fewer than five people is about each of them.

Applications, offers, hires and survey answers are people. A published share of three answers tells a
reader who knows two of them what the third said. So a promise about people is not judged below five;
openings, requisitions, interviews and feedback are process and may be. Counts of people are people
whatever the metric's subject is: pay, or candidates interviewed for each opening.

To mend it: write `low_volume: {below: 5, then: report only}`, or a higher number.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import with_metric
from partnership.findings import Finding, Severity
from partnership.measuring.quantities import is_of_people

SEVERITY = Severity.ERROR
FLOOR = 5


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every SLA about people that is judged on fewer than five."""
    for sla, metric in with_metric(agreement):
        low = sla.terms.low_volume
        if not is_of_people(metric) or (low is not None and low.below >= FLOOR):
            continue
        where = ("low_volume", "below") if low else ("metric",)
        floor = low.below if low else 1
        message = f"`{metric.id}` counts people and is judged from {floor} up"
        hint = f"write `low_volume: {{below: {FLOOR}, then: report only}}`, or a higher number"
        yield sla.terms.finding(message, *where, hint=hint)
