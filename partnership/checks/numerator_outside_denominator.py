"""What counts for a ratio is part of what it is taken of.

An outcome in the numerator only is counted above the line and never below it: the ratio can pass 100%,
and the party that owes it looks better the more of them there are.

To mend it: add the outcome to `denominator`, or take it out of `numerator`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Metric
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every outcome above the line that is not below it."""
    for stretch in agreement.stretches(Metric):
        metric = stretch.terms
        if metric.type != "ratio" or not metric.denominator or metric.unit != "percent":
            continue
        for index, outcome in enumerate(metric.numerator):
            if outcome not in metric.denominator:
                message = f"`{outcome}` counts, but is not among what the ratio is taken of"
                hint = f"add `{outcome}` to `denominator`"
                yield metric.finding(message, "numerator", index, hint=hint)
