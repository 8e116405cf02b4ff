"""Event tables that stand in somebody's warehouse: matched by name, checked in SQL, never changed.

Only the columns of the event tables are named in any statement; what else a table holds is not
read. Messages name tables, columns and counts, never a value.
"""

# ruff: noqa: S608 - names are quoted identifiers, words are our own literals, escaped once

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from partnership.errors import StoreError
from partnership.store.columns import EXAMPLES
from partnership.store.files import nearest
from partnership.store.names import Names, their_column, their_table
from partnership.store.personal import MOST_GROUPS, personal_column
from partnership.store.states import ENTERED, KEPT, before_sql, same_instants
from partnership.store.tables import Column, Table

Ask = Callable[[str], list[tuple[int | str | None, ...]]]


class Dialect(Protocol):
    """How one kind of database writes names, and how its types become the store's."""

    def quoted(self, name: str) -> str:
        """Write a name as a quoted identifier."""

    def is_readable(self, column: Column, found: str) -> bool:
        """Say whether a column of type `found` can hold an event table's column."""

    def readable(self, column: Column, found: str, name: str) -> str:
        """Write a value as it stands, null where the column cannot hold it."""

    def exposed(self, column: Column, found: str, name: str) -> str:
        """Write a readable value as the store shows it."""

    def absent(self, column: Column) -> str:
        """Write the null of a column that is not there."""

    def microseconds(self, found: str, name: str) -> str:
        """Write a readable instant as microseconds since 1970."""


@dataclass(frozen=True, slots=True)
class WarehouseTable:
    """A table of the warehouse that is read as an event table."""

    table: Table
    shown: str
    """What it is called there, for messages."""
    sql: str
    """The same as quoted identifiers."""
    columns: Mapping[str, tuple[str, str]]
    """Our column's name; what it is called there, and of which type it is."""


@dataclass(frozen=True, slots=True)
class Defined:
    """An event table ready to be read."""

    sql: str
    """A `SELECT` of its rows: the last state of each thing, as it was known."""
    rows: int
    superseded: bool
    before: str = ""
    """A `SELECT` of the states that were undone, where any was."""


def matched(
    table: Table, names: Names, found: Mapping[str, str], dialect: Dialect, *, sql: str = ""
) -> WarehouseTable:
    """Match an event table's columns with those of the warehouse's table.

    Args:
        table: The event table.
        names: What the warehouse calls things.
        found: The columns of the warehouse's table, with their types.
        dialect: How the warehouse writes SQL.
        sql: The table's quoted name; made from its written name where it is left out.

    Raises:
        StoreError: A column is not there, or is of a type that cannot hold what is read from it.
    """
    shown = their_table(table, names)
    columns = {}
    for column in table.columns:
        theirs = their_column(table, column.name, names)
        of = f"`{column.name}` of table `{table.name}`"
        if theirs not in found:
            if column.nullable and theirs == column.name:
                continue
            hint = nearest(theirs, found, "its columns are") if len(found) < 60 else ""
            raise StoreError(f"{shown}: there is no column `{theirs}`, read as {of}{hint}")
        if not dialect.is_readable(column, found[theirs]):
            raise StoreError(
                f"{shown}: column `{theirs}` is {found[theirs]}, which cannot hold"
                f" {EXAMPLES[column.type]}; it is read as {of}"
            )
        columns[column.name] = (theirs, found[theirs])
    quoted = sql or ".".join(dialect.quoted(part) for part in shown.split("."))
    return WarehouseTable(table, shown, quoted, columns)


def define(there: WarehouseTable, dialect: Dialect, ask: Ask, known: datetime | None) -> Defined:
    """Check a table's rows and write how they are read.

    Raises:
        StoreError: A value is missing or of the wrong kind, or one state is there twice.
    """
    rows = _require_values(there, dialect, ask)
    _require_groups(there, dialect, ask)
    things = _require_states(there, rows, dialect, ask)
    cut = "" if known is None else f" WHERE k.recorded_us <= {microseconds_of(known)}"
    names = ", ".join(f"k.{dialect.quoted(name)}" for name in there.table.column_names)
    select = f"({_projection(there, dialect)})"
    if things == rows:
        shown = f"{names}, k.recorded_at AS {ENTERED}"
        return Defined(f"SELECT {shown} FROM {select} AS k{cut}", rows, superseded=False)
    keys = ", ".join(f"k.{dialect.quoted(name)}" for name in there.table.key)
    numbered = (
        f"SELECT k.*, row_number() OVER (PARTITION BY {keys} ORDER BY k.recorded_us DESC)"
        f" AS from_last, {_entered(there.table, dialect)} AS {ENTERED} FROM {select} AS k{cut}"
    )
    last = f"SELECT {names}, k.{ENTERED} FROM ({numbered}) AS k WHERE k.from_last = 1"
    before = ""
    if there.table.name in KEPT:
        before = before_sql(there.table, f"SELECT k.* FROM {select} AS k{cut}")
        ((undone,),) = ask(f"SELECT count(*) FROM ({before}) AS b")
        before = before if undone else ""
    return Defined(last, rows, superseded=True, before=before)


