"""What can be counted; anything else is refused by name, never left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnership.clock import Unit
from partnership.documents import SLA, Metric
from partnership.errors import PartnershipError
from partnership.measuring.answerable import find_unanswerable
from partnership.measuring.definitions import Definition
from partnership.measuring.supported_sums import is_made, refusals

STATISTICS: Mapping[str, tuple[str, ...]] = {
    "duration": ("share within", "share beyond", "mean", "median", "percentile", "bucket counts"),
    "ratio": ("ratio of sums",),
    "score": ("net promoter score", "top two box", "mean", "median", "percentile"),
}
"""The statistics of each type of metric that are measured."""
LIMITED = ("share within", "share beyond")
"""The statistics that need a limit for each row."""


def require_supported(definition: Definition) -> None:
    """Refuse a definition that cannot be counted.

    Raises:
        PartnershipError: It names the line, what is not supported there, and what is.
    """
    sla, metric = definition.sla, definition.metric
    for field, message in _refusals(definition):
        place = sla.place(field)
        raise PartnershipError(f"{place.path}:{place.line}: `{sla.id}`: {message}")
    for one in find_unanswerable(sla, metric):
        place = one.document.place(*one.loc)
        hint = f"; {one.hint}" if one.hint else ""
        raise PartnershipError(f"{place.path}:{place.line}: `{sla.id}`: {one.message}{hint}")


def _refusals(definition: Definition) -> Iterator[tuple[str, str]]:
    sla, metric = definition.sla, definition.metric
    if is_made(metric):
        yield from refusals(sla, metric)
        return
    known, name = STATISTICS[metric.type], sla.statistic.name
    if name not in known:
        yield (
            "statistic",
            (
                f"the statistic `{sla.statistic}` is not measured of a metric of type "
                f"`{metric.type}`; {_listed(known)} are"
            ),
        )
    is_share = name in LIMITED or (metric.type == "ratio" and metric.start is not None)
    if sla.missing_data and sla.missing_data.then == "fail" and not is_share:
        yield "missing_data", "`missing_data: {then: fail}` needs the statistic `share within`"
    if sla.placed_by == "start" and sla.matures is None and metric.type != "score":
        yield "placed_by", "`placed_by: start` needs `matures`: how long subjects are followed"
    if metric.type == "duration":
        yield from _duration(sla, metric)
    elif metric.type == "score" and name == "net promoter score":
        scale = metric.answers.scale if metric.answers else None
        if scale and (scale.lowest, scale.highest) != (0, 10):
            yield "statistic", f"a net promoter score needs the scale 0 to 10, not {scale}"


def _duration(sla: SLA, metric: Metric) -> Iterator[tuple[str, str]]:
    units, name = [unit.value for unit in Unit], sla.statistic.name
    if metric.unit not in units:
        yield (
            "metric",
            f"a duration is not counted in `{metric.unit}`; write {_listed(tuple(units))}",
        )
    for target in sla.targets:
        if name in LIMITED and target.within is None:
            yield "targets", f"row `{target.id}` needs `within`, for `{name}`"
        if target.within and target.within.unit != metric.unit:
            yield (
                "targets",
                (
                    f"row `{target.id}` is within {target.within}, but `{metric.id}` counts "
                    f"{metric.unit}; write both in one unit"
                ),
            )
    if sla.placed_by == "due date" and name not in LIMITED:
        yield "placed_by", "`placed_by: due date` needs the statistic `share within`"
    if sla.open_past_due == "counts as a miss" and name != "share within":
        yield (
            "open_past_due",
            "`open_past_due: counts as a miss` needs the statistic `share within`",
        )


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
