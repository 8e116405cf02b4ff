"""The transparency report for a terminal of eighty columns, and the words every form shares."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.judging.wording import shown
from partnership.reporting.scorecards.text import wrapped
from partnership.reporting.transparency.disclosed import Disclosed, Item, Line, Section
from partnership.reporting.words import HEADING, paint, printable

LENGTHS = "median, 90%"
"""The middle length of the clocks that stopped, and by which nine of ten had."""
HEAD = ("row", "period", "value", "counted", LENGTHS, "left out")
PEOPLE = (
    "Events, subjects and persons stay in the event store: this report is made of counts alone, "
    "and rows too small to be published without telling of a person are withheld"
)


def render(found: Disclosed, colour: bool) -> str:  # noqa: FBT001
    """Render a transparency report as text, ending in a newline."""
    return "\n".join(_lines(found, colour=colour)) + "\n"


def _lines(found: Disclosed, *, colour: bool) -> Iterator[str]:
    title = f"Transparency report {found.period}: {printable(found.title)}"
    yield paint(title, HEADING, colour=colour)
    yield source_words(found)
    for section in found.sections:
        yield ""
        yield paint(section.topic.title, HEADING, colour=colour)
        yield from _section(section)
    yield ""
    yield paint("Not shown", HEADING, colour=colour)
    for line in not_shown(found):
        yield from wrapped(f"  {line}", "    ")


def _section(section: Section) -> Iterator[str]:
    if section.missing:
        yield from wrapped(f"  {section.missing}", "    ")
    for item in section.items:
        yield from wrapped(f"  {item.title} ({item.sla})", "    ")
        yield from wrapped(f"    {item.definition}", "    ")
        rows = [HEAD, *(_cells(line) for line in item.lines)]
        if not any(lengths_words(line) for line in item.lines):
            rows = [row[:-2] + row[-1:] for row in rows]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield f"      {'  '.join(cells)}".rstrip()


def _cells(line: Line) -> tuple[str, ...]:
    return (
        printable(line.segment),
        period_words(line),
        line.shown,
        counted_words(line),
        lengths_words(line),
        str(sum(line.left_out.values())) if line.left_out else "",
    )


def period_words(line: Line) -> str:
    """Name a period, and the first day of its part where it has several."""
    return f"{line.period} from {line.since}" if line.since else line.period


def counted_words(line: Line) -> str:
    """Write what a value is made of, and how many are still open past their day."""
    past = f", {line.open_past_due} open past due" if line.open_past_due else ""
    return f"{line.counted}{past}"


def lengths_words(line: Line) -> str:
    """Write the middle length and the one within which nine of ten stopped: `27, 41`."""
    if line.median is None or line.ninetieth is None:
        return ""
    return f"{shown(line.median, 'number')}, {shown(line.ninetieth, 'number')}"


def source_words(found: Disclosed) -> str:
    """Say what was looked at: the day, the tip and the terms."""
    tip = "no commit" if found.commit == "none" else f"commit {found.commit[:12]}"
    edited = " with uncommitted changes" if found.edited else ""
    return f"as of {found.as_of}, {tip}{edited}, terms {found.digest[:12]}"


def not_shown(found: Disclosed) -> Iterator[str]:
    """Yield what is not shown, and why: topics, rows, subjects that were left out, documents."""
    for section in found.sections:
        if section.missing and section.topic.library:
            yield f"{section.topic.title}: {section.missing}"
    for one in found.not_shown:
        yield f"{one.what}, {one.segment}, {one.period}: {one.why}"
    for item in _items(found):
        left = _left_out(item)
        if left:
            yield f"{item.title} ({item.sla}), left out of the counts as agreed: {left}"
    for name in found.unread:
        yield f"{name} cannot be read as written, so whatever it counts is not shown"
    yield PEOPLE


def _items(found: Disclosed) -> Iterator[Item]:
    for section in found.sections:
        yield from section.items


def _left_out(item: Item) -> str:
    sums: dict[str, int] = {}
    for line in item.lines:
        for reason, count in line.left_out.items():
            sums[reason] = sums.get(reason, 0) + count
    return ", ".join(f"{reason} {count}" for reason, count in sums.items())
