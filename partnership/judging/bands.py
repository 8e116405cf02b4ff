"""Holds an exact value against the expected and the minimum level; equal is met."""

from __future__ import annotations

from fractions import Fraction

from partnership.judging.verdicts import EXPECTED_MISSED, MET, MINIMUM_MISSED, Status
from partnership.judging.wording import ratio_shown
from partnership.values.levels import Threshold


def band(value: Fraction, expected: Threshold, minimum: Threshold, *, higher: bool) -> Status:
    """Give the band a value falls in.

    Args:
        value: The exact value.
        expected: What is promised.
        minimum: Below it the promise is broken.
        higher: Whether higher is better.

    """
    top, bottom = value.as_integer_ratio()
    sign = 1 if higher else -1
    over, under = minimum.ratio
    if sign * (top * under - over * bottom) < 0:
        return MINIMUM_MISSED
    over, under = expected.ratio
    return MET if sign * (top * under - over * bottom) >= 0 else EXPECTED_MISSED


def reaches(value: Fraction, level: Threshold, *, higher: bool) -> bool:
    """Whether a value is on the good side of a level, or on it."""
    top, bottom = value.as_integer_ratio()
    over, under = level.ratio
    apart = top * under - over * bottom
    return apart >= 0 if higher else apart <= 0


def band_reason(
    value: Fraction,
    counts: str,
    expected: Threshold,
    minimum: Threshold,
    *,
    higher: bool,
    unit: str,
    status: Status,
) -> str:
    """Say in a sentence on which side of both levels a value lies.

    Args:
        value: The exact value.
        counts: What it was made of.
        expected: What is promised.
        minimum: Below it the promise is broken.
        higher: Whether higher is better.
        unit: What stands behind the value for reading.
        status: The band it falls in.

    """
    levels = expected.ratio, minimum.ratio
    behind = f" {unit}" if unit else ""
    text = f"{ratio_shown(value.as_integer_ratio(), expected.unit, levels)}{behind} ({counts})"
    good, bad = ("at least", "below") if higher else ("at most", "above")
    if status is MET:
        return f"{text} is {good} the expected {expected.text}{behind}"
    if status is MINIMUM_MISSED:
        return f"{text} is {bad} the minimum {minimum.text}{behind}"
    missed = f"the expected {expected.text}{behind}"
    return f"{text} is {bad} {missed}, though {good} the minimum {minimum.text}{behind}"
