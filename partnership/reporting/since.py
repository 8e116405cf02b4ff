"""Renders since when terms hold: a line for each, with its change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from partnership.history.blame import Since
from partnership.history.differences import Written
from partnership.reporting.changes import SHORT, plain, shown
from partnership.reporting.words import HEADING, paint, printable

FORMAT = "partnership/blame/1"
HEADS = ("term", "value", "holds since", "by commit", "known on", "proposed by, and why")


def render_text(
    document: Written,
    terms: Sequence[Since],
    day: date,
    tip: str,
    colour: bool,  # noqa: FBT001
) -> str:
    """Render terms for a terminal, ending in a newline."""
    found = [(one.pointer, shown(one.value), one.day or "always", *_change(one)) for one in terms]
    rows = [HEADS, *found]
    widths = [max(len(row[place]) for row in rows) for place in range(5)]
    title = document.tree.get("title")
    lines = [paint(printable(f"{document.name}  {title or ''}".rstrip()), HEADING, colour=colour)]
    for row in rows:
        cells = [printable(cell).ljust(width) for cell, width in zip(row[:5], widths, strict=True)]
        lines.append(f"  {'  '.join(cells)}  {printable(row[5])}".rstrip())
    lines.append(f"{len(found)} terms in force on {day}, at {tip[:SHORT]}")
    return "\n".join(lines) + "\n"


def render_json(document: Written, terms: Sequence[Since], day: date, tip: str) -> dict[str, Any]:
    """Give terms as data."""
    return {
        "format": FORMAT,
        "document": document.name,
        "path": document.path,
        "as_of": day.isoformat(),
        "tip": tip,
        "terms": [
            {
                "pointer": one.pointer,
                "value": one.value if isinstance(one.value, str | int | bool) else plain(one.value),
                "since": one.day or None,
                "commit": one.step.commit if one.step else None,
                "date": f"{one.step.known:%Y-%m-%dT%H:%M:%SZ}" if one.step else None,
                "proposed_by": list(one.step.proposed_by) if one.step else [],
                "agreed_by": list(one.step.agreed_by) if one.step else [],
                "subject": one.step.subject if one.step else None,
            }
            for one in terms
        ],
    }


def _change(one: Since) -> tuple[str, str, str]:
    if one.step is None:
        return "not committed", "", ""
    who = ", ".join(one.step.proposed_by)
    return one.step.commit[:SHORT], f"{one.step.known:%Y-%m-%d}", f"{who}: {one.step.subject}"
