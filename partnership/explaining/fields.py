"""The fields of a kind, each with its words: what it takes, whether it must stand, what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from partnership.documents.base import Amendment
from partnership.documents.meanings import meaning_of
from partnership.documents.references import models_in
from partnership.explaining.types import words_for_type

AMENDED = "a list of mappings: `from`, and any of the other fields but `kind`, `id` and `effective`"


@dataclass(frozen=True, slots=True)
class FieldPage:
    """One field in words."""

    key: str
    """The key as people write it."""
    takes: str
    """What may stand there: `a duration, like …`."""
    required: bool
    meaning: str
    """What it is for, as its model says."""
    default: str
    """What holds where it is not written; empty where nothing does."""
    fields: tuple[FieldPage, ...]
    """The fields of the mapping, or of the mappings, that stand there."""


def fields_of(model: type[BaseModel]) -> tuple[FieldPage, ...]:
    """Describe a model's fields in the order they are written; amendments come last."""
    pages = tuple(_pages(model))
    return tuple(sorted(pages, key=lambda page: page.key == "amendments"))


def _pages(model: type[BaseModel]) -> Iterator[FieldPage]:
    for name, info in model.model_fields.items():
        if info.annotation is type(None):  # a field that this kind leaves out
            continue
        inner = models_in(info.annotation)
        amends = any(issubclass(part, Amendment) for part in inner)
        yield FieldPage(
            key=info.alias or name,
            takes=AMENDED if amends else words_for_type(info.annotation, info.metadata),
            required=info.is_required(),
            meaning=" ".join(meaning_of(model, name).split()),
            default=_default(info),
            fields=() if amends or not inner else fields_of(inner[0]),
        )


def _default(info: FieldInfo) -> str:
    value = None if info.is_required() else info.get_default(call_default_factory=True)
    return "" if value is None or value in ((), {}) else str(value)
