"""Which shares a range stands beside, and how it reads."""

from __future__ import annotations

from fractions import Fraction

import pytest

from partnership.judging.ranges import exact_range, is_small_share, score_range


@pytest.mark.parametrize(
    ("value", "counts", "small"),
    [
        (Fraction(8, 9), (8, 9), True),
        (Fraction(0), (0, 1), True),
        (Fraction(1), (1, 1), True),
        (Fraction(1, 99), (1, 99), True),
        (Fraction(1, 100), (1, 100), False),
        (Fraction(6, 5), (6, 5), False),
        (Fraction(-1, 5), (-1, 5), False),
        (Fraction(2), (2, 9), False),
        (Fraction(0), (0, 0), False),
        (None, (8, 9), False),
        (Fraction(8, 9), (None, 9), False),
        (Fraction(8, 9), (8, None), False),
    ],
)
def test_a_range_stands_beside_a_share_of_fewer_than_a_hundred(value, counts, small):
    assert small is is_small_share(value, *counts)


def test_ranges_read_in_percent_with_one_decimal():
    assert [("56.5%", "98.0%"), ("51.8%", "99.7%")] == [score_range(8, 9), exact_range(8, 9)]
    assert [("0.0%", "100.0%")] * 2 == [score_range(0, 0), exact_range(0, 0)], "of nothing"
