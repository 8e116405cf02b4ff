"""A replay for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.replay import Promise, Replay
from partnership.reporting.changes import sentence
from partnership.reporting.replays import words
from partnership.reporting.text import STATUS_COLOURS
from partnership.reporting.words import HEADING, paint, printable


def render(replay: Replay, colour: bool) -> str:  # noqa: FBT001
    """Render a replay as text, ending in a newline with the line that says it all."""
    lines: list[str] = []
    for promise in replay.told if replay.changes else ():
        lines.extend(_promise(promise, replay, colour=colour))
        lines.append("")
    for document, changes in words.by_document(replay.elsewhere):
        lines.append(paint(document, HEADING, colour=colour))
        lines.extend(f"  {printable(sentence(change))}" for change in changes)
        lines.append("")
    if replay.changes:
        lines.extend(words.party_lines(replay))
        lines.append("")
        lines.extend(f"note: {printable(note)}" for note in words.notes(replay))
        lines.append(words.AS_IF)
    return "\n".join([*lines, words.headline(replay)]) + "\n"


def _promise(promise: Promise, replay: Replay, *, colour: bool) -> Iterator[str]:
    yield paint(printable(words.title_of(promise)), HEADING, colour=colour)
    for change in promise.changes:
        own = change.document == f"SLA/{promise.sla}"
        said = sentence(change) if own else f"{change.document} {sentence(change)}"
        yield f"  {printable(said)}"
    yield from _table(promise)
    for period, segment, said, status in words.otherwise(promise):
        code = STATUS_COLOURS.get(status, "") if status else ""
        yield "  " + paint(printable(f"{period} {segment}: {said}"), code, colour=colour)
    yield from (f"  {said}" for said in words.credits_of(promise, replay.accounts))
    left = words.left_out(promise, has_store=replay.has_store)
    yield from ("  " + paint(printable(said), "35;1", colour=colour) for said in left)


def _table(promise: Promise) -> Iterator[str]:
    columns = words.statuses(promise)
    if not promise.rows:
        return
    table = [("row", *(status.words for status in columns))]
    table += [(name, *words.cells(promise, name, columns)) for name in promise.segments]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()
