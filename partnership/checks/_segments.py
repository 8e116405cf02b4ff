"""Segments as boxes: for each dimension the set of its values, as bits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from partnership.agreement import Agreement, Stretch
from partnership.documents import Commitment, Scope

Segment = Mapping[str, str | Sequence[str]]
"""Dimensions, each with its value or values; missing means all."""
Dimensions = Mapping[str, Sequence[str]]
"""Every dimension with its values."""
Written = tuple[tuple[str, str | Sequence[str]], ...]
"""A segment, or dimensions, as pairs: the same words as a mapping, fit to be remembered."""
Box = tuple[int, ...]
"""A set of segments: for each dimension, in order, the bits of the values that are in."""


def dimensions_during(agreement: Agreement, days: Stretch[Commitment]) -> Iterator[Dimensions]:
    """Yield the dimensions of each scope that is in force in a stretch of days; none is one too."""
    if agreement.scope is None:
        yield {}
        return
    for scope in agreement.during(Scope, agreement.scope.id, days):
        yield {dimension.id: dimension.values for dimension in scope.dimensions}


def find_unknown(when: Segment, dimensions: Dimensions) -> Iterator[tuple[str, str | None]]:
    """Yield each dimension that is not there, and each value its dimension does not have."""
    for name, written in when.items():
        if name not in dimensions:
            yield name, None
            continue
        for value in (written,) if isinstance(written, str) else written:
            if value not in dimensions[name]:
                yield name, value


def is_known(when: Segment, dimensions: Dimensions) -> bool:
    """Whether a segment uses only dimensions and values that are there."""
    return next(find_unknown(when, dimensions), None) is None


def box_of(when: Segment, dimensions: Dimensions) -> Box:
    """Give the box of a segment whose dimensions and values are known."""
    sides = []
    for name, values in dimensions.items():
        written = when.get(name, values)
        chosen = {written} if isinstance(written, str) else set(written)
        sides.append(sum(1 << bit for bit, value in enumerate(_each(values)) if value in chosen))
    return tuple(sides)


def both(one: Box, other: Box) -> Box:
    """Give what two boxes have in common."""
    return tuple(left & right for left, right in zip(one, other, strict=True))


def size(box: Box) -> int:
    """Count the segments in a box."""
    return prod(side.bit_count() for side in box)


@dataclass(frozen=True, slots=True)
class Division:
    """How rows divide the scope."""

    overlaps: tuple[tuple[int, int, str], ...] = ()
    """Each row that overlaps an earlier one: both positions, and what they share."""
    gap: str | None = None
    """A segment that no row takes; only told where no rows overlap."""


def divide(rows: Iterable[Segment], where: Segment, dimensions: Dimensions) -> Division | None:
    """Say how rows divide what a metric counts; None where they use words that are not there."""
    written = tuple(tuple(row.items()) for row in rows)
    return _divide(written, tuple(where.items()), tuple(dimensions.items()))


@lru_cache(maxsize=1024)
def _divide(rows: tuple[Written, ...], where: Written, scope: Written) -> Division | None:
    """Many SLAs are divided alike, so answers are remembered."""
    dimensions: Dimensions = dict(scope)
    whens = [dict(row) for row in rows]
    if not all(is_known(when, dimensions) for when in (*whens, dict(where))):
        return None
    whole = box_of(dict(where), dimensions)
    boxes = [both(whole, box_of(when, dimensions)) for when in whens]
    overlaps = tuple(_overlaps(boxes, dimensions))
    gap = None if overlaps else first_gap(whole, boxes)
    return Division(overlaps, describe(gap, dimensions) if gap else None)


def _overlaps(boxes: Sequence[Box], dimensions: Dimensions) -> Iterator[tuple[int, int, str]]:
    """Find the first earlier row that shares a segment, with all earlier rows as bits of one number."""
    taking: list[dict[int, int]] = [{} for _ in dimensions]
    for later, box in enumerate(boxes):
        shared = (1 << later) - 1
        for rows, side in zip(taking, box, strict=True):
            with_value = 0
            for bit in _bits(side):
                with_value |= rows.get(bit, 0)
                rows[bit] = rows.get(bit, 0) | 1 << later
            shared &= with_value
        if shared:
            earlier = (shared & -shared).bit_length() - 1
            yield earlier, later, describe(both(box, boxes[earlier]), dimensions)


def first_gap(whole: Box, boxes: Iterable[Box]) -> Box | None:
    """Find a part of a box that disjoint boxes inside it leave uncovered, or None.

    A side is narrowed to one value only where another value is covered or differs, so that the
    answer names as few dimensions as it can.
    """
    inside = [box for box in boxes if size(box)]
    if sum(map(size, inside)) == size(whole):
        return None
    for side, values in enumerate(whole):
        if all(box[side] == values for box in inside):
            continue
        for bit in _bits(values):
            narrow = (*whole[:side], bit, *whole[side + 1 :])
            left = [box for box in (both(box, narrow) for box in inside) if size(box)]
            if sum(map(size, left)) < size(narrow):
                whole, inside = narrow, left
                break
    return whole


def describe(box: Box, dimensions: Dimensions) -> str:
    """Write a box as people do: `urgency: critical, country: DE`; dimensions with all values are left out."""
    parts = []
    for side, (name, values) in zip(box, dimensions.items(), strict=True):
        known = list(_each(values))
        if side != (1 << len(known)) - 1:
            chosen = [value for bit, value in enumerate(known) if side >> bit & 1]
            parts.append(f"{name}: {', '.join(chosen)}")
    return ", ".join(parts) or "everything"


def _each(values: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(values))


def _bits(side: int) -> Iterator[int]:
    while side:
        bit = side & -side
        yield bit
        side ^= bit