def _entered(table: Table, dialect: Dialect) -> str:
    """Write when the instants of a state were first recorded as they stand in it."""
    if same := same_instants(table):
        alike = ", ".join(f"k.{dialect.quoted(name)}" for name in same)
        return f"min(k.recorded_at) OVER (PARTITION BY {alike})"
    return "k.recorded_at"


def _require_values(there: WarehouseTable, dialect: Dialect, ask: Ask) -> int:
    """Count the rows, and refuse values that cannot be read."""
    columns = [column for column in there.table.columns if column.name in there.columns]
    counts = [
        f"count(CASE WHEN {condition} THEN 1 END)"
        for column in columns
        for condition in _faults(there, column, dialect)
    ]
    ((rows, *found),) = ask(f"SELECT count(*), {', '.join(counts)} FROM {there.sql}")
    for index, column in enumerate(columns):
        empty, unread = (_whole(count) for count in found[2 * index : 2 * index + 2])
        if empty or unread:
            raise StoreError(_described(there, column, empty, unread))
    return _whole(rows)


def _require_groups(there: WarehouseTable, dialect: Dialect, ask: Ask) -> None:
    """Refuse a column of groups in which something looks like a person."""
    for column in there.table.columns:
        if column.type != "str" or column.name not in there.columns:
            continue
        theirs, found = there.columns[column.name]
        value = dialect.exposed(column, found, dialect.quoted(theirs))
        words = ask(
            f"SELECT DISTINCT {value} AS word FROM {there.sql} WHERE {value} IS NOT NULL"
            f" LIMIT {MOST_GROUPS + 1}"
        )
        if why := personal_column([str(word) for (word,) in words]):
            raise StoreError(
                f"{there.shown}: column `{theirs}`, read as `{column.name}` of table"
                f" `{there.table.name}`, {why}; map a column of groups instead"
            )


def _faults(there: WarehouseTable, column: Column, dialect: Dialect) -> tuple[str, str]:
    """Write when a value is missing and when it is there and cannot be read."""
    theirs, found = there.columns[column.name]
    name = dialect.quoted(theirs)
    empty = "1 = 0" if column.nullable else f"{name} IS NULL"
    if column.unless:
        words = ", ".join(f"'{word}'" for word in column.unless)
        (one,) = (one for one in there.table.columns if one.name == "status")
        said, of = there.columns["status"]
        status = dialect.exposed(one, of, dialect.quoted(said))
        empty += f" AND NOT coalesce({status} IN ({words}), 1 = 0)"
    return empty, f"{name} IS NOT NULL AND {dialect.readable(column, found, name)} IS NULL"


def _described(there: WarehouseTable, column: Column, empty: int, unread: int) -> str:
    theirs, table = there.columns[column.name][0], there.table.name
    where = f"{there.shown}: column `{theirs}`, read as `{column.name}` of table `{table}`,"
    if empty:
        return f"{where} is empty in {_rows(empty)}, and must not be"
    if column.type == "enum":
        words = ", ".join(f"`{word}`" for word in column.values)
        return f"{where} holds a word that is not in its list in {_rows(unread)}; the words are {words}"
    return f"{where} is not {EXAMPLES[column.type]} in {_rows(unread)}"


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"


def _require_states(there: WarehouseTable, rows: int, dialect: Dialect, ask: Ask) -> int:
    """Count the things a table tells of, and refuse one state told twice."""
    keys = ", ".join(f"k.{dialect.quoted(name)}" for name in there.table.key)
    select = f"({_projection(there, dialect)}) AS k"
    counted = "SELECT count(*) FROM (SELECT count(*) AS states FROM"
    ((found,),) = ask(f"{counted} {select} GROUP BY {keys}) AS g")
    if found == rows:
        return rows
    ((states,),) = ask(f"{counted} {select} GROUP BY {keys}, k.recorded_us) AS g")
    twice = rows - _whole(states)
    if twice:
        named = (there.columns.get(name, (name, ""))[0] for name in there.table.key)
        ids = " and ".join(f"`{name}`" for name in named)
        repeat = "repeats" if twice == 1 else "repeat"
        raise StoreError(
            f"{there.shown}: {_rows(twice)} {repeat} the same {ids} with the same"
            f" `{there.columns['recorded_at'][0]}` (table `{there.table.name}`); a later state needs"
            " a later `recorded_at`"
        )
    return _whole(found)


def _projection(there: WarehouseTable, dialect: Dialect) -> str:
    """Write all rows with exactly our types, and `recorded_us` to order states by."""
    parts = []
    for column in there.table.columns:
        if column.name in there.columns:
            theirs, found = there.columns[column.name]
            value = dialect.exposed(column, found, dialect.quoted(theirs))
        else:
            value = dialect.absent(column)
        parts.append(f"{value} AS {dialect.quoted(column.name)}")
    theirs, found = there.columns["recorded_at"]
    parts.append(f"{dialect.microseconds(found, dialect.quoted(theirs))} AS recorded_us")
    return f"SELECT {', '.join(parts)} FROM {there.sql}"


def microseconds_of(known: datetime) -> int:
    """Give an instant as microseconds since 1970."""
    since = known.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _whole(value: int | str | None) -> int:
    if not isinstance(value, int):
        raise StoreError("the event store answered with something else than a count")
    return value
