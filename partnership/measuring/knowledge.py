"""What a store knows, and since when: one cheap question of each table."""

# ruff: noqa: S608 - names are our own literals

from __future__ import annotations

from collections.abc import Iterable

from partnership.measuring.query import EventStore, Query


def last_recorded(store: EventStore, tables: Iterable[str]) -> dict[str, int]:
    """Give the instant of the last row recorded in each table that holds one.

    Raises:
        StoreError: A table is not there, or is not as agreed.
    """
    found = {}
    for table in sorted(tables):
        sql = f"SELECT max(e.recorded_at) AS recorded FROM {table} AS e"
        ((last,),) = Query().ask(store, sql)
        if isinstance(last, int):
            found[table] = last
    return found
