"""A statistic is taken of values it is made for.

A share within a limit needs a clock, a ratio of sums needs two counts, a net promoter score needs
answers from 0 to 10. A statistic of something else gives no number, or one that only looks like it:
on a scale from 1 to 10 the same answers give a different net promoter score.

To mend it: choose a statistic that fits the metric's `type`; the finding names them.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import NET_PROMOTER_SCALE, UNITS, statistics_of, with_metric
from partnership.documents import SLA, Goal, Metric
from partnership.findings import Finding, Loc, Severity
from partnership.values.statistic_names import Statistic

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every statistic that cannot be taken of its metric."""
    for sla, metric in with_metric(agreement):
        yield from _mismatch(sla.terms, metric, sla.terms.statistic, ("statistic",))
    for goal in agreement.stretches(Goal):
        for index, result in enumerate(goal.terms.key_results):
            for metric in agreement.during(Metric, result.metric, goal):
                loc = ("key_results", index, "statistic")
                if result.statistic:
                    yield from _mismatch(goal.terms, metric, result.statistic, loc)


def _mismatch(
    document: SLA | Goal, metric: Metric, statistic: Statistic, loc: Loc
) -> Iterator[Finding]:
    known = statistics_of(metric)
    if metric.unit not in UNITS[metric.type]:
        return
    scale = str(metric.answers.scale) if metric.answers else NET_PROMOTER_SCALE
    if statistic.name not in known:
        message = f"`{statistic}` cannot be taken of `{metric.id}`, a {metric.type}"
        yield document.finding(message, *loc, hint=f"write {_listed(known)}")
    elif statistic.name == "net promoter score" and scale != NET_PROMOTER_SCALE:
        message = f"a net promoter score is taken of answers {NET_PROMOTER_SCALE}, not {scale}"
        hint = f"ask on the scale `{NET_PROMOTER_SCALE}`, or promise `top two box`"
        yield document.finding(message, *loc, hint=hint)


def _listed(names: tuple[str, ...]) -> str:
    shown = ("90th percentile, linear" if name == "percentile" else name for name in names)
    return " or ".join(f"`{name}`" for name in shown)
