"""The event store in Spark or Databricks: temporary views of the session, nothing in its catalog.

A folder of Parquet or CSV is read by Spark itself; tables of a catalog are read in place. The views
and the small tables beside them end with the session. Spark would work out a named step anew each
time it is read, and the steps that those read; one that is read several times is worked out once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from partnership.errors import StoreError
from partnership.store.base import BaseStore, plain, require_beside
from partnership.store.files import find_table_files
from partnership.store.names import Names, require_readable, their_table
from partnership.store.places import Place
from partnership.store.spark_columns import Spark
from partnership.store.states import before_table
from partnership.store.tables import Table
from partnership.store.warehouse import define, matched

_TYPES = {"VARCHAR": "string", "BIGINT": "bigint", "INTEGER": "int", "BOOLEAN": "boolean"}
_SELECT = re.compile(
    r"""\s*(?:WITH|SELECT)\b(?:[^;`']|`[^`]*`|'[^']*')*\Z""", re.IGNORECASE | re.DOTALL
)
"""One statement; a quoted name may hold a semicolon."""
_ERROR_CLASS = re.compile(r"\[([A-Z_.]+)\]")

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.constraintPropagation.enabled": "false",
}
"""What a session must have, so that the same words mean the same.

A step that is worked out and kept would take along what Spark knows of its columns, under the names
they had before; where two such steps are put together, Spark then ends with `key not found`.
"""
LOCAL_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.log.level": "FATAL",
}
"""For a session on this machine."""


def open_spark(place: Place, known: datetime | None, names: Names) -> SparkStore:
    """Open a session of Spark.

    Raises:
        StoreError: Spark is not installed, or there is no session to be had.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise StoreError(
            "events in Spark need pyspark; install `partnership-as-code[spark]`"
        ) from None
    require_readable(names)
    folder = Path(place.inside) if place.inside.startswith("/") else None
    if folder and not folder.is_dir():
        raise StoreError(
            f"{folder}: there is no event store; import events first, or see `partnership demo`"
        )
    is_ours = SparkSession.getActiveSession() is None
    builder = SparkSession.builder.appName("partnership")
    if place.address.startswith("sc://"):
        builder = builder.remote(place.address)
    elif place.address:
        builder = builder.master(place.address)
        if place.address.startswith("local"):
            for name, value in LOCAL_SETTINGS.items():
                builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
        for name, value in SETTINGS.items():
            session.conf.set(name, value)
    except Exception as error:  # noqa: BLE001 - Java, gRPC and Spark each have their own
        raise StoreError(f"{place.shown}: {_unreached(error)}") from None
    return SparkStore(session, place, known, names, is_ours=is_ours)


class SparkStore(BaseStore):
    """An open event store. It answers with integers and words, never with floats."""

    dialect = "spark"

    def __init__(
        self,
        session: Any,  # noqa: ANN401 - of Spark, which is optional
        place: Place,
        known: datetime | None,
        names: Names,
        *,
        is_ours: bool,
    ) -> None:
        """Hold a session and what its tables are called; one of our own ends with the store."""
        super().__init__()
        self._session = session
        self._place = place
        self._known = known
        self._names = names
        self._is_ours = is_ours
        self._beside: set[str] = set()
        self._telling = "the event tables"

    def integers(
        self, sql: str, parameters: Mapping[str, int | str | None] | None = None
    ) -> list[tuple[int | str | None, ...]]:
        """Run one `SELECT` and return its rows; truth values come as 0 and 1.

        Raises:
            StoreError: It is not one `SELECT`, it fails, or it answers with anything else.
        """
        if not _SELECT.match(sql):
            raise StoreError("the event store answers one `SELECT` at a time")
        steps, final = _divided(sql)
        bound = dict(parameters or {})
        try:
            for name, text, is_kept in steps:
                frame = self._session.sql(text, args=_used(text, bound))
                (_kept(frame) if is_kept else frame).createOrReplaceTempView(name)
            rows = self._session.sql(final, args=_used(final, bound)).collect()
        except Exception as error:  # noqa: BLE001 - Java, gRPC and Spark each have their own
            raise StoreError(f"{self._place.shown}: {_fault(error, self._telling)}") from None
        finally:
            self._drop(name for name, _, _ in steps)
        return [tuple(plain(value) for value in row) for row in rows]

    def plan(self, sql: str, parameters: Mapping[str, int | str | None]) -> list[str]:
        """Say how Spark would answer a statement, a line at a time."""
        try:
            ((text,),) = self._session.sql(f"EXPLAIN {sql}", args=dict(parameters)).collect()
        except Exception as error:  # noqa: BLE001 - Java, gRPC and Spark each have their own
            raise StoreError(f"{self._place.shown}: {_fault(error, self._telling)}") from None
        return str(text).rstrip().splitlines()

    def load_table(
        self,
        name: str,
        columns: Mapping[str, str],
        rows: Sequence[Sequence[int | str | bool | None]],
    ) -> None:
        """Put a small table beside the events, as a view of the session.

        Args:
            name: Replaces a table loaded before under the same name; never an event table.
            columns: The SQL type of each column: VARCHAR, BIGINT, INTEGER or BOOLEAN.
            rows: One value for each column.
        """
        require_beside(name, columns)
        shape = ", ".join(f"{Spark().quoted(c)} {_TYPES[kind]}" for c, kind in columns.items())
        frame = self._session.createDataFrame([tuple(row) for row in rows], shape)
        frame.createOrReplaceTempView(name)
        self._beside.add(name)

    def close(self) -> None:
        """Drop the views, and end a session that was begun for this."""
        self._drop(self._checked | self._beside)
        if self._is_ours:
            self._session.stop()

    def _drop(self, names: Iterable[str]) -> None:
        """Drop views; where the session is gone they are gone with it."""
        for name in names:
            with suppress(Exception):
                self._session.catalog.dropTempView(name)

    def _define(self, table: Table) -> None:
        shown = their_table(table, self._names)
        self._telling = f"`{shown}`"
        sql = self._table_sql(table, shown)
        try:
            fields = self._session.table(sql).schema.fields
        except Exception as error:  # noqa: BLE001 - Java, gRPC and Spark each have their own
            if "TABLE_OR_VIEW_NOT_FOUND" not in str(error):
                raise StoreError(f"{self._place.shown}: {_fault(error, self._telling)}") from None
            raise StoreError(
                f"{self._place.shown}: there is no table `{shown}`, read as `{table.name}`;"
                " name it in `events` of `partnership.yaml`, or let this user read it"
            ) from None
        found = {field.name: field.dataType.simpleString() for field in fields}
        there = matched(table, self._names, found, Spark(), sql=sql)
        defined = define(there, Spark(), self.integers, self._known)
        if defined.before:
            name = before_table(table.name)
            self._session.sql(defined.before).persist().createOrReplaceTempView(name)
            self._beside.add(name)
            self.changed.add(table.name)
        frame = self._session.sql(defined.sql)
        # Last states are looked for once, and text is parsed once; other rows stay where they are.
        is_text = all(kind == "string" for _, kind in there.columns.values())
        (frame.persist() if defined.superseded or is_text else frame).createOrReplaceTempView(
            table.name
        )

    def _table_sql(self, table: Table, shown: str) -> str:
        """Write where an event table stands; a folder's files become a view first."""
        if not self._place.inside.startswith("/"):
            before = self._place.inside.split(".") if self._place.inside else []
            parts = shown.split(".")
            return ".".join(Spark().quoted(part) for part in (*before[: 3 - len(parts)], *parts))
        folder = Path(self._place.inside)
        files = [path for found, path in find_table_files(folder) if found.name == table.name]
        if not files:
            raise StoreError(
                f"{folder}: there is no table `{table.name}`, which is read; add `{table.name}.csv`"
                f" or `{table.name}.parquet` (its header alone where nothing happened)"
            )
        name = f"file_of_{table.name}"
        frames = [self._frame(path, folder) for path in files]
        whole = frames[0]
        for frame in frames[1:]:
            whole = whole.unionByName(frame, allowMissingColumns=True)
        whole.createOrReplaceTempView(name)
        self._beside.add(name)
        return Spark().quoted(name)

    def _frame(self, path: Path, folder: Path) -> Any:  # noqa: ANN401
        """Read one file, CSV as text."""
        try:
            if path.suffix == ".parquet":
                return self._session.read.parquet(str(path))
            options = {"header": True, "inferSchema": False, "mode": "FAILFAST", "escape": '"'}
            return self._session.read.options(**options).csv(str(path))
        except Exception:  # noqa: BLE001 - Java, gRPC and Spark each have their own
            shown = path.relative_to(folder)
            kind = "Parquet" if path.suffix == ".parquet" else "CSV"
            raise StoreError(f"{shown}: the file is not readable as {kind}") from None


