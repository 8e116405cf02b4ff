"""Months, quarters and years: `2026-03`, `2026-Q1`, `"2026"`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from partnership.values.grammar import Grammar

Length = Literal["month", "quarter", "year"]
PERIOD_PATTERN = "^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])|-Q[1-4])?$"
MONTHS: dict[Length, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One period: its first month, and how many months it has (1, 3 or 12)."""

    year: int
    month: int
    months: int

    @classmethod
    def parse(cls, text: str) -> Span:
        """Parse `2026-03`, `2026-Q1` or `2026`; raises ValueError on anything else."""
        year, _, part = text.partition("-")
        if not re.fullmatch(PERIOD_PATTERN, text):
            msg = f"`{text}` is not a period; write `2026-03`, `2026-Q1` or `2026`"
            raise ValueError(msg)
        if not part:
            return cls(int(year), 1, 12)
        if part.startswith("Q"):
            return cls(int(year), 3 * int(part[1]) - 2, 3)
        return cls(int(year), int(part), 1)

    @classmethod
    def containing(cls, day: date, length: Length) -> Span:
        """Find the period of a length that a day falls in."""
        months = MONTHS[length]
        return cls(day.year, (day.month - 1) // months * months + 1, months)

    def __str__(self) -> str:
        """Print the one written form."""
        if self.months == 12:
            return f"{self.year:04d}"
        if self.months == 3:
            return f"{self.year:04d}-Q{(self.month + 2) // 3}"
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self._month_after().replace(day=1) - timedelta(days=1)

    @property
    def next(self) -> Span:
        """The period of the same length that follows."""
        after = self._month_after()
        return Span(after.year, after.month, self.months)

    @property
    def previous(self) -> Span:
        """The period of the same length before this one."""
        index = self.year * 12 + self.month - 1 - self.months
        return Span(index // 12, index % 12 + 1, self.months)

    def _month_after(self) -> date:
        index = self.year * 12 + self.month - 1 + self.months
        return date(index // 12, index % 12 + 1, 1)


PERIOD = Grammar(
    what="a period",
    pattern=PERIOD_PATTERN,
    examples=("2026-03", "2026-Q1", "2026"),
    parse=Span.parse,
)
Period = Annotated[Span, PERIOD]
"""A month, quarter or year: `2026-03`, `2026-Q1`, `"2026"`."""

MONTH = Grammar(
    what="a month",
    pattern="^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$",
    examples=("2026-03",),
    parse=Span.parse,
)
Month = Annotated[Span, MONTH]
"""A month: `2026-03`."""

PERIOD_COUNT = Grammar(
    what="a number of periods",
    pattern="^(1 period|([2-9]|[1-9][0-9]) periods)$",
    examples=("2 periods", "1 period"),
    parse=str,
)
PeriodCount = Annotated[str, PERIOD_COUNT]
"""How many periods in a row: `2 periods`."""
