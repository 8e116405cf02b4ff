"""The reference page of the event tables, from the tables themselves."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.store.columns import EXAMPLES
from partnership.store.tables import TABLES, Column, Table


def tables_page() -> str:
    """Write the page that lists every event table with its columns, as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Event tables"
    yield ""
    yield "What may be read of what happened in hiring: these tables and columns, and no others."
    yield (
        "A later state of a thing is another row with the same key and a later `recorded_at`;"
        " the last one counts."
    )
    yield "An empty dimension of an aggregate means all."
    yield "A column that may be empty may also be missing."
    yield "[Where events live](../guide/event-store.md) says how a database's own names are mapped."
    for table in TABLES:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"## {table.name}"
    yield ""
    yield table.about
    yield f"Key: {', '.join(f'`{name}`' for name in table.key)}."
    yield ""
    yield "| Column | Holds | May be empty |"
    yield "| --- | --- | --- |"
    for column in table.columns:
        yield f"| `{column.name}` | {_holds(column)} | {_may_be_empty(column)} |"


def _may_be_empty(column: Column) -> str:
    if column.unless:
        return f"where `status` is {' or '.join(f'`{word}`' for word in column.unless)}"
    return "yes" if column.nullable else ""


def _holds(column: Column) -> str:
    if column.type == "enum":
        return ", ".join(f"`{word}`" for word in column.values)
    return EXAMPLES[column.type]
