"""Rows of things on their way to the database: CSV files of our own in a private folder."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from partnership.errors import StoreError
from partnership.importing.shapes import Thing

if TYPE_CHECKING:
    from types import TracebackType

AT_ONCE = 5_000
ORIGIN = ("_source", "_file", "_line", "_day", "_form")
"""Where a row came from: how, which file by number, its line, the export's day, its form."""


class Spool:
    """One file for each thing, with its fields and where each row came from."""

    def __init__(self, folder: Path, things: Mapping[str, Thing]) -> None:
        """Keep the files in a folder that only its owner may enter."""
        self._folder = folder
        self._things = things
        self._files = ExitStack()
        self._writers: dict[str, Any] = {}
        self._waiting: dict[str, list[Sequence[object]]] = {}
        self.rows: dict[str, int] = {}
        """How many rows each thing has."""

    def waiting(self, thing: str) -> list[Sequence[object]]:
        """Give the list to which a thing's rows are added."""
        if thing not in self._waiting:
            self._waiting[thing] = []
            self.rows[thing] = 0
            file = self._files.enter_context(
                self.path(thing).open("w", encoding="utf-8", newline="")
            )
            self._writers[thing] = csv.writer(file, lineterminator="\n")
            self._writers[thing].writerow([*self._things[thing].fields, *ORIGIN])
        return self._waiting[thing]

    def flush(self, thing: str) -> None:
        """Write what waits."""
        rows = self._waiting[thing]
        try:
            self._writers[thing].writerows(rows)
        except OSError as error:
            raise StoreError(f"{self._folder.parent}: cannot write: {error.strerror}") from error
        self.rows[thing] += len(rows)
        rows.clear()

    def path(self, thing: str) -> Path:
        """Name a thing's file."""
        return self._folder / f"{thing}.csv"

    def __enter__(self) -> Self:
        """Return the spool itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the rest, and close all files."""
        try:
            if kind is None:
                for thing in self._waiting:
                    self.flush(thing)
            self._files.close()
        except OSError as full:
            raise StoreError(f"{self._folder.parent}: cannot write: {full.strerror}") from full
