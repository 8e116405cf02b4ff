"""The event store in a PostgreSQL database: read where it lies, in one read-only transaction.

Nothing is created there, not even a temporary table, so that a read replica serves as well as the
primary and the user needs no right but to read. Each statement brings the event tables it reads as
named steps of its own, and the small tables beside them as arrays in its parameters. All
statements see the one moment at which the first was asked.
"""

# ruff: noqa: S608 - names are quoted identifiers, values are parameters

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from partnership.errors import StoreError
from partnership.store.base import BaseStore, plain, require_beside
from partnership.store.columns import quoted
from partnership.store.names import Names, require_readable, their_table
from partnership.store.places import Place
from partnership.store.postgresql_columns import PostgreSQL
from partnership.store.states import before_table
from partnership.store.tables import Table
from partnership.store.warehouse import Defined, define, matched

if TYPE_CHECKING:
    import psycopg

STATEMENT_MINUTES = 30
"""After which a statement is given up."""
CONNECT_SECONDS = 15
SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": f"{STATEMENT_MINUTES}min",
    "timezone": "UTC",
    # Every join here is over a whole period or table, and the named steps have no statistics: a
    # planner that expects one row and loops takes minutes for what a hash join does at once.
    "enable_nestloop": "off",
    "jit": "off",
    "work_mem": "64MB",
}
"""What a session is begun with; the address may not say otherwise."""

_ARRAYS = {"VARCHAR": "text", "BIGINT": "bigint", "INTEGER": "integer", "BOOLEAN": "boolean"}
_READ = re.compile(r"\b(?:FROM|JOIN) ([a-z_][a-z0-9_]*)")
_SELECT = re.compile(
    r"""\s*(?:WITH|SELECT)\b(?:[^;"']|"[^"]*"|'[^']*')*\Z""", re.IGNORECASE | re.DOTALL
)
"""One statement; a quoted name may hold a semicolon."""


def open_postgresql(place: Place, known: datetime | None, names: Names) -> PostgreSQLStore:
    """Connect to a database of events.

    Raises:
        StoreError: The driver is not installed, or the database cannot be reached.
    """
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise StoreError(
            "events in PostgreSQL need the driver psycopg;"
            " install `partnership-as-code[postgresql]`"
        ) from None
    require_readable(names)
    try:
        given = conninfo_to_dict(place.address).get("options") or ""
        ours = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        connection = psycopg.connect(
            place.address,
            connect_timeout=CONNECT_SECONDS,
            application_name="partnership",
            options=f"{given} {ours}",
        )
    except psycopg.Error as error:
        raise StoreError(f"{place.shown}: {_unreached(error)}") from None
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return PostgreSQLStore(connection, place, known, names)


