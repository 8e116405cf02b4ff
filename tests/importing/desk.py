"""A place to import at: a map, exports, a store and a book of tokens in one folder."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import duckdb

from partnership.documents.event_map import EventMap
from partnership.importing.outcome import Outcome
from partnership.importing.run import Plan, import_exports
from partnership.loading.document import load_document

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
HEAD = """\
kind: EventMap
id: ats
title: The tracking system
owners: {client: ta-ops-lead, provider: delivery-lead}
effective: {from: 2026-01-01}
"""


def event_map(text: str) -> EventMap:
    """Load a map whose owners and days are usual ones."""
    found = load_document("partnership/ats.yaml", (HEAD + text).encode())
    assert isinstance(found.document, EventMap), found.findings
    return found.document


class Desk:
    """Imports into one store, again and again."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        self.map = event_map(text)
        self.store = folder / "store"
        self.tokens = folder / "private" / "tokens.sqlite3"
        self.random = Random(1)  # noqa: S311 - tokens of a test

    def write(self, name: str, text: str) -> Path:
        """Write one export, below `exports/`."""
        path = self.folder / "exports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(
        self, *paths: Path, at: datetime = NOON, snapshot: date | None = None, **more: Any
    ) -> Outcome:
        """Import some exports, or all."""
        plan = Plan(
            self.map,
            list(paths) or [self.folder / "exports"],
            self.store,
            self.tokens,
            at,
            self.random.randbytes,
            snapshot,
            **more,
        )
        return import_exports(plan)

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Read a table's rows as they were taken down; moments as text."""
        files = str(self.store / table / "*.parquet")
        with duckdb.connect() as connection:
            named = ", ".join(columns)
            found = connection.execute(
                f"SELECT {named} FROM read_parquet(?) ORDER BY recorded_at, {named}",  # noqa: S608
                [files],
            ).fetchall()
        return [tuple(str(v) if isinstance(v, datetime) else v for v in row) for row in found]

    def bytes(self) -> dict[str, bytes]:
        """Every file of the store, by its path."""
        return {
            path.relative_to(self.store).as_posix(): path.read_bytes()
            for path in sorted(self.store.rglob("*"))
            if path.is_file()
        }
