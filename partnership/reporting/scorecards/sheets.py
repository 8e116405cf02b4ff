"""The scorecard as tables: one flat table as CSV, a workbook of several sheets as Excel."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.reporting.scorecards import words
from partnership.reporting.scorecards.card import Card, Promise, Row, Side
from partnership.reporting.tables import Cell, Number, Sheet, Toned, as_csv, as_excel

COLUMNS = (
    *(
        "owed by",
        "SLA",
        "title",
        "class",
        "window",
        "weight",
        "earned",
        "missed",
        "weight not known",
    ),
    *("row", "period", "from", "to", "status", "disputed", "value", "exact", "numerator"),
    *("denominator", "n", "expected", "minimum", "trend", "reason", "measurement", "clause"),
)
SHORT = ("SLA", "class", "window", "from", "to", "exact", "measurement", "clause")
"""Columns that the workbook leaves to the last sheet."""


def render_csv(card: Card, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render every row of a scorecard as CSV, each with the day, the tip and the period."""
    stamp: tuple[Cell, ...] = (card.period, str(card.as_of), card.commit)
    rows = [(*stamp, *cells) for side in card.sides for cells in _rows(side)]
    return as_csv(("scorecard", "as of", "commit", *COLUMNS), rows)


def render_excel(card: Card) -> bytes:
    """Render a scorecard as an Excel workbook; the same card gives the same bytes."""
    title = f"Scorecard {card.period}: {card.title}"
    return as_excel(_sheets(card, title), card.as_of, title)


def _sheets(card: Card, title: str) -> Iterator[Sheet]:
    above = (title, words.source_words(card), "")
    lists = [list(words.summary(side)) for side in card.parties]
    compared: list[tuple[Cell, ...]] = [
        (lines[0][0], *(_whole(text) for _, text in lines)) for lines in zip(*lists, strict=True)
    ]
    heads = (f"{side.name}, the {side.party}" for side in card.parties)
    yield Sheet("Both parties", ("", *heads), tuple(compared), above)
    for side in card.sides:
        name = "Owed by both" if side.party == "both" else f"The {side.party}"
        shown = [index for index, column in enumerate(COLUMNS[1:], 1) if column not in SHORT]
        rows = tuple(tuple(cells[index] for index in shown) for cells in _rows(side))
        head = tuple(COLUMNS[index] for index in shown)
        yield Sheet(name, head, rows, (words.side_words(side), words.LEGEND, ""))
    if card.goals:
        yield _goals(card)
    rows = tuple(cells for side in card.sides for cells in _rows(side))
    yield Sheet("All rows", COLUMNS, rows)
    yield Sheet("Notes", ("note",), tuple((note,) for note in words.notes(card)))


def _goals(card: Card) -> Sheet:
    head = ("goal", "key result", "started at", "now", "wanted", "by", "state")
    tones = {"reached": "good", "not reached": "short"}
    rows = tuple(
        (
            *(goal.title, goal.what, goal.baseline, goal.shown, goal.target),
            goal.due,
            Toned(goal.state, tones.get(goal.state, "unknown")),
        )
        for goal in card.goals
    )
    return Sheet("Goals", head, rows)


def _rows(side: Side) -> Iterator[tuple[Cell, ...]]:
    for promise in side.promises:
        for number, row in enumerate(promise.rows):
            yield (*_promise(side, promise, is_first=not number), *_verdict(row))


def _promise(side: Side, promise: Promise, *, is_first: bool) -> tuple[Cell, ...]:
    """Give a promise's cells; its weight stands in its first row, so that a column adds up."""
    weighed = promise.weighed
    parts: tuple[Cell, ...] = (None, None, None, None)
    if weighed and is_first:
        numbers = (weighed.earned, weighed.missed, weighed.not_known)
        parts = (weighed.weight, *(Number(one, words.points(one)) for one in numbers))
    kind = "critical" if promise.critical else "kpi"
    return (side.party, promise.sla, promise.title, kind, promise.window, *parts)


def _verdict(row: Row) -> tuple[Cell, ...]:
    verdict = row.verdict
    value: Cell = None
    if verdict.value is not None:
        value = Number(verdict.value, verdict.shown) if verdict.shown else str(verdict.value)
    clause = f"{verdict.place.path}:{verdict.place.line}"
    return (
        *(verdict.segment, verdict.period, verdict.since, verdict.until),
        Toned(verdict.status.words, words.tone(verdict.status)),
        "yes" if verdict.disputed else "no",
        *(value, None if verdict.value is None else str(verdict.value)),
        *(verdict.numerator, verdict.denominator, verdict.n),
        *(str(verdict.expected or ""), str(verdict.minimum or ""), words.marks(row)),
        *(verdict.reason, verdict.measurement, clause),
    )


def _whole(text: str) -> Cell:
    return int(text) if text.isdecimal() else text
