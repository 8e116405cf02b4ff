"""How amounts are rounded and written, to the last digit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from partnership.judging.credits.amounts import money_text, plain_text, rounded

UNITS = ("0", "0.004", "0.005", "0.006", "0.01", "0.014", "0.015", "0.016", "0.025")


@pytest.mark.parametrize(
    ("mode", "cents"),
    [
        ("half up", (0, 0, 1, 1, 1, 1, 2, 2, 3)),
        ("half even", (0, 0, 0, 1, 1, 1, 2, 2, 2)),
        ("down", (0, 0, 0, 0, 1, 1, 1, 1, 2)),
        ("up", (0, 1, 1, 1, 1, 2, 2, 2, 3)),
    ],
)
def test_amounts_are_rounded_to_the_unit_by_the_agreed_mode(mode, cents):
    found = [rounded(Fraction(text), Fraction(1, 100), mode) * 100 for text in UNITS]

    assert list(cents) == found


@pytest.mark.parametrize(
    ("amount", "money", "plain"),
    [
        ("0", "0.00", "0.00"),
        ("2000", "2,000.00", "2000.00"),
        ("-1234567.5", "-1,234,567.50", "-1234567.50"),
        ("0.05", "0.05", "0.05"),
        ("-0.05", "-0.05", "-0.05"),
        ("3.335", "3.335", "3.335"),
        ("0.123456789", "0.123456789", "0.123456789"),
        ("1.0123456789", "1.0123456789", "1.0123456789"),
        ("1.01234567891", "1.01… (101234567891/100000000000)", "101234567891/100000000000"),
        ("40/3", "13.33… (40/3)", "40/3"),
        ("-20000/3", "-6,666.66… (-20000/3)", "-20000/3"),
    ],
)
def test_amounts_are_written_exactly(amount, money, plain):
    value = Fraction(amount)

    assert (money, plain) == (money_text(value), plain_text(value))


def test_a_currency_stands_behind_the_amount():
    assert "-5.00 GBP" == money_text(Fraction(-5), "GBP")
    assert "0.33… GBP (1/3)" == money_text(Fraction(1, 3), "GBP")
