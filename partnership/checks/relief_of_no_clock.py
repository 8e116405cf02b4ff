"""Relief is asked for promises that it can relieve.

Relief takes time off a clock, so the SLA counts a duration, of the subject that the relief covers. An
acceptance rate has no clock; and requisitions that stood still say nothing about interviews.

To mend it: take the SLA out of `affects`, or cover the subject that its metric counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import with_metric
from partnership.documents import Metric, Relief
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every SLA that a relief names and cannot relieve."""
    counted: dict[str, list[Metric]] = {}
    for sla, metric in with_metric(agreement):
        counted.setdefault(sla.terms.id, []).append(metric)
    for relief in agreement.of(Relief):
        for index, name in enumerate(relief.affects):
            metrics = counted.get(name, [])
            subjects = {metric.subject for metric in metrics if metric.type == "duration"}
            if not metrics or relief.covers.subject in subjects:
                continue
            if not subjects:
                message = f"`{name}` has no clock: only durations can be relieved"
                hint = "take it out of `affects`"
            else:
                listed = " or ".join(f"`{subject}`" for subject in sorted(subjects))
                message = f"`{name}` counts each {listed}, not each `{relief.covers.subject}`"
                hint = f"cover {listed}, or take the SLA out of `affects`"
            yield relief.finding(message, "affects", index, hint=hint)
