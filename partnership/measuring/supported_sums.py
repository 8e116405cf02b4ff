"""What sums and indexes can be counted; anything else is refused by name, never left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnership.documents import SLA, Metric
from partnership.measuring.definitions import Definition
from partnership.measuring.quantities import (
    ATTESTED,
    FIELDS,
    HAPPENINGS,
    OPEN_ON_AVERAGE,
    SURVEYED,
    first_overlap,
    is_money,
    quantities_of,
)

Refusal = tuple[str, str]
"""The field of the SLA, and what is not supported there."""
STATISTICS: Mapping[str, tuple[str, ...]] = {
    "amount and per": ("ratio of sums", "accuracy"),
    "amount": ("sum", "count"),
    "composition": ("ratio of sums",),
    "indicators": ("weighted mean",),
    "selection": ("lowest selection ratio",),
}
"""The statistics that each form is measured by."""
UNITS: Mapping[str, tuple[str, ...]] = {
    "accuracy": ("percent",),
    "weighted mean": ("points", "score"),
    "lowest selection ratio": ("percent", "x to 1"),
}
"""The units that their values can have; of the others the quantities say it."""


def is_made(metric: Metric) -> bool:
    """Whether a metric is made of sums or groups, and has no subjects to place one by one."""
    return metric.type in {"count", "cost", "index"} or bool(metric.amount or metric.composition)


def form_of(metric: Metric) -> str | None:
    """Name what a metric is made of, by its fields; None where it does not say, or says two."""
    found = [name for name in ("composition", "indicators", "selection") if getattr(metric, name)]
    if metric.amount:
        found.append("amount and per" if metric.per else "amount")
    of_type = {
        "ratio": ("amount and per", "composition"),
        "count": ("amount",),
        "cost": ("amount", "amount and per"),
        "index": ("indicators", "selection"),
    }.get(metric.type, ())
    return found[0] if len(found) == 1 and found[0] in of_type else None


def refusals(definition: Definition) -> Iterator[Refusal]:
    """Yield what stops a metric that is made of sums or groups from being measured."""
    sla, metric = definition.sla, definition.metric
    form = form_of(metric)
    if form is None:
        needs = {
            "ratio": "`amount` and `per`, or a `composition`",
            "index": "either `indicators` or a `selection`",
        }.get(metric.type, "an `amount`")
        yield "metric", f"`{metric.id}`, a {metric.type}, needs {needs}"
        return
    known = STATISTICS[form] if metric.type != "cost" else STATISTICS[form][:1]
    if sla.statistic.name not in known:
        made_of = " and ".join(f"`{name}`" for name in form.split(" and "))
        yield (
            "statistic",
            (
                f"the statistic `{sla.statistic}` is not measured of a {metric.type} with {made_of}; "
                f"{_listed(known)} {'are' if len(known) > 1 else 'is'}"
            ),
        )
    yield from _without_a_clock(sla)
    if metric.composition and sla.class_ != "kpi":
        yield (
            "class",
            "a composition is reported and never carries credits; write `class: kpi`",
        )
    yield from _quantities(metric)
    yield from _units(sla, metric)


def _without_a_clock(sla: SLA) -> Iterator[Refusal]:
    if sla.placed_by != "stop":
        yield (
            "placed_by",
            "what is added up is placed by the day it happens; write `placed_by: stop`",
        )
    for field in ("pauses", "excused_by", "open_past_due", "relief"):
        if getattr(sla, field):
            yield field, f"`{field}` needs a clock, and what is added up has none"
    if sla.missing_data and sla.missing_data.then == "fail":
        yield "missing_data", "`missing_data: {then: fail}` needs the statistic `share within`"


def _quantities(metric: Metric) -> Iterator[Refusal]:
    """Refuse quantities that cannot be added up, or lack what says which are meant."""
    for name in ("amount", "per"):
        quantities = getattr(metric, name) or ()
        overlap = first_overlap(quantities)
        if overlap:
            yield (
                "metric",
                f"`{name}` of `{metric.id}` adds up {_listed(overlap)}, which counts some twice",
            )
        if len({is_money(quantity) for quantity in quantities}) > 1:
            yield "metric", f"`{name}` of `{metric.id}` adds money and counts; keep them apart"
    found = quantities_of(metric)
    needs = (("topic", ATTESTED), ("answers", SURVEYED))
    for field, words in needs:
        for quantity in found:
            if quantity in words and not getattr(metric, field):
                yield "metric", f"`{quantity}` of `{metric.id}` needs `{field}`"
    one_by_one = {*HAPPENINGS, *FIELDS, OPEN_ON_AVERAGE, "first-year pay"}
    if metric.exclusions and not one_by_one.intersection(found):
        yield (
            "metric",
            (
                f"`{metric.id}` has exclusions, and nothing it counts is counted one by one; "
                "write `exclusions: []`"
            ),
        )


def _units(sla: SLA, metric: Metric) -> Iterator[Refusal]:
    """Refuse a unit that the quantities do not give."""
    known = UNITS.get(sla.statistic.name)
    if known is None and metric.composition:
        known = ("percent",)
    if known is None and metric.amount:
        above, below = (
            is_money(names[0]) if names else None for names in (metric.amount, metric.per)
        )
        if below is None:
            known = ("currency",) if above else ("count",)
        elif above == below:
            known = ("percent", "x to 1")
        else:
            known = ("currency",) if above else ("x to 1",)
    if known and metric.unit not in known:
        yield (
            "metric",
            f"`{metric.id}` is counted in {_listed(known, 'or')}, not in `{metric.unit}`",
        )


def _listed(words: tuple[str, ...], last: str = "and") -> str:
    marked = [f"`{word}`" for word in words]
    return f" {last} ".join([", ".join(marked[:-1]), marked[-1]] if len(marked) > 1 else marked)
