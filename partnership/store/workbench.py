"""A database on disk that rows are prepared in: flat in memory, private, gone when it is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partnership.errors import StoreError
from partnership.store.columns import literal, quoted

if TYPE_CHECKING:
    import duckdb

MEMORY_LIMIT = "512MiB"
_FILE = re.compile(r'file \\?"([^"\\]+)')


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
        raise StoreError(_told(folder, error)) from error


def _full(folder: Path, error: str) -> Path:
    """Name the folder that has no room; folders of an import's own have a dot before their name."""
    found = _FILE.search(error)
    if found is None or Path(found[1]).is_relative_to(folder):
        return folder.parent
    return next(part for part in Path(found[1]).parents if not part.name.startswith("."))


def _told(folder: Path, error: duckdb.Error) -> str:
    """Say what happened; the database's own words are kept to where they hold no value of a row."""
    import duckdb

    written = str(error)
    if "No space left" in written or "Could not write file" in written:
        return f"{_full(folder, written)}: the disk is full; nothing was added to the store"
    shown = isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException)
    told = written.splitlines()[0] if shown else type(error).__name__
    return f"the import could not be finished, and nothing was added to the store: {told}"
