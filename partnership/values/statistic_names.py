"""How many values become one: `share within`, `median`, `90th percentile, linear`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from partnership.values.grammar import Grammar

PLAIN = (
    "share within",
    "share beyond",
    "mean",
    "median",
    "ratio of sums",
    "top two box",
    "net promoter score",
    "count",
    "sum",
    "bucket counts",
    "accuracy",
    "weighted mean",
    "lowest selection ratio",
)
MORE_IS_BETTER = frozenset({"share within", "accuracy"})
"""More of these is better whichever way their metric likes: they say how much was on time or near."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic's name; a percentile carries its number and method."""

    name: str
    percentile: int | Fraction = 0
    method: str = ""
    """`linear` or `nearest rank`; they differ, so a percentile says which."""

    @classmethod
    def parse(cls, text: str) -> Statistic:
        """Parse a statistic's name."""
        if text in PLAIN:
            return cls(text)
        number, _, method = text.partition(" percentile, ")
        return cls("percentile", Fraction(number[:-2]), method)

    def __str__(self) -> str:
        """Print the one written form."""
        if self.name != "percentile":
            return self.name
        from partnership.values.ordinals import ordinal

        return f"{ordinal(self.percentile)} percentile, {self.method}"


STATISTIC = Grammar(
    what="a statistic",
    pattern=(
        f"^({'|'.join(PLAIN)}|"
        "([2-9]?1st|[2-9]?2nd|[2-9]?3rd|[2-9]?[4-9]th|1[0-9]th|[2-9]0th"
        "|[1-9]?[0-9]\\.([02-9]?1st|[02-9]?2nd|[02-9]?3rd|[0-9]?[4-9]th|1[1-3]th))"
        " percentile, (linear|nearest rank))$"
    ),
    examples=("share within", "median", "90th percentile, nearest rank"),
    parse=Statistic.parse,
    words=(*PLAIN, "90th percentile, linear", "90th percentile, nearest rank"),
)
StatisticName = Annotated[Statistic, STATISTIC]
"""How values become one number; a percentile names its method."""
