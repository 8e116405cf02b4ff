"""One statement in the common core of SQL, put together step by step and rendered per dialect.

The core: joins, integer comparison, `count`, sums of integers, `min`, `max`, `row_number`, running
`max` and sums, `group by`, `case`, `coalesce`, remainder. Outside it the same words mean different
things in different databases. Names are our own; every value is a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from partnership.measuring.held import held_name, held_steps, of_their_time

Value = int | str
_READ = re.compile(r"\b(?:FROM|JOIN) ([a-z_][a-z0-9_]*)")
_PARAMETER = re.compile(r"(?:\$|:|%\()(p[0-9]+)\b")
"""A parameter in any of the dialects: `$p0`, `:p0`, `%(p0)s`."""
_REMAINDER = re.compile(r"%(?!\(p[0-9]+\)s)")
NO_NUMBER, NO_TEXT = "CAST(NULL AS BIGINT)", "CAST(NULL AS VARCHAR)"
"""A null that stands alone in a `SELECT` says its type: PostgreSQL would take it for text."""
WRITTEN_IN = "duckdb"
"""The dialect the core is written in: there it is sent as it stands."""


class EventStore(Protocol):
    """What measuring asks of a store."""

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
        self, sql: str, parameters: Mapping[str, int | str | None]
    ) -> list[tuple[int | str | None, ...]]:
        """Run one `SELECT` and return its rows."""

    def load_table(
        self,
        name: str,
        columns: Mapping[str, str],
        rows: Sequence[Sequence[int | str | bool | None]],
    ) -> None:
        """Put a small table beside the events."""


@dataclass(slots=True)
class Query:
    """A statement's named steps and parameters."""

    steps: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, Value] = field(default_factory=dict)
    cut: int | None = None
    """The first instant that is not seen: event tables are read as they held then."""

    def bind(self, value: Value) -> str:
        """Make a value a parameter; the same value is bound once."""
        for name, bound in self.parameters.items():
            if bound == value and type(bound) is type(value):
                return f"${name}"
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def bind_all(self, values: Iterable[Value]) -> str:
        """Make several values parameters, with commas between."""
        return ", ".join(self.bind(value) for value in values)

    def step(self, name: str, sql: str) -> None:
        """Add a named step that later ones may read."""
        self.steps[name] = sql

    def nest(self, prefix: str, inner: Query) -> None:
        """Add another query's steps under names of their own; both must share their parameters."""

        def renamed(found: re.Match[str]) -> str:
            read = found[1]
            return f"{found[0][: -len(read)]}{prefix}{read}" if read in inner.steps else found[0]

        for name, text in inner.steps.items():
            self.steps[prefix + name] = _READ.sub(renamed, text)

    def select(self, sql: str, dialect: str = WRITTEN_IN) -> str:
        """Render all steps and the final `SELECT` for a dialect."""
        steps = ", ".join(f"{name} AS ({text})" for name, text in self.steps.items())
        text = f"WITH {steps} {sql}" if steps else sql
        return text if dialect == WRITTEN_IN else rendered(text, dialect)

    def ask(self, store: EventStore, sql: str) -> list[tuple[int | str | None, ...]]:
        """Run all steps and the final `SELECT`, with the parameters they use.

        Raises:
            StoreError: They read an event table that is not there.
        """
        text = self.select(sql)
        store.require(set(_READ.findall(text)))
        text = self._as_held(store, text)
        text = text if store.dialect == WRITTEN_IN else rendered(text, store.dialect)
        used = set(_PARAMETER.findall(text))
        bound = {name: value for name, value in self.parameters.items() if name in used}
        return store.integers(text, bound)

    def _as_held(self, store: EventStore, text: str) -> str:
        """Let a statement read event tables as they held at the cut, where any changed later."""
        if self.cut is None:
            return text
        read, cut = set(_READ.findall(text)), self.bind(self.cut)
        text, spells = of_their_time(store, text)
        steps = dict(held_steps(store, read, self.cut, cut)) | spells
        then = {name for name in read if held_name(name) in steps}
        if not steps:
            return text

        def renamed(found: re.Match[str]) -> str:
            return f"{found[0][: -len(found[1])]}{held_name(found[1]) if found[1] in then else found[1]}"

        before = ", ".join(f"{name} AS ({sql})" for name, sql in steps.items())
        text = _READ.sub(renamed, text)
        return f"WITH {before}, {text[5:]}" if text.startswith("WITH ") else f"WITH {before} {text}"


@lru_cache(maxsize=1024)
def rendered(sql: str, dialect: str) -> str:
    """Render a statement of the common core in a database's own dialect, its parameters too.

    DuckDB has them as `$p0`, Spark as `:p0`, and PostgreSQL's driver as `%(p0)s`, where any other
    `%` is written twice.
    """
    import sqlglot

    text = sqlglot.parse_one(sql, read=WRITTEN_IN).sql(dialect=dialect)
    return _REMAINDER.sub("%%", text) if dialect == "postgres" else text
