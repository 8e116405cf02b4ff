"""One door to every kind of event store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from partnership.errors import StoreError
from partnership.store.base import MEMORY_LIMIT, Watch, unwatched
from partnership.store.names import Names, require_readable
from partnership.store.places import read_place
from partnership.store.remembered import Memory

if TYPE_CHECKING:
    from types import TracebackType


class OpenStore(Protocol):
    """An open event store of any kind."""

    watch: Watch
    """Told the name of each event table before it is checked."""

    @property
    def dialect(self) -> str:
        """Name the dialect its statements are written in, as sqlglot calls it."""

    @property
    def changed(self) -> Collection[str]:
        """Name the event tables of which a state was undone, among those that were read."""

    def last_reopened(self) -> tuple[int | None, int | None]:
        """Give when an opening was last reopened, and when one that an event had cancelled."""

    def require(self, tables: Iterable[str]) -> None:
        """Refuse event tables that are not there; other names are let pass."""

    def integers(
        self, sql: str, parameters: Mapping[str, int | str | None] = ...
    ) -> list[tuple[int | str | None, ...]]:
        """Run one `SELECT` and return its rows."""

    def plan(self, sql: str, parameters: Mapping[str, int | str | None]) -> list[str]:
        """Say how the database would answer a statement, a line at a time."""

    def load_table(
        self,
        name: str,
        columns: Mapping[str, str],
        rows: Sequence[Sequence[int | str | bool | None]],
    ) -> None:
        """Put a small table beside the events."""

    def close(self) -> None:
        """Close the store."""

    def __enter__(self) -> Self:
        """Return the store itself."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""


def open_store(
    place: str | Path,
    known: datetime | None = None,
    *,
    names: Names | None = None,
    root: Path | None = None,
    memory_limit: str = MEMORY_LIMIT,
    threads: int | None = None,
    memory: Memory | None = None,
    watch: Watch = unwatched,
) -> OpenStore:
    """Open the event store at a place, as it stands or as it was known at an instant.

    Args:
        place: A folder, a DuckDB file, or the URL of a PostgreSQL database or a Spark session.
        known: Rows recorded later are not seen; needs a time zone.
        names: What a warehouse calls the event tables and their columns; files bear our names.
        root: What a relative path starts from.
        memory_limit: What an embedded database may hold in memory.
        threads: How many cores it uses; all of them where nothing is said.
        memory: Where it is remembered which files were found to be as agreed.
        watch: Told the name of each table of a folder before it is checked.

    Raises:
        StoreError: There is no such store, or it is not as agreed.
    """
    if known is not None and known.tzinfo is None:
        raise StoreError("the day of knowledge needs a time zone")
    there, names = read_place(place, root), names or {}
    require_readable(names)
    match there.sort:
        case "postgresql":
            from partnership.store.postgresql import open_postgresql

            return open_postgresql(there, known, names)
        case "spark":
            from partnership.store.spark import open_spark

            return open_spark(there, known, names)
        case "duckdb":
            from partnership.store.duckdb_file import open_duckdb_file

            return open_duckdb_file(
                Path(there.address), known, names, memory_limit=memory_limit, threads=threads
            )
    from partnership.store import duckdb

    return duckdb.open_store(
        Path(there.address),
        known,
        memory_limit=memory_limit,
        threads=threads,
        memory=memory,
        watch=watch,
    )
