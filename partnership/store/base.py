"""What every open event store does alike, whichever database answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from partnership.errors import StoreError
from partnership.store.tables import TABLE_BY_NAME, Table

if TYPE_CHECKING:
    from types import TracebackType

MEMORY_LIMIT = "3GiB"
"""What an embedded database may hold at once; above it, it works in temporary files."""

TYPES = frozenset(("VARCHAR", "BIGINT", "INTEGER", "BOOLEAN"))
"""The types of the common SQL core that a table beside the events may have."""
_LAST_REOPENED = (
    "SELECT max(e.occurred_at) AS last_at, max(CASE WHEN c.occurred_at IS NOT NULL"
    " THEN e.occurred_at END) AS undone_at FROM req_event AS e LEFT JOIN req_event AS c"
    " ON c.type = 'cancelled' AND c.requisition_id = e.requisition_id"
    " AND c.occurred_at <= e.occurred_at"
    " AND (c.opening_id IS NULL OR e.opening_id IS NULL OR c.opening_id = e.opening_id)"
    " WHERE e.type = 'reopened'"
)


Watch = Callable[[str], None]
"""Told the name of what is worked on."""


def unwatched(_: str) -> None:
    """Tell nobody."""


class BaseStore(ABC):
    """An open event store. It answers with integers and words, never with floats."""

    dialect: ClassVar[str]
    """The dialect of its statements, as sqlglot calls it."""

    def __init__(self) -> None:
        """Hold no event table yet."""
        self.watch: Watch = unwatched
        """Told the name of each event table before it is checked."""
        self._checked: set[str] = set()
        self._last_reopened: tuple[int | None, int | None] | None = None
        self.changed: set[str] = set()
        """The event tables of which a state was undone, among those that were read."""

    def last_reopened(self) -> tuple[int | None, int | None]:
        """Give when an opening was last reopened, and when one that an event had cancelled.

        It is looked for once. Where events of requisitions are not there, or cannot be read, none is.
        """
        if self._last_reopened is None:
            found: tuple[int | str | None, ...] = (None, None)
            with suppress(StoreError):
                self.require(["req_event"])
                (found,) = self.integers(_LAST_REOPENED, {})
            last, undone = (one if isinstance(one, int) else None for one in found)
            self._last_reopened = last, undone
        return self._last_reopened

    @abstractmethod
    def integers(
        self, sql: str, parameters: Mapping[str, int | str | None] = ...
    ) -> list[tuple[int | str | None, ...]]:
        """Run one `SELECT` and return its rows."""

    def require(self, tables: Iterable[str]) -> None:
        """Look for event tables and check them, once each; other names are let pass.

        Raises:
            StoreError: One is not there, or is not what was agreed.
        """
        for name in sorted(set(tables).intersection(TABLE_BY_NAME).difference(self._checked)):
            self.watch(name)
            self._define(TABLE_BY_NAME[name])
            self._checked.add(name)

    @abstractmethod
    def _define(self, table: Table) -> None:
        """Make an event table ready to be read."""

    @abstractmethod
    def close(self) -> None:
        """Close the store."""

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()


def require_beside(name: str, columns: Mapping[str, str], types: Collection[str] = TYPES) -> None:
    """Refuse a small table that cannot be put beside the events.

    Raises:
        StoreError: It bears an event table's name, or has a type outside the common core.
    """
    if name in TABLE_BY_NAME:
        raise StoreError(f"`{name}` is an event table and cannot be replaced")
    foreign = [kind for kind in columns.values() if kind not in types]
    if foreign:
        raise StoreError(f"`{name}`: {foreign[0]} is not a type of the common SQL core")


def plain(value: object) -> int | str | None:
    """Give a value of an answer: truth values come as 0 and 1.

    Raises:
        StoreError: It is neither a whole number nor a word.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    raise StoreError(f"the event store answers with integers and words, not {type(value).__name__}")
