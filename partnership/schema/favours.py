"""Whom more of each field favours, as `x-more-favours` beside it: the same words that `diff` judges by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from partnership.documents.favours import Shape, shape_of
from partnership.schema.cleaning import Schema

KEYWORD = "x-more-favours"
"""A keyword that no validator asks; where ways to one field differ, it says it by way."""
REF = "#/$defs/"
Ways = dict[str, str]


def with_favours(schema: Schema, kind: str) -> Schema:
    """Say of each field of a kind's schema whom more of it favours, for readers and programs.

    Args:
        schema: The kind's schema, which is changed.
        kind: The kind.

    """
    shape = shape_of(kind)
    found: dict[int, tuple[Schema, Ways]] = {}
    for way, field, favour in _fields(schema, schema, shape, shape, "", ()):
        found.setdefault(id(field), (field, {}))[1][way] = favour
    for field, ways in found.values():
        words = set(ways.values())
        field[KEYWORD] = words.pop() if len(words) == 1 else dict(sorted(ways.items()))
    return schema


def _fields(
    part: Schema, root: Schema, shape: Shape, whole: Shape, way: str, above: tuple[str, ...]
) -> Iterator[tuple[str, Schema, str]]:
    """Yield the way to each field, the field, and whom more of it favours."""
    for key, field in part.get("properties", {}).items():
        of_field, here = shape.at(key), f"{way}.{key}" if way else key
        yield here, field, of_field.favour or "needs reading"
        if key == "amendments" and not way:
            of_field, here = whole, ""
        for name in _named_in(field):
            if name not in above:
                yield from _fields(root["$defs"][name], root, of_field, whole, here, (*above, name))


def _named_in(field: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the parts of the schema that a field refers to."""
    if isinstance(field, dict):
        if str(field.get("$ref", "")).startswith(REF):
            yield field["$ref"].removeprefix(REF)
        for inner in field.values():
            yield from _named_in(inner)
    elif isinstance(field, list):
        for inner in field:
            yield from _named_in(inner)
