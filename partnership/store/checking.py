"""Whether the rows of an event table are what its columns promise: one streaming pass, in SQL.

Values are not printed unless they are a misspelt word of a list: a column in the wrong place may
hold what must not reach a log.
"""

# ruff: noqa: S608 - names are quoted identifiers of our own tables, text is escaped once

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partnership.errors import StoreError
from partnership.store.columns import EXAMPLES, is_token, lacks_well, quoted, readable
from partnership.store.files import EventFile, nearest, scan
from partnership.store.personal import MOST_GROUPS, personal_column
from partnership.store.projection import numbered, projection, row_number
from partnership.store.remembered import Remembered, recall, remember, states_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from partnership.store.remembered import Memory
    from partnership.store.tables import Column, Table


@dataclass(frozen=True, slots=True)
class Counted:
    """What a table's rows add up to."""

    rows: int
    superseded: bool
    """Some thing has more than one state, so the last one must be looked for."""


def check_table(
    connection: DuckDBPyConnection,
    table: Table,
    files: Sequence[EventFile],
    memory: Memory | None = None,
) -> Counted:
    """Count a table's rows, and refuse values its columns cannot hold.

    Args:
        connection: The database that reads the files.
        table: The table they are of.
        files: They are not read again where they are remembered as they stand.
        memory: Where that is remembered.

    Raises:
        StoreError: A value is missing or of the wrong type, or one state is there twice.
    """
    states = states_of(files)
    known = recall(memory, table, files)
    rows = {
        shown: known.rows[shown]
        if known.states.get(shown) == state
        else _check_file(connection, file)
        for file, (shown, state) in zip(files, states.items(), strict=True)
    }
    total = sum(rows.values())
    if known.states == states:
        return Counted(total, known.superseded)
    superseded = total != _different(connection, table, files, table.key)
    if superseded and total != _different(connection, table, files, (*table.key, "recorded_us")):
        _check_states(connection, table, files)
    if states_of(files) == states:
        remember(memory, table, files, Remembered(states, rows, superseded))
    return Counted(total, superseded)


def _check_file(connection: DuckDBPyConnection, file: EventFile) -> int:
    columns = [column for column in file.table.columns if column.name in file.types]
    faults = [f"count(*) FILTER (WHERE {_fault(c, file.types[c.name])})" for c in columns]
    asked = f"SELECT count(*), {', '.join(faults)} FROM {scan([file])}"
    rows, *found = _ask(connection, asked, file)
    for column, count in zip(columns, found, strict=True):
        if count:
            raise StoreError(_described(connection, file, column, int(str(count))))
    _require_groups(connection, file, [column for column in columns if column.type == "str"])
    return int(str(rows))


def _require_groups(
    connection: DuckDBPyConnection, file: EventFile, columns: Sequence[Column]
) -> None:
    """Refuse a column of groups in which something looks like a person."""
    if not columns:
        return
    different = (f"list(DISTINCT CAST({quoted(c.name)} AS VARCHAR))" for c in columns)
    asked = ", ".join(f"{found}[1:{MOST_GROUPS + 1}]" for found in different)
    for column, found in zip(
        columns, _ask(connection, f"SELECT {asked} FROM {scan([file])}", file), strict=True
    ):
        words = [word for word in cast("list[str | None]", found or []) if word]
        if why := personal_column(words):
            raise StoreError(
                f"{file.shown}: column `{column.name}` of table `{file.table.name}` {why}; leave it"
                " out of the file, or write the group instead"
            )


def _fault(column: Column, found: str) -> str:
    if column.type == "token":  # asked of every row, most of all: without the value it is quicker
        unread = f"coalesce(NOT {is_token(quoted(column.name))}, true)"
    else:
        unread = f"{readable(column, found)} IS NULL"
    if column.unless:
        return f"{unread} AND NOT ({quoted(column.name)} IS NULL AND {lacks_well(column)})"
    return f"{quoted(column.name)} IS NOT NULL AND {unread}" if column.nullable else unread


