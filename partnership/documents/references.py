"""Which fields of a document name other documents, found from the models' own annotations."""

from __future__ import annotations

import typing
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import BaseModel

from partnership.documents.base import Document, Reference
from partnership.findings import Loc
from partnership.values.identifiers import REFERENCE


def references_in(document: Document) -> list[tuple[Loc, str, str]]:
    """Give the way, the kind and the id of every reference in a document."""
    found: list[tuple[Loc, str, str]] = []
    _collect(document, (), found)
    return found


def _collect(model: BaseModel, loc: Loc, found: list[tuple[Loc, str, str]]) -> None:
    for name, key, kind in _fields(type(model)):
        value = getattr(model, name)
        if value is None:
            continue
        if isinstance(value, str):
            if kind is not None:
                found.append(((*loc, key), kind, value))
        elif isinstance(value, BaseModel):
            _collect(value, (*loc, key), found)
        elif kind is not None:
            found.extend(((*loc, key, index), kind, item) for index, item in enumerate(value))
        else:
            for index, item in enumerate(value):
                _collect(item, (*loc, key, index), found)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str, str | None], ...]:
    """Name the fields that refer, with their kind, and those that hold models that might."""
    found = []
    for name, info in model.model_fields.items():
        kind = kind_in(info.annotation, info.metadata)
        inner = models_in(info.annotation)
        if kind is not None or any(_fields(part) for part in inner):
            found.append((name, info.alias or name, kind))
    return tuple(found)


def kind_in(annotation: Any, metadata: Iterable[Any]) -> str | None:  # noqa: ANN401
    """Name the kind of document that a field names, or None: `role`, `any` for `Kind/id`."""
    for mark in metadata:
        if isinstance(mark, Reference):
            return mark.kind
        if mark is REFERENCE:
            return "any"
    if typing.get_origin(annotation) is typing.Annotated:
        return kind_in(annotation.__origin__, list(annotation.__metadata__))
    for inner in typing.get_args(annotation):
        found = kind_in(inner, [])
        if found:
            return found
    return None


def models_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401
    """Name the models inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in typing.get_args(annotation) for model in models_in(inner)]
