"""Exact statistics: published and worked examples, and what holds for every histogram."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.statistics import (
    Histogram,
    PercentileMethod,
    allowed_misses,
    bucket_counts,
    mean,
    median,
    needed,
    nps,
    nps_of_counts,
    percentile,
    ratio,
    share_within,
    smallest_n_allowing_a_miss,
    top_two_box,
    wilson,
)

T = TypeVar("T")

DAYS = Histogram.from_values([12, 18, 20, 22, 25, 27, 30, 33, 41, 95])
HISTOGRAMS = st.dictionaries(st.integers(-50, 200), st.integers(0, 9), max_size=12).map(
    Histogram.from_counts
)
FILLED = HISTOGRAMS.filter(lambda histogram: histogram.n > 0)
PERCENTS = st.fractions(0, 100)
METHODS: st.SearchStrategy[PercentileMethod] = st.sampled_from(["linear", "nearest rank"])


def known(value: T | None) -> T:
    """Give a statistic of something, which is never None."""
    assert value is not None
    return value


def shown(fraction):
    """Print a share as a percentage with two decimals, as reports do."""
    return f"{float(fraction * 100):.2f}"


class TestTenDurations:
    """One outlier moves the mean, not the median; p90 depends on the method."""

    def test_mean_and_median(self):
        assert Fraction(323, 10) == mean(DAYS)
        assert 26 == median(DAYS)

    def test_both_percentiles(self):
        assert Fraction(464, 10) == percentile(DAYS, 90, "linear")
        assert 41 == percentile(DAYS, 90, "nearest rank")

    def test_the_share_within_thirty_days(self):
        assert Fraction(70, 100) == share_within(DAYS, 30)

    def test_buckets(self):
        assert (7, 2, 0, 1) == bucket_counts(DAYS, (30, 60, 90))


def test_what_is_open_past_due_counts_as_a_miss():
    """7 of 10 filled in time; of 4 still open, two are older than 30 days."""
    filled = Histogram.from_counts({20: 7, 40: 3})
    still_open = Histogram.from_values([50, 44, 10, 5])

    assert Fraction(7, 10) == share_within(filled, 30)
    assert Fraction(7, 12) == share_within(filled, 30, misses=still_open.beyond(30))
    assert "58.33" == shown(Fraction(7, 12))


@pytest.mark.parametrize(
    ("on_time", "counted", "met", "percent"),
    [(38, 40, True, "95.00"), (33, 35, False, "94.29")],
)
def test_a_service_level_of_95_percent(on_time, counted, met, percent):
    result = known(ratio(on_time, counted))

    assert met == (result >= Fraction(95, 100))
    assert percent == shown(result)


def test_a_ratio_of_ratios_that_is_exactly_four_fifths_is_not_below_it():
    """In floats (3/5)/(6/8) is a little less than 0.8."""
    assert (3 / 5) / (6 / 8) < 0.8
    assert Fraction(4, 5) == known(ratio(3, 5)) / known(ratio(6, 8))
    assert Fraction(24, 49) == known(ratio(3, 63)) / known(ratio(7, 72))


def test_decided_offers_and_pending_ones_make_two_ratios():
    assert ["81.82", "72.00"] == [shown(ratio(18, decided)) for decided in (22, 22 + 3)]


def test_nothing_of_nothing_is_none():
    empty = Histogram()

    assert [None] * 9 == [
        ratio(0, 0),
        mean(empty),
        median(empty),
        percentile(empty, 90, "linear"),
        percentile(empty, 90, "nearest rank"),
        share_within(empty, 30),
        top_two_box(empty),
        nps(empty),
        wilson(0, 0),
    ]
    assert (0, 0, None, None) == (empty.n, empty.total, empty.minimum, empty.maximum)
    assert 0 == share_within(empty, 30, misses=1)


class TestScores:
    """Survey answers."""

    def test_top_two_box_and_mean(self):
        ratings = Histogram.from_values([5, 5, 4, 4, 4, 3, 2, 5])

        assert Fraction(6, 8) == top_two_box(ratings)
        assert 4 == mean(ratings)

    def test_net_promoter_score(self):
        scores = Histogram.from_values([10, 9, 9, 8, 7, 6, 3, 10, 9, 5])

        assert 20 == nps(scores)
        assert -10 == nps_of_counts(promoters=40, detractors=50, answers=100)
        assert Fraction(100, 3) == nps_of_counts(promoters=1, detractors=0, answers=3)

    def test_net_promoter_score_ends_at_a_hundred(self):
        assert [100, -100] == [nps(Histogram.from_values([score])) for score in (9, 6)]

    @pytest.mark.parametrize(
        ("ask", "message"),
        [
            pytest.param(
                lambda: nps(Histogram.from_values([11])),
                "the score 11 is outside the scale from 0 to 10",
                id="above",
            ),
            pytest.param(
                lambda: nps(Histogram.from_values([-1])),
                "the score -1 is outside the scale from 0 to 10",
                id="below",
            ),
            pytest.param(
                lambda: top_two_box(Histogram.from_values([0, 5])),
                "the score 0 is outside the scale from 1 to 5",
                id="an answer of 0 on a scale from 1",
            ),
            pytest.param(
                lambda: top_two_box(Histogram.from_values([8]), (1, 7)),
                "the score 8 is outside the scale from 1 to 7",
                id="another scale",
            ),
            pytest.param(
                lambda: top_two_box(Histogram.from_values([1]), (0, 1)),
                "a scale from 0 to 1 has no two best scores apart from the rest",
                id="a scale of two",
            ),
            pytest.param(
                lambda: nps_of_counts(6, 5, 10),
                "6 promoters and 5 detractors are more than 10 answers",
                id="more than everybody",
            ),
        ],
    )
    def test_scores_that_cannot_be_are_refused(self, ask, message):
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            ask()


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        pytest.param(8, 9, "56.5", "98.0", id="few"),
        pytest.param(80, 90, "80.7", "93.9", id="many"),
        pytest.param(0, 5, "0.0", "43.4", id="none"),
        pytest.param(5, 5, "56.6", "100.0", id="all"),
    ],
)
def test_the_interval_shows_how_little_a_few_subjects_say(numerator, denominator, low, high):
    assert [low, high] == [f"{100 * end:.1f}" for end in known(wilson(numerator, denominator))]


class TestAllowedMisses:
    """What a minimum means for few subjects."""

    @pytest.mark.parametrize(
        ("percent", "n", "expected"),
        [(95, 7, 0), (95, 19, 0), (95, 20, 1), (70, 10, 3), (70, 0, 0)],
    )
    def test_at_n(self, percent, n, expected):
        assert expected == allowed_misses(Fraction(percent, 100), n)
        assert n - expected == needed(Fraction(percent, 100), n)

    @pytest.mark.parametrize(("percent", "expected"), [(95, 20), (90, 10), (85, 7), (0, 1)])
    def test_the_smallest_n_with_one(self, percent, expected):
        assert expected == smallest_n_allowing_a_miss(Fraction(percent, 100))

    def test_a_hundred_percent_never_allows_one(self):
        assert smallest_n_allowing_a_miss(1) is None
        assert 0 == allowed_misses(1, 1_000)

    @given(st.fractions(0, 1), st.integers(1, 200))
    def test_one_more_would_be_below_the_minimum(self, minimum, n):
        misses = allowed_misses(minimum, n)

        assert Fraction(n - misses, n) >= minimum
        assert misses == n or Fraction(n - misses - 1, n) < minimum

    @given(st.fractions(0, Fraction(99, 100)))
    def test_below_the_smallest_n_none_is_allowed(self, minimum):
        smallest = known(smallest_n_allowing_a_miss(minimum))

        assert 1 == min(1, allowed_misses(minimum, smallest))
        assert 0 == allowed_misses(minimum, smallest - 1)


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        pytest.param(
            lambda: Histogram.from_counts({3: -1}),
            ValueError,
            "the count -1 of the value 3 is negative",
            id="negative count",
        ),
        pytest.param(
            lambda: Histogram.from_values([1.5]),  # type: ignore[list-item]
            TypeError,
            "1.5 is not an integer",
            id="float",
        ),
        pytest.param(
            lambda: Histogram.from_counts({1: True}), TypeError, "True is not an integer", id="bool"
        ),
        pytest.param(
            lambda: Histogram(((1, 0),)),
            ValueError,
            "a histogram's counts are 1 or more",
            id="a bin of nothing",
        ),
        pytest.param(
            lambda: Histogram(((2, 1), (1, 1))),
            ValueError,
            "a histogram's values rise and each stands once",
            id="bins out of order",
        ),
        pytest.param(
            lambda: ratio(-1, 2), ValueError, "numerator is a count, not -1", id="negative ratio"
        ),
        pytest.param(
            lambda: ratio(1, 0.5),  # type: ignore[arg-type]
            TypeError,
            "0.5 is not an integer",
            id="float denominator",
        ),
        pytest.param(
            lambda: share_within(DAYS, 30, misses=-1),
            ValueError,
            "misses is a count, not -1",
            id="negative misses",
        ),
        pytest.param(
            lambda: percentile(DAYS, 101, "linear"),
            ValueError,
            "a percentile is from 0 to 100, not 101",
            id="percentile above 100",
        ),
        pytest.param(
            lambda: percentile(DAYS, 99.9, "linear"),  # type: ignore[arg-type]
            TypeError,
            "99.9 is not an exact number; give a Fraction or an integer",
            id="float percentile",
        ),
        pytest.param(
            lambda: percentile(DAYS, 90, "lower"),  # type: ignore[arg-type]
            ValueError,
            "a percentile is `linear` or `nearest rank`, not `lower`",
            id="another method",
        ),
        pytest.param(
            lambda: bucket_counts(DAYS, ()),
            ValueError,
            "the bounds of buckets rise, and there is at least one",
            id="no bounds",
        ),
        pytest.param(
            lambda: bucket_counts(DAYS, (30, 30)),
            ValueError,
            "the bounds of buckets rise, and there is at least one",
            id="bounds twice",
        ),
        pytest.param(lambda: wilson(3, 2), ValueError, "3 of 2 is not a share", id="more than all"),
        pytest.param(
            lambda: needed(95, 7), ValueError, "a share is from 0 to 1, not 95", id="a percentage"
        ),
        pytest.param(
            lambda: needed(0.95, 7),  # type: ignore[arg-type]
            TypeError,
            "0.95 is not an exact number; give a Fraction or an integer",
            id="float minimum",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(ask, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        ask()


def test_a_histogram_is_a_value():
    assert Histogram.from_counts({3: 2, 1: 1, 7: 0}) == Histogram.from_values([3, 1, 3])
    assert ((1, 1), (3, 2)) == Histogram.from_counts([(3, 1), (1, 1), (3, 1)]).bins
    assert 1 == len({Histogram.from_values([1]), Histogram.from_counts({1: 1})})


@given(HISTOGRAMS, HISTOGRAMS, st.integers(-60, 210))
def test_histograms_add_up(one, other, limit):
    both = one + other

    assert both == other + one
    assert one + Histogram() == one
    assert (one.n + other.n, one.total + other.total) == (both.n, both.total)
    assert one.within(limit) + other.within(limit) == both.within(limit)
    assert both.n == both.within(limit) + both.beyond(limit)


def values_of(histogram):
    return [value for value, count in histogram.bins for _ in range(count)]


@given(FILLED)
def test_mean_and_median_are_those_of_the_values(histogram):
    values = values_of(histogram)
    middle = len(values) // 2

    assert Fraction(sum(values), len(values)) == mean(histogram)
    assert Fraction(values[~middle] + values[middle], 2) == median(histogram)


@given(FILLED, PERCENTS, PERCENTS, METHODS)
def test_a_percentile_lies_between_the_values_and_rises(histogram, one, other, method):
    lower, higher = (known(percentile(histogram, p, method)) for p in sorted((one, other)))

    assert known(histogram.minimum) <= lower <= higher <= known(histogram.maximum)
    assert histogram.minimum == percentile(histogram, 0, method)
    assert histogram.maximum == percentile(histogram, 100, method)


@given(FILLED, PERCENTS)
def test_the_nearest_rank_is_the_least_value_that_covers_the_share(histogram, percent):
    value = known(percentile(histogram, percent, "nearest rank")).numerator

    assert value in values_of(histogram)
    assert known(share_within(histogram, value)) >= percent / 100
    assert percent == 0 or known(share_within(histogram, value - 1)) < percent / 100


@given(FILLED, st.integers(-60, 210), st.integers(0, 9), st.integers(0, 9))
def test_a_share_rises_with_the_limit_and_falls_with_misses(histogram, limit, misses, more):
    share = known(share_within(histogram, limit, misses))

    assert 0 <= share <= known(share_within(histogram, limit + 1, misses)) <= 1
    assert known(share_within(histogram, limit, misses + more)) <= share


@given(HISTOGRAMS, st.sets(st.integers(-60, 210), min_size=1, max_size=5))
def test_buckets_hold_every_value_once(histogram, bounds):
    counts = bucket_counts(histogram, sorted(bounds))

    assert histogram.n == sum(counts)
    assert histogram.within(min(bounds)) == counts[0]
    assert histogram.beyond(max(bounds)) == counts[-1]


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share(n, data):
    hits = data.draw(st.integers(0, n))
    low, high = known(wilson(hits, n))

    assert 0 <= low <= hits / n <= high <= 1
