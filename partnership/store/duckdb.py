"""The event store in an embedded DuckDB: every table a view with exactly our types.

The database lives in memory, reads only the store's folder, loads no extensions and answers one
`SELECT` at a time. Parquet is read where it lies; CSV is parsed once, and last states are looked
for once. A table without files is an empty table of the right shape, and `require` tells it from one
in which nothing happened.
"""

# ruff: noqa: S608 - names are quoted identifiers of our own tables, text is escaped once

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from partnership.errors import StoreError
from partnership.store.base import MEMORY_LIMIT, BaseStore, Watch, plain, require_beside, unwatched
from partnership.store.checking import check_table
from partnership.store.columns import SQL_TYPES, literal, quoted
from partnership.store.files import EventFile, find_table_files, read_columns
from partnership.store.projection import projection
from partnership.store.remembered import Memory
from partnership.store.states import ENTERED, KEPT, before_sql, before_table, same_instants
from partnership.store.tables import TABLES, Table
from partnership.store.warehouse import microseconds_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def open_store(
    folder: Path,
    known: datetime | None = None,
    *,
    memory_limit: str = MEMORY_LIMIT,
    threads: int | None = None,
    memory: Memory | None = None,
    watch: Watch = unwatched,
) -> FolderStore:
    """Open the event store in a folder, as it stands or as it was known at an instant.

    Args:
        folder: Holds `TABLE.csv`, `TABLE.parquet`, or folders `TABLE` of such files.
        known: Rows recorded later are not seen; needs a time zone.
        memory_limit: What the database may hold in memory.
        threads: How many cores it uses; all of them where nothing is said.
        memory: Where it is remembered which files were found to be as agreed.
        watch: Told the name of each table before it is checked.

    Raises:
        StoreError: Something in the folder is not an event table as agreed.
    """
    if known is not None and known.tzinfo is None:
        raise StoreError("the day of knowledge needs a time zone")
    folder = folder.absolute()
    if not folder.is_dir():
        raise StoreError(
            f"{folder}: there is no event store; import events first, or see `partnership demo`"
        )
    spill = Path(tempfile.mkdtemp(prefix="partnership-store-"))
    connection = connected(spill, memory_limit, threads, folder=folder)
    store = FolderStore(connection, spill, folder, known, memory)
    store.watch = watch
    try:
        store.define_tables()
    except BaseException:
        store.close()
        raise
    return store


class Store(BaseStore):
    """An open event store that a DuckDB of our own answers for."""

    dialect = "duckdb"

    def __init__(self, connection: DuckDBPyConnection, spill: Path, place: Path) -> None:
        """Hold a sandboxed connection, the folder it may spill into and the events' own place."""
        super().__init__()
        self._connection = connection
        self._spill = spill
        self._place = place
        self.rows: dict[str, int] = {}
        """How many rows each table has, superseded states included; 0 where there is no file."""

    @property
    def shown(self) -> str:
        """Name the place, for messages."""
        return str(self._place)

    def run(self, sql: str) -> None:
        """Run one statement of ours.

        Raises:
            StoreError: There is no room for what it makes.
        """
        import duckdb

        try:
            self._connection.execute(sql)
        except duckdb.Error as error:
            raise StoreError(f"{self.shown}: {fault(error)}") from None

    def plan(self, sql: str, parameters: Mapping[str, int | str | None]) -> list[str]:
        """Say how the database would answer a statement, a line at a time."""
        found = self._connection.execute(f"EXPLAIN {sql}", dict(parameters)).fetchall()
        return [line for _, text in found for line in str(text).rstrip().splitlines()]

    def integers(
        self, sql: str, parameters: Sequence[int | str | None] | Mapping[str, int | str | None] = ()
    ) -> list[tuple[int | str | None, ...]]:
        """Run one `SELECT` and return its rows; truth values come as 0 and 1.

        Raises:
            StoreError: It is not one `SELECT`, it fails, or it answers with anything else.
        """
        import duckdb

        try:
            statements = self._connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise StoreError("the event store answers one `SELECT` at a time")
            found = self._connection.execute(statements[0], _bound(parameters)).fetchall()
        except duckdb.Error as error:
            raise StoreError(f"the event store could not answer: {fault(error)}") from error
        return [tuple(plain(value) for value in row) for row in found]

    def load_table(
        self,
        name: str,
        columns: Mapping[str, str],
        rows: Sequence[Sequence[int | str | bool | None]],
    ) -> None:
        """Put a small table beside the events: a calendar, holds, targets.

        Args:
            name: Replaces a table loaded before under the same name; never an event table.
            columns: The SQL type of each column: VARCHAR, BIGINT, INTEGER or BOOLEAN.
            rows: One value for each column.
        """
        require_beside(name, columns)
        shape = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns.items())
        self._connection.execute(f"CREATE OR REPLACE TABLE {quoted(name)} ({shape})")
        if rows:
            lists = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in columns.values())
            self._connection.execute(
                f"INSERT INTO {quoted(name)} SELECT {lists}",
                [list(values) for values in zip(*rows, strict=True)],
            )

    def keep_before(self, table: Table, sql: str) -> None:
        """Keep the states of a table that were undone; most tables have none."""
        name = quoted(before_table(table.name))
        self.run(f"CREATE TABLE {name} AS {sql}")
        if self.integers(f"SELECT count(*) FROM {name}") != [(0,)]:
            self.changed.add(table.name)

    def close(self) -> None:
        """Close the database and remove its temporary files."""
        self._connection.close()
        shutil.rmtree(self._spill, ignore_errors=True)


