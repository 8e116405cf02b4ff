"""Exact amounts of one currency: converted by agreed rates, rounded once where the terms say."""

from __future__ import annotations

from fractions import Fraction

from partnership.documents import Commercials
from partnership.documents.commercials import Rounding
from partnership.values.money import Amount

SHOWN_PLACES = 10
"""A decimal with more digits is written as a fraction."""


def in_currency(amount: Amount, terms: Commercials) -> Fraction | None:
    """Give an amount in the currency of the account; None where no rate is agreed."""
    value = Fraction(amount.value)
    if amount.currency == terms.currency:
        return value
    for rate in terms.rates:
        if rate.from_ == amount.currency and rate.is_.currency == terms.currency:
            return value * Fraction(rate.is_.value)
    return None


def unit_of(rounding: Rounding | None, currency: str) -> Fraction | None:
    """Give the unit that amounts are rounded to; None where none is agreed in this currency."""
    if rounding is None or rounding.to.currency != currency or not rounding.to.value:
        return None
    return Fraction(rounding.to.value)


def rounded(value: Fraction, unit: Fraction, mode: str) -> Fraction:
    """Round an amount to a unit.

    Args:
        value: The exact amount, not below zero.
        unit: What to round to: 1/100.
        mode: `half up`, `half even`, `down` or `up`.

    """
    units = value / unit
    whole, rest = divmod(units.numerator, units.denominator)
    twice = 2 * rest - units.denominator
    is_up = {
        "half up": twice >= 0,
        "half even": twice > 0 or (twice == 0 and whole % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[mode]
    return (whole + is_up) * unit


def money_text(value: Fraction, currency: str = "") -> str:
    """Write an amount exactly: `2,000.00`; one without an end in decimals as a fraction beside it."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    behind = f" {currency}" if currency else ""
    for places in range(2, SHOWN_PLACES + 1):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return f"{sign}{_grouped(scaled.numerator, places)}{behind}"
    return f"{sign}{_grouped(int(value * 100), 2)}…{behind} ({sign}{value})"


def plain_text(value: Fraction) -> str:
    """Write an amount for machines: `2000.00`, exactly, or as a fraction `10000/3`."""
    for places in range(2, SHOWN_PLACES + 1):
        scaled = value * 10**places
        if scaled.denominator == 1:
            sign, digits = ("-" if scaled < 0 else ""), str(abs(scaled.numerator))
            digits = digits.rjust(places + 1, "0")
            return f"{sign}{digits[:-places]}.{digits[-places:]}"
    return str(value)


def _grouped(units: int, places: int) -> str:
    whole, rest = divmod(units, 10**places)
    return f"{whole:,}.{rest:0{places}d}"
