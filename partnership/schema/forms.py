"""The forms that the schemas of answers are put together from."""

from __future__ import annotations

from collections.abc import Iterable

from partnership.schema.cleaning import Schema

PERIOD: Schema = {"type": "string", "examples": ["2026-03", "2026-Q1", "2026"]}


def keys(description: str = "", /, **parts: Schema) -> Schema:
    """Describe a mapping that always has all these keys."""
    about: Schema = {"description": description} if description else {}
    return about | {"type": "object", "properties": parts, "required": list(parts)}


def items(description: str, item: Schema) -> Schema:
    """Describe a list."""
    return {"description": description, "type": "array", "items": item}


def by_name(description: str, value: Schema) -> Schema:
    """Describe a mapping from any name."""
    return {"description": description, "type": "object", "additionalProperties": value}


def text(description: str) -> Schema:
    """Describe a text."""
    return {"description": description, "type": "string"}


def number(description: str) -> Schema:
    """Describe a whole number."""
    return {"description": description, "type": "integer"}


def count(description: str) -> Schema:
    """Describe a number of things."""
    return {"description": description, "type": "integer", "minimum": 0}


def day(description: str) -> Schema:
    """Describe a day."""
    return {"description": description, "type": "string", "format": "date"}


def flag(description: str) -> Schema:
    """Describe what is either so or not."""
    return {"description": description, "type": "boolean"}


def one_of(description: str, words: Iterable[str]) -> Schema:
    """Describe one of some words."""
    return {"description": description, "type": "string", "enum": list(words)}


def or_null(schema: Schema) -> Schema:
    """Describe what may be missing."""
    if "enum" in schema:
        schema |= {"enum": [*schema["enum"], None]}
    return schema | {"type": [schema["type"], "null"]}


def agreement(*, titled: bool = True) -> Schema:
    """Describe what was looked at."""
    parts = {
        "id": text("The partnership's id; empty where it could not be read."),
        "title": text("Its title."),
        "commit": text("Git's tip, or `none`."),
        "uncommitted": flag("Whether files differ from the tip."),
        "digest": text("The SHA-256 of the agreement's terms."),
    }
    if not titled:
        del parts["title"]
    return keys("What was looked at.", **parts)
