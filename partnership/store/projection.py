"""An event table's rows as one `SELECT` over all its files, with exactly our types."""

# ruff: noqa: S608 - names are quoted identifiers of our own tables, text is escaped once

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from partnership.store.columns import SQL_TYPES, exposed, microseconds, quoted
from partnership.store.files import EventFile, scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partnership.store.tables import Table


def projection(table: Table, files: Sequence[EventFile]) -> str:
    """Return the SQL of all rows of a table, with `recorded_us` to order states by."""
    groups: dict[tuple[object, ...], list[EventFile]] = defaultdict(list)
    for file in files:
        groups[(file.is_parquet, *file.types.items())].append(file)
    return " UNION ALL ".join(
        f"SELECT {_columns(table, group[0])} FROM {scan(group)}" for group in groups.values()
    )


def numbered(table: Table, files: Sequence[EventFile]) -> str:
    """Return the SQL of all rows with `file_index` and `row_number`: slow, for messages."""
    return " UNION ALL ".join(
        f"SELECT {_columns(table, file)}, {index} AS file_index, {row_number(file)} AS row_number"
        f" FROM {scan([file], numbered=True)}"
        for index, file in enumerate(files)
    )


def row_number(file: EventFile) -> str:
    """Return the SQL of a row's number in a numbered scan of its file, from 1."""
    return "file_row_number + 1" if file.is_parquet else "row_number() OVER ()"


def _columns(table: Table, file: EventFile) -> str:
    parts = [
        f"{exposed(column, file.types[column.name])} AS {quoted(column.name)}"
        if column.name in file.types
        else f"CAST(NULL AS {SQL_TYPES[column.type]}) AS {quoted(column.name)}"
        for column in table.columns
    ]
    recorded = microseconds(file.types["recorded_at"], quoted("recorded_at"))
    parts.append(f"{recorded} AS recorded_us")
    return ", ".join(parts)
