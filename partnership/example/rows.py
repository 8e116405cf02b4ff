"""The rows of the event tables as they are recorded: soon after they happened, some later."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from partnership.example import days
from partnership.store.tables import TABLE_BY_NAME, TABLES

if TYPE_CHECKING:
    from partnership.example.draws import Draws

Value = str | int | bool | date | datetime | None
Row = dict[str, Value]

LAST_INSTANT = days.at(days.LAST_DAY, 23, 59)


class Rows:
    """Rows by table. What happens after the last day is not recorded."""

    def __init__(self, draws: Draws) -> None:
        """Start empty; draws decide how long recording takes."""
        self._draws = draws
        self._rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}

    def state(self, table: str, when: datetime, **values: Value) -> None:
        """Record the state a thing has from an instant on."""
        if when <= LAST_INSTANT:
            lag = timedelta(seconds=self._draws.whole(20, 900))
            self._add(table, {"source": "api", **values, "recorded_at": when + lag})

    def event(self, table: str, when: datetime, actor: str, **values: Value) -> None:
        """Record something that happened; one in eighty is typed in a day or two later."""
        if when > LAST_INSTANT:
            return
        is_typed = self._draws.happens(1) or values.get("type") in {"hold_started", "hold_ended"}
        lag = self._draws.whole(20, 900)
        if is_typed:
            lag += self._draws.whole(0, 2) * 86_400
        written: Row = {
            "event_id": self._draws.token("evt"),
            "occurred_at": when,
            "precision": "minute" if is_typed else "second",
            "actor_party": actor,
            "recorded_at": when + timedelta(seconds=lag),
            "source": "manual" if is_typed else "api",
        }
        self._add(table, written | values)

    def tables(self) -> dict[str, list[Row]]:
        """Return the rows of each table that has any, in the order they were recorded."""
        return {
            name: sorted(rows, key=lambda row: tuple(_order(row[k]) for k in _order_by(name)))
            for name, rows in self._rows.items()
            if rows
        }

    def _add(self, table: str, values: Row) -> None:
        self._rows[table].append({c: values.get(c) for c in TABLE_BY_NAME[table].column_names})


def _order_by(table: str) -> tuple[str, ...]:
    return ("recorded_at", *TABLE_BY_NAME[table].key)


def _order(value: Value) -> tuple[str, int]:
    """Order by a value of any type: instants and words as text, counts by size."""
    return ("", value) if isinstance(value, int) else (str(value or ""), 0)
