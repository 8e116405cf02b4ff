"""A check asks, a finding answers: at a place, with the fact and the next step."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

Loc = tuple[str | int, ...]
"""The way to a value within a document: keys, and positions in lists."""
NEAR = 0.61
"""How alike two words are at least for one to be a slip of the other: `SLO` of `SLA`, not `until` of `title`."""


class Severity(StrEnum):
    """How much a finding matters: an error stops, a warning asks, a note tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: path from git's top, line and column from 1, pointer by keys."""

    path: str
    line: int = 1
    column: int = 1
    pointer: str = ""
    document: str = ""
    """`Kind/id`, empty where the file is no document."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of a check; `check` and `severity` are stamped by whoever ran it."""

    place: Place
    message: str
    hint: str = ""
    check: str = ""
    severity: Severity = Severity.ERROR
    waived: str = field(default="", compare=False)
    """The id of the Waiver that accepts this finding, if one does."""
    leads: bool = field(default=False, compare=False)
    """Whether a reader should see it before all others."""

    @property
    def fingerprint(self) -> str:
        """Name this finding by check, document and pointer, so that it survives moved lines."""
        subject = self.place.document or self.place.path
        named = f"{self.check}\n{subject}\n{self.place.pointer}"
        return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def order(self) -> tuple[bool, str, int, int, str, str]:
        """Sort by place, then by check and message, after what leads."""
        place = self.place
        return (not self.leads, place.path, place.line, place.column, self.check, self.message)


def nearest(word: str, known: Iterable[str], alike: float = NEAR) -> str | None:
    """Guess which known word was meant, or None where none is near.

    Pairs of letters in common choose a few candidates, because comparing with every one of
    thousands of ids takes seconds.
    """
    pairs = _pairs(word)
    shared = ((len(pairs & _pairs(candidate)), candidate) for candidate in known)
    likely = sorted((count, candidate) for count, candidate in shared if count)[-8:]
    near = difflib.get_close_matches(word, [candidate for _, candidate in likely], 1, alike)
    return near[0] if near else None


@lru_cache(maxsize=1 << 16)
def _pairs(word: str) -> frozenset[str]:
    padded = f"^{word.lower()}$"
    return frozenset(padded[index : index + 2] for index in range(len(padded) - 1))
