"""Histograms and exact statistics: integers in, fractions out.

A statistic of nothing is None, never 0. What decides is a `Fraction` or an integer; the two
functions that give decimals, `wilson` and `clopper_pearson`, are for display only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from fractions import Fraction
from itertools import accumulate, pairwise
from math import comb
from typing import Literal, TypeAlias

PercentileMethod: TypeAlias = Literal["linear", "nearest rank"]
"""How a percentile between two values is found."""

_Z95 = Decimal("1.959963984540054235524594430520552")
"""The 97.5th percentile of the standard normal distribution."""

_PARTS = 10**5
"""How finely an exact interval is looked for."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """How often each whole value was seen.

    Histograms add up: months to a quarter, parts to a whole.

    Raises:
        ValueError: The values are not in order without repeats, or a count is below 1; made with
            `from_counts` and `from_values` they always are.
    """

    bins: tuple[tuple[int, int], ...] = ()
    """Pairs of value and count, by rising value, without counts of 0."""

    def __post_init__(self) -> None:
        """Hold what the other methods rely on."""
        if any(count < 1 for _, count in self.bins):
            message = "a histogram's counts are 1 or more"
            raise ValueError(message)
        if any(lower >= higher for (lower, _), (higher, _) in pairwise(self.bins)):
            message = "a histogram's values rise and each stands once"
            raise ValueError(message)

    @classmethod
    def from_counts(cls, counts: Mapping[int, int] | Iterable[tuple[int, int]]) -> Histogram:
        """Make a histogram from counts by value; a value given twice adds up, a 0 is dropped.

        Raises:
            ValueError: A count is negative.
            TypeError: A value or a count is not an integer.
        """
        pairs = counts.items() if isinstance(counts, Mapping) else counts
        summed: Counter[int] = Counter()
        for value, count in pairs:
            _require_integer(value)
            _require_integer(count)
            if count < 0:
                message = f"the count {count} of the value {value} is negative"
                raise ValueError(message)
            summed[value] += count
        return cls(tuple(sorted((value, count) for value, count in summed.items() if count)))

    @classmethod
    def from_values(cls, values: Iterable[int]) -> Histogram:
        """Make a histogram by counting values.

        Raises:
            TypeError: A value is not an integer.
        """
        return cls.from_counts((value, 1) for value in values)

    def __add__(self, other: Histogram) -> Histogram:
        """Give the histogram of both sets of values together."""
        if not other.bins or not self.bins:
            return self if self.bins else other
        return Histogram.from_counts((*self.bins, *other.bins))

    @property
    def n(self) -> int:
        """How many values were counted."""
        return sum(count for _, count in self.bins)

    @property
    def total(self) -> int:
        """The sum of all values."""
        return sum(value * count for value, count in self.bins)

    @property
    def minimum(self) -> int | None:
        """The least value, or None of an empty histogram."""
        return self.bins[0][0] if self.bins else None

    @property
    def maximum(self) -> int | None:
        """The greatest value, or None of an empty histogram."""
        return self.bins[-1][0] if self.bins else None

    def within(self, limit: int) -> int:
        """Count the values up to a limit, the limit included."""
        return sum(count for value, count in self.bins if value <= limit)

    def beyond(self, limit: int) -> int:
        """Count the values above a limit."""
        return self.n - self.within(limit)


def ratio(numerator: int, denominator: int) -> Fraction | None:
    """Give one count over another, exactly; None where the denominator is 0.

    Add numerators and denominators first: a ratio of sums, not a mean of ratios.

    Raises:
        ValueError: Either is negative.
        TypeError: Either is not an integer.
    """
    _require_count("numerator", numerator)
    _require_count("denominator", denominator)
    return Fraction(numerator, denominator) if denominator else None


def mean(histogram: Histogram) -> Fraction | None:
    """Give the arithmetic mean; None of an empty histogram."""
    return Fraction(histogram.total, histogram.n) if histogram.bins else None


def median(histogram: Histogram) -> Fraction | None:
    """Give the middle value, or the average of the two middle values; None of an empty one."""
    return percentile(histogram, 50, "linear")


def percentile(
    histogram: Histogram, percent: Fraction | int, method: PercentileMethod
) -> Fraction | None:
    """Give the value below which a share of the values lies.

    Args:
        histogram: The values.
        percent: From 0 to 100; 90 for p90.
        method: `linear` is type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages"
            (The American Statistician 50, 1996): the value at position `(n - 1) * percent / 100`,
            counted from 0, on the straight line between its neighbours; spreadsheets' PERCENTILE.
            `nearest rank` is the value at rank `n * percent / 100`, rounded up, counted from 1:
            always one of the values.

    Returns:
        The value in the histogram's unit, or None of an empty histogram.

    Raises:
        ValueError: The percentile is outside 0 to 100, or the method has another name.
        TypeError: The percentile is a float.
    """
    share = Fraction(_exact(percent), 100)
    if not 0 <= share <= 1:
        message = f"a percentile is from 0 to 100, not {percent}"
        raise ValueError(message)
    if method not in ("linear", "nearest rank"):
        message = f"a percentile is `linear` or `nearest rank`, not `{method}`"
        raise ValueError(message)
    if not histogram.bins:
        return None
    ends = list(accumulate(count for _, count in histogram.bins))
    if method == "nearest rank":
        rank = -(-share.numerator * histogram.n // share.denominator)
        return Fraction(_at_rank(histogram, ends, max(rank, 1)))
    position = (histogram.n - 1) * share
    below = position.numerator // position.denominator
    lower = _at_rank(histogram, ends, below + 1)
    upper = _at_rank(histogram, ends, min(below + 2, histogram.n))
    return lower + (position - below) * (upper - lower)


def share_within(histogram: Histogram, limit: int, misses: int = 0) -> Fraction | None:
    """Give the share of values up to a limit.

    Args:
        histogram: What came to an end, in the unit of the limit.
        limit: The greatest value that is on time.
        misses: What else counts as not on time, such as what is still open past its due date.

    Returns:
        The share from 0 to 1, or None where nothing was counted.

    Raises:
        ValueError: The misses are negative.
    """
    _require_count("misses", misses)
    return ratio(histogram.within(limit), histogram.n + misses)


def bucket_counts(histogram: Histogram, bounds: Sequence[int]) -> tuple[int, ...]:
    """Count values in buckets: up to each bound, the bound included, and above the last one.

    `(30, 60, 90)` makes four buckets: up to 30, 31-60, 61-90 and over 90.

    Raises:
        ValueError: There is no bound, or the bounds do not rise.
    """
    if not bounds or any(lower >= higher for lower, higher in pairwise(bounds)):
        message = "the bounds of buckets rise, and there is at least one"
        raise ValueError(message)
    counts = [0] * (len(bounds) + 1)
    for value, count in histogram.bins:
        counts[bisect_left(bounds, value)] += count
    return tuple(counts)


def top_two_box(histogram: Histogram, scale: tuple[int, int] = (1, 5)) -> Fraction | None:
    """Give the share of the two best scores of a scale; None without scores.

    Raises:
        ValueError: A score is outside the scale.
    """
    _require_scale(histogram, scale)
    return ratio(histogram.beyond(scale[1] - 2), histogram.n)


def nps(histogram: Histogram) -> Fraction | None:
    """Give the net promoter score of answers from 0 to 10, in points; None without answers.

    Promoters answer 9 or 10, detractors 0 to 6 (F. Reichheld, "The One Number You Need to Grow",
    Harvard Business Review, December 2003).

    Raises:
        ValueError: A score is outside 0 to 10.
    """
    _require_scale(histogram, (0, 10))
    return nps_of_counts(histogram.beyond(8), histogram.within(6), histogram.n)


def nps_of_counts(promoters: int, detractors: int, answers: int) -> Fraction | None:
    """Give the net promoter score from counts, -100 to 100 points; None without answers.

    Raises:
        ValueError: A count is negative, or promoters and detractors are more than the answers.
        TypeError: A count is not an integer.
    """
    _require_count("promoters", promoters)
    _require_count("detractors", detractors)
    _require_count("answers", answers)
    if promoters + detractors > answers:
        message = (
            f"{promoters} promoters and {detractors} detractors are more than {answers} answers"
        )
        raise ValueError(message)
    return Fraction(100 * (promoters - detractors), answers) if answers else None


def wilson(numerator: int, denominator: int) -> tuple[Decimal, Decimal] | None:
    """Give the 95% score interval of a share, from 0 to 1, for display only.

    Show it, never compare it with a target. Source: E. B. Wilson, "Probable Inference, the Law of
    Succession, and Statistical Inference" (Journal of the American Statistical Association 22, 1927).

    Returns:
        The lower and the upper end, right to 24 decimals, or None where the denominator is 0.

    Raises:
        ValueError: A count is negative, or the numerator is above the denominator.
        TypeError: A count is not an integer.
    """
    if _proportion(numerator, denominator) is None:
        return None
    with localcontext(Context(prec=40, rounding=ROUND_HALF_EVEN)):
        hits, n, square = Decimal(numerator), Decimal(denominator), _Z95 * _Z95
        middle = hits + square / 2
        half = _Z95 * (hits * (n - hits) / n + square / 4).sqrt()
        low, high = ((middle + side) / (n + square) for side in (-half, half))
        low = Decimal(0) if numerator == 0 else max(Decimal(0), low)
        return low, Decimal(1) if numerator == denominator else min(Decimal(1), high)


def clopper_pearson(numerator: int, denominator: int) -> tuple[Decimal, Decimal] | None:
    """Give the exact 95% interval of a share, from 0 to 1, for display only.

    Its ends are the shares at which so many or more, and so many or fewer, come out by chance one
    time in forty. Source: C. J. Clopper and E. S. Pearson, "The Use of Confidence or Fiducial
    Limits" (Biometrika 26, 1934). The sums are exact; the ends are rounded outwards to 5 decimals.

    Returns:
        The lower and the upper end, or None where the denominator is 0.

    Raises:
        ValueError: A count is negative, or the numerator is above the denominator.
        TypeError: A count is not an integer.
    """
    if _proportion(numerator, denominator) is None:
        return None
    low = _least_likely(numerator, denominator)
    high = _PARTS - _least_likely(denominator - numerator, denominator)
    return Decimal(low) / _PARTS, Decimal(high) / _PARTS


def _least_likely(hits: int, n: int) -> int:
    """Give the largest share, in parts, at which so many hits or more come by chance in 1 of 40."""
    low, high = 0, _PARTS
    while hits and high - low > 1:
        share = (low + high) // 2
        others = _PARTS - share
        chance = sum(comb(n, k) * share**k * others ** (n - k) for k in range(hits, n + 1))
        low, high = (share, high) if 40 * chance <= _PARTS**n else (low, share)
    return low


def _proportion(numerator: int, denominator: int) -> Fraction | None:
    """Give a share of at most everything, or None of nothing."""
    share = ratio(numerator, denominator)
    if share is not None and share > 1:
        message = f"{numerator} of {denominator} is not a share"
        raise ValueError(message)
    return share


def needed(minimum: Fraction | int, n: int) -> int:
    """Give how many of n must be on time for a share of at least the minimum.

    Raises:
        ValueError: The minimum is outside 0 to 1, or n is negative.
        TypeError: The minimum is a float.
    """
    share = _share(minimum)
    _require_count("n", n)
    return -(-share.numerator * n // share.denominator)


def allowed_misses(minimum: Fraction | int, n: int) -> int:
    """Give how many of n may be missed with a share still at the minimum: of 7 at 95%, none.

    Raises:
        ValueError: The minimum is outside 0 to 1, or n is negative.
        TypeError: The minimum is a float.
    """
    return n - needed(minimum, n)


def smallest_n_allowing_a_miss(minimum: Fraction | int) -> int | None:
    """Give the least n at which one miss keeps the minimum: 20 at 95%; None at 100%.

    One of n may be missed when `(n - 1) / n >= minimum`, which is `n >= 1 / (1 - minimum)`.

    Raises:
        ValueError: The minimum is outside 0 to 1.
        TypeError: The minimum is a float.
    """
    slack = 1 - _share(minimum)
    return -(-slack.denominator // slack.numerator) if slack else None


def _at_rank(histogram: Histogram, ends: Sequence[int], rank: int) -> int:
    """Give the value of a rank counted from 1; `ends` are the last ranks of the bins."""
    return histogram.bins[bisect_left(ends, rank)][0]


def _share(minimum: Fraction | int) -> Fraction:
    share = _exact(minimum)
    if not 0 <= share <= 1:
        message = f"a share is from 0 to 1, not {minimum}"
        raise ValueError(message)
    return share


def _exact(value: Fraction | int) -> Fraction:
    if not isinstance(value, (Fraction, int)):
        message = f"{value!r} is not an exact number; give a Fraction or an integer"
        raise TypeError(message)
    return Fraction(value)


def _require_integer(value: int) -> None:
    if type(value) is not int:
        message = f"{value!r} is not an integer"
        raise TypeError(message)


def _require_count(name: str, value: int) -> None:
    _require_integer(value)
    if value < 0:
        message = f"{name} is a count, not {value}"
        raise ValueError(message)


def _require_scale(histogram: Histogram, scale: tuple[int, int]) -> None:
    least, most = scale
    if least + 1 > most - 1:
        message = f"a scale from {least} to {most} has no two best scores apart from the rest"
        raise ValueError(message)
    for value, _ in histogram.bins:
        if not least <= value <= most:
            message = f"the score {value} is outside the scale from {least} to {most}"
            raise ValueError(message)
