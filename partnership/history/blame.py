"""Since when each term holds that is in force now, by which change, and whose it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from partnership.canonical import canonical_json
from partnership.documents.favours import Shape, key_of, shape_of
from partnership.history.changes import Change
from partnership.history.differences import Written, pointer_of
from partnership.history.steps import Step
from partnership.history.trail import Trail


@dataclass(frozen=True, slots=True)
class Since:
    """One term that is in force on a day."""

    keys: tuple[str, ...]
    value: Any
    day: str
    """The first day it holds."""
    step: Step | None
    """The commit that brought it; None where no commit did yet."""
    change: Change | None

    @property
    def pointer(self) -> str:
        """The way to it: `targets[standard].expected`."""
        return pointer_of(self.keys)


def find_since(trail: Trail, document: Written, day: str) -> Iterator[Since]:
    """Yield every term of a document that is in force on a day, in the order it is written.

    Args:
        trail: The history that led to it.
        document: The document as it is now.
        day: The day, as it is written.

    """
    terms, _ = document.on(day)
    own = [
        (one.step, change)
        for one in trail.amended
        for change in one.changes
        if change.document == document.name and _holds(change, day)
    ][::-1]
    for keys, value in leaves(terms, shape_of(document.kind), ()):
        step, change = next(
            ((step, change) for step, change in own if keys[: len(change.keys)] == change.keys),
            (None, None),
        )
        yield Since(keys, value, _first_day(document, keys, day), step, change)


def _holds(change: Change, day: str) -> bool:
    """Whether a change is one of terms that are in force on a day."""
    if change.effect in {"moved", "removed"} and not change.pointer:
        return False
    return change.since <= day and (not change.until or day < change.until)


def _first_day(document: Written, keys: tuple[str, ...], day: str) -> str:
    """Give the day from which a term has its value without a break."""
    effective = document.tree.get("effective")
    first = str(effective.get("from", "")) if isinstance(effective, Mapping) else ""
    versions = [(since, terms) for since, terms, _ in document.versions if since <= day][::-1]
    value = canonical_json(_at(versions[0][1], keys))
    same = takewhile(lambda one: canonical_json(_at(one[1], keys)) == value, versions)
    return [since for since, _ in same][-1] or first


def _at(terms: Any, keys: tuple[str, ...]) -> Any:  # noqa: ANN401
    """Give the value at a way by keys, or None."""
    for key in keys:
        if key.startswith("[") and isinstance(terms, list):
            named = key_of(terms)
            terms = next((item for item in terms if named and item[named] == key[1:-1]), None)
        else:
            terms = terms.get(key) if isinstance(terms, Mapping) else None
    return terms


def leaves(
    value: Any,  # noqa: ANN401
    shape: Shape,
    keys: tuple[str, ...],
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the way to each smallest term and its value, in the order the kind explains them.

    Args:
        value: Terms, or a part of them.
        shape: What that part is.
        keys: The way to it.

    """
    if isinstance(value, Mapping) and value:
        for key in shape.ordered(value):
            yield from leaves(value[key], shape.at(key), (*keys, key))
    elif isinstance(value, list) and (named := key_of(value)):
        for item in value:
            inner = {key: one for key, one in item.items() if key != named}
            yield from leaves(inner, shape, (*keys, f"[{item[named]}]"))
    else:
        yield keys, value
