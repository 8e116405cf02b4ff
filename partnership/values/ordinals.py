"""Which of several events counts: `first`, `last`, `3rd`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from partnership.values.grammar import Grammar


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The event that counts: from 1 up, or -1 for the last."""

    number: int

    @classmethod
    def parse(cls, text: str) -> Occurrence:
        """Parse `first`, `last` or `3rd`."""
        if text in {"first", "last"}:
            return cls(1 if text == "first" else -1)
        return cls(int(text[:-2]))

    def __str__(self) -> str:
        """Print the one written form."""
        return {1: "first", -1: "last"}.get(self.number) or ordinal(self.number)


def ordinal(number: int) -> str:
    """Write 1st, 2nd, 3rd, 4th, 11th."""
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


WHICH = Grammar(
    what="one of several events",
    pattern="^(first|last|2nd|3rd|[4-9]th|1[0-9]th|20th)$",
    examples=("first", "last", "3rd"),
    parse=Occurrence.parse,
    words=("first", "last", "2nd", "3rd"),
)
Which = Annotated[Occurrence, WHICH]
"""`first`, `last`, or the nth: `3rd`."""
