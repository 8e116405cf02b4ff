"""Segments as boxes: for each dimension the set of its values, as bits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import prod

from partnership.agreement import Agreement, Stretch
from partnership.documents import Commitment, Scope
from partnership.documents.base import When

Dimensions = Mapping[str, Sequence[str]]
"""Every dimension with its values."""
Box = tuple[int, ...]
"""A set of segments: for each dimension, in order, the bits of the values that are in."""


def dimensions_during(agreement: Agreement, days: Stretch[Commitment]) -> Iterator[Dimensions]:
    """Yield the dimensions of each scope that is in force in a stretch of days; none is one too."""
    if agreement.scope is None:
        yield {}
        return
    for scope in agreement.during(Scope, agreement.scope.id, days):
        yield {dimension.id: dimension.values for dimension in scope.dimensions}


def find_unknown(when: When, dimensions: Dimensions) -> Iterator[tuple[str, str | None]]:
    """Yield each dimension that is not there, and each value its dimension does not have."""
    for name, written in when.items():
        if name not in dimensions:
            yield name, None
            continue
        for value in (written,) if isinstance(written, str) else written:
            if value not in dimensions[name]:
                yield name, value


def is_known(when: When, dimensions: Dimensions) -> bool:
    """Whether a segment uses only dimensions and values that are there."""
    return next(find_unknown(when, dimensions), None) is None


def box_of(when: When, dimensions: Dimensions) -> Box:
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