@lru_cache(maxsize=256)
def _divided(sql: str) -> tuple[tuple[tuple[str, str, bool], ...], str]:
    """Divide a statement into its named steps, each with whether it is read several times."""
    import sqlglot
    from sqlglot import exp

    parsed = sqlglot.parse_one(sql, read="spark")
    steps = parsed.ctes if isinstance(parsed, exp.Query) else []
    if not steps:
        return (), sql
    read = Counter(table.name for table in parsed.find_all(exp.Table))
    parsed.set("with_", None)
    parsed.set("with", None)
    return (
        tuple((step.alias, step.this.sql("spark"), read[step.alias] > 1) for step in steps),
        parsed.sql("spark"),
    )


def _used(sql: str, parameters: Mapping[str, int | str | None]) -> dict[str, int | str | None]:
    return {name: value for name, value in parameters.items() if re.search(rf":{name}\b", sql)}


def _kept(frame: Any) -> Any:  # noqa: ANN401
    """Work a step out now and keep its rows; a session that cannot works it out where it is read."""
    try:
        return frame.localCheckpoint()
    except Exception as error:
        if "CHECKPOINT" in str(error).upper() or isinstance(error, NotImplementedError):
            return frame
        raise


def _unreached(error: Exception) -> str:
    """Say why there is no session, without repeating what was sent."""
    text = str(error)
    if "UNAUTHENTICATED" in text or "PERMISSION_DENIED" in text:
        return "the token is refused"
    if "JAVA_GATEWAY_EXITED" in text or "JAVA_HOME" in text:
        return "Spark needs Java 17 or later on this machine"
    if "PACKAGE_NOT_INSTALLED" in text or isinstance(error, ImportError):
        return (
            "a connection to another machine needs more packages;"
            " install `partnership-as-code[spark]`"
        )
    return "there is no session to be had"


def _fault(error: Exception, telling: str) -> str:
    """Say what went wrong in the middle of the work; never what the rows hold."""
    text = str(error)
    if (
        "UNAVAILABLE" in text
        or "Connection refused" in text
        or "SparkContext was shut down" in text
    ):
        return (
            "the connection was lost half-way; nothing is half-written, and the same command may be"
            " run again"
        )
    if "No space left" in text:
        return "the disk is full; nothing is half-written"
    found = _ERROR_CLASS.search(text)
    reason = found[1] if found else type(error).__name__
    return f"Spark could not answer about {telling}: {reason}"
