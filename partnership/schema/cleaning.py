"""Says what pydantic's JSON Schema says, as short as it goes and in an order that reads well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

NAMED = ("$defs", "properties")
"""Keywords that hold schemas by name: their keys are people's words, not keywords."""
NESTED = ("additionalProperties", "items", "propertyNames")
"""Keywords that hold one schema."""
ORDER = (
    "$ref",
    "description",
    "type",
    "const",
    "enum",
    "format",
    "pattern",
    "minLength",
    "minimum",
    "maximum",
    "anyOf",
    "minItems",
    "items",
    "default",
    "examples",
    "properties",
    "propertyNames",
    "required",
    "additionalProperties",
    "$defs",
)


def shortened(schema: Mapping[str, Any]) -> Schema:
    """Clean a whole schema, and say once what a field and the part it holds both say."""
    parts = {f"#/$defs/{name}": part for name, part in schema.get("$defs", {}).items()}
    for part in (schema, *parts.values()):
        for field in part.get("properties", {}).values():
            held = parts.get(field.get("$ref", ""), {})
            if "$ref" in field and field.get("description") == held.get("description"):
                field.pop("description", None)
    return cleaned(schema)


def cleaned(schema: Mapping[str, Any]) -> Schema:
    """Leave out titles made from names, empty defaults, and null, which no document holds."""
    kept: Schema = {}
    for key, value in schema.items():
        if key in NAMED:
            held = {name: part for name, part in value.items() if part.get("type") != "null"}
            kept[key] = {name: cleaned(part) for name, part in held.items()}
        elif key in NESTED and isinstance(value, Mapping):
            kept[key] = cleaned(value)
        elif key == "anyOf":
            kept |= _alternatives(value)
        elif key == "description":
            kept[key] = one_line(value)
        elif key != "title" and not (key == "default" and _says_nothing(value)):
            kept[key] = value
    return {key: kept[key] for key in sorted(kept, key=_rank)}


def one_line(text: str) -> str:
    """Write a paragraph on one line."""
    return " ".join(text.split())


def _rank(keyword: str) -> int:
    return ORDER.index(keyword) if keyword in ORDER else len(ORDER)


def _alternatives(branches: list[Mapping[str, Any]]) -> Schema:
    kept = [cleaned(branch) for branch in branches if branch != {"type": "null"}]
    return kept[0] if len(kept) == 1 else {"anyOf": kept}


def _says_nothing(default: Any) -> bool:  # noqa: ANN401
    return default is None or default in ([], {})