def _described(connection: DuckDBPyConnection, file: EventFile, column: Column, count: int) -> str:
    found = file.types[column.name]
    number, value = _ask(
        connection,
        f"SELECT row_number, value FROM (SELECT {row_number(file)} AS row_number,"
        f" CAST({quoted(column.name)} AS VARCHAR) AS value, {_fault(column, found)} AS fault"
        f" FROM {scan([file], numbered=True)}) WHERE fault ORDER BY row_number LIMIT 1",
        file,
    )
    where = f"{file.shown}: row {number}{_more(count)}: column `{column.name}`"
    if value is None:
        return f"{where} of table `{file.table.name}` is empty, and must not be"
    if column.type != "enum":
        return f"{where} of table `{file.table.name}` is not {EXAMPLES[column.type]}"
    return f"{where} of table `{file.table.name}` {_misspelt(str(value), column)}"


def _more(count: int) -> str:
    """Say how many rows are like the one that is named."""
    return f" (and {count - 1} more row{'s' if count > 2 else ''})" if count > 1 else ""


def _misspelt(value: str, column: Column) -> str:
    hint = nearest(value, column.values, "the words are")
    if "did you mean" in hint:
        return f"has no value `{value}`{hint}"
    return f"holds a word that is not in its list{hint}"


def _different(
    connection: DuckDBPyConnection,
    table: Table,
    files: Sequence[EventFile],
    columns: Sequence[str],
) -> int:
    """Count different rows by their hash. Equal hashes only lower it: as many as rows is certain."""
    asked = ", ".join(quoted(name) for name in columns)
    (things,) = _ask(
        connection,
        f"SELECT count(DISTINCT hash({asked})) FROM ({projection(table, files)})",
        files[0],
    )
    return int(str(things))


def _check_states(connection: DuckDBPyConnection, table: Table, files: Sequence[EventFile]) -> None:
    keys = ", ".join(quoted(name) for name in table.key)
    twice = connection.execute(
        f"SELECT 1 FROM ({projection(table, files)}) GROUP BY {keys}, recorded_us"
        f" HAVING count(*) > 1 LIMIT 1"
    ).fetchone()
    if twice is None:
        return
    index, row, count = _ask(
        connection,
        f"SELECT file_index, row_number, count(*) OVER () FROM (SELECT *, row_number() OVER"
        f" (PARTITION BY {keys}, recorded_us ORDER BY file_index, row_number) AS times"
        f" FROM ({numbered(table, files)})) WHERE times > 1 ORDER BY 1, 2 LIMIT 1",
        files[0],
    )
    more = _more(int(str(count)))
    shown = files[int(str(index))].shown
    ids = " and ".join(f"`{name}`" for name in table.key)
    raise StoreError(
        f"{shown}: row {row}{more}: table `{table.name}` holds the same {ids} twice with the same"
        " `recorded_at`; a later state needs a later `recorded_at`"
    )


def _ask(connection: DuckDBPyConnection, sql: str, file: EventFile) -> tuple[object, ...]:
    import duckdb

    try:
        found = connection.execute(sql).fetchone()
    except duckdb.Error as error:
        raise StoreError(f"{file.shown}: {_reason(error, file)}") from error
    return found or ()


def _reason(error: Exception, file: EventFile) -> str:
    """Say where a file cannot be read, without repeating what stands there."""
    line = re.search(r"CSV Error on Line: (\d+)", str(error))
    if line:
        return f"line {line[1]} is not CSV with the header's columns in UTF-8"
    if not file.is_parquet and (odd := _other_end(file.path)):
        return f"line {odd} ends otherwise than the lines before it; end all in LF, or all in CRLF"
    return "the file cannot be read"


def _other_end(path: Path) -> int | None:
    """Give the first line that ends in CRLF where others end in LF, or the other way round."""
    with path.open("rb") as lines:
        ends = (line.endswith(b"\r\n") for line in lines if line.endswith(b"\n"))
        first = next(ends, None)
        return next((number for number, end in enumerate(ends, 2) if end != first), None)
