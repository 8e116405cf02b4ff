"""Doing worse never costs less.

Where 96.5% costs three points and 95.5% only two, a party that is already late does better by being later.
The same holds for a table in which more points cost a smaller share.

To mend it: put the points, or the percentages, in the order of the values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from partnership.agreement import Agreement
from partnership.checks._credits import banded, credited, metrics_of, value_text
from partnership.documents import Commercials
from partnership.findings import Finding, Severity
from partnership.judging.counts import is_higher_better
from partnership.judging.credits.bands import Stretch
from partnership.judging.wording import points_text

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every band and every step that costs less than a better one."""
    ways = {
        (one.commercials.terms.name, one.category.id, is_higher_better(one.sla.statistic, metric))
        for one in credited(agreement)
        for metric in metrics_of(agreement, one)
    }
    for terms, index, unit, bands in banded(agreement):
        for up in (True, False):
            if (terms.name, terms.categories[index].id, up) in ways:
                yield from _bands(terms, index, unit, bands, up=up)
    for days in agreement.stretches(Commercials):
        for index in range(len(days.terms.categories)):
            yield from _steps(days.terms, index)


def _bands(
    terms: Commercials, index: int, unit: str, bands: Sequence[Stretch], *, up: bool
) -> Iterator[Finding]:
    ordered = tuple(reversed(bands)) if up else tuple(bands)
    for better, worse in pairwise(ordered):
        if worse.points >= better.points or better.is_empty or worse.is_empty:
            continue
        low, high = (value_text(_inside(one, unit), unit) for one in (worse, better))
        message = (
            f"{low} costs {points_text(worse.points)} and {high}, which is better, {better.points}"
        )
        hint = f"write at least `points: {better.points}`"
        where = ("categories", index, "points", "bands", worse.index, "points")
        yield terms.finding(message, *where, hint=hint)


def _steps(terms: Commercials, index: int) -> Iterator[Finding]:
    points = terms.categories[index].points
    steps = sorted(enumerate(points.table if points else ()), key=lambda pair: pair[1].from_)
    for (_, fewer), (position, more) in pairwise(steps):
        if more.percent < fewer.percent:
            message = (
                f"{points_text(more.from_)} cost {more.percent}, "
                f"and {fewer.from_} cost {fewer.percent}"
            )
            where = ("categories", index, "points", "table", position, "percent")
            yield terms.finding(message, *where, hint=f"write at least `{fewer.percent}`")


def _inside(band: Stretch, unit: str) -> Fraction:
    """Choose a value that lies in a band."""
    if band.low and band.high:
        return (band.low[0] + band.high[0]) / 2
    if band.low:
        return band.low[0] if band.low[1] else band.low[0] + _step(unit)
    if band.high:
        return band.high[0] if band.high[1] else band.high[0] - _step(unit)
    return Fraction(0)


def _step(unit: str) -> Fraction:
    return Fraction(1, 1000) if unit == "percent" else Fraction(1)
