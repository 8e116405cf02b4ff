"""What differs between two versions of a document, in what they say and not in how it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from partnership.canonical import canonical_json
from partnership.documents import Document
from partnership.findings import Loc


@dataclass(frozen=True, slots=True)
class Edit:
    """A value that is another one now; None where it is not written."""

    loc: Loc
    before: Any
    after: Any

    @property
    def words(self) -> str:
        """Say what became what."""
        if self.before is None:
            return "is added"
        if self.after is None:
            return "is taken away"
        if isinstance(self.before, Mapping | list) or isinstance(self.after, Mapping | list):
            return "changes"
        return f"changes from `{self.before}` to `{self.after}`"


def edits(before: Document, after: Document) -> Iterator[Edit]:
    """Yield each smallest value that differs; comments, order and layout never do."""
    if before.origin.canonical != after.origin.canonical:
        yield from edits_between(before.written, after.written, ())


def edits_between(before: Any, after: Any, loc: Loc) -> Iterator[Edit]:  # noqa: ANN401
    """Yield each smallest value that differs between two written ones."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            yield from edits_between(before.get(key), after.get(key), (*loc, key))
    elif _are_rows(before) and _are_rows(after) and len(before) == len(after):
        for index, pair in enumerate(zip(before, after, strict=True)):
            yield from edits_between(*pair, (*loc, index))
    elif canonical_json(before) != canonical_json(after):
        yield Edit(loc, before, after)


def _are_rows(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)
