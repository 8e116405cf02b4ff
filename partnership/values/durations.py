"""Spans of time as contracts say them: `5 business days`, `16 business hours`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from partnership.values.grammar import Grammar

DurationUnit = Literal[
    "business days",
    "business hours",
    "calendar days",
    "elapsed hours",
    "elapsed minutes",
    "weeks",
    "months",
    "years",
]
UNITS: tuple[DurationUnit, ...] = get_args(DurationUnit)
SINGULAR = {unit[:-1]: unit for unit in UNITS}
WORKING_MINUTES: dict[DurationUnit, int] = {
    "elapsed minutes": 1,
    "elapsed hours": 60,
    "business hours": 60,
    "business days": 480,
    "calendar days": 480,
    "weeks": 2400,
    "months": 10080,
    "years": 120960,
}


@dataclass(frozen=True, slots=True)
class Span:
    """An amount of one unit; business units count on a calendar that stands elsewhere."""

    amount: int
    unit: DurationUnit

    @classmethod
    def parse(cls, text: str) -> Span:
        """Parse `5 business days`; raises ValueError on anything else."""
        number, _, unit = text.partition(" ")
        named = SINGULAR.get(unit, unit)
        if not number.isdecimal() or named not in UNITS:
            msg = f"`{text}` is not a duration"
            raise ValueError(msg)
        return cls(int(number), named)

    def __str__(self) -> str:
        """Print the one written form."""
        return f"{self.amount} {self.unit[:-1] if self.amount == 1 else self.unit}"

    @property
    def rank(self) -> int:
        """Minutes of work at eight hours a day: orders spans of unlike units, never decides a number."""
        return self.amount * WORKING_MINUTES[self.unit]


DURATION = Grammar(
    what="a duration",
    pattern=(f"^(1 ({'|'.join(SINGULAR)})|(0|[2-9]|[1-9][0-9]{{1,4}}) ({'|'.join(UNITS)}))$"),
    examples=("5 business days", "16 business hours", "30 calendar days"),
    parse=Span.parse,
    words=(*UNITS, *SINGULAR),
)
Duration = Annotated[Span, DURATION]
"""`5 business days`, `16 business hours`, `30 calendar days`, `24 elapsed hours`."""

LENGTHS: tuple[DurationUnit, ...] = ("calendar days", "weeks", "months", "years")
"""The units in which data is kept and things are looked at again."""
LENGTH = Grammar(
    what="a length of time in days, weeks, months or years",
    pattern=(
        f"^(1 ({'|'.join(unit[:-1] for unit in LENGTHS)})"
        f"|([2-9]|[1-9][0-9]{{1,3}}) ({'|'.join(LENGTHS)}))$"
    ),
    examples=("6 months", "30 calendar days"),
    parse=Span.parse,
    words=(*LENGTHS, *(unit[:-1] for unit in LENGTHS)),
)
Length = Annotated[Span, LENGTH]
"""`6 months`, `30 calendar days`: whole days or more, whatever the calendar."""
