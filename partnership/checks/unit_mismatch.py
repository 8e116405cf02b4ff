"""A level is written in the unit of what it is held against.

A share is held against a percentage, a median of business days against business days, a net promoter
score against points from -100 to 100. `within` is in the metric's unit, and the unit is one that a
metric of its type can have. Otherwise two numbers are compared that are not of one kind.

To mend it: write the level in the unit the finding names, or correct the metric's `unit` or the SLA's
`statistic`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnership.agreement import Agreement
from partnership.checks._promises import UNITS, fits, wanted_form, with_metric
from partnership.documents import SLA, Goal, Metric
from partnership.documents.goal import KeyResult
from partnership.findings import Finding, Loc, Severity
from partnership.values.durations import Span
from partnership.values.levels import Threshold
from partnership.values.statistic_names import Statistic

SEVERITY = Severity.ERROR

Written = tuple[Loc, Threshold]


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every unit, level and limit that does not fit what it is held against."""
    for stretch in agreement.stretches(Metric):
        metric = stretch.terms
        if metric.unit not in UNITS[metric.type]:
            known = ", ".join(f"`{unit}`" for unit in UNITS[metric.type])
            message = f"a {metric.type} is not counted in `{metric.unit}`"
            yield metric.finding(message, "unit", hint=f"write one of {known}")
    for sla, metric in with_metric(agreement):
        for index, row in enumerate(sla.terms.targets):
            loc = ("targets", index)
            levels = [((*loc, "expected"), row.expected), ((*loc, "minimum"), row.minimum)]
            yield from _levels(sla.terms, metric, sla.terms.statistic, levels)
            yield from _limit(sla.terms, metric, sla.terms.statistic, (*loc, "within"), row.within)
    for days in agreement.stretches(Goal):
        for index, result in enumerate(days.terms.key_results):
            for metric, statistic in _measures(agreement, result):
                loc = ("key_results", index)
                levels = [((*loc, "baseline"), result.baseline), ((*loc, "target"), result.target)]
                yield from _levels(days.terms, metric, statistic, levels)
                yield from _limit(days.terms, metric, statistic, (*loc, "within"), result.within)


def _measures(agreement: Agreement, result: KeyResult) -> Iterator[tuple[Metric, Statistic]]:
    """Give the metric and statistic of a key result, as first agreed."""
    sla = agreement.get(SLA, result.sla)
    metric = agreement.get(Metric, sla.metric if sla else result.metric)
    statistic = sla.statistic if sla else result.statistic
    if metric and statistic and bool(result.sla) != bool(result.metric):
        yield metric, statistic


def _levels(
    document: SLA | Goal, metric: Metric, statistic: Statistic, levels: Sequence[Written]
) -> Iterator[Finding]:
    for loc, level in levels:
        wanted = wanted_form(metric, statistic, level)
        if wanted:
            message = f"`{level}` does not fit `{statistic}` of `{metric.id}`"
            yield document.finding(message, *loc, hint=f"write it {wanted}")


def _limit(
    document: SLA | Goal, metric: Metric, statistic: Statistic, loc: Loc, within: Span | None
) -> Iterator[Finding]:
    is_clock = metric.type == "duration" and fits(metric, statistic)
    if is_clock and within is not None and within.unit != metric.unit:
        message = f"`within: {within}` is not in the unit of `{metric.id}`"
        yield document.finding(message, *loc, hint=f"write it in `{metric.unit}`")
