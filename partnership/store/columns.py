"""How a file's columns become the store's: each conversion written once, as SQL.

Instants become `BIGINT` seconds since 1970 in UTC, days `INTEGER` ordinals (`date.toordinal()`),
decimals `BIGINT` ten-thousandths, so that every database can compare and join them alike.
"""

from __future__ import annotations

import re

from partnership.store.tables import DECIMAL_PLACES, Column, ColumnType

SQL_TYPES: dict[ColumnType, str] = {
    "token": "VARCHAR",
    "str": "VARCHAR",
    "enum": "VARCHAR",
    "timestamp": "BIGINT",
    "date": "INTEGER",
    "int": "BIGINT",
    "decimal": "BIGINT",
    "bool": "BOOLEAN",
}
"""The type each column has in the views."""

EXAMPLES: dict[ColumnType, str] = {
    "token": "a token of up to 64 letters, digits, `-` and `_`",
    "str": "text that is not empty",
    "enum": "one of the listed words",
    "timestamp": "an instant in UTC, such as `2026-03-02T09:30:00Z`",
    "date": "a day, such as `2026-03-02`",
    "int": "a whole number",
    "decimal": f"a number of at most {DECIMAL_PLACES} decimal places, such as `12.5`",
    "bool": "`true` or `false`",
}
"""What each type looks like, for messages."""

_WHOLE_TYPES = frozenset(
    ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
)
_INSTANT_TYPES = frozenset(
    ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE")
)
_EXACT = f"DECIMAL(18, {DECIMAL_PLACES})"
_DAY_TEXT = r"\d{4}-\d{2}-\d{2}"
_INSTANT_TEXT = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|\+00:00)"


def quoted(name: str) -> str:
    """Return a name as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return text as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def is_readable(column: Column, found: str) -> bool:
    """Say whether a file's column of SQL type `found` can hold the column."""
    found = found.upper()
    if found == "VARCHAR":
        return True
    match column.type:
        case "token" | "str" | "enum":
            return found == "UUID" or found.startswith("ENUM(")
        case "timestamp":
            return found in _INSTANT_TYPES
        case "date":
            return found == "DATE"
        case "int":
            return found in _WHOLE_TYPES
        case "decimal":
            scale = re.fullmatch(r"DECIMAL\(\d+,\s*(\d+)\)", found)
            return found in _WHOLE_TYPES or (scale is not None and int(scale[1]) <= DECIMAL_PLACES)
        case "bool":
            return found == "BOOLEAN"


def readable(column: Column, found: str, name: str = "") -> str:
    """Return the SQL of a value as it is in the file, null where the column cannot hold it.

    Args:
        column: The event table's column.
        found: The SQL type it has in the file.
        name: What it is called there, quoted; its own name where it is left out.
    """
    name = name or quoted(column.name)
    is_text = found.upper() == "VARCHAR"
    match column.type:
        case "token":
            return f"CASE WHEN {is_token(name)} THEN CAST({name} AS VARCHAR) END"
        case "str":
            return f"nullif(CAST({name} AS VARCHAR), '')"
        case "enum":
            words = ", ".join(literal(word) for word in column.values)
            return f"CASE WHEN CAST({name} AS VARCHAR) IN ({words}) THEN {name} END"
        case "timestamp":
            return (
                f"try_cast({_matching(name, _INSTANT_TEXT)} AS TIMESTAMP)"
                if is_text
                else f"CASE WHEN isfinite({name}) THEN {name} END"
            )
        case "date":
            return (
                f"try_cast({_matching(name, _DAY_TEXT)} AS DATE)"
                if is_text
                else f"CASE WHEN isfinite({name}) THEN {name} END"
            )
        case "int":
            return _matching(name, r"-?\d{1,18}") if is_text else name
        case "decimal":
            return (
                _matching(name, rf"-?\d{{1,12}}(\.\d{{1,{DECIMAL_PLACES}}})?")
                if is_text
                else f"try_cast({name} AS {_EXACT})"
            )
        case "bool":
            return f"CASE WHEN {name} IN ('true', 'false') THEN {name} END" if is_text else name


def is_token(name: str) -> str:
    """Return the SQL of whether a value is a token."""
    return f"regexp_full_match(CAST({name} AS VARCHAR), '[A-Za-z0-9_-]{{1,64}}')"


def lacks_well(column: Column, status: str = '"status"') -> str:
    """Return the SQL of whether the row's `status` lets the column be empty."""
    words = ", ".join(literal(word) for word in column.unless)
    return f"coalesce(CAST({status} AS VARCHAR) IN ({words}), false)"


def exposed(column: Column, found: str, name: str = "") -> str:
    """Return the SQL of a readable value as the store shows it.

    Words pass through unchanged, so that a filter on them reaches the file.
    """
    name = name or quoted(column.name)
    match column.type:
        case "token" | "str" | "enum":
            return name if found.upper() == "VARCHAR" else f"CAST({name} AS VARCHAR)"
        case "timestamp":
            return f"{microseconds(found, name)} // 1000000"
        case "date":
            return f"CAST(CAST({name} AS DATE) - DATE '0001-01-01' + 1 AS INTEGER)"
        case "int":
            return f"CAST({name} AS BIGINT)"
        case "decimal":
            return f"CAST(CAST({name} AS {_EXACT}) * {10**DECIMAL_PLACES} AS BIGINT)"
        case "bool":
            return f"CAST({name} AS BOOLEAN)"


def microseconds(found: str, name: str) -> str:
    """Return the SQL of a readable instant as microseconds since 1970."""
    match found.upper():
        case "TIMESTAMP_NS":
            return f"epoch_ns({name}) // 1000"
        case "TIMESTAMP WITH TIME ZONE":
            return f"epoch_us({name})"
        case _:
            return f"epoch_us(CAST({name} AS TIMESTAMP))"


def _matching(value: str, pattern: str) -> str:
    return f"CASE WHEN regexp_full_match({value}, '{pattern}') THEN {value} END"
