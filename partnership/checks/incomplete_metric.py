"""A metric says everything its number needs.

A duration has an event that starts its clock and one that stops it; a ratio has a numerator and a
denominator; a score has the question it is taken from. The definition is the dispute: `time to fill`
that stops at acceptance and one that stops on the first day differ by a notice period.

To mend it: add the fields that are named, as both parties mean them.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Metric
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
NEEDED = {
    "duration": ("start", "stop"),
    "ratio": ("numerator", "denominator"),
    "score": ("answers",),
}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every metric that lacks a field its type needs."""
    for stretch in agreement.stretches(Metric):
        metric = stretch.terms
        needed = NEEDED.get(metric.type, ())
        missing = [f"`{field}`" for field in needed if not getattr(metric, field)]
        if missing:
            message = f"a {metric.type} needs {' and '.join(missing)}"
            hint = f"add {' and '.join(missing)}, as both parties mean it"
            yield metric.finding(message, "type", hint=hint)
