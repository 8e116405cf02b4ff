"""How the example goes: how many, how often late, and the three breaches of the bad quarter."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnership.example.draws import Draws

SEASON = (115, 105, 110, 95, 100, 95, 85, 70, 115, 115, 95, 60)
"""Percent of the usual volume, January to December."""

STANDARD_REQUISITIONS = 16
CRITICAL_REQUISITIONS = 7
"""Requested in a usual month."""
FEWEST_CRITICAL = 5
"""Requested in the quietest month."""

FAMILIES = ("engineering", "finance", "operations", "sales")
LEVELS = ("professional", "professional", "senior")
SITES = (("london", "GB"), ("manchester", "GB"), ("berlin", "DE"), ("munich", "DE"))
UNITS = {
    "engineering": "technology",
    "finance": "corporate",
    "operations": "supply",
    "sales": "retail",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """What a row promises, so that the story knows where the line is."""

    within: int
    expected: int
    minimum: int
    """Percent."""


FILL = {"standard": Promise(45, 85, 70), "critical": Promise(30, 85, 70)}
SLATE = {"standard": Promise(7, 90, 80), "critical": Promise(4, 90, 80)}
FEEDBACK = Promise(16, 90, 75)
FILL_RATE_WITHIN = 90

BREACHES = {
    ("slate", "standard", "2025-11"): 67,
    ("fill", "standard", "2025-12"): 60,
    ("feedback", "all", "2025-11"): 66,
}
"""The bad quarter: percent reached at most, below the minimum."""

WEAK = frozenset(
    {
        ("fill", "standard", "2025-07"),
        ("fill", "standard", "2025-11"),
        ("fill", "critical", "2025-09"),
        ("fill", "standard", "2026-02"),
        ("slate", "standard", "2025-06"),
        ("slate", "standard", "2025-10"),
        ("slate", "standard", "2026-03"),
        ("feedback", "all", "2025-08"),
        ("feedback", "all", "2025-12"),
        ("feedback", "all", "2026-04"),
    }
)
"""Months below what is expected, above the minimum."""

OFFERS_LOST = {
    "2025-Q1": 10, "2025-Q2": 12, "2025-Q3": 14, "2025-Q4": 19, "2026-Q1": 13, "2026-Q2": 11,
}  # fmt: skip
"""Percent of decided offers that are not accepted, at most."""

CANDIDATE_SCORES = {
    "2025-Q1": (54, 18), "2025-Q2": (55, 16), "2025-Q3": (53, 19), "2025-Q4": (46, 25),
    "2026-Q1": (54, 17), "2026-Q2": (57, 15),
}  # fmt: skip
"""Percent of promoters and of detractors among candidates who answer."""

MANAGER_SATISFIED = {
    "2025-Q1": 88, "2025-Q2": 89, "2025-Q3": 86, "2025-Q4": 79, "2026-Q1": 86, "2026-Q2": 90,
}  # fmt: skip
"""Percent of hiring managers who answer 4 or 5."""


def misses(draws: Draws, story: tuple[str, str, str], promise: Promise, due: int) -> int:
    """Return how many of those due in a row's month are late.

    Args:
        draws: Decide how much better than promised a usual month is.
        story: The promise, the row and the month.
        promise: What the row promises.
        due: How many are due.
    """
    if story in BREACHES:
        return due - int(Fraction(BREACHES[story], 100) * due)
    usual = int(Fraction(100 - promise.expected, 100) * due)
    most = int(Fraction(100 - promise.minimum, 100) * due)
    if story in WEAK:
        return min(most, usual + 1 + due // 20)
    return usual - draws.whole(0, usual // 2)
