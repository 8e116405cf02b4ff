"""Pictures of how each side sees itself and is seen, line by line; the table beside has every number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from partnership.handbook.writing import escape
from partnership.values.scales import Range

WIDTH, LEFT, RIGHT, TOP, STEP = 380, 14, 14, 30, 46
"""As wide as a phone, with the words above each line, so that nothing has to be scrolled."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, and the two views of it."""

    label: str
    own: Fraction | None
    seen: Fraction | None


def spread(lines: Sequence[Line], scale: Range, title: str, name: str) -> str:
    """Draw two views of each thing on one scale; nothing where there is no number.

    Args:
        lines: From top to bottom.
        scale: The scale both answered on.
        title: What the picture shows.
        name: Tells its parts apart from other pictures' on the page.

    """
    told = [one for one in lines if one.own is not None or one.seen is not None]
    if not told:
        return ""
    height = TOP + STEP * len(told) + 8
    parts = [
        f'<svg class="pac-chart pac-spread" role="img" viewBox="0 0 {WIDTH} {height}"',
        f' aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(_told(told))}</desc>',
        *_grid(scale, height),
    ]
    for number, one in enumerate(told):
        parts += _line(one, scale, TOP + STEP * number + 32)
    return "".join((*parts, "</svg>"))


def _x(value: Fraction | int, scale: Range) -> float:
    share = (value - scale.lowest) / Fraction(scale.highest - scale.lowest)
    return LEFT + float(share) * (WIDTH - LEFT - RIGHT)


def _grid(scale: Range, height: int) -> Iterator[str]:
    step = max(1, (scale.highest - scale.lowest) // 10)
    for value in range(scale.lowest, scale.highest + 1, step):
        x = _x(value, scale)
        yield (
            f'<path class="pac-grid" d="M{x:.1f} {TOP - 8}V{height - 8}"/>'
            f'<text x="{x:.1f}" y="{TOP - 13}" text-anchor="middle">{value}</text>'
        )


def _line(one: Line, scale: Range, y: int) -> Iterator[str]:
    yield f'<text x="{LEFT - 8}" y="{y - 14}">{escape(one.label)}</text>'
    if one.own is not None and one.seen is not None:
        yield f'<path class="pac-line" d="M{_x(one.own, scale):.1f} {y}H{_x(one.seen, scale):.1f}"/>'
    if one.own is not None:
        yield f'<circle class="pac-own" cx="{_x(one.own, scale):.1f}" cy="{y}" r="6.5"/>'
    if one.seen is not None:
        x = _x(one.seen, scale)
        yield f'<path class="pac-seen" d="M{x:.1f} {y - 7}l7 7l-7 7l-7 -7z"/>'


def _told(lines: Sequence[Line]) -> str:
    apart = [
        (abs(one.own - one.seen), one.label)
        for one in lines
        if one.own is not None and one.seen is not None
    ]
    if not apart:
        return f"{len(lines)} lines, each with one view."
    return f"{len(lines)} lines; the two views are furthest apart at: {max(apart)[1]}."
