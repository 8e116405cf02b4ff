"""What is seen of quantities, what was found of them, and what they were made into."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from partnership.clock import day_start
from partnership.documents import SLA, Metric
from partnership.measuring.aggregates import months_of, spans_in
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.query import EventStore
from partnership.values.periods import Span


@dataclass(frozen=True, slots=True)
class AmountView:
    """What is seen of quantities: the days of one part of a period, under its terms."""

    store: EventStore
    metric: Metric
    sla: SLA
    """The terms in force on those days; their targets are the rows."""
    zone: str
    first: date
    last: date
    """The last day."""
    seen: date
    """The last day whose events are seen; before `last` where the period still runs."""
    currency: str | None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The periods that lie inside the days."""
        return spans_in(self.first, self.last)

    @property
    def months(self) -> frozenset[Span]:
        """The months of them that are over."""
        return months_of(span for span in spans_in(self.first, self.seen) if span.months == 1)

    @property
    def instants(self) -> tuple[int, int]:
        """The first instant of the days, and the first that is not seen."""
        return day_start(self.zone, self.first), day_start(self.zone, self.seen + ONE_DAY)


@dataclass(frozen=True, slots=True)
class Amount:
    """What was found of one quantity in one row of targets."""

    value: Fraction
    n: int = 0
    """How many it counts; 0 of money and full-time equivalents, which are no count."""
    entries: int = 0
    """How many entries it was added up from."""


@dataclass(slots=True)
class Found:
    """What was found of one quantity."""

    rows: dict[int, Amount] = field(default_factory=dict)
    excluded: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unassigned: int = 0
    """What no row of targets takes."""
    there: int = 0
    """How many months the store has entries of, or 1 where it has any of what has no months."""
    asked: int = 0
    """How many it should have; 0 where that is not known."""


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
