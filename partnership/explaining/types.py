"""Says in words what may stand in a field, from the model's own annotations."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Sequence
from typing import Any

import annotated_types
from pydantic import BaseModel

from partnership.documents.base import Reference, When
from partnership.values import Grammar
from partnership.values.levels import LevelSchema

SEGMENT = "a segment, like `{urgency: critical}` or `{country: [GB, DE]}`"
LEVEL = "a level: `90%`, `30 calendar days` or a plain number"
PLAIN: dict[Any, str] = {str: "a text", int: "a whole number", bool: "`true` or `false`"}


def words_for_type(annotation: Any, marks: Sequence[Any] = ()) -> str:  # noqa: ANN401
    """Say what an annotation takes: `a duration, like …`, `a list of mappings`.

    Args:
        annotation: A field's annotation.
        marks: What stands beside it in `Annotated` or `Field`.

    """
    marked = _marked(marks)
    if marked:
        return marked
    if annotation == When:
        return SEGMENT
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return words_for_type(inner[0], [*annotation.__metadata__, *marks])
    if origin is typing.Literal:
        return _choice(inner)
    if origin in {typing.Union, types.UnionType}:
        parts = [one for one in inner if one is not types.NoneType]
        return " or ".join(words_for_type(part, marks) for part in parts)
    if origin is tuple:
        return _list(inner[0]) + _least(marks)
    if origin is dict:
        return f"a mapping of names, each with {words_for_type(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "a mapping"
    return PLAIN[annotation] + _bounds(marks)


def listed(words: Iterable[object], last: str = "or") -> str:
    """Write `a`, `b` or `c`, each as code."""
    *most, end = [f"`{word}`" for word in words]
    return f"{', '.join(most)} {last} {end}" if most else end


def _marked(marks: Sequence[Any]) -> str:
    for mark in marks:
        if isinstance(mark, Reference):
            return f"the id of {_with_article(mark.kind)}, like `{mark.example}`"
    for mark in marks:
        if isinstance(mark, LevelSchema):
            return LEVEL
        if isinstance(mark, Grammar):
            return f"{mark.what}, like {listed(mark.examples)}"
    return ""


def _with_article(kind: str) -> str:
    if kind[0].islower():
        return f"a {kind}"
    return f"{'an' if kind[0] in 'AEIOS' and kind != 'Scope' else 'a'} `{kind}`"


def _choice(words: Sequence[Any]) -> str:
    shown = ["true" if word is True else word for word in words]
    return f"always `{shown[0]}`" if len(shown) == 1 else f"one of {listed(shown, 'and')}"


def _list(item: Any) -> str:  # noqa: ANN401
    said = words_for_type(item)
    if said == "a mapping":
        return "a list of mappings"
    if said == "a text":
        return "a list of texts"
    if typing.get_origin(item) is typing.Literal:
        return f"a list of any of {said.removeprefix('one of ')}"
    return f"a list; each is {said}"


def _least(marks: Sequence[Any]) -> str:
    least = [mark.min_length for mark in marks if isinstance(mark, annotated_types.MinLen)]
    return ", at least one" if least else ""


def _bounds(marks: Sequence[Any]) -> str:
    least = next((mark.ge for mark in marks if isinstance(mark, annotated_types.Ge)), None)
    most = next((mark.le for mark in marks if isinstance(mark, annotated_types.Le)), None)
    if most is not None:
        return f" from {least} to {most}"
    return f", {least} or more" if least is not None else ""
