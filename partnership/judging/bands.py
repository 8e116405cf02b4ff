"""Holds an exact value against the expected and the minimum level; equal is met."""

from __future__ import annotations

from fractions import Fraction

from partnership.judging.verdicts import Status
from partnership.judging.wording import shown, with_unit
from partnership.values.levels import Threshold


def band(value: Fraction, expected: Threshold, minimum: Threshold, *, higher: bool) -> Status:
    """Give the band a value falls in.

    Args:
        value: The exact value.
        expected: What is promised.
        minimum: Below it the promise is broken.
        higher: Whether higher is better.

    """
    if not reaches(value, minimum, higher=higher):
        return Status.MINIMUM_MISSED
    return Status.MET if reaches(value, expected, higher=higher) else Status.EXPECTED_MISSED


def reaches(value: Fraction, level: Threshold, *, higher: bool) -> bool:
    """Whether a value is on the good side of a level, or on it."""
    return value >= level.value if higher else value <= level.value


def band_reason(
    value: Fraction,
    counts: str,
    expected: Threshold,
    minimum: Threshold,
    *,
    higher: bool,
    unit: str = "",
) -> str:
    """Say in a sentence on which side of both levels a value lies."""
    text = with_unit(shown(value, expected.unit, (expected.value, minimum.value)), unit)
    text += f" ({counts})"
    good, bad = ("at least", "below") if higher else ("at most", "above")
    match band(value, expected, minimum, higher=higher):
        case Status.MINIMUM_MISSED:
            return f"{text} is {bad} the minimum {with_unit(str(minimum), unit)}"
        case Status.EXPECTED_MISSED:
            missed = f"the expected {with_unit(str(expected), unit)}"
            kept = f"the minimum {with_unit(str(minimum), unit)}"
            return f"{text} is {bad} {missed}, though {good} {kept}"
    return f"{text} is {good} the expected {with_unit(str(expected), unit)}"
