"""Counts that no row can have are found at their line, whatever the record's digest says."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.checks import find_all
from tests.judging.agreements import agreement, measurement, row, sla

DAY = date(2026, 7, 10)
LEVELS = "  - {id: all, expected: %s, minimum: %s}\n"


def told(folder, promise, counted):
    """Give what is said of a measurement whose digest fits its counts."""
    loaded = agreement(folder, promise, measurement("2026-03", counted))
    return [
        (one.place.line, one.message)
        for one in find_all(loaded, DAY)
        if one.check in {"impossible-counts", "edited-measurement"}
    ]


@pytest.mark.parametrize(
    ("counted", "message"),
    [
        (row("12/10"), "12 of 10 in row `all` cannot be"),
        (row("-1/10"), "-1 of 10 in row `all` cannot be"),
        (
            row("9/10", more="before_relief: {numerator: 11, denominator: 10}"),
            "11 of 10 in row `all` cannot be",
        ),
    ],
    ids=["above", "below", "before relief"],
)
def test_counts_beyond_nothing_and_all_are_found(tmp_path, counted, message):
    assert [(7, message)] == told(tmp_path, sla(), counted)


@pytest.mark.parametrize("counted", ["0/10", "10/10", "0/0"])
def test_nothing_and_all_can_be(tmp_path, counted):
    assert [] == told(tmp_path, sla(), row(counted))


def test_a_net_promoter_score_may_be_below_nothing_and_no_further_than_all(tmp_path):
    promise = sla(LEVELS % (20, 10), measures="candidate-nps", statistic="net promoter score")

    assert [] == told(tmp_path / "a", promise, row("-10/10"))
    assert [(7, "-11 of 10 in row `all` cannot be")] == told(tmp_path / "b", promise, row("-11/10"))


def test_a_share_of_outcomes_is_never_above_one(tmp_path):
    promise = sla(LEVELS % ("90%", "80%"), measures="offer-acceptance", statistic="ratio of sums")

    assert [(7, "12 of 10 in row `all` cannot be")] == told(tmp_path / "a", promise, row("12/10"))
    assert [] == told(tmp_path / "b", promise, row("9/10"))
