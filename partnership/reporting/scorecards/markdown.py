"""The scorecard as Markdown: both parties in one table, then each with every row."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.reporting.escaping import escape
from partnership.reporting.scorecards import words
from partnership.reporting.scorecards.card import Card, Promise, Side

COLUMNS = ("promise", "weight", "row", "period", "status", "value", "n", "expected", "minimum")
BOLD = {"bad", "short"}


def render(card: Card, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a scorecard as Markdown, ending in a newline."""
    return "\n".join(_lines(card)) + "\n"


def _lines(card: Card) -> Iterator[str]:
    yield f"# Scorecard {card.period}: {escape(card.title)}"
    yield ""
    yield f"{escape(words.source_words(card))}."
    yield ""
    yield row("", *(f"{escape(side.name)}, the {side.party}" for side in card.parties))
    yield row(*("---" for _ in range(3)))
    lists = [list(words.summary(side)) for side in card.parties]
    for lines in zip(*lists, strict=True):
        yield row(lines[0][0], *(text for _, text in lines))
    for side in card.sides:
        yield from _side(side)
    yield from ("", escape(words.LEGEND))
    yield from _goals(card)
    yield from ("", "## Notes", "")
    for note in words.notes(card):
        yield f"- {escape(note)}"


def _side(side: Side) -> Iterator[str]:
    yield from ("", f"## {escape(words.side_words(side))}", "")
    if not side.promises:
        yield "Owes nothing that is judged in this period."
        return
    yield row(*COLUMNS, "trend", "why")
    yield row(*("---" for _ in (*COLUMNS, "trend", "why")))
    for promise in side.promises:
        yield from _rows(promise)


def _rows(promise: Promise) -> Iterator[str]:
    for number, one in enumerate(promise.rows):
        verdict = one.verdict
        status = words.status_words(verdict)
        if words.tone(verdict.status) in BOLD:
            status = f"**{status}**"
        yield row(
            "" if number else escape(words.promise_words(promise)),
            "" if number else words.weight_words(promise.weighed),
            escape(verdict.segment),
            words.period_words(verdict),
            status,
            escape(words.value_words(verdict)),
            "" if verdict.n is None else str(verdict.n),
            str(verdict.expected or ""),
            str(verdict.minimum or ""),
            words.marks(one),
            escape(verdict.reason),
        )


def _goals(card: Card) -> Iterator[str]:
    if not card.goals:
        return
    head = ("goal", "key result", "started at", "now", "wanted", "by", "")
    yield from ("", "## Goals", "", row(*head), row(*("---" for _ in head)))
    for goal in card.goals:
        cells = (goal.title, goal.what, goal.baseline, goal.shown, goal.target)
        yield row(*map(escape, cells), str(goal.due), goal.state)


def row(*cells: str) -> str:
    """Write a table's row."""
    return f"| {' | '.join(cells)} |"
