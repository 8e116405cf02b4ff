"""Each way of crediting says all it needs, and nothing that it does not use.

`allocation` multiplies what is at risk by a promise's own allocation; `points` need bands and what points cost;
`gap to target` needs the level; `fixed percent` the percentage. Without them a miss costs nobody knows what,
and its amount is not determined. A bonus needs a level of the unit that its promise is judged in. A peak that ends before it begins keeps no credit final.

To mend it: add the field that the finding names, or take out the one that means nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._credits import Credited, credited
from partnership.documents import SLA, Commercials
from partnership.documents.commercials import Category
from partnership.findings import Finding, Severity
from partnership.judging.credits.bands import unit_of

SEVERITY = Severity.ERROR
FIELDS = {
    "allocation": {"share", "on"},
    "points": {"points"},
    "gap to target": {"gap_to", "on"},
    "fixed percent": {"percent", "on"},
}
"""The fields that each method uses."""
NEEDED = {
    "points": ("points", "`points: {bands: […], each: 1%}`"),
    "gap to target": ("gap_to", "`gap_to: expected`"),
    "fixed percent": ("percent", "`percent: 3%`"),
}
OWN = {"share", "percent", "gap_to", "points", "on"}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what is missing in a category or a trigger, and what means nothing in it."""
    for days in agreement.stretches(Commercials):
        for index, category in enumerate(days.terms.categories):
            yield from _category(days.terms, category, index)
        for index, trigger in enumerate(days.terms.triggers):
            if (trigger.minimum_missed is None) == (trigger.cap_reached is None):
                message = f"`{trigger.id}` counts either misses or reached caps"
                hint = "write one of `minimum_missed` and `cap_reached`"
                yield days.terms.finding(message, "triggers", index, hint=hint)
        yield from _peaks(days.terms)
        for index, bonus in enumerate(days.terms.bonus):
            for sla in agreement.during(SLA, bonus.sla, days):
                units = {row.expected.unit for row in sla.targets}
                if bonus.level.unit not in units:
                    message = f"`{sla.id}` is judged in {', '.join(sorted(units))}, and not as `{bonus.level}`"
                    hint = "write the level as the SLA's levels are"
                    yield days.terms.finding(message, "bonus", index, "level", hint=hint)
    for one in credited(agreement):
        yield from _promise(one)


def _peaks(terms: Commercials) -> Iterator[Finding]:
    for index, peak in enumerate(terms.earn_back.peaks if terms.earn_back else ()):
        if peak.to < peak.from_:
            message = f"the peak `{peak.id}` ends on {peak.to}, before it begins on {peak.from_}"
            hint = "swap the two days, so that credits in it are final"
            yield terms.finding(message, "earn_back", "peaks", index, "to", hint=hint)


def _category(terms: Commercials, category: Category, index: int) -> Iterator[Finding]:
    where = ("categories", index)
    for name in sorted(category.model_fields_set & OWN - FIELDS[category.method]):
        message = f"`{name}` means nothing for `{category.method}`"
        yield terms.finding(message, *where, name, hint="delete it, or write another `method`")
    if category.method == "allocation" and terms.at_risk is None:
        message = "an allocation is a share of the amount at risk, and `at_risk` is not written"
        yield terms.finding(message, *where, hint="add `at_risk: 10%` to the document")
    name, example = NEEDED.get(category.method, ("", ""))
    if name and getattr(category, name) is None:
        message = f"`{category.method}` does not say `{name}`"
        yield terms.finding(message, *where, hint=f"add {example}")
    points = category.points
    if points is not None and bool(points.table) == (points.each is not None):
        message = "points cost either what a table says or so much each"
        hint = "write one of `table` and `each`"
        yield terms.finding(message, *where, "points", hint=hint)


def _promise(one: Credited) -> Iterator[Finding]:
    terms, category, sla = one.commercials.terms, one.category, one.sla
    place = (*one.where, "slas", category.slas.index(sla.id))
    if sla.class_ == "kpi":
        return
    if category.method == "allocation" and sla.allocation is None:
        message = f"`{sla.id}` has no `allocation`, so its share of the pool is not known"
        yield terms.finding(message, *place, hint="add `allocation: 40%` to the SLA")
    units = {row.expected.unit for row in sla.targets}
    if category.method == "gap to target" and units != {"percent"}:
        message = f"the gap of `{sla.id}` is no percentage, so it is no share of the charges"
        yield terms.finding(message, *place, hint="write another `method`")
    unit = unit_of(category.points.bands) if category.points else None
    if unit is not None and units != {unit}:
        wanted = next(iter(units - {unit}))
        message = f"`{sla.id}` is judged in {wanted}, and the bands are in {unit}"
        yield terms.finding(message, *place, hint="write the bands as the SLA's levels are")
