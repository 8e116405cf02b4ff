"""Which of several events counts: `first`, `last`, `3rd`, or `all` of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from partnership.values.grammar import Grammar
from partnership.values.levels import decimal_text
from partnership.values.respelling import suffix

WORDS = {"first": 1, "last": -1, "all": 0}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The event that counts: from 1 up, -1 for the last, or 0 where all of them have to happen."""

    number: int

    @classmethod
    def parse(cls, text: str) -> Occurrence:
        """Parse `first`, `last`, `all` or `3rd`."""
        return cls(WORDS[text] if text in WORDS else int(text[:-2]))

    def __str__(self) -> str:
        """Print the one written form."""
        return next(
            (word for word, one in WORDS.items() if one == self.number), ordinal(self.number)
        )


def ordinal(number: int | Fraction) -> str:
    """Write 1st, 2nd, 3rd, 4th, 11th, and of parts the last ones: 99.5th, 99.1st."""
    text = str(number) if isinstance(number, int) else decimal_text(number)
    return f"{text}{suffix(text)}"


WHICH = Grammar(
    what="one of several events",
    pattern="^(first|last|all|2nd|3rd|[4-9]th|1[0-9]th|20th)$",
    examples=("first", "last", "3rd"),
    parse=Occurrence.parse,
    words=("first", "last", "all", "2nd", "3rd"),
)
Which = Annotated[Occurrence, WHICH]
"""`first`, `last`, the nth (`3rd`), or `all`."""
