"""The level that costs nothing can be reached with one miss, also in a quiet month.

At eight subjects one miss is 87.5%. Where the expected 92% is credited, or a band begins at 90%, one late
subject of eight costs money in every quiet month: nothing short of perfection is free.

To mend it: raise `low_volume: {below: …}` to the number in the hint, or credit a lower level.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.checks._credits import Credited, credited, metrics_of, value_text
from partnership.checks._promises import OF_SUBJECTS, fits
from partnership.documents.sla import Target
from partnership.findings import Finding, Severity
from partnership.judging.counts import is_higher_better
from partnership.judging.credits.bands import holding, unit_of
from partnership.statistics import smallest_n_allowing_a_miss

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every row of which one miss at the smallest volume is credited."""
    for one in credited(agreement):
        if one.sla.class_ != "critical":
            continue
        for metric in metrics_of(agreement, one):
            statistic = one.sla.statistic
            if statistic.name in OF_SUBJECTS and metric.type != "cost" and fits(metric, statistic):
                yield from _rows(one, up=is_higher_better(statistic, metric))


def _rows(one: Credited, *, up: bool) -> Iterator[Finding]:
    floor = one.sla.low_volume.below if one.sla.low_volume else 1
    alone = Fraction(floor - 1, floor) if up else Fraction(1, floor)
    for index, row in enumerate(one.sla.targets):
        if row.expected.unit != "percent" or row.minimum.unit != "percent":
            continue
        cost = _cost(one, row, alone, up=up)
        free = _free_level(one, row, up=up)
        if not cost or free is None:
            continue
        enough = smallest_n_allowing_a_miss(free if up else 1 - free)
        if enough is None or enough <= floor:
            continue
        subjects = "one subject" if floor == 1 else f"{floor} subjects"
        said = value_text(Fraction(int(alone * 1000), 1000), "percent")
        message = f"of {subjects} one miss is {said}, which {cost} in `{one.commercials.terms.id}`"
        hint = f"write `low_volume: {{below: {enough}, …}}`, or credit a lower level"
        yield one.sla.finding(message, "targets", index, "expected", hint=hint)


def _cost(one: Credited, row: Target, alone: Fraction, *, up: bool) -> str:
    """Say what one miss costs; nothing where it is free."""
    if one.category.method == "points":
        held = holding(one.category.points.bands, alone) if one.category.points else ()
        points = held[0].points if len(held) == 1 else 0
        return f"costs {points} point{'s' if points > 1 else ''}" if points else ""
    if one.category.on != "expected missed":
        return ""
    misses = alone < row.expected.value if up else alone > row.expected.value
    return f"misses the expected {row.expected} and is credited" if misses else ""


def _free_level(one: Credited, row: Target, *, up: bool) -> Fraction | None:
    """Give the worst level that costs nothing."""
    if one.category.method != "points":
        return row.expected.value
    points = one.category.points
    if points is None or unit_of(points.bands) != "percent":
        return None
    free = [band for band in points.bands if not band.points]
    ends = [
        end.value
        for band in free
        for end in ((band.from_,) if up else (band.to,))
        if end is not None
    ]
    return (min(ends) if up else max(ends)) if ends else None
