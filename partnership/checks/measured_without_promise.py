"""What is measured was promised.

A measurement of a period in which its SLA binds nobody is judged by no terms: either the period was
mistyped, or a promise was moved and its measurements were left behind.

To mend it: measure the periods in which the SLA is in force, or correct its `effective` days.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, Measurement
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every measurement of a period that its SLA's terms do not touch."""
    bound: dict[str, list[tuple[int, int]]] = {}
    for days in agreement.stretches(SLA):
        bound.setdefault(days.terms.id, []).append((days.first, days.until))
    for record in agreement.of(Measurement):
        if agreement.get(SLA, record.sla) is None:
            continue
        first, last = record.period.first.toordinal(), record.period.last.toordinal()
        touched = (begin <= last and first < until for begin, until in bound.get(record.sla, []))
        if not any(touched):
            message = f"`{record.sla}` promises nothing in {record.period}"
            hint = "measure the periods in which the SLA is in force"
            yield record.finding(message, "period", hint=hint)
