"""Rows that end before they begin: an import sets them aside, a store read in place may hold some."""

# ruff: noqa: S608 - names are our own literals

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnership.store.opening import OpenStore

IN_ORDER = (
    ("opening", "opened_at", "closed_at"),
    ("interview", "start_at", "end_at"),
    ("approval", "requested_at", "decided_at"),
    ("offer", "drafted_at", "decided_at"),
    ("offer", "extended_at", "decided_at"),
    ("hire", "actual_start", "ended"),
)
"""Columns that cannot stand the other way round: table, start, stop."""


@dataclass(frozen=True, slots=True)
class Backwards:
    """How many rows of a table have one column before another."""

    table: str
    start: str
    stop: str
    rows: int

    def __str__(self) -> str:
        rows = f"{self.rows:,} row" + ("s have" if self.rows > 1 else " has")
        return f"table `{self.table}`: {rows} `{self.stop}` before `{self.start}`"


def find_backwards(store: OpenStore, tables: Iterable[str]) -> Iterator[Backwards]:
    """Count the rows that end before they begin, in each table where there are some.

    Args:
        store: An open store.
        tables: The event tables to look at; they must be there.
    """
    asked = set(tables)
    for table, start, stop in IN_ORDER:
        if table in asked:
            sql = f"SELECT count(*) AS backwards FROM {table} AS e WHERE e.{stop} < e.{start}"
            ((rows,),) = store.integers(sql, {})
            if rows:
                yield Backwards(table, start, stop, int(rows))
