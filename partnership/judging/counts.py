"""What was counted for one row, and the exact value that a statistic makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeVar

from partnership.documents import Metric
from partnership.documents.measurement import Bins, Row
from partnership.statistics import Histogram, mean, median, percentile
from partnership.values.durations import UNITS
from partnership.values.levels import decimal_text
from partnership.values.statistic_names import MORE_IS_BETTER, Statistic

EXACT = re.compile(r"-?[0-9]{1,40}(?:/[1-9][0-9]{0,39}|\.[0-9]{1,18})?")
BIN = re.compile("-?[0-9]{1,9}")
PLACES = 10**4
"""Numbers that are whole in so many parts are written in decimals."""
NPS = "net promoter score"
COUNTED = {
    *("share within", "share beyond", "ratio of sums", "top two box"),
    *(NPS, "bucket counts"),
}
"""Statistics that are made of a numerator and a denominator."""
MAY_EXCEED = "ratio of sums"
"""The one of them whose numerator may be above its denominator: four interviews to one offer."""
MISSABLE = {"share within", "share beyond", "ratio of sums", "top two box"}
"""Statistics in which each of those counted is either a miss or none."""
OF_AMOUNTS = {"accuracy", "sum", "count", "weighted mean", "lowest selection ratio"}
"""Statistics that are made of an exact amount, most of them with what it is divided by."""
MIDDLES = ("mean", "median", "percentile")
STATISTICS: Mapping[str, tuple[str, ...]] = {
    "duration": ("share within", "share beyond", *MIDDLES, "bucket counts"),
    "ratio": ("ratio of sums", "accuracy"),
    "count": ("sum", "count"),
    "score": ("top two box", "net promoter score", *MIDDLES),
    "cost": ("ratio of sums", "sum"),
    "index": ("weighted mean", "lowest selection ratio"),
}
"""The statistics of each type of metric that make one number to judge."""


EMPTY = Histogram()


class Counts(NamedTuple):
    """The counts of a row, or of several periods' rows together."""

    n: int
    numerator: int | None = None
    denominator: int | None = None
    closed: Histogram = EMPTY
    value: Fraction | None = None
    """The value itself, where its bins are not published."""
    amount: Fraction | None = None
    """What quantities add up to."""
    per: Fraction | None = None
    """What the amount is divided by."""

    @property
    def misses(self) -> int:
        """How many of those counted missed."""
        return (self.denominator or 0) - (self.numerator or 0)

    @property
    def fraction(self) -> str:
        """The counts for reading: `21/30`, `700000 ÷ 140`, or `n 30` where it is no fraction."""
        if self.amount is not None and self.per is not None:
            return divided(self.amount, self.per)
        if self.numerator is None or self.denominator is None:
            return f"n {self.n}"
        return f"{self.numerator}/{self.denominator}"

    def plus(self, other: Counts) -> Counts:
        """Give the counts of both together; a mean without bins is weighed, no other value is."""
        n = self.n + other.n
        value = (
            (self.value * self.n + other.value * other.n) / n
            if self.value is not None and other.value is not None
            else None
        )
        return Counts(
            n,
            _sum(self.numerator, other.numerator),
            _sum(self.denominator, other.denominator),
            self.closed + other.closed,
            value,
            _sum(self.amount, other.amount),
            _sum(self.per, other.per),
        )


def has_misses(statistic: Statistic, metric: Metric | None) -> bool:
    """Say whether each of those counted is either a miss or none; of what is added up, none is."""
    return statistic.name in MISSABLE and not (metric and metric.amount)


def not_missed(statistic: Statistic, metric: Metric | None) -> str:
    """Say why misses cannot be allowed."""
    added = " of amounts that are added up" if metric and metric.amount else ""
    return f"misses cannot be counted for a {statistic}{added}"


def read_counts(row: Row, statistic: Statistic, metric: Metric | None = None) -> Counts:
    """Read a row's counts for a statistic; where only what is open is counted, of its bins.

    Args:
        row: What was measured.
        statistic: What is made of it.
        metric: Of what; it says whether what counts is a part of what it is taken of.

    Raises:
        ValueError: with a plain sentence, where they are missing or contradict themselves.

    """
    name = statistic.name
    if name in OF_AMOUNTS or row.amount is not None or row.per is not None:
        return Counts(row.n or 0, amount=_exact(row.amount), per=_exact(row.per))
    if name in COUNTED:
        return _counted(row, statistic, metric)
    is_of_open = row.n and not row.closed and row.n == sum(row.open.values())
    closed = _histogram(row.open if is_of_open else row.closed)
    n = closed.n if row.n is None else row.n
    value = _exact(row.value)
    if n and not closed.bins and value is None:
        message = "the row has neither bins nor a value"
        raise ValueError(message)
    return Counts(n, closed=closed, value=value)


