"""Lengths of time are compared on every day on which they can start."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.duties.retention import can_outlast, end_of
from partnership.values.durations import Span
from tests.checks.agreements import edited, found_in, passing, told

TERMS = "partnership/care/recruitment-data.yaml"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("6 months", "182 calendar days", True),
        ("6 months", "184 calendar days", False),
        ("12 months", "1 year", False),
        ("13 months", "1 year", True),
        ("4 weeks", "1 month", False),
        ("1 month", "4 weeks", True),
        ("29 calendar days", "1 month", True),
        ("4 weeks", "28 calendar days", False),
        ("1 year", "365 calendar days", True),
        ("1 year", "366 calendar days", False),
    ],
)
def test_a_length_is_longer_where_it_is_on_some_day(one, other, expected):
    assert expected is can_outlast(Span.parse(one), Span.parse(other))


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert date(2026, 2, 28) == end_of(date(2026, 1, 31), Span.parse("1 month"))


def test_the_longest_minimum_is_held_against_the_shortest_maximum():
    texts = edited(
        passing("retention-conflict"),
        TERMS,
        'period: 2 months, source: "AGG, section 15(4)"}',
        'period: 2 months, source: "AGG, section 15(4)"}\n'
        "      - {id: audit, period: 2 years, source: a law on audits}",
    )

    assert [
        (
            "retention-conflict",
            (
                "Germany: a law on audits asks for at least 2 years, and the authority's guidance for at most 6 "
                "months; nothing is both"
            ),
        )
    ] == told(found_in(texts))


def test_what_is_kept_for_less_than_the_minimum_is_told_with_its_source():
    texts = edited(passing("retention-conflict"), TERMS, "keep: 6 months", "keep: 8 weeks")

    assert [
        (
            "retention-outside-the-law",
            "Germany: 8 weeks is shorter than the minimum of 2 months (AGG, section 15(4))",
        )
    ] == told(found_in(texts))
