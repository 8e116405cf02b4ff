"""What is agreed today can be measured today.

`measure` refuses a promise with `excused_by`, with a `precision` finer than a day, or about a metric with a
field that it cannot count by yet. Each period of such a promise stays not measured, and who looks at the
first report learns it months late. Terms that begin later are not asked: they may be counted by then.

To mend it: leave the field out until it is measured; record the other party's delay as a `Relief`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._promises import with_metric
from partnership.findings import Finding, Severity
from partnership.measuring.supported import not_counted_yet

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every field in force, or past, that stops its SLA from being measured."""
    seen: set[tuple[str, str]] = set()
    for sla, metric in with_metric(agreement):
        if sla.first <= as_of.toordinal():
            for field in not_counted_yet(metric):
                if (metric.id, field) not in seen:
                    seen.add((metric.id, field))
                    message = f"`{field}` is not measured yet, so what is promised has no numbers"
                    hint = "leave the promise out until it is measured"
                    yield metric.finding(message, field, hint=hint)
