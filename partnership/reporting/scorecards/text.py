"""The scorecard for a terminal of eighty columns: both parties beside each other, then row by row."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from partnership.reporting.scorecards import words
from partnership.reporting.scorecards.card import Card, Promise, Row, Side
from partnership.reporting.text import STATUS_COLOURS
from partnership.reporting.words import HEADING, paint, printable

WIDTH = 80
HEAD = ("row", "period", "status", "value", "exp./min.", "trend")
STATUS, TREND = 2, 5
GAP = "  "


def render(card: Card, colour: bool) -> str:  # noqa: FBT001
    """Render a scorecard as text, ending in a newline."""
    return "\n".join(_lines(card, colour=colour)) + "\n"


def _lines(card: Card, *, colour: bool) -> Iterator[str]:
    yield paint(f"Scorecard {card.period}: {printable(card.title)}", HEADING, colour=colour)
    yield words.source_words(card)
    yield ""
    yield from _summary(card, colour=colour)
    widths = _widths(card)
    for side in card.sides:
        yield ""
        yield paint(printable(words.side_words(side)), HEADING, colour=colour)
        yield from _side(side, widths, colour=colour)
    yield ""
    yield words.LEGEND
    yield from _goals(card, colour=colour)
    yield ""
    for note in words.notes(card):
        yield from wrapped(f"note: {note}", "      ")


def _summary(card: Card, *, colour: bool) -> Iterator[str]:
    lists = [list(words.summary(side)) for side in card.parties]
    rows = [("", *(side.party for side in card.parties))]
    rows.append(("", *(printable(side.name) for side in card.parties)))
    rows.extend((lines[0][0], *(text for _, text in lines)) for lines in zip(*lists, strict=True))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        line = GAP + GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield paint(line.rstrip(), HEADING if number == 0 else "", colour=colour)


def _side(side: Side, widths: Sequence[int], *, colour: bool) -> Iterator[str]:
    if not side.promises:
        yield "owes nothing that is judged in this period"
        return
    yield _line(HEAD, widths)
    for promise in side.promises:
        yield from _promise(promise, widths, colour=colour)


def _promise(promise: Promise, widths: Sequence[int], *, colour: bool) -> Iterator[str]:
    outcome = f": {words.weight_words(promise.weighed)}"
    yield from wrapped(f"{words.promise_words(promise)}{outcome}", "  ")
    for row in promise.rows:
        yield _row(row, widths, colour=colour)
        if not row.verdict.is_judged or row.verdict.decided_by != "band" or row.verdict.pooled:
            yield from wrapped(f"    {row.verdict.reason}", "    ")


def _cells(row: Row) -> tuple[str, ...]:
    verdict = row.verdict
    return (
        printable(verdict.segment),
        words.period_words(verdict),
        words.status_words(verdict),
        words.value_words(verdict),
        words.levels(verdict),
        words.marks(row),
    )


def _widths(card: Card) -> list[int]:
    rows = [
        HEAD,
        *(_cells(row) for side in card.sides for one in side.promises for row in one.rows),
    ]
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _row(row: Row, widths: Sequence[int], *, colour: bool) -> str:
    cells = [cell.ljust(width) for cell, width in zip(_cells(row), widths, strict=True)]
    code = STATUS_COLOURS.get(row.verdict.status, "")
    cells[STATUS] = paint(cells[STATUS], code, colour=colour)
    if colour:
        cells[TREND] = "".join(
            paint(words.mark(one.status), STATUS_COLOURS.get(one.status, ""), colour=True)
            for one in row.trend
        )
    return f"  {GAP.join(cells)}".rstrip()


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"  {GAP.join(padded)}".rstrip()


def _goals(card: Card, *, colour: bool) -> Iterator[str]:
    if not card.goals:
        return
    yield ""
    yield paint("Goals", HEADING, colour=colour)
    for goal in card.goals:
        yield from wrapped(f"  {goal.title}: {goal.what}: {goal.state}", "    ")
        yield from wrapped(
            f"    {goal.shown}; from {goal.baseline} to {goal.target} by {goal.due}", "    "
        )


def wrapped(text: str, indent: str) -> Iterator[str]:
    """Wrap a line to the width, later lines indented."""
    own = text[: len(text) - len(text.lstrip(" "))]
    yield from textwrap.wrap(
        printable(text.strip()),
        WIDTH,
        initial_indent=own,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
