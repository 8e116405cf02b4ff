"""Draws an escalation ladder as stairs: who meets at each step, and how long they have."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from partnership.documents import EscalationPath
from partnership.documents.escalation_path import Level
from partnership.handbook.writing import escape

WIDTH, STEP, BOX, HIGH, GAP = 720, 44, 560, 104, 18


@dataclass(frozen=True, slots=True)
class Names:
    """What the picture calls the seats and the sides."""

    roles: Mapping[str, str]
    client: str
    provider: str


def ladder(path: EscalationPath, names: Names) -> str:
    """Draw a ladder, the first level at the bottom.

    Args:
        path: The ladder's terms.
        names: Titles of roles, and the two companies' names.

    """
    count = len(path.levels)
    step = min(STEP, (WIDTH - BOX - 4) / max(count - 1, 1))
    last = bool(path.ends_with)
    top = 40 if last else 8
    height = top + count * (HIGH + GAP)
    title = f"ladder-{path.id}"
    told = "; ".join(f"{_name(level, index)}" for index, level in enumerate(path.levels, 1))
    parts = [
        f'<svg class="pac-ladder" role="img" viewBox="0 0 {WIDTH} {height}"',
        f' aria-labelledby="{title}-title {title}-desc">',
        f'<title id="{title}-title">The ladder {escape(path.title)}</title>',
        f'<desc id="{title}-desc">{count} steps, from the first: {escape(told)}</desc>',
    ]
    if last:
        x = (count - 1) * step + 16
        said = textwrap.shorten(f"After that: {path.ends_with}", 78, placeholder=" …")
        parts.append(f'<text x="{x:.0f}" y="24">{escape(said)}</text>')
    for index, level in enumerate(path.levels):
        x, y = index * step + 2, top + (count - 1 - index) * (HIGH + GAP)
        if index < count - 1:
            middle = x + step + 24
            parts.append(
                f'<path class="pac-arrow" d="M{middle:.0f} {y}v-{GAP - 4}m-5 6l5 -7l5 7"/>'
            )
        parts.extend(_box(level, index + 1, names, x, y))
    return "".join([*parts, "</svg>"])


def _box(level: Level, number: int, names: Names, x: float, y: float) -> Iterator[str]:
    yield f'<rect class="pac-box" x="{x:.0f}" y="{y}" width="{BOX}" height="{HIGH}" rx="8"/>'
    yield f'<text class="pac-strong" x="{x + 14:.0f}" y="{y + 24}">{escape(_name(level, number))}</text>'
    for side, role, left in (
        (names.client, level.client, x + 14),
        (names.provider, level.provider, x + 14 + BOX / 2),
    ):
        said = names.roles.get(role or "", role or "nobody")
        yield f'<text class="pac-faint" x="{left:.0f}" y="{y + 46}">{_short(side)}</text>'
        yield f'<text x="{left:.0f}" y="{y + 64}">{_short(said)}</text>'
    said = f"answers within {level.acknowledge_within}, decides within {level.decide_within}"
    yield f'<text class="pac-faint" x="{x + 14:.0f}" y="{y + 90}">{escape(said)}</text>'


def _name(level: Level, number: int) -> str:
    return f"Step {number}: {level.title}" if level.title else f"Step {number}"


def _short(text: str) -> str:
    return escape(textwrap.shorten(text, 38, placeholder=" …") or text[:36])
