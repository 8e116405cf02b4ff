"""Thresholds and shares, exact: `95%`, `4.2`, `30 calendar days`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from partnership.values.durations import DURATION, Span
from partnership.values.grammar import Grammar

SHARE_PATTERN = r"(100|[1-9]?[0-9](\.[0-9]*[1-9])?)%"


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """A share between nothing and everything; `value` is exact, 0 to 1."""

    value: Fraction

    @classmethod
    def parse(cls, text: str) -> Share:
        """Parse `95%` or `98.8%`; raises ValueError on anything else."""
        if not re.fullmatch(SHARE_PATTERN, text):
            msg = f"`{text}` is not a percentage"
            raise ValueError(msg)
        return cls(Fraction(text[:-1]) / 100)

    def __str__(self) -> str:
        """Print the one written form."""
        return f"{decimal_text(self.value * 100)}%"


def decimal_text(value: Fraction) -> str:
    """Write a fraction that ends in decimals exactly; raises ValueError for one that does not."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
        if digits > 40:
            msg = f"{value} has no end in decimals"
            raise ValueError(msg)
    whole = abs(value * 10**digits).numerator
    text = str(whole).rjust(digits + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


PERCENTAGE = Grammar(
    what="a percentage",
    pattern=f"^{SHARE_PATTERN}$",
    examples=("95%", "98.8%"),
    parse=Share.parse,
)
Percentage = Annotated[Share, PERCENTAGE]
"""A share of the whole, `95%`."""


@dataclass(frozen=True)
class Threshold:
    """What a statistic is held against: a share, a number, or a duration of the metric's unit."""

    value: Fraction
    """Share as 0 to 1, points and scores as written, durations in their unit."""
    unit: str
    """`percent`, `number`, or a duration's unit."""

    @cached_property
    def ratio(self) -> tuple[int, int]:
        """The numerator and the denominator of its value; the same few levels are asked often."""
        return self.value.as_integer_ratio()

    @cached_property
    def text(self) -> str:
        """The one written form, which is asked as often."""
        return str(self)

    @classmethod
    def parse(cls, written: str | float) -> Threshold:
        """Read a percentage, a duration or a plain number; raises ValueError on anything else."""
        if isinstance(written, int | float):
            return cls(Fraction(repr(written)), "number")
        if written.endswith("%"):
            return cls(Share.parse(written).value, "percent")
        span = Span.parse(written)
        return cls(Fraction(span.amount), span.unit)

    def __str__(self) -> str:
        """Print the one written form."""
        if self.unit == "percent":
            return str(Share(self.value))
        if self.unit == "number":
            return decimal_text(self.value)
        return str(Span(int(self.value), self.unit))  # type: ignore[arg-type]


LEVEL_TEXT = Grammar(
    what="a level",
    pattern=f"^({SHARE_PATTERN}|{DURATION.pattern[1:-1]})$",
    examples=("90%", "30 calendar days"),
    parse=Threshold.parse,
    words=DURATION.words,
)


LARGEST = 10**15 - 1
"""The largest number of a level: up to fifteen digits a float holds every decimal as written."""


def _read_level(written: Any) -> Threshold:  # noqa: ANN401
    number = isinstance(written, int | float) and not isinstance(written, bool)
    number = number and abs(written) <= LARGEST
    text = isinstance(written, str) and re.fullmatch(LEVEL_TEXT.pattern[:-1] + r"\Z", written)
    if not number and not text:
        raise PydanticCustomError("level", "not a level")
    return LEVEL_TEXT.parse(written) if text else Threshold.parse(written)


class LevelSchema:
    """A level in a document: a number, or a text of `LEVEL_TEXT`."""

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Take numbers as they are and texts by the grammar; never a boolean."""
        return core_schema.no_info_plain_validator_function(
            _read_level, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Publish both forms."""
        return {
            "anyOf": [
                {"type": "number", "minimum": -LARGEST, "maximum": LARGEST},
                {"type": "string", "pattern": LEVEL_TEXT.pattern},
            ],
            "examples": ["90%", 30, 4.2, "30 calendar days"],
        }


Level = Annotated[Threshold, LevelSchema()]
"""A threshold: `90%`, `30 calendar days`, or a plain number for scores and points."""
