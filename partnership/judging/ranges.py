"""How far a share of few subjects may lie from what is true: for display, never for a verdict."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from partnership.statistics import clopper_pearson, wilson

SMALL = 100
"""Below so many subjects one of them moves a share by more than one point."""


def is_small_share(value: Fraction | None, numerator: int | None, denominator: int | None) -> bool:
    """Whether a value is a share of so few subjects that a range stands beside it."""
    if value is None or numerator is None or not denominator or denominator >= SMALL:
        return False
    return 0 <= numerator <= denominator and value == Fraction(numerator, denominator)


def score_range(numerator: int, denominator: int) -> tuple[str, str]:
    """Give the 95% score interval (Wilson) in percent with one decimal: `56.5%`, `98.0%`."""
    return _percent(wilson(numerator, denominator))


def exact_range(numerator: int, denominator: int) -> tuple[str, str]:
    """Give the exact 95% interval (Clopper and Pearson) in percent with one decimal."""
    return _percent(clopper_pearson(numerator, denominator))


def _percent(ends: tuple[Decimal, Decimal] | None) -> tuple[str, str]:
    low, high = ends or (Decimal(0), Decimal(1))
    return f"{100 * low:.1f}%", f"{100 * high:.1f}%"
