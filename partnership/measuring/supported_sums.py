"""What sums and indexes can be counted; anything else is refused by name, never left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnership.documents import SLA, Metric
from partnership.findings import Loc
from partnership.measuring.quantities import (
    ATTESTED,
    PAY,
    SURVEYED,
    first_overlap,
    is_money,
    is_one_by_one,
    quantities_of,
)

Unmade = tuple[SLA | Metric, Loc, str, str]
"""The document, where in it, what cannot be made, and what to write instead."""
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


def statistics_of(metric: Metric) -> tuple[str, ...]:
    """Give the statistics that a metric is measured by, by what it is made of."""
    known = STATISTICS.get(form_of(metric) or "", ())
    if metric.type == "cost":
        return known[:1]
    return known


def refusals(sla: SLA, metric: Metric) -> Iterator[tuple[str, str]]:
    """Yield what says nothing at all, by the SLA's field: no form, or a statistic of another one."""
    form, known = form_of(metric), statistics_of(metric)
    if form is None:
        needs = {
            "ratio": "`amount` and `per`, or a `composition`",
            "index": "either `indicators` or a `selection`",
        }.get(metric.type, "an `amount`")
        yield "metric", f"`{metric.id}`, a {metric.type}, needs {needs}"
    elif sla.statistic.name not in known:
        made_of = " and ".join(f"`{name}`" for name in form.split(" and "))
        message = (
            f"the statistic `{sla.statistic}` is not measured of a {metric.type} with {made_of}"
        )
        verb = "are" if len(known) > 1 else "is"
        yield "statistic", f"{message}; {_listed(known)} {verb}"


def find_unmade(sla: SLA, metric: Metric) -> Iterator[Unmade]:
    """Yield what stops a metric from being made of its quantities or groups."""
    if form_of(metric) is None or sla.statistic.name not in statistics_of(metric):
        return
    yield from _without_a_clock(sla)
    if metric.composition and sla.class_ != "kpi":
        message = "a composition is reported and never carries credits"
        yield sla, ("class",), message, "write `class: kpi`"
    yield from _quantities(metric)
    yield from _units(sla, metric)


def _without_a_clock(sla: SLA) -> Iterator[Unmade]:
    if sla.placed_by != "stop":
        message = "what is added up is placed by the day it happens"
        yield sla, ("placed_by",), message, "write `placed_by: stop`"
    for field in ("pauses", "excused_by", "open_past_due", "relief"):
        if getattr(sla, field):
            message = f"`{field}` needs a clock, and what is added up has none"
            yield sla, (field,), message, "leave it out"
    if sla.missing_data and sla.missing_data.then == "fail":
        message = "what comes added up has no subjects that could fail"
        yield sla, ("missing_data", "then"), message, "write `exclude` or `block`"


def _quantities(metric: Metric) -> Iterator[Unmade]:
    """Refuse quantities that cannot be added up, or lack what says which are meant."""
    for name in ("amount", "per"):
        quantities = getattr(metric, name) or ()
        overlap = first_overlap(quantities)
        if overlap:
            message = f"`{name}` adds up {_listed(overlap)}, which counts some twice"
            yield metric, (name,), message, "leave one of them out"
        if len({is_money(quantity) for quantity in quantities}) > 1:
            yield metric, (name,), f"`{name}` adds money and counts", "keep them apart"
    found = quantities_of(metric)
    for field, words in (("topic", ATTESTED), ("answers", SURVEYED)):
        for quantity in found:
            if quantity in words and not getattr(metric, field):
                name = "amount" if quantity in (metric.amount or ()) else "per"
                yield metric, (name,), f"`{quantity}` needs `{field}`", f"add `{field}:`"
                break
    one_by_one = any(is_one_by_one(quantity) or quantity == PAY for quantity in found)
    if metric.exclusions and not one_by_one:
        message = "nothing it counts is counted one by one, so nothing can be left out"
        yield metric, ("exclusions",), message, "write `exclusions: []`"


def _units(sla: SLA, metric: Metric) -> Iterator[Unmade]:
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
        message = f"what it adds up is counted in {_listed(known, 'or')}, not in `{metric.unit}`"
        wanted = {"currency": "cost", "count": "count", "percent": "ratio", "x to 1": "ratio"}
        fits = metric.type in {"index", wanted.get(known[0])}
        type_ = "" if fits else f"`type: {wanted[known[0]]}` and "
        yield metric, ("unit",), message, f"write {type_}`unit: {known[0]}`"


def _listed(words: tuple[str, ...], last: str = "and") -> str:
    marked = [f"`{word}`" for word in words]
    return f" {last} ".join([", ".join(marked[:-1]), marked[-1]] if len(marked) > 1 else marked)
