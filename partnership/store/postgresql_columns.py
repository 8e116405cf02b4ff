"""How PostgreSQL's types become the store's: each conversion written once, as SQL.

Text is compared byte by byte (`COLLATE "C"`), so that ties are broken as in every other database.
"""

from __future__ import annotations

from partnership.store.columns import literal, quoted
from partnership.store.tables import DECIMAL_PLACES, Column, ColumnType

TYPES: dict[ColumnType, str] = {
    "token": "text",
    "str": "text",
    "enum": "text",
    "timestamp": "bigint",
    "date": "integer",
    "int": "bigint",
    "decimal": "bigint",
    "bool": "boolean",
}
"""The type each column has in the statements."""

_WORDS = frozenset(("text", "character varying", "character", "citext", "uuid", "enum"))
_WHOLE = frozenset(("smallint", "integer", "bigint"))
_HELD = {
    "token": _WORDS,
    "str": _WORDS,
    "enum": _WORDS,
    "timestamp": frozenset(("timestamp with time zone", "timestamp without time zone")),
    "date": frozenset(("date",)),
    "int": _WHOLE,
    "decimal": _WHOLE | {"numeric"},
    "bool": frozenset(("boolean",)),
}
_LARGEST = 10**14


class PostgreSQL:
    """The dialect of PostgreSQL."""

    def quoted(self, name: str) -> str:
        """Write a name as a quoted identifier; `%` is the driver's sign for a parameter."""
        return quoted(name).replace("%", "%%")

    def is_readable(self, column: Column, found: str) -> bool:
        """Say whether a column of type `found` can hold an event table's column."""
        return found in _HELD[column.type]

    def readable(self, column: Column, found: str, name: str) -> str:  # noqa: ARG002
        """Write a value as it stands, null where the column cannot hold it."""
        text = f"CAST({name} AS text)"
        match column.type:
            case "token":
                return f"CASE WHEN {text} ~ '^[A-Za-z0-9_-]{{1,64}}$' THEN {text} END"
            case "str":
                return f"nullif({text}, '')"
            case "enum":
                words = ", ".join(literal(word) for word in column.values)
                return f"CASE WHEN {text} IN ({words}) THEN {text} END"
            case "timestamp" | "date":
                return f"CASE WHEN isfinite({name}) THEN {name} END"
            case "int" | "bool":
                return name
            case "decimal":
                exact = f"{name} = round({name}, {DECIMAL_PLACES}) AND abs({name}) < {_LARGEST}"
                return f"CASE WHEN {exact} THEN {name} END"

    def exposed(self, column: Column, found: str, name: str) -> str:
        """Write a readable value as the store shows it."""
        match column.type:
            case "token" | "str" | "enum":
                return f'CAST({name} AS text) COLLATE "C"'
            case "timestamp":
                return f"CAST(floor({_epoch(found, name)}) AS bigint)"
            case "date":
                return f"({name} - DATE '0001-01-01' + 1)"
            case "int":
                return f"CAST({name} AS bigint)"
            case "decimal":
                return f"CAST({name} * {10**DECIMAL_PLACES} AS bigint)"
            case "bool":
                return name

    def absent(self, column: Column) -> str:
        """Write the null of a column that is not there."""
        null = f"CAST(NULL AS {TYPES[column.type]})"
        return f'{null} COLLATE "C"' if TYPES[column.type] == "text" else null

    def microseconds(self, found: str, name: str) -> str:
        """Write a readable instant as microseconds since 1970."""
        return f"CAST({_epoch(found, name)} * 1000000 AS bigint)"


def _epoch(found: str, name: str) -> str:
    """Write seconds since 1970; an instant without a zone is in UTC."""
    del found  # a timestamp without a zone is counted from 1970 in its own zone, which is UTC
    return f"extract(epoch FROM {name})"
