"""Draws verdicts over time as a small picture: values, and the levels as they stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnership.handbook.names import period_words
from partnership.handbook.points import Point
from partnership.handbook.writing import escape

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 14, 44
FLOOR, ROOM = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
MARKS = {
    "good": '<circle class="pac-good" cx="%s" cy="%s" r="5"/>',
    "short": '<path class="pac-short" d="M%s %sm-6.5 -5h13l-6.5 11z"/>',
    "bad": '<path class="pac-bad" d="M%s %sm-6 -6l12 12m0 -12l-12 12"/>',
    "unknown": '<circle class="pac-unknown" cx="%s" cy="%s" r="4.5"/>',
}
"""A shape for each tone, so that nobody needs the colours."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where periods and values stand in the picture."""

    low: float
    high: float
    step: float
    slot: float

    def y(self, value: float) -> str:
        return f"{FLOOR - (value - self.low) / (self.high - self.low) * ROOM:.1f}"


def chart(points: Sequence[Point], title: str, name: str) -> str:
    """Draw one row of targets, period after period; nothing where there is no number.

    Args:
        points: Of one row, the oldest first.
        title: What the picture shows.
        name: Tells its parts apart from other pictures' on the page.

    """
    values = [point.value for point in points if point.value is not None]
    if not values:
        return ""
    scale = _scale(points, values)
    middles = [f"{LEFT + (index + 0.5) * scale.slot:.1f}" for index in range(len(points))]
    parts = [
        f'<svg class="pac-chart" role="img" viewBox="0 0 {WIDTH} {HEIGHT}"',
        f' aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{_told(points)}</desc>',
    ]
    parts += _grid(scale, "%" if points[0].is_share else "")
    parts.append(_level("expected", [point.expected for point in points], scale))
    parts.append(_level("minimum", [point.minimum for point in points], scale))
    parts.append(_line(points, middles, scale))
    parts += _marks(points, middles, scale)
    parts += _periods(points, middles)
    parts.append("</svg>")
    return "".join(parts)


def _scale(points: Sequence[Point], values: list[float]) -> _Scale:
    levels = [one for point in points for one in (point.expected, point.minimum) if one is not None]
    low, high = min(*levels, *values), max(*levels, *values)
    step = _step(high - low)
    low, high = (low - step * 0.25) // step * step, -(-high // step) * step
    if points[0].is_share:
        low, high = max(low, 0.0), min(high, 100.0)
    if high <= low:
        high = low + step
    return _Scale(low, high, step, (WIDTH - LEFT - RIGHT) / len(points))


def _step(span: float) -> float:
    """Choose a round distance between lines of the grid."""
    step = 1.0
    while span / step > 50:
        step *= 10
    return next((step * factor for factor in (1, 2, 5, 10) if span / (step * factor) <= 5), step)


def _grid(scale: _Scale, sign: str) -> Iterator[str]:
    value = scale.low
    while value <= scale.high + scale.step / 100:
        y = scale.y(value)
        yield (
            f'<path class="pac-grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'
            f'<text x="{LEFT - 8}" y="{y}" dy="4" text-anchor="end">{value:g}{sign}</text>'
        )
        value += scale.step


def _level(name: str, levels: Sequence[float | None], scale: _Scale) -> str:
    """Draw a level as stairs: it changes where the terms do."""
    path: list[str] = []
    last: float | None = None
    for index, level in enumerate(levels):
        if level != last and level is not None:
            turn = "V" if last is not None else f"M{LEFT + index * scale.slot:.1f} "
            if last is not None:
                path.append(f"H{LEFT + index * scale.slot:.1f}")
            path.append(f"{turn}{scale.y(level)}")
        elif level is None and last is not None:
            path.append(f"H{LEFT + index * scale.slot:.1f}")
        last = level
    if last is not None:
        path.append(f"H{WIDTH - RIGHT}")
    return f'<path class="pac-{name}" d="{"".join(path)}"/>' if path else ""


def _line(points: Sequence[Point], middles: Sequence[str], scale: _Scale) -> str:
    path, pen = [], "M"
    for point, x in zip(points, middles, strict=True):
        if point.value is None:
            pen = "M"
            continue
        path.append(f"{pen}{x} {scale.y(point.value)}")
        pen = "L"
    return f'<path class="pac-line" d="{"".join(path)}"/>'


def _marks(points: Sequence[Point], middles: Sequence[str], scale: _Scale) -> Iterator[str]:
    for point, x in zip(points, middles, strict=True):
        if point.value is None:
            yield (
                f'<text class="pac-none" x="{x}" y="{FLOOR - 6}" text-anchor="middle">'
                f"<title>{point.said}</title>{point.mark}</text>"
            )
        else:
            shape = MARKS[point.tone] % (x, scale.y(point.value))
            yield f"<g><title>{point.said}</title>{shape}</g>"


def _periods(points: Sequence[Point], middles: Sequence[str]) -> Iterator[str]:
    every = -(-len(points) // 18)
    year = ""
    for index, point in enumerate(points):
        if index % every == 0:
            yield (
                f'<text x="{middles[index]}" y="{HEIGHT - 24}" text-anchor="middle">'
                f"{point.label}</text>"
            )
        if point.year and point.year != year:
            yield (
                f'<text x="{middles[index]}" y="{HEIGHT - 7}" text-anchor="middle">'
                f"{point.year}</text>"
            )
        year = point.year


def _told(points: Sequence[Point]) -> str:
    """Say in a sentence what the picture shows; the table beside it has every number."""
    counted: dict[str, int] = {}
    for point in points:
        counted[point.words] = counted.get(point.words, 0) + 1
    listed = ", ".join(f"{count} {words}" for words, count in counted.items())
    first, last = points[0].verdict.period, points[-1].verdict.period
    newest = next(point for point in reversed(points) if point.value is not None)
    return f"{period_words(first)} to {period_words(last)}: {listed}. Last number: {newest.said}."


def strip(points: Sequence[Point], label: str) -> str:
    """Draw the last periods as a row of marks, small enough to stand beside a promise."""
    shown = points[-12:]
    marks = [
        f"<g><title>{point.said}</title>{MARKS[point.tone] % (10 + index * 18, 10)}</g>"
        for index, point in enumerate(shown)
    ]
    width = 2 + len(shown) * 18
    return (
        f'<svg class="pac-strip" role="img" aria-label="{escape(label)}" width="{width}" height="20" '
        f'viewBox="0 0 {width} 20">{"".join(marks)}</svg>'
    )
