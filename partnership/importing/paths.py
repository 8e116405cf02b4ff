"""Where a value stands in a JSON object: `custom_fields.level`, `jobs.0.id`, `^.id`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Getter = Callable[[Any, Any], str]
"""Takes a row and the object it stands in, and gives the value as text."""

OUTER = "^"


def getter(path: str) -> Getter:
    """Make the function that follows a path; what is not there is empty."""
    parts = path.split(".")
    is_outer = parts[0] == OUTER
    steps: list[str | int] = [
        int(part) if part.isdigit() else part for part in (parts[1:] if is_outer else parts)
    ]
    if len(steps) == 1 and not is_outer:
        only = steps[0]
        return lambda row, _: _text(row.get(only)) if isinstance(row, dict) else ""

    def get(row: Any, outer: Any) -> str:  # noqa: ANN401 - whatever JSON holds
        value = outer if is_outer else row
        for step in steps:
            if isinstance(value, dict):
                value = value.get(str(step))
            elif isinstance(value, list) and isinstance(step, int):
                value = value[step] if step < len(value) else None
            else:
                return ""
        return _text(value)

    return get


def items_of(value: Any, path: str) -> list[Any] | None:  # noqa: ANN401
    """Give the list at a path, or the value itself where there is no path; None where no list is."""
    if not path:
        return [value]
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, list) else None


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, dict | list):
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    return str(value)
