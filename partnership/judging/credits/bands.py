"""Bands of values, each with one end open: which of them holds a value, and where they do not join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from partnership.documents.commercials import Band
from partnership.values.levels import Threshold

End = tuple[Fraction, bool]
"""A value, and whether it lies inside."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A band as numbers."""

    index: int
    """Its position among the bands."""
    points: int
    low: End | None
    high: End | None

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies in it."""
        above = self.low is None or value > self.low[0] or (value == self.low[0] and self.low[1])
        below = (
            self.high is None or value < self.high[0] or (value == self.high[0] and self.high[1])
        )
        return above and below

    @property
    def is_empty(self) -> bool:
        """Whether no value at all lies in it."""
        if self.low is None or self.high is None:
            return False
        same = self.low[0] == self.high[0] and not (self.low[1] and self.high[1])
        return self.low[0] > self.high[0] or same


def stretches(bands: Sequence[Band]) -> tuple[Stretch, ...]:
    """Give bands as numbers, the lowest first."""
    found = [
        Stretch(
            index,
            band.points,
            _low(band),
            _high(band),
        )
        for index, band in enumerate(bands)
    ]
    return tuple(sorted(found, key=lambda one: (one.low is not None, one.low or ())))


def unit_of(bands: Sequence[Band]) -> str | None:
    """Name the one unit that all ends are written in; None where they differ or there is none."""
    units = {end.unit for band in bands for end in ends_of(band)}
    return units.pop() if len(units) == 1 else None


def ends_of(band: Band) -> tuple[Threshold, ...]:
    """Give the ends that are written."""
    return tuple(end for end in (band.from_, band.above, band.below, band.to) if end is not None)


def holding(bands: Sequence[Band], value: Fraction) -> tuple[Stretch, ...]:
    """Give every band that a value lies in."""
    return tuple(one for one in stretches(bands) if one.holds(value))


def find_witnesses(
    bands: Sequence[Band], least: Fraction | None, most: Fraction | None
) -> Iterator[tuple[int, Fraction, int]]:
    """Yield a value that no band or more than one holds: a band beside it, the value, how many hold it.

    Args:
        bands: What was written.
        least: The lowest value there can be, where there is one.
        most: The highest.

    """
    found = stretches(bands)
    if found:
        yield from _told(bands, found, _probes(found, least, most))


def _told(
    bands: Sequence[Band], found: Sequence[Stretch], probes: Sequence[Fraction]
) -> Iterator[tuple[int, Fraction, int]]:
    told: set[int] = set()
    for value in probes:
        held = holding(bands, value)
        if len(held) == 1:
            continue
        beside = held[-1] if held else _beside(found, value)
        if beside.index not in told:
            told.add(beside.index)
            yield beside.index, value, len(held)


def _probes(
    found: Sequence[Stretch], least: Fraction | None, most: Fraction | None
) -> list[Fraction]:
    """Choose a value on every end and one between each two; people know them as round numbers."""
    ends = {end[0] for one in found for end in (one.low, one.high) if end is not None}
    edges = {edge for edge in (least, most) if edge is not None}
    ordered = sorted(ends | edges)
    if ordered:
        ordered = [ordered[0] - 1, *ordered, ordered[-1] + 1]
    between = [(one + other) / 2 for one, other in pairwise(ordered)]
    inside = [
        value
        for value in (*ordered, *between)
        if (least is None or value >= least) and (most is None or value <= most)
    ]
    return sorted(inside, reverse=True)


def _beside(found: Sequence[Stretch], value: Fraction) -> Stretch:
    """Give the band just below a value, or the lowest."""
    below = [one for one in found if one.high is not None and one.high[0] <= value]
    return max(below, key=lambda one: one.high or ()) if below else found[0]


def _low(band: Band) -> End | None:
    if band.above is not None:
        return band.above.value, False
    return (band.from_.value, True) if band.from_ is not None else None


def _high(band: Band) -> End | None:
    if band.below is not None:
        return band.below.value, False
    return (band.to.value, True) if band.to is not None else None