def _counted(row: Row, statistic: Statistic, metric: Metric | None) -> Counts:
    """Read a numerator and a denominator; bins beside them are only shown, and must be bins."""
    if row.closed:
        _require_bins(row.closed)
    numerator, denominator, n = row.numerator, row.denominator, row.n
    if numerator is None or denominator is None:
        if numerator is None and denominator is None and n == 0:
            return Counts(0)
        message = "the row has no numerator and denominator"
        raise ValueError(message)
    if not can_be(numerator, denominator, statistic, metric):
        message = f"{numerator} of {denominator} cannot be"
        raise ValueError(message)
    return Counts(denominator if n is None else n, numerator, denominator)


def can_be(
    numerator: int, denominator: int, statistic: Statistic, metric: Metric | None = None
) -> bool:
    """Whether so many can be counted out of so many, for a statistic made of two counts."""
    least = -denominator if statistic.name == NPS else 0
    is_part = metric is not None and metric.unit == "percent" and bool(metric.denominator)
    may_exceed = statistic.name == MAY_EXCEED and not is_part
    return denominator >= 0 and least <= numerator and (numerator <= denominator or may_exceed)


def exact_value(counts: Counts, statistic: Statistic) -> Fraction | None:
    """Make the value of a statistic from counts, exactly; None of nothing."""
    name = statistic.name
    if counts.amount is not None:
        return _of_amounts(counts.amount, counts.per, statistic)
    if name in COUNTED:
        numerator, denominator = counts.numerator, counts.denominator
        if not denominator or numerator is None:
            return None
        if name == "bucket counts":
            return Fraction(numerator)
        return _quotient(100 * numerator if name == NPS else numerator, denominator)
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


@lru_cache(maxsize=4096)
def _quotient(top: int, bottom: int) -> Fraction:
    """Divide exactly; the counts of a month are small, and the same come again and again."""
    return Fraction(top, bottom)


def _of_amounts(amount: Fraction, per: Fraction | None, statistic: Statistic) -> Fraction | None:
    """Make a value of an amount and what it is divided by; of what is not known there is none."""
    if statistic.name in {"sum", "count"}:
        return amount
    if not per:
        return None
    if statistic.name == "accuracy":
        return max(Fraction(0), 1 - abs(amount - per) / abs(per))
    return amount / per


def can_pool(counts: Counts, statistic: Statistic) -> bool:
    """Whether the counts of several periods can be judged together; what still runs is in each."""
    if statistic.name == "bucket counts":
        return False
    poolable = statistic.name in {*COUNTED, "mean", "accuracy"}
    return poolable or bool(counts.closed.bins)


def unit_of(statistic: Statistic, metric: Metric) -> str | None:
    """Name the unit a level must have: `percent`, `number` or a duration's; None where unknown."""
    if statistic.name not in STATISTICS[metric.type]:
        return None
    shares = {"share within", "share beyond", "top two box", "accuracy"}
    if statistic.name in shares or metric.unit == "percent":
        return "percent"
    if statistic.name == "bucket counts":
        return "number"
    if metric.type == "duration":
        return metric.unit if metric.unit in UNITS else None
    if statistic.name == "net promoter score":
        return "number" if metric.unit in {"points", "score"} else None
    return "number"


def is_higher_better(statistic: Statistic, metric: Metric) -> bool:
    """Whether a higher value keeps the promise better.

    A share of subjects on time is better when it is higher, though each subject's clock is better
    when it is shorter; so is how near a plan was met, of whatever was planned.
    """
    return statistic.name in MORE_IS_BETTER or metric.direction == "higher is better"


def reading_unit(metric: Metric | None, currency: str) -> str:
    """Give what stands behind a value for reading: `to 1`, a currency, or nothing."""
    if metric is None:
        return ""
    return {"x to 1": "to 1", "currency": currency}.get(metric.unit, "")


def divided(amount: Fraction, per: Fraction) -> str:
    """Write a division exactly: `700000 ÷ 140`, `4 ÷ 0.25`, `(1/21) ÷ (7/72)`."""
    return f"{exact_text(amount)} ÷ {exact_text(per)}"


def exact_text(number: Fraction) -> str:
    """Write an exact number: in decimals where it has at most four, else as a fraction."""
    return decimal_text(number) if PLACES % number.denominator == 0 else f"({number})"


def _exact(text: str | None) -> Fraction | None:
    if text is None:
        return None
    if not EXACT.fullmatch(text):
        message = f"`{text}` is not an exact number such as `323/10`"
        raise ValueError(message)
    return Fraction(text)


N = TypeVar("N", int, Fraction)


def _sum(one: N | None, other: N | None) -> N | None:
    return None if one is None or other is None else one + other


def _require_bins(bins: Bins) -> None:
    if not bins:
        return
    if not all(map(BIN.fullmatch, bins)):
        message = "a bin is not a whole number"
        raise ValueError(message)
    if min(bins.values()) < 0:
        message = "a bin counts less than nothing"
        raise ValueError(message)


def _histogram(bins: Bins) -> Histogram:
    _require_bins(bins)
    return Histogram.from_counts((int(value), count) for value, count in bins.items())
