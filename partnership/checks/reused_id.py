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

from pydantic import BaseModel

from partnership.agreement import Agreement
from partnership.documents import Document, Roles
from partnership.documents.references import models_in
from partnership.findings import Finding, Loc, Severity

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
    for name, key, named, is_deep in _fields(type(model)):
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from _twice_in(document, value, (*loc, key))
            continue
        names = [getattr(item, named) for item in value or ()] if named else []
        if len(set(names)) < len(names):
            seen: set[object] = set()
            for index, known in enumerate(names):
                if known in seen:
                    message = f"the {named} `{known}` stands in `{key}` already"
                    hint = HINT if named == "id" else "keep one of the two"
                    yield document.finding(message, *loc, key, index, named, hint=hint)
                seen.add(known)
        for index, item in enumerate(value or ()) if is_deep else ():
            yield from _twice_in(document, item, (*loc, key, index))


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
