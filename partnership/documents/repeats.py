"""What is written twice within a document: items of a list that share an id or a day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from partnership.documents.base import Document
from partnership.documents.references import models_in
from partnership.findings import Loc

NAMES = ("id", "day", "audience", "item")


def repeats_in(document: Document) -> Iterator[tuple[Loc, object]]:
    """Yield the way to each id or day that an item before it has, and what it is."""
    yield from _walk(document, ())


def _walk(model: BaseModel, loc: Loc) -> Iterator[tuple[Loc, object]]:
    for name, key, named, is_deep in _fields(type(model)):
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from _walk(value, (*loc, key))
            continue
        names = [getattr(item, named) for item in value or ()] if named else []
        if len(set(names)) < len(names):
            seen: set[object] = set()
            for index, known in enumerate(names):
                if known in seen:
                    yield (*loc, key, index, named), known
                seen.add(known)
        for index, item in enumerate(value or ()) if is_deep else ():
            yield from _walk(item, (*loc, key, index))


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str, str, bool], ...]:
    """Name the fields that hold models: by name and key, what names an item, whether to look inside."""
    found = []
    for name, info in model.model_fields.items():
        for part in models_in(info.annotation)[:1]:
            named = next((field for field in NAMES if field in part.model_fields), "")
            is_list = "tuple" in str(info.annotation)
            if (named and is_list) or _fields(part):
                found.append(
                    (name, info.alias or name, named if is_list else "", bool(_fields(part)))
                )
    return tuple(found)
