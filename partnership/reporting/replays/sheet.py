"""A replay as CSV: a line for each row of each promise in each period; formulas are disarmed."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.replay import Compared, Promise, Replay
from partnership.reporting.replays.json import verdict_data
from partnership.reporting.tables import Cell, as_csv

FIELDS = ("owed_by", "status", "value", "shown", "n", "expected", "minimum")
COLUMNS = (
    "sla",
    "title",
    "period",
    "segment",
    "from",
    "differs",
    "not_replayed",
    *(f"{name}_before" for name in FIELDS),
    *(f"{name}_after" for name in FIELDS),
)


def render(replay: Replay, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a replay as CSV, the header first."""
    return as_csv(COLUMNS, (line for one in replay.promises for line in _lines(one)))


def _lines(promise: Promise) -> Iterator[list[Cell]]:
    for row in promise.rows:
        yield [
            promise.sla,
            promise.title,
            row.period,
            row.segment,
            str(row.since or ""),
            "yes" if row.differs else "no",
            "",
            *_cells(row),
        ]
    for period, why in promise.left_out:
        blank: list[Cell] = [""] * (2 * len(FIELDS))
        yield [promise.sla, promise.title, period, "", "", "", why, *blank]


def _cells(row: Compared) -> Iterator[Cell]:
    for verdict in (row.before, row.after):
        data = verdict_data(verdict) or {}
        for name in FIELDS:
            value = data.get(name)
            yield "" if value is None else str(value)
