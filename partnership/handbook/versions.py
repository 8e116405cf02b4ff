"""The history block of a commitment's page: each term's versions on a line of time, and its changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from partnership.canonical import canonical_json
from partnership.documents import Commitment
from partnership.documents.favours import shape_of
from partnership.handbook import writing
from partnership.handbook.book import Book
from partnership.handbook.names import day_words
from partnership.handbook.writing import escape, paragraph
from partnership.history.blame import leaves
from partnership.history.differences import Written
from partnership.reporting.changes import label_of, sentence, shown

WIDTH, LEFT, ROW, TOP = 720, 190, 34, 26
MOST = 12
"""How many terms one picture has at most."""


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a term, and the days from which and until which it holds."""

    since: date
    until: date | None
    value: Any


def history(book: Book, document: Commitment, path: str) -> Iterator[str]:
    """Yield a commitment's history: what holds when, and who changed it how."""
    changes = [
        (one.step, change)
        for one in book.past.amended
        for change in one.changes
        if change.document == document.name and one.step
    ]
    dated = versions_of(document)
    if not dated and len(changes) < 2:
        return
    yield "## How it came to be"
    if dated:
        yield f'<figure class="pac-figure" tabindex="0">{picture(document, dated)}</figure>'
    rows = (
        (
            day_words(step.known.date()),
            escape(", ".join(step.proposed_by)),
            escape(sentence(change)),
        )
        for step, change in reversed(changes)
    )
    yield writing.table(("Day", "Proposed by", "What changed"), rows, "pac-changes")
    if changes:
        yield paragraph(book.link(book.page("changes"), "All changes of the agreement", path))


def versions_of(document: Commitment) -> dict[tuple[str, ...], tuple[Version, ...]]:
    """Give the terms that change on a day, each with its versions, the oldest first."""
    tree = json.loads(document.origin.canonical or "{}", parse_float=Decimal)
    written = Written(document.name, document.path, tree)
    if len(written.versions) == 1:
        return {}
    shape = shape_of(document.kind)
    values: dict[tuple[str, ...], dict[str, Any]] = {}
    for since, terms, _ in written.versions:
        for keys, value in leaves(terms, shape, ()):
            values.setdefault(keys, {})[since] = value
    days = [since for since, _, _ in written.versions]
    found = {}
    for keys, by_day in values.items():
        told = tuple(_versions(document, days, by_day))
        if len(told) > 1:
            found[keys] = told
    return dict(list(found.items())[:MOST])


def _versions(
    document: Commitment, days: list[str], by_day: Mapping[str, Any]
) -> Iterator[Version]:
    """Yield a term's values in a row, equal neighbours as one."""
    first, last = document.effective.from_, document.effective.to
    runs: list[tuple[date, Any]] = []
    for day in days:
        since = date.fromisoformat(day) if day else first
        value = by_day.get(day)
        if not runs or canonical_json(runs[-1][1]) != canonical_json(value):
            runs.append((max(since, first), value))
    for place, (since, value) in enumerate(runs):
        until = runs[place + 1][0] if place + 1 < len(runs) else last
        yield Version(since, until, value)


def picture(document: Commitment, terms: Mapping[tuple[str, ...], tuple[Version, ...]]) -> str:
    """Draw each term's versions on one line of time.

    Args:
        document: Whose terms they are.
        terms: The versions of each, by the way to it.

    """
    days = sorted({one.since for versions in terms.values() for one in versions})
    end = document.effective.to or _after(days)
    height = TOP + len(terms) * ROW + 24
    name = f"versions-{document.id}"
    told = "; ".join(
        f"{label_of(keys)}: "
        + ", then ".join(f"{shown(one.value)} from {one.since}" for one in versions)
        for keys, versions in terms.items()
    )
    parts = [
        f'<svg class="pac-chart" role="img" viewBox="0 0 {WIDTH} {height}"',
        f' aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">Versions of {escape(document.title)}</title>',
        f'<desc id="{name}-desc">{escape(told)}</desc>',
    ]
    for day in days:
        x = _x(day, days[0], end)
        anchor = "start" if x < WIDTH - 80 else "end"
        parts.append(f'<path class="pac-grid" d="M{x:.0f} {TOP - 6}V{height - 18}"/>')
        parts.append(
            f'<text x="{x:.0f}" y="{height - 4}" text-anchor="{anchor}">{escape(day_words(day))}</text>'
        )
    for place, (keys, versions) in enumerate(terms.items()):
        y = TOP + place * ROW
        parts.append(f'<text x="0" y="{y + 14}">{escape(_short(label_of(keys), 26))}</text>')
        parts.extend(
            _bar(one, days[0], end, y, new=index % 2 == 1) for index, one in enumerate(versions)
        )
    return "".join([*parts, "</svg>"])


def _bar(one: Version, first: date, end: date, y: int, *, new: bool) -> str:
    x, until = _x(one.since, first, end), _x(one.until or end, first, end)
    width = max(until - x - 2, 4)
    css = "pac-version pac-new" if new else "pac-version"
    text = escape(_short(shown(one.value), max(int(width / 7.5), 2)))
    return (
        f'<rect class="{css}" x="{x:.0f}" y="{y}" width="{width:.0f}" height="20" rx="3"/>'
        f'<text x="{x + 6:.0f}" y="{y + 14}">{text}</text>'
    )


def _x(day: date, first: date, end: date) -> float:
    whole = max((end - first).days, 1)
    part = min(max((day - first).days / whole, 0), 1)
    return LEFT + part * (WIDTH - LEFT)


def _after(days: list[date]) -> date:
    """End an open line some while after its last change, so that the last version can be read."""
    spread = max((days[-1] - days[0]).days, 90)
    return date.fromordinal(min(days[-1].toordinal() + spread // 2, date.max.toordinal()))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
