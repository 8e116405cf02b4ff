"""What a store is asked, in every dialect, and how it would go about it: for `--explain`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from partnership.measuring.query import WRITTEN_IN, rendered
from partnership.store.opening import OpenStore

DIALECTS = ("duckdb", "postgres", "spark")
SHOWN = {"duckdb": "DuckDB", "postgres": "PostgreSQL", "spark": "Spark"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the common core, its parameters, and the open store's plan for it."""

    sql: str
    parameters: Mapping[str, int | str | None]
    plan: tuple[str, ...]
    planned_by: str
    """The dialect of the store whose plan it is."""


@dataclass(slots=True)
class NotingStore:
    """A store that passes everything on and notes what it was asked."""

    store: OpenStore
    asked: list[Statement] = field(default_factory=list)
    dialect: str = WRITTEN_IN

    @property
    def changed(self) -> Collection[str]:
        """Name the event tables of which a state was undone."""
        return self.store.changed

    def last_reopened(self) -> tuple[int | None, int | None]:
        """Give when an opening was last reopened, and when one that an event had cancelled."""
        return self.store.last_reopened()

    def require(self, tables: Iterable[str]) -> None:
        """Refuse event tables that are not there."""
        self.store.require(tables)

    def integers(
        self, sql: str, parameters: Mapping[str, int | str | None]
    ) -> list[tuple[int | str | None, ...]]:
        """Run one `SELECT` in the store's own dialect, and note it with its plan."""
        text = sql if self.store.dialect == WRITTEN_IN else rendered(sql, self.store.dialect)
        plan = tuple(self.store.plan(text, parameters))
        self.asked.append(Statement(sql, dict(parameters), plan, self.store.dialect))
        return self.store.integers(text, parameters)

    def load_table(
        self,
        name: str,
        columns: Mapping[str, str],
        rows: Sequence[Sequence[int | str | bool | None]],
    ) -> None:
        """Put a small table beside the events."""
        self.store.load_table(name, columns, rows)


def explained(statement: Statement) -> Iterator[str]:
    """Yield the lines that tell of a statement: each dialect's SQL, parameters, the store's plan."""
    import sqlglot

    parsed = sqlglot.parse_one(statement.sql, read=WRITTEN_IN)
    for dialect in DIALECTS:
        yield f"-- {SHOWN[dialect]}"
        yield f"{parsed.sql(dialect=dialect, pretty=True)};"
        yield ""
    if statement.parameters:
        yield "-- Parameters"
        yield from (f"-- {name} = {value!r}" for name, value in statement.parameters.items())
        yield ""
    yield f"-- Plan of {SHOWN[statement.planned_by]}"
    yield from (f"-- {line}" for line in statement.plan)
    yield ""
