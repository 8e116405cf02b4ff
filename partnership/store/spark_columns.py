"""How Spark's types become the store's: each conversion written once, as SQL.

The session's time zone is UTC. Text is read as in the files of a folder: instants and days in ISO
form, so that CSV means the same everywhere.
"""

from __future__ import annotations

import re

from partnership.store.columns import literal
from partnership.store.tables import DECIMAL_PLACES, Column, ColumnType

TYPES: dict[ColumnType, str] = {
    "token": "STRING",
    "str": "STRING",
    "enum": "STRING",
    "timestamp": "BIGINT",
    "date": "INT",
    "int": "BIGINT",
    "decimal": "BIGINT",
    "bool": "BOOLEAN",
}
"""The type each column has in the views."""

_WHOLE = frozenset(("tinyint", "smallint", "int", "bigint"))
_EXACT = f"DECIMAL(18, {DECIMAL_PLACES})"
_DAY_TEXT = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_INSTANT_TEXT = (
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?(Z|[+]00:00)"
)


class Spark:
    """The dialect of Spark."""

    def quoted(self, name: str) -> str:
        """Write a name as a quoted identifier."""
        return "`" + name.replace("`", "``") + "`"

    def is_readable(self, column: Column, found: str) -> bool:
        """Say whether a column of type `found` can hold an event table's column."""
        if found == "string" or found.startswith(("varchar(", "char(")):
            return True
        match column.type:
            case "token" | "str" | "enum":
                return False
            case "timestamp":
                return found in {"timestamp", "timestamp_ntz"}
            case "date":
                return found == "date"
            case "int":
                return found in _WHOLE
            case "decimal":
                scale = re.fullmatch(r"decimal\(\d+,\s*(\d+)\)", found)
                return found in _WHOLE or (scale is not None and int(scale[1]) <= DECIMAL_PLACES)
            case "bool":
                return found == "boolean"

    def readable(self, column: Column, found: str, name: str) -> str:
        """Write a value as it stands, null where the column cannot hold it."""
        is_text = self._is_text(found)
        match column.type:
            case "token":
                return _matching(name, "[A-Za-z0-9_-]{1,64}")
            case "str":
                return f"nullif({name}, '')"
            case "enum":
                words = ", ".join(literal(word) for word in column.values)
                return f"CASE WHEN {name} IN ({words}) THEN {name} END"
            case "timestamp":
                text = _matching(name, _INSTANT_TEXT)
                return f"try_cast({text} AS TIMESTAMP)" if is_text else name
            case "date":
                return f"try_cast({_matching(name, _DAY_TEXT)} AS DATE)" if is_text else name
            case "int":
                return _matching(name, "-?[0-9]{1,18}") if is_text else name
            case "decimal":
                places = f"-?[0-9]{{1,12}}([.][0-9]{{1,{DECIMAL_PLACES}}})?"
                text = _matching(name, places)
                return text if is_text else f"try_cast({name} AS {_EXACT})"
            case "bool":
                return f"CASE WHEN {name} IN ('true', 'false') THEN {name} END" if is_text else name

    def exposed(self, column: Column, found: str, name: str) -> str:  # noqa: ARG002
        """Write a readable value as the store shows it."""
        match column.type:
            case "token" | "str" | "enum":
                return f"CAST({name} AS STRING)"
            case "timestamp":
                return f"unix_seconds({_instant(name)})"
            case "date":
                return f"datediff(CAST({name} AS DATE), DATE '0001-01-01') + 1"
            case "int":
                return f"CAST({name} AS BIGINT)"
            case "decimal":
                return f"CAST(CAST({name} AS {_EXACT}) * {10**DECIMAL_PLACES} AS BIGINT)"
            case "bool":
                return f"CAST({name} AS BOOLEAN)"

    def absent(self, column: Column) -> str:
        """Write the null of a column that is not there."""
        return f"CAST(NULL AS {TYPES[column.type]})"

    def microseconds(self, found: str, name: str) -> str:
        """Write a readable instant as microseconds since 1970."""
        del found
        return f"unix_micros({_instant(name)})"

    @staticmethod
    def _is_text(found: str) -> bool:
        return found == "string" or found.startswith(("varchar(", "char("))


def _instant(name: str) -> str:
    """Write an instant; without a zone of its own it is in the session's, UTC."""
    return f"CAST({name} AS TIMESTAMP)"


def _matching(value: str, pattern: str) -> str:
    return f"CASE WHEN {value} RLIKE '^(?:{pattern})$' THEN {value} END"
