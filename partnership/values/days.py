"""Days as everyone writes them: `2026-03-17`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from partnership.values.grammar import Grammar


def parse_day(text: str) -> date:
    """Parse `2026-03-17`; raises ValueError for a day no calendar has."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"`{text}` is a day no calendar has"
        raise ValueError(msg) from None


DAY = Grammar(
    what="a day",
    # Three centuries: days before and after any of these can be counted without running out.
    pattern="^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    examples=("2026-03-17",),
    parse=parse_day,
    format="date",
)
Day = Annotated[date, DAY]
"""A day, `2026-03-17`."""


def months_after(day: date, months: int) -> date:
    """Give the same day of a later month, or the first after it where that month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    try:
        return date(index // 12, index % 12 + 1, day.day)
    except ValueError:
        return date((index + 1) // 12, (index + 1) % 12 + 1, 1)
