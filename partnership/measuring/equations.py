"""What rows of people tell of one another as sums, whatever segments and days they are of.

Segments and days are cut into cells, so that every row is a sum of cells that no other number
divides. A row that is withheld is told where it is made of others: `standard, DE` is `standard`
less `standard, GB`, where the scope has no third country. Elimination finds that exactly.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from partnership.measuring.told import Told

Cells = frozenset[tuple[int, int]]
"""Of a row: which days and which segments, both by number."""
Weights = dict[int, Fraction]
"""How often each row is taken, by its place; negative where it is taken off."""


def cells_of(rows: Sequence[Told], dimensions: Mapping[str, Iterable[str]]) -> list[Cells]:
    """Give what each row is the sum of.

    Args:
        rows: Of one metric.
        dimensions: The values that each dimension has in the scope; another has those written, and
            others.
    """
    edges = sorted({day for row in rows for day in row.days})
    days = {span: number for number, span in enumerate(pairwise(edges))}
    parts = _parts({row.segment for row in rows}, dimensions)
    return [
        frozenset(
            (number, part)
            for (first, after), number in days.items()
            if row.first <= first and after <= row.after
            for part in parts[row.segment]
        )
        for row in rows
    ]


def connected(cells: Sequence[Cells], start: Cells) -> list[int]:
    """Give the rows that share a cell with some cells, or with a row that does."""
    left = set(range(len(cells)))
    reached, new = set(start), set(start)
    while new:
        found = {row for row in left if not new.isdisjoint(cells[row])}
        left -= found
        new = set().union(*(cells[row] for row in found)) - reached
        reached |= new
    return [row for row in range(len(cells)) if row not in left]


class Sums:
    """The sums that rows can be added to, and taken off, to make."""

    def __init__(self) -> None:
        """Begin without a row."""
        self._steps: list[tuple[tuple[int, int], dict[tuple[int, int], Fraction], Weights]] = []

    def add(self, row: int, cells: Cells) -> None:
        """Take in a row that is told."""
        rest, weights = self._rest(cells)
        if rest:
            cell = min(rest)
            scale = rest[cell]
            weights[row] = weights.get(row, Fraction(0)) - 1
            made = {name: -weight / scale for name, weight in weights.items()}
            self._steps.append((cell, {key: value / scale for key, value in rest.items()}, made))

    def made_of(self, cells: Cells) -> Weights | None:
        """Give which rows make a sum of cells, or None where none do."""
        rest, weights = self._rest(cells)
        return None if rest else {row: weight for row, weight in weights.items() if weight}

    def _rest(self, cells: Cells) -> tuple[dict[tuple[int, int], Fraction], Weights]:
        """Give what rows do not make of a sum of cells, and which make the others."""
        rest = dict.fromkeys(cells, Fraction(1))
        weights: Weights = defaultdict(Fraction)
        for cell, step, made in self._steps:
            times = rest.get(cell)
            if times:
                _add(rest, step, -times)
                _add(weights, made, times)
        return rest, weights


def _add(sums: dict[Any, Fraction], others: Mapping[Any, Fraction], times: Fraction) -> None:
    for key, value in others.items():
        total = sums.get(key, Fraction(0)) + times * value
        if total:
            sums[key] = total
        else:
            sums.pop(key, None)


def _parts(
    segments: Iterable[str], dimensions: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[int]]:
    """Divide the scope so that each segment is a sum of parts, and give those of each by number."""
    written = {segment: json.loads(segment) for segment in segments}
    whens = [when for found in written.values() for when in found.get("not", [found])]
    sides: dict[str, dict[frozenset[int], str | None]] = {}
    for name in sorted({name for when in whens for name in when}):
        mentioned = {value for when in whens for value in _values(when.get(name, ()))}
        known = dimensions.get(name)
        values = sorted(mentioned.union(known or ())) + ([] if known else [None])
        sides[name] = {  # values that no segment tells apart are one
            frozenset(
                place for place, when in enumerate(whens) if _takes(when, {name: value})
            ): value
            for value in values
        }
    parts = [
        dict(zip(sides, values, strict=True))
        for values in product(*(side.values() for side in sides.values()))
    ]
    return {
        segment: frozenset(number for number, part in enumerate(parts) if _belongs(part, found))
        for segment, found in written.items()
    }


def _belongs(part: Mapping[str, str | None], segment: Mapping[str, Any]) -> bool:
    if "not" in segment:
        return not any(_takes(when, part) for when in segment["not"])
    return _takes(segment, part)


def _takes(when: Mapping[str, Any], part: Mapping[str, str | None]) -> bool:
    return all(name not in when or value in _values(when[name]) for name, value in part.items())


def _values(written: str | Sequence[str]) -> Sequence[str]:
    return (written,) if isinstance(written, str) else written
