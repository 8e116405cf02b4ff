"""What can be counted; anything else is refused by name, never left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnership.clock import Unit
from partnership.documents import Metric
from partnership.errors import PartnershipError
from partnership.measuring.definitions import Definition
from partnership.measuring.supported_sums import is_made, refusals

STATISTICS: Mapping[str, tuple[str, ...]] = {
    "duration": ("share within", "mean", "median", "percentile"),
    "ratio": ("ratio of sums",),
    "score": ("net promoter score", "top two box", "mean", "median", "percentile"),
}
"""The statistics of each type of metric that are measured."""
NOT_YET = ("failed_by", "of_which")


def require_supported(definition: Definition) -> None:
    """Refuse a definition that cannot be counted.

    Raises:
        PartnershipError: It names the line, what is not supported there, and what is.
    """
    for field, message in _refusals(definition):
        place = definition.sla.place(field)
        raise PartnershipError(f"{place.path}:{place.line}: `{definition.sla.id}`: {message}")


def _refusals(definition: Definition) -> Iterator[tuple[str, str]]:
    sla, metric = definition.sla, definition.metric
    if is_made(metric):
        yield from refusals(definition)
        return
    known = STATISTICS[metric.type]
    if sla.statistic.name not in known:
        yield (
            "statistic",
            (
                f"the statistic `{sla.statistic}` is not measured of a metric of type "
                f"`{metric.type}`; {_listed(known)} are"
            ),
        )
    for field in not_counted_yet(metric):
        yield "metric", f"`{metric.id}` has `{field}`, which is not measured yet"
    if sla.placed_by == "open at the end":
        yield "placed_by", "`placed_by: open at the end` is not measured yet"
    if metric.subject == "event":
        yield "metric", f"`{metric.id}` counts each `{metric.subject}`, which is not measured yet"
    if (
        sla.missing_data
        and sla.missing_data.then == "fail"
        and sla.statistic.name != "share within"
    ):
        yield "missing_data", "`missing_data: {then: fail}` needs the statistic `share within`"
    if metric.type == "duration":
        yield from _duration(definition)
    elif sla.placed_by != "stop" and metric.type == "ratio":
        yield "placed_by", "a ratio is placed by its outcome's day; write `placed_by: stop`"
    elif sla.pauses:
        yield "pauses", "`pauses` need a clock, and only durations have one"
    elif metric.type == "score" and sla.statistic.name == "net promoter score":
        scale = metric.answers.scale if metric.answers else None
        if scale and (scale.lowest, scale.highest) != (0, 10):
            yield "statistic", f"a net promoter score needs the scale 0 to 10, not {scale}"


def not_counted_yet(metric: Metric) -> Iterator[str]:
    """Name the fields of a metric that `measure` cannot count by."""
    ratio = ("start", "stop") if metric.type == "ratio" else ()
    for field in (*ratio, *NOT_YET):
        if getattr(metric, field):
            yield field


def _duration(definition: Definition) -> Iterator[tuple[str, str]]:
    sla, metric = definition.sla, definition.metric
    units = [unit.value for unit in Unit]
    is_share = sla.statistic.name == "share within"
    if metric.unit not in units:
        yield (
            "metric",
            f"a duration is not counted in `{metric.unit}`; write {_listed(tuple(units))}",
        )
    for target in sla.targets:
        if is_share and target.within is None:
            yield "targets", f"row `{target.id}` needs `within`, for `share within`"
        if target.within and target.within.unit != metric.unit:
            yield (
                "targets",
                (
                    f"row `{target.id}` is within {target.within}, but `{metric.id}` counts "
                    f"{metric.unit}; write both in one unit"
                ),
            )
    if sla.placed_by == "due date" and not is_share:
        yield "placed_by", "`placed_by: due date` needs the statistic `share within`"
    if sla.placed_by == "start" and sla.matures is None:
        yield "placed_by", "`placed_by: start` needs `matures`: how long subjects are followed"
    if sla.open_past_due == "counts as a miss" and not is_share:
        yield (
            "open_past_due",
            "`open_past_due: counts as a miss` needs the statistic `share within`",
        )
    if metric.reopening and metric.subject not in {"opening", "requisition"}:
        yield "metric", f"a `{metric.subject}` is never reopened; leave out `reopening`"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
