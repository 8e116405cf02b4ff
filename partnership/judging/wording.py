"""Exact numbers for reading: rounded only as far as they still stand on their side of a level."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from partnership.documents import Metric

DIGITS = 2
MOST_DIGITS = 12
Ratio = tuple[int, int]
"""An exact number by its numerator and its denominator."""


def shown(value: Fraction, unit: str, levels: Iterable[Fraction] = ()) -> str:
    """Write a value in the unit of its level: `82.61%`, `32.3 calendar days`, `-10`.

    A value that is not a level does not read like it: 79.996% under a minimum of 80% keeps its
    digits, up to twelve of them.

    Args:
        value: The exact value, a share as 0 to 1.
        unit: `percent`, `number`, or a duration's unit.
        levels: What the value is held against.

    """
    ratios = tuple([level.as_integer_ratio() for level in levels])
    return ratio_shown(value.as_integer_ratio(), unit, ratios)


@lru_cache(maxsize=4096)
def ratio_shown(value: Ratio, unit: str, levels: tuple[Ratio, ...]) -> str:
    """Write as `shown` does what is given in whole numbers; the counts of a month come again."""
    factor = 100 if unit == "percent" else 1
    top, bottom = value
    top *= factor
    digits, scale = DIGITS, 10**DIGITS
    for over, under in levels:
        over *= factor  # noqa: PLW2901
        apart = abs(top * under - over * bottom)
        # What lies a whole last digit apart cannot read alike.
        if apart * scale < bottom * under and apart:
            digits = _digits_apart((top, bottom), (over, under), digits)
            scale = 10**digits
    text = _decimals(_rounded(top, bottom, scale), digits)
    if unit == "percent":
        return f"{text}%"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if unit == "number" else f"{text} {unit[:-1] if text == '1' else unit}"


def with_unit(text: str, unit: str) -> str:
    """Write a number with what stands behind it: `4 to 1`, `5000 GBP`."""
    return f"{text} {unit}" if unit else text


def sum_in_words(metric: Metric) -> str:
    """Say what a metric without subjects of its own is made of: `internal cost over hires`."""
    if metric.composition:
        groups = listed(metric.composition.groups)
        return f"{metric.composition.stage} candidates who are {groups}"
    if metric.selection:
        chosen = metric.selection
        return f"{chosen.dimension} groups from {chosen.from_} to {chosen.to}"
    if metric.indicators:
        return listed(one.id for one in metric.indicators)
    over = f" over {listed(metric.per)}" if metric.per else ""
    return f"{listed(metric.amount or ())}{over}"


def points_text(points: int) -> str:
    """Write `1 point`, `2 points`."""
    return f"{points} point" if points == 1 else f"{points} points"


def listed(names: Iterable[str]) -> str:
    """Write `a`, `a and b`, `a, b and c`."""
    items = list(names)
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def _digits_apart(value: Ratio, level: Ratio, digits: int) -> int:
    """Give the fewest digits with which two numbers that are not the same do not read alike."""
    while digits < MOST_DIGITS and _rounded(*value, 10**digits) == _rounded(*level, 10**digits):
        digits += 1
    return digits


def _rounded(top: int, bottom: int, scale: int) -> int:
    """Round half away from zero, as people do, in units of the last digit: so many make one."""
    whole = (2 * abs(top) * scale + bottom) // (2 * bottom)
    return -whole if top < 0 else whole


def _decimals(units: int, digits: int) -> str:
    text = str(abs(units)).rjust(digits + 1, "0")
    return f"{'-' if units < 0 else ''}{text[:-digits]}.{text[-digits:]}"
