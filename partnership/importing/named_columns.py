"""Every column of an export that a map names, with where the map names it."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.documents.event_map import EventMap, Table, Value
from partnership.findings import Loc


def named_columns(event_map: EventMap) -> Iterator[tuple[Loc, str]]:
    """Yield each column's place in the map and its name: read, looked up, chosen or kept apart by.

    A column that is looked up has its table before it: `stages.name` is no person's name.
    """
    for name, written in event_map.requisition.items():
        yield from _named_by(("requisition", name), written)
    for index, table in enumerate(event_map.tables):
        yield from _named_in(("tables", index), table)


def _named_in(loc: Loc, table: Table) -> Iterator[tuple[Loc, str]]:
    for name, written in table.columns.items():
        yield from _named_by((*loc, "columns", name), written)
    if table.recorded_at is not None:
        yield from _named_by((*loc, "recorded_at"), table.recorded_at)
    yield from (((*loc, "only", column), column) for column in table.only)
    yield from (((*loc, "key", at), column) for at, column in enumerate(table.key))
    if table.when_changed is not None:
        yield (*loc, "when_changed"), table.when_changed


def _named_by(loc: Loc, written: str | Value) -> Iterator[tuple[Loc, str]]:
    if isinstance(written, str):
        yield loc, written
        return
    if written.column is not None:
        yield loc, written.column
    if written.looked_up is not None:
        at = written.looked_up
        yield (*loc, "looked_up", "by"), f"{at.table}.{at.by}"
        yield (*loc, "looked_up", "take"), f"{at.table}.{at.take}"