class FolderStore(Store):
    """Event tables in a folder's files: all are checked when it is opened."""

    def __init__(
        self,
        connection: DuckDBPyConnection,
        spill: Path,
        folder: Path,
        known: datetime | None,
        memory: Memory | None,
    ) -> None:
        """Hold a sandboxed connection, where it may spill, the folder, and what is remembered of it."""
        super().__init__(connection, spill, folder)
        self._known = known
        self._memory = memory
        self._files: dict[str, list[EventFile]] = defaultdict(list)
        self.absent: frozenset[str] = frozenset()
        """The tables without a file."""

    def define_tables(self) -> None:
        """Look for every table's files and check them.

        Raises:
            StoreError: Something in the folder is not an event table as agreed.
        """
        for table, path in find_table_files(self._place):
            self._files[table.name].append(read_columns(self._connection, table, path))
        self.absent = frozenset(table.name for table in TABLES if table.name not in self._files)
        for table in TABLES:
            self.watch(table.name)
            self._define(table)

    def require(self, tables: Iterable[str]) -> None:
        """Refuse event tables that have no file: what is not there is not zero.

        Raises:
            StoreError: One of them has none; a file of the header alone says that nothing happened.
        """
        for name in sorted(self.absent.intersection(tables)):
            raise StoreError(
                f"{self._place}: there is no table `{name}`, which is read; add `{name}.csv` "
                f"or `{name}.parquet` (its header alone where nothing happened)"
            )

    def _define(self, table: Table) -> None:
        files = self._files.get(table.name, [])
        if not files:
            shape = ", ".join(f"{quoted(c.name)} {SQL_TYPES[c.type]}" for c in table.columns)
            self._connection.execute(
                f"CREATE TABLE {quoted(table.name)} ({shape}, {ENTERED} BIGINT)"
            )
            self.rows[table.name] = 0
            return
        counted = check_table(self._connection, table, files, self._memory)
        cut = "" if self._known is None else f" WHERE recorded_us <= {microseconds_of(self._known)}"
        rows = f"SELECT * FROM ({projection(table, files)}){cut}"
        entered = "recorded_at"
        if counted.superseded:
            if table.name in KEPT:
                self.keep_before(table, before_sql(table, rows))
            rows, entered = _last_states(table, rows), "coalesce(first_at, recorded_at)"
        names = ", ".join(quoted(name) for name in table.column_names)
        lies_as_it_counts = all(file.is_parquet for file in files) and not counted.superseded
        kind = "VIEW" if lies_as_it_counts else "TABLE"
        self._connection.execute(
            f"CREATE {kind} {quoted(table.name)} AS SELECT {names}, {entered} AS {ENTERED}"
            f" FROM ({rows})"
        )
        self.rows[table.name] = counted.rows


