"""A database on disk that rows are prepared in: flat in memory, private, gone when it is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from partnership.errors import StoreError
from partnership.store.columns import literal, quoted

MEMORY_LIMIT = "512MiB"


@contextmanager
def workbench(folder: Path, variables: Mapping[str, str]) -> Iterator[Any]:
    """Open a database in a private folder; it spills there, and goes with it."""
    import duckdb  # takes a tenth of a second: only those who use it pay

    try:
        with duckdb.connect(str(folder / "work.duckdb")) as connection:
            connection.execute(f"SET memory_limit = {literal(MEMORY_LIMIT)}")
            connection.execute(f"SET temp_directory = {literal(str(folder / 'spill'))}")
            connection.execute("SET enable_progress_bar = false")
            connection.execute("SET TimeZone = 'UTC'")
            for name, value in variables.items():
                connection.execute(f"SET VARIABLE {quoted(name)} = {literal(value)}")
            yield connection
    except duckdb.Error as error:
        shown = isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException)
        # Other messages of the database may hold values of the rows.
        told = str(error) if shown else type(error).__name__
        raise StoreError(_told(folder, told)) from error


def _told(folder: Path, error: str) -> str:
    first = error.splitlines()[0]
    if "No space left" in error or "could not write" in error.lower():
        return f"{folder}: the disk is full; nothing was added to the store"
    return f"the import could not be finished, and nothing was added to the store: {first}"
