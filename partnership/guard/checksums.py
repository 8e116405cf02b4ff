"""The arithmetic of check digits, each by its published rule, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

VERHOEFF = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)
"""The permutation of each position, counted from the right."""


def luhn(digits: str) -> bool:
    """Double every second digit from the right, take 9 from what is above 9: ISO/IEC 7812-1, annex B."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    total = sum(int(digit) for digit in digits[::-2])
    return (total + sum(twice - 9 if twice > 9 else twice for twice in doubled)) % 10 == 0


def weighted(digits: str, weights: Iterable[int]) -> int:
    """Add up digits, each times its weight; what has no weight is left out."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def iso_7064_mod_97(text: str) -> int:
    """Divide by 97, letters being 10 to 35: ISO/IEC 7064, MOD 97-10."""
    return int("".join(str(int(sign, 36)) for sign in text)) % 97


def iso_7064_mod_11_10(digits: str) -> bool:
    """Follow the recursive system MOD 11,10 of ISO/IEC 7064 to the last digit."""
    product = 10
    for digit in digits[:-1]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[-1])


def verhoeff(digits: str) -> bool:
    """Multiply in the dihedral group of order 10 (J. Verhoeff, 1969)."""
    check = 0
    for position, digit in enumerate(reversed(digits)):
        check = _dihedral(check, int(VERHOEFF[position % 8][int(digit)]))
    return check == 0


def _dihedral(first: int, second: int) -> int:
    """Multiply two members: 0 to 4 turn a pentagon, 5 to 9 mirror it."""
    if first < 5:
        turned = (first + second) % 5
        return turned if second < 5 else turned + 5
    turned = (first - second) % 5
    return turned + 5 if second < 5 else turned


def is_day(year: int, month: int, day: int) -> bool:
    """Say whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def is_short_day(year: str, month: str, day: str) -> bool:
    """Say whether there is such a day in a year of two digits, of either century."""
    short = int(year)
    return any(is_day(century + short, int(month), int(day)) for century in (1900, 2000))
