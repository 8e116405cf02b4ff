"""The transparency report as Markdown, a table for each topic."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.reporting.escaping import escape
from partnership.reporting.scorecards.markdown import row
from partnership.reporting.transparency import text
from partnership.reporting.transparency.disclosed import Disclosed, Item, Section

COLUMNS = ("metric", "row", "period", "value", "counted", text.LENGTHS, "left out", "measurement")


def render(found: Disclosed, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a transparency report as Markdown, ending in a newline."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Disclosed) -> Iterator[str]:
    yield f"# Transparency report {found.period}: {escape(found.title)}"
    yield ""
    yield f"{escape(text.source_words(found))}."
    for section in found.sections:
        yield from ("", f"## {section.topic.title}", "")
        yield from _section(section)
    yield from ("", "## Not shown, and why", "")
    for line in text.not_shown(found):
        yield f"- {escape(line)}"


def _section(section: Section) -> Iterator[str]:
    if section.missing:
        yield escape(section.missing[0].upper() + section.missing[1:]) + "."
        return
    yield row(*COLUMNS)
    yield row(*("---" for _ in COLUMNS))
    for item in section.items:
        yield from _rows(item)
    yield ""
    for item in section.items:
        yield f"- {escape(item.title)}: {escape(item.definition)}"


def _rows(item: Item) -> Iterator[str]:
    for number, line in enumerate(item.lines):
        left = ", ".join(f"{reason} {count}" for reason, count in line.left_out.items())
        yield row(
            "" if number else f"{escape(item.title)} ({escape(item.sla)})",
            escape(line.segment),
            text.period_words(line),
            escape(line.shown),
            escape(text.counted_words(line)),
            text.lengths_words(line),
            escape(left),
            escape(line.measurement),
        )
