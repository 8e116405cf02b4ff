"""A goal is measured, each part of it by one thing.

A key result takes its number from an `sla`, or from a `metric` with the statistic, window, placing and
calendar that make it one number. With neither it is a wish; with both, each party may quote the better
one.

To mend it: name the SLA whose number it is; or name a metric and add the fields that are missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Goal
from partnership.documents.goal import KeyResult
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
WITH_METRIC = ("statistic", "window", "placed_by", "calendar")


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every goal and key result that nothing measures, or two things."""
    for goal in agreement.stretches(Goal):
        if not goal.terms.key_results:
            message = "no metric measures this goal"
            hint = "add a key result that names an `sla` or a `metric`"
            yield goal.terms.finding(message, "key_results", hint=hint)
        for index, result in enumerate(goal.terms.key_results):
            told = _told(result)
            if told:
                message, hint = told
                yield goal.terms.finding(message, "key_results", index, hint=hint)


def _told(result: KeyResult) -> tuple[str, str] | None:
    if result.sla is None and result.metric is None:
        hint = "name the `sla` whose number it is, or a `metric`"
        return f"nothing measures the key result `{result.id}`", hint
    if result.sla is not None and result.metric is not None:
        return f"the key result `{result.id}` has two measures", "keep `sla` or `metric`"
    missing = [field for field in WITH_METRIC if getattr(result, field) is None]
    if result.metric is not None and missing:
        listed = ", ".join(f"`{field}`" for field in missing)
        message = f"the key result `{result.id}` does not say {listed}"
        return message, "a metric alone is not yet one number; add what is missing"
    return None
