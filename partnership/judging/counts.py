"""What was counted for one row, and the exact value that a statistic makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from partnership.documents import Metric
from partnership.documents.measurement import Bins, Row
from partnership.statistics import Histogram, mean, median, percentile
from partnership.values.durations import UNITS
from partnership.values.statistic_names import Statistic

EXACT = re.compile(r"-?[0-9]{1,18}(?:/[1-9][0-9]{0,17}|\.[0-9]{1,18})?")
COUNTED = {"share within", "ratio of sums", "top two box", "net promoter score"}
"""Statistics that are made of a numerator and a denominator."""
MIDDLES = ("mean", "median", "percentile")
STATISTICS: Mapping[str, tuple[str, ...]] = {
    "duration": ("share within", *MIDDLES),
    "ratio": ("ratio of sums",),
    "score": ("top two box", "net promoter score", *MIDDLES),
    "cost": ("ratio of sums", *MIDDLES),
    "index": ("ratio of sums", *MIDDLES),
}
"""The statistics of each type of metric that make one number to judge."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a row, or of several periods' rows together."""

    n: int
    numerator: int | None = None
    denominator: int | None = None
    closed: Histogram = field(default_factory=Histogram)
    value: Fraction | None = None
    """The value itself, where its bins are not published."""

    @property
    def misses(self) -> int:
        """How many of those counted missed."""
        return (self.denominator or 0) - (self.numerator or 0)

    @property
    def fraction(self) -> str:
        """The counts for reading: `21/30`, or `n 30` where the value is no fraction."""
        if self.numerator is None or self.denominator is None:
            return f"n {self.n}"
        return f"{self.numerator}/{self.denominator}"

    def __add__(self, other: Counts) -> Counts:
        """Give the counts of both together; a mean without bins is weighed, no other value is."""
        value = None
        if self.value is not None and other.value is not None and self.n + other.n:
            value = (self.value * self.n + other.value * other.n) / (self.n + other.n)
        return Counts(
            self.n + other.n,
            _sum(self.numerator, other.numerator),
            _sum(self.denominator, other.denominator),
            self.closed + other.closed,
            value,
        )


def read_counts(row: Row, statistic: Statistic) -> Counts:
    """Read a row's counts for a statistic.

    Raises:
        ValueError: with a plain sentence, where they are missing or contradict themselves.

    """
    closed = _histogram(row.closed)
    if statistic.name in COUNTED:
        if row.numerator is None or row.denominator is None:
            message = "the row has no numerator and denominator"
            raise ValueError(message)
        least = -row.denominator if statistic.name == "net promoter score" else 0
        if not least <= row.numerator <= row.denominator and not _may_exceed(statistic):
            message = f"{row.numerator} of {row.denominator} cannot be"
            raise ValueError(message)
        n = row.denominator if row.n is None else row.n
        return Counts(n, row.numerator, row.denominator, closed)
    n = closed.n if row.n is None else row.n
    value = None
    if row.value is not None:
        if not EXACT.fullmatch(row.value):
            message = f"`{row.value}` is not an exact number such as `323/10`"
            raise ValueError(message)
        value = Fraction(row.value)
    if n and not closed.bins and value is None:
        message = "the row has neither bins nor a value"
        raise ValueError(message)
    return Counts(n, closed=closed, value=value)


def exact_value(counts: Counts, statistic: Statistic) -> Fraction | None:
    """Make the value of a statistic from counts, exactly; None of nothing."""
    if statistic.name in COUNTED:
        if not counts.denominator or counts.numerator is None:
            return None
        points = 100 if statistic.name == "net promoter score" else 1
        return Fraction(points * counts.numerator, counts.denominator)
    if not counts.n:
        return None
    if not counts.closed.bins:
        return counts.value
    match statistic:
        case Statistic(name="mean"):
            return mean(counts.closed)
        case Statistic(name="median"):
            return median(counts.closed)
        case Statistic(name="percentile", percentile=number, method="linear"):
            return percentile(counts.closed, number, "linear")
        case Statistic(name="percentile", percentile=number, method="nearest rank"):
            return percentile(counts.closed, number, "nearest rank")
    return None


def can_pool(counts: Counts, statistic: Statistic) -> bool:
    """Whether the counts of several periods can be judged together."""
    return statistic.name in COUNTED or statistic.name == "mean" or bool(counts.closed.bins)


def unit_of(statistic: Statistic, metric: Metric) -> str | None:
    """Name the unit a level must have: `percent`, `number` or a duration's; None where unknown."""
    if statistic.name not in STATISTICS.get(metric.type, ()):
        return None
    if statistic.name in {"share within", "top two box"} or metric.unit == "percent":
        return "percent"
    if metric.type == "duration":
        return metric.unit if metric.unit in UNITS else None
    if statistic.name == "net promoter score":
        return "number" if metric.unit in {"points", "score"} else None
    return "number"


def is_higher_better(statistic: Statistic, metric: Metric) -> bool:
    """Whether a higher value keeps the promise better.

    A share of subjects on time is better when it is higher, though each subject's clock is better
    when it is shorter.
    """
    return statistic.name == "share within" or metric.direction == "higher is better"


def _may_exceed(statistic: Statistic) -> bool:
    """Whether a numerator may be above its denominator: four interviews to one offer."""
    return statistic.name == "ratio of sums"


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _histogram(bins: Bins) -> Histogram:
    if any(not re.fullmatch("-?[0-9]{1,9}", value) for value in bins):
        message = "a bin is not a whole number"
        raise ValueError(message)
    return Histogram.from_counts((int(value), count) for value, count in bins.items())
