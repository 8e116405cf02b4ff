"""What a promise is held against: its metric, its rows, the form of its levels."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement, Stretch
from partnership.documents import SLA, Metric
from partnership.measuring.supported_sums import form_of, is_made
from partnership.measuring.supported_sums import statistics_of as made_by
from partnership.values.levels import Threshold
from partnership.values.statistic_names import Statistic

TIME = ("calendar days", "business days", "business hours", "elapsed hours", "elapsed minutes")
UNITS = {
    "duration": TIME,
    "ratio": ("percent", "x to 1"),
    "count": ("count",),
    "score": ("score", "points"),
    "cost": ("currency",),
    "index": ("points", "score", "percent", "count", "x to 1"),
}
"""The units that values of a type of metric can have."""
STATISTICS = {
    "duration": ("share within", "share beyond", "mean", "median", "percentile", "bucket counts"),
    "ratio": ("ratio of sums", "accuracy"),
    "count": ("count", "sum"),
    "score": ("mean", "median", "percentile", "top two box", "net promoter score"),
    "cost": ("ratio of sums", "sum"),
    "index": ("weighted mean", "lowest selection ratio"),
}
"""The statistics that can be taken of a type of metric."""
SHARES = ("share within", "share beyond", "top two box", "accuracy")
OF_SUBJECTS = ("share within", "share beyond", "ratio of sums", "top two box")
"""The statistics that one subject's miss lowers by its share."""
NET_PROMOTER_SCALE = "0 to 10"


def with_metric(agreement: Agreement) -> Iterator[tuple[Stretch[SLA], Metric]]:
    """Yield all terms of every SLA with each version of its metric in force on the same days."""
    for sla in agreement.stretches(SLA):
        for metric in agreement.during(Metric, sla.terms.metric, sla):
            yield sla, metric


def statistics_of(metric: Metric) -> tuple[str, ...]:
    """Give the statistics that can be taken of a metric, by what it is made of where it says that."""
    if is_made(metric) and form_of(metric):
        return made_by(metric)
    known = STATISTICS[metric.type]
    return tuple(name for name in known if name != "accuracy" or metric.amount)


def fits(metric: Metric, statistic: Statistic) -> bool:
    """Whether a statistic can be taken of a metric, whose own unit fits its type."""
    if metric.unit not in UNITS[metric.type] or statistic.name not in statistics_of(metric):
        return False
    scale = str(metric.answers.scale) if metric.answers else NET_PROMOTER_SCALE
    return statistic.name != "net promoter score" or scale == NET_PROMOTER_SCALE


def wanted_form(metric: Metric, statistic: Statistic, level: Threshold) -> str | None:
    """Say how a level is written for a statistic of a metric, where it is not written so."""
    if not fits(metric, statistic):
        return None
    if statistic.name == "bucket counts":
        is_count = level.unit == "number" and level.value >= 0 and level.value.denominator == 1
        return None if is_count else "a whole number: how many lie beyond the last bucket"
    if statistic.name in SHARES or metric.unit == "percent":
        return None if level.unit == "percent" else "a percentage, like `90%`"
    if metric.type == "duration":
        fit = level.unit == metric.unit
        return None if fit else f"in `{metric.unit}`, like the metric"
    lowest, highest = _bounds(metric, statistic)
    if level.unit != "number":
        return "a plain number"
    if lowest is not None and highest is not None and not lowest <= level.value <= highest:
        return f"a number from {lowest} to {highest}"
    return None


def _bounds(metric: Metric, statistic: Statistic) -> tuple[int | None, int | None]:
    if statistic.name == "net promoter score":
        return -100, 100
    if metric.type == "score" and metric.answers:
        return metric.answers.scale.lowest, metric.answers.scale.highest
    return None, None
