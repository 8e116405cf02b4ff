"""The scale answers are given on: `0 to 10`, `1 to 5`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from partnership.values.grammar import Grammar


@dataclass(frozen=True, slots=True)
class Range:
    """A scale's lowest and highest answer, both included."""

    lowest: int
    highest: int

    @classmethod
    def parse(cls, text: str) -> Range:
        """Parse `0 to 10`; raises ValueError where the end is not above the start."""
        lowest, _, highest = text.partition(" to ")
        return cls(int(lowest), int(highest))

    def __str__(self) -> str:
        """Print the one written form."""
        return f"{self.lowest} to {self.highest}"


SCALE = Grammar(
    what="a scale",
    pattern="^(0 to 10|1 to 5|1 to 7|1 to 10|0 to 100)$",
    examples=("0 to 10", "1 to 5"),
    parse=Range.parse,
    words=("0 to 10", "1 to 5", "1 to 7", "1 to 10", "0 to 100"),
)
Scale = Annotated[Range, SCALE]
"""A survey's scale, `0 to 10` or `1 to 5`."""
