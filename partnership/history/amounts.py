"""Which of two written values is more: a larger number, a longer list, a later day, a higher word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from partnership.canonical import canonical_json

AMOUNT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?(.*)")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UNITS: Mapping[str, tuple[int, str]] = {
    "week": (7, "calendar day"),
    "year": (12, "month"),
    "elapsed hour": (60, "elapsed minute"),
}
"""What a unit is in a smaller one, where that is always the same."""


def is_more(before: Any, after: Any, order: Sequence[str] = ()) -> bool | None:  # noqa: ANN401
    """Say whether a value became more; None where nothing says which of the two is more.

    Args:
        before: What was written, None where nothing was.
        after: What is written now, None where nothing is.
        order: The words of the field from the least to the most, where they have an order.

    """
    if before is None or after is None:
        return before is None
    if isinstance(before, list) and isinstance(after, list):
        return _is_longer(before, after)
    if before in order and after in order:
        return order.index(after) > order.index(before)
    if isinstance(before, str) and isinstance(after, str):
        return _is_larger_text(before, after)
    return _is_larger(_amount(before), _amount(after))


@lru_cache(maxsize=1 << 14)
def _is_larger_text(before: str, after: str) -> bool | None:
    return _is_larger(_amount_in(before), _amount_in(after))


def _is_larger(old: tuple[Fraction, str] | None, new: tuple[Fraction, str] | None) -> bool | None:
    """Say whether an amount is the larger one; None where the two cannot be compared, or are alike."""
    if old is None or new is None or old[1] != new[1] or old[0] == new[0]:
        return None
    return new[0] > old[0]


def _is_longer(before: list[Any], after: list[Any]) -> bool | None:
    """Say whether a list has all that it had, and more."""
    old, new = ({canonical_json(item) for item in items} for items in (before, after))
    if old < new:
        return True
    return False if new < old else None


def _amount(value: Any) -> tuple[Fraction, str] | None:  # noqa: ANN401
    """Give a number and its unit, or None for what is no amount."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return _amount_in(str(value))


@lru_cache(maxsize=1 << 14)
def _amount_in(text: str) -> tuple[Fraction, str] | None:
    if DAY.fullmatch(text):
        try:
            return Fraction(date.fromisoformat(text).toordinal()), "day of the calendar"
        except ValueError:
            return None
    found = AMOUNT.fullmatch(text)
    if not found:
        return None
    unit = found[2].removesuffix("s")
    times, smaller = UNITS.get(unit, (1, unit))
    return Fraction(found[1]) * times, smaller
