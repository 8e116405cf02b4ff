"""What quantities were made into, for each row of targets."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(slots=True)
class Made:
    """What was made for one row of targets."""

    amount: Fraction | None = None
    """What stands above the line; None where nothing is known of it."""
    per: Fraction | None = None
    """What it is divided by."""
    n: int = 0
    """How many it counts."""
    least: int | None = None
    """The fewest people that a published number is of, where that is not `n`."""
    excluded: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class AllMade:
    """What was made for every row, and how much of what it needs was there."""

    rows: dict[int, Made] = field(default_factory=lambda: defaultdict(Made))
    unassigned: int = 0
    shares: list[Fraction] = field(default_factory=list)
    """The share of months, or of parts, that the store has entries of."""
