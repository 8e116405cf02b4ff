"""A database of its own for writing event tables; never the one that reads a partnership's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol


class Scratch(Protocol):
    """What a writer needs of a database."""

    def execute(self, statement: str) -> Any:  # noqa: ANN401 - DuckDB's own result
        """Run one statement."""


@contextmanager
def scratch() -> Iterator[Scratch]:
    """Open an empty database in memory, on one core, so that it writes the same bytes each time."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '2GiB'")
        connection.execute("SET threads = 1")
        connection.execute("SET enable_progress_bar = false")
        yield connection
