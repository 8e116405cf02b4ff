"""Weighted means of indicators: each from 0 to 100, each with its agreed weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from partnership.documents.metric import Indicator
from partnership.errors import EventsError
from partnership.measuring.aggregates import (
    Entries,
    Entry,
    covered,
    entries_of,
    place,
    require_one_level,
)
from partnership.measuring.made import AllMade, AmountView, Made
from partnership.measuring.scores import answers_of
from partnership.statistics import Histogram, mean
from partnership.store.tables import DECIMAL_PLACES
from partnership.values.periods import Span

QUALITY = Entries("qoh_aggregate", "indicators", ("indicator",), ("n", "mean_0_100"))
HIGHEST = 100
Means = Mapping[int, tuple[Fraction, int, Iterable[Span]]]
"""By row of targets: the mean from 0 to 100, of how many it is, and of which periods."""


def weighted_means_of(view: AmountView) -> AllMade:
    """Weigh a metric's indicators, by row of targets.

    A row that lacks one of them is not counted: a mean of the others is another index.

    Raises:
        EventsError: What is in the store contradicts itself or what was agreed.
        PartnershipError: The definition asks what the store cannot answer.
    """
    indicators, made = view.metric.indicators, AllMade()
    found = [
        _answers(view, one, made) if one.answers else _quality(view, one, made)
        for one in indicators
    ]
    rows = range(len(view.sla.targets))
    for row in rows:
        made.rows[row] = Made()
        if all(row in means for means in found):
            parts = zip(indicators, (means[row][0] for means in found), strict=True)
            made.rows[row].amount = sum((one.weight * part for one, part in parts), Fraction(0))
            made.rows[row].per = Fraction(sum(one.weight for one in indicators))
            made.rows[row].n = min(means[row][1] for means in found)
    own = [means[row][2] if row in means else () for means in found for row in rows]
    there, asked = covered(view.months, own)
    if not asked:  # no month is over yet
        there, asked = len([spans for spans in own if spans]), len(own)
    made.shares.append(Fraction(there, asked))
    return made


def _quality(view: AmountView, indicator: Indicator, made: AllMade) -> Means:
    entries = entries_of(view.store, QUALITY, view.spans, {"indicator": indicator.id})
    rows: dict[int, list[Entry]] = {}
    levels = []
    for entry in entries:
        counts, row = place(entry, view.metric, view.sla.targets, QUALITY.many)
        if counts:
            levels.append((entry.period, entry.dimensions))
            if row is None:
                made.unassigned += 1
            else:
                rows.setdefault(row, []).append(entry)
    require_one_level(levels, f"`qoh_aggregate` {indicator.id}", QUALITY.many)
    _require_sound(indicator, [entry for own in rows.values() for entry in own])
    found = {}
    for row, own in rows.items():
        number = sum(entry.values[0] or 0 for entry in own)
        total = sum((entry.values[0] or 0) * (entry.values[1] or 0) for entry in own)
        if number:
            middle = Fraction(total, number * 10**DECIMAL_PLACES)
            found[row] = middle, number, {entry.period for entry in own}
    return found


def _require_sound(indicator: Indicator, entries: list[Entry]) -> None:
    highest = HIGHEST * 10**DECIMAL_PLACES
    wrong = [
        entry
        for entry in entries
        if (entry.values[0] or 0) < 0 or not 0 <= (entry.values[1] or 0) <= highest
    ]
    if wrong:
        raise EventsError(
            f"`qoh_aggregate`: {len(wrong)} of {len(entries)} entries of `{indicator.id}` have a "
            "column `mean_0_100` outside 0 to 100, or an `n` below 0"
        )


def _answers(view: AmountView, indicator: Indicator, made: AllMade) -> Means:
    """Give the mean answer, its scale stretched to 0 to 100."""
    if indicator.answers is None:
        return {}
    metric = view.metric.model_copy(update={"answers": indicator.answers})
    answers, _ = answers_of(view.store, metric, view.sla.targets, view.spans)
    scale, found = indicator.answers.scale, {}
    for row, one in answers.items():
        scores = Histogram.from_counts(one.scores)
        middle = mean(scores)
        if row is None:
            made.unassigned += scores.n
        elif middle is not None:
            share = (middle - scale.lowest) / (scale.highest - scale.lowest)
            found[row] = HIGHEST * share, scores.n, one.periods
    return found
