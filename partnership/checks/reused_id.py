"""An id names one thing, for good.

Measurements, sign-offs and references speak of a document by its kind and id, and of a seat, a row
of targets or a level by its id. Where two share one, half of what is said about them is about the
other one, and only the first is looked at.

To mend it: give the second a new id of its own; an id is not reused, also not after its document
is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from partnership.agreement import Agreement
from partnership.documents import Document, Roles
from partnership.documents.base import Loc
from partnership.documents.references import models_in
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
NAMES = ("id", "day")
HINT = "give it an id of its own"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every document, and every item of a list, whose id another has already."""
    first: dict[str, Document] = {}
    for document in agreement.documents:
        other = first.setdefault(document.name, document)
        if other is not document:
            message = f"`{document.name}` stands in `{other.path}` already"
            yield document.finding(message, "id", hint=HINT)
        yield from _twice_in(document, document, ())
    yield from _seats(agreement)


def _seats(agreement: Agreement) -> Iterator[Finding]:
    first: dict[str, Roles] = {}
    for roles in agreement.of(Roles):
        for index, role in enumerate(roles.roles):
            other = first.setdefault(role.id, roles)
            if other is not roles:
                message = f"the role `{role.id}` stands in `{other.path}` already"
                yield roles.finding(message, "roles", index, "id", hint=HINT)


def _twice_in(document: Document, model: BaseModel, loc: Loc) -> Iterator[Finding]:
    for name, key in _fields(type(model)):
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from _twice_in(document, value, (*loc, key))
            continue
        seen: set[tuple[str, object]] = set()
        for index, item in enumerate(value or ()):
            yield from _twice_in(document, item, (*loc, key, index))
            for named in NAMES:
                known = (named, getattr(item, named, None))
                if known[1] is not None and known in seen:
                    message = f"the {named} `{known[1]}` stands in `{key}` already"
                    hint = HINT if named == "id" else "keep one of the two"
                    yield document.finding(message, *loc, key, index, named, hint=hint)
                seen.add(known)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Name the fields that hold models, in a list or alone."""
    found: list[tuple[str, str]] = []
    for name, info in model.model_fields.items():
        parts: list[Any] = models_in(info.annotation)
        if any(_names_itself(part) or _fields(part) for part in parts):
            found.append((name, info.alias or name))
    return tuple(found)


def _names_itself(model: type[BaseModel]) -> bool:
    return any(named in model.model_fields for named in NAMES)
