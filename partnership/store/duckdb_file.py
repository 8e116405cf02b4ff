"""The event store in a DuckDB file: attached read-only to a sandboxed database in memory."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from partnership.errors import StoreError
from partnership.store.columns import (
    SQL_TYPES,
    exposed,
    is_readable,
    literal,
    microseconds,
    quoted,
    readable,
)
from partnership.store.duckdb import Store, connected
from partnership.store.names import Names, require_readable, their_table
from partnership.store.tables import Column, Table
from partnership.store.warehouse import define, matched

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ATTACHED = "events"


class DuckDB:
    """The dialect of DuckDB."""

    quoted = staticmethod(quoted)
    is_readable = staticmethod(is_readable)
    readable = staticmethod(readable)
    exposed = staticmethod(exposed)
    microseconds = staticmethod(microseconds)

    def absent(self, column: Column) -> str:
        """Write the null of a column that is not there."""
        return f"CAST(NULL AS {SQL_TYPES[column.type]})"


def open_duckdb_file(
    file: Path,
    known: datetime | None,
    names: Names,
    *,
    memory_limit: str,
    threads: int | None,
) -> DuckDBFileStore:
    """Open the event tables of a DuckDB file; nothing is written to it.

    Raises:
        StoreError: There is no such file, it is locked, or it is no DuckDB file.
    """
    require_readable(names)
    file = file.absolute()
    if not file.is_file():
        raise StoreError(f"{file}: there is no DuckDB file of events")
    spill = Path(tempfile.mkdtemp(prefix="partnership-store-"))
    try:
        connection = connected(spill, memory_limit, threads, folder=file, attach=_attach(file))
    except BaseException:
        spill.rmdir()
        raise
    return DuckDBFileStore(connection, spill, file, known, names)


class DuckDBFileStore(Store):
    """Event tables of a DuckDB file: each is looked for and checked when it is first read."""

    def __init__(
        self,
        connection: DuckDBPyConnection,
        spill: Path,
        file: Path,
        known: datetime | None,
        names: Names,
    ) -> None:
        """Hold a sandboxed connection and what the file's tables are called."""
        super().__init__(connection, spill, file)
        self._known = known
        self._names = names

    def _define(self, table: Table) -> None:
        shown = their_table(table, self._names)
        schema, name = ["main", *shown.split(".")][-2:]
        found = self._connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns()"
            " WHERE database_name = ? AND schema_name = ? AND table_name = ? ORDER BY column_index",
            [ATTACHED, schema, name],
        ).fetchall()
        if not found:
            raise StoreError(
                f"{self.shown}: there is no table `{shown}`, read as `{table.name}`; name it in"
                " `events` of `partnership.yaml`"
            )
        sql = ".".join(quoted(part) for part in (ATTACHED, schema, name))
        there = matched(table, self._names, dict(found), DuckDB(), sql=sql)
        defined = define(there, DuckDB(), self.integers, self._known)
        kind = "TABLE" if defined.superseded else "VIEW"
        self.run(f"CREATE {kind} {quoted(table.name)} AS {defined.sql}")
        if defined.before:
            self.keep_before(table, defined.before)
        self.rows[table.name] = defined.rows


def _attach(file: Path) -> str:
    return f"ATTACH {literal(str(file))} AS {ATTACHED} (READ_ONLY)"