def connected(
    spill: Path,
    memory_limit: str,
    threads: int | None,
    *,
    folder: Path,
    attach: str = "",
) -> DuckDBPyConnection:
    """Open a database in memory that reads one folder, or the file that is attached, and nothing else.

    Raises:
        StoreError: What is to be attached is locked, or is no database.
    """
    import duckdb  # takes a tenth of a second: only commands that measure pay

    connection = duckdb.connect(":memory:")
    readable = (folder if not attach else None, spill)
    settings = {
        "memory_limit": literal(memory_limit),
        "temp_directory": literal(str(spill)),
        "allowed_directories": f"[{', '.join(literal(str(d)) for d in readable if d)}]",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "enable_progress_bar": "false",
        **({} if threads is None else {"threads": str(threads)}),
        "enable_external_access": "false",
        "lock_configuration": "true",
    }
    try:
        if attach:
            connection.execute(attach)
        for name, value in settings.items():
            connection.execute(f"SET {name} = {value}")
    except duckdb.Error as error:
        connection.close()
        raise StoreError(f"{folder}: {unopened(error)}") from None
    return connection


def _last_states(table: Table, rows: str) -> str:
    """Return the SQL of the last of each thing's rows: most have one, so the others are taken out."""
    keys = ", ".join(quoted(name) for name in table.key)
    same = " AND ".join(
        f"state.{quoted(name)} IS NOT DISTINCT FROM latest.{quoted(name)}" for name in table.key
    )
    several = (
        f"SELECT {keys}, max(recorded_us) AS latest_us FROM ({rows}) GROUP BY {keys}"
        " HAVING count(*) > 1"
    )
    return (
        f"SELECT state.*, {_first_at(table)} FROM ({rows}) AS state ANTI JOIN ({several}) AS latest"
        f" ON {same} AND state.recorded_us < latest.latest_us{_alike(table, rows)}"
    )


def _first_at(table: Table) -> str:
    return "alike.first_at" if same_instants(table) else "NULL AS first_at"


def _alike(table: Table, rows: str) -> str:
    """Join when the instants of a state were first recorded, where more than one state has them."""
    names = same_instants(table)
    if not names:
        return ""
    listed = ", ".join(quoted(name) for name in names)
    same = " AND ".join(
        f"state.{quoted(name)} IS NOT DISTINCT FROM alike.{quoted(name)}" for name in names
    )
    return (
        f" LEFT JOIN (SELECT {listed}, min(recorded_at) AS first_at FROM ({rows}) GROUP BY {listed}"
        f" HAVING count(*) > 1) AS alike ON {same}"
    )


def _bound(
    parameters: Sequence[int | str | None] | Mapping[str, int | str | None],
) -> list[int | str | None] | dict[str, int | str | None]:
    return dict(parameters) if isinstance(parameters, Mapping) else list(parameters)


def unopened(error: Exception) -> str:
    """Say why a DuckDB file cannot be opened."""
    text = str(error)
    if "lock" in text:
        return (
            "the file is locked by a program that writes to it; close that program, or read a copy"
        )
    if "not a valid DuckDB database" in text or "Serialization" in text or "version number" in text:
        return "the file is not a DuckDB database that this version reads"
    return "the file cannot be opened"


_NO_ROOM = ("No space left", "File too large", "Could not write", "max_temp_directory_size")


def fault(error: Exception) -> str:
    """Say what DuckDB could not do, without a value."""
    text = str(error).splitlines()[0]
    if any(words in text for words in _NO_ROOM):
        return "there is no room left on the disk for temporary files; nothing is half-written"
    if text.startswith("Out of Memory"):
        return "there is not enough memory, and no room left on the disk to work in"
    if text.startswith(("Conversion", "Invalid Input", "Out of Range")):
        return f"{text.partition(':')[0]}: a value is of the wrong kind"
    return text