class PostgreSQLStore(BaseStore):
    """An open event store. It answers with integers and words, never with floats."""

    dialect = "postgres"

    def __init__(
        self,
        connection: psycopg.Connection[Any],
        place: Place,
        known: datetime | None,
        names: Names,
    ) -> None:
        """Hold a connection and what its tables are called."""
        super().__init__()
        self._connection = connection
        self._place = place
        self._known = known
        self._names = names
        self._defined: dict[str, Defined] = {}
        self._beside: dict[str, tuple[str, dict[str, list[Any]]]] = {}
        self._telling = "the event tables"

    def integers(
        self, sql: str, parameters: Mapping[str, int | str | None] | None = None
    ) -> list[tuple[int | str | None, ...]]:
        """Run one `SELECT` and return its rows; truth values come as 0 and 1.

        Raises:
            StoreError: It is not one `SELECT`, it fails, or it answers with anything else.
        """
        text, bound = self._complete(sql, parameters or {})
        return [tuple(plain(value) for value in row) for row in self._fetch(text, bound)]

    def plan(self, sql: str, parameters: Mapping[str, int | str | None]) -> list[str]:
        """Say how the database would answer a statement, a line at a time."""
        text, bound = self._complete(sql, parameters)
        return [str(line) for (line,) in self._fetch(f"EXPLAIN {text}", bound)]

    def load_table(
        self,
        name: str,
        columns: Mapping[str, str],
        rows: Sequence[Sequence[int | str | bool | None]],
    ) -> None:
        """Put a small table beside the events: it travels with each statement that reads it.

        Args:
            name: Replaces a table loaded before under the same name; never an event table.
            columns: The SQL type of each column: VARCHAR, BIGINT, INTEGER or BOOLEAN.
            rows: One value for each column.
        """
        require_beside(name, columns)
        lists = [list(values) for values in zip(*rows, strict=True)] or [[] for _ in columns]
        arrays = {f"{name}_{index}": values for index, values in enumerate(lists)}
        unnested = ", ".join(
            f"%({parameter})s::{_ARRAYS[kind]}[]"
            for parameter, kind in zip(arrays, columns.values(), strict=True)
        )
        shown = ", ".join(
            f'a.{quoted(column)} COLLATE "C" AS {quoted(column)}'
            if kind == "VARCHAR"
            else f"a.{quoted(column)}"
            for column, kind in columns.items()
        )
        listed = ", ".join(quoted(column) for column in columns)
        self._beside[name] = (f"SELECT {shown} FROM unnest({unnested}) AS a ({listed})", arrays)

    def close(self) -> None:
        """End the transaction and the connection."""
        self._connection.close()

    def _define(self, table: Table) -> None:
        shown = their_table(table, self._names)
        self._telling = f"`{shown}`"
        found = self._columns(shown)
        if not found:
            raise StoreError(
                f"{self._place.shown}: there is no table `{shown}`, read as `{table.name}`;"
                " name it in `events` of `partnership.yaml`, or let this user read it"
            )
        there = matched(table, self._names, found, PostgreSQL())
        defined = define(there, PostgreSQL(), self.integers, self._known)
        self._defined[table.name] = defined
        if defined.before:
            self._defined[before_table(table.name)] = replace(defined, sql=defined.before)
            self.changed.add(table.name)

    def _columns(self, shown: str) -> dict[str, str]:
        """Give the columns of a table that this user may read, with their types."""
        rows = self._fetch(
            "SELECT a.attname, CASE t.typtype WHEN 'e' THEN 'enum' ELSE format_type("
            "CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END, NULL) END"
            " FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid"
            " WHERE a.attrelid = to_regclass(%(name)s) AND a.attnum > 0 AND NOT a.attisdropped"
            " AND has_column_privilege(a.attrelid, a.attnum, 'SELECT') ORDER BY a.attnum",
            {"name": ".".join(quoted(part) for part in shown.split("."))},
        )
        return {str(column): str(kind) for column, kind in rows}

    def _complete(
        self, sql: str, parameters: Mapping[str, int | str | None]
    ) -> tuple[str, dict[str, Any]]:
        """Put the tables a statement reads before it."""
        if not _SELECT.match(sql):
            raise StoreError("the event store answers one `SELECT` at a time")
        bound: dict[str, Any] = dict(parameters)
        steps = []
        # What was undone stands first: it reads the table itself, whose name a later step may take.
        undone = {before_table(name) for name in self.changed}
        for name in sorted(set(_READ.findall(sql)), key=lambda name: (name not in undone, name)):
            if name in self._defined:
                # Read in place where rows are as they lie; last states are looked for once.
                how = "" if self._defined[name].superseded else "NOT "
                steps.append(f"{name} AS {how}MATERIALIZED ({self._defined[name].sql})")
            elif name in self._beside:
                select, arrays = self._beside[name]
                steps.append(f"{name} AS MATERIALIZED ({select})")
                bound |= arrays
        if not steps:
            return sql, bound
        before = f"WITH {', '.join(steps)}"
        text = sql.lstrip()
        if text[:5].upper() == "WITH ":
            return f"{before}, {text[5:]}", bound
        return f"{before} {text}", bound

    def _fetch(self, sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        import psycopg

        try:
            found = self._connection.execute(sql, parameters)
            return found.fetchall()
        except psycopg.Error as error:
            lost = self._connection.closed
            raise StoreError(
                f"{self._place.shown}: {_fault(error, self._telling, lost=lost)}"
            ) from None


def _unreached(error: psycopg.Error) -> str:
    """Say why there is no connection, without repeating what was sent."""
    import psycopg

    text = str(error).lower()
    if "password authentication failed" in text or "no password supplied" in text:
        return "the database refuses this user or password"
    if "authentication" in text or "pg_hba" in text:
        return "the database does not let this user in from here"
    if "does not exist" in text and "database" in text:
        return "there is no such database, or no such user"
    if "role" in text and "does not exist" in text:
        return "the database refuses this user or password"
    if isinstance(error, psycopg.ProgrammingError) or "connection option" in text:
        return "the address cannot be read; write `postgresql://HOST:PORT/DATABASE`"
    if "timeout" in text or "timed out" in text:
        return f"no answer within {CONNECT_SECONDS} seconds"
    return "the database cannot be reached"


def _fault(error: psycopg.Error, telling: str, *, lost: bool) -> str:
    """Say what went wrong in the middle of the work; never what the rows hold."""
    from psycopg import errors

    if lost or isinstance(error, errors.AdminShutdown):
        return (
            "the connection was lost half-way; nothing is half-written, and the same command may be"
            " run again"
        )
    if isinstance(error, errors.QueryCanceled):
        return (
            f"a statement took longer than {STATEMENT_MINUTES} minutes or was stopped; measure fewer"
            " periods at a time, or ask for an index"
        )
    if isinstance(error, errors.DiskFull):
        return "the database's disk is full; nothing is half-written"
    if isinstance(error, errors.InsufficientPrivilege):
        return f"this user may not read all of {telling}"
    if isinstance(error, errors.OutOfMemory | errors.TooManyConnections):
        return "the database has no room for the statement now; try later"
    name = type(error).__name__
    return f"the database could not answer about {telling}: {error.sqlstate} {name}"
