"""A weighted score: what is met, what is missed, and what nobody knows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from partnership.findings import Place
from partnership.judging import Status, Verdict
from partnership.judging.scores import Outcome, outcome_of, score_of


def weighed(found, weights):
    """Weigh verdicts with a weight that is the same in every period."""
    return score_of(found, {(one.sla, one.period): weights[one.sla] for one in found})


def verdict(sla, status, period="2026-03", segment="all"):
    return Verdict(
        sla=sla, title=sla, owed_by="provider", period=period, segment=segment, status=status,
        reason="", expected=None, minimum=None, place=Place("slas.yaml"),
    )  # fmt: skip


def test_the_worked_scorecard_comes_to_70_of_100():
    """O19: time to fill met (40), offer acceptance missed (30), satisfaction met (30)."""
    score = weighed(
        [
            verdict("time-to-fill", Status.MET),
            verdict("offer-acceptance", Status.EXPECTED_MISSED),
            verdict("satisfaction", Status.MET),
        ],
        {"time-to-fill": 40, "offer-acceptance": 30, "satisfaction": 30},
    )

    assert (70, 30, 0, 100) == (score.earned, score.missed, score.not_known, score.total)
    assert [("time-to-fill", 40), ("offer-acceptance", 30), ("satisfaction", 30)] == [
        (one.sla, one.weight) for one in score.weighed
    ]


@pytest.mark.parametrize(
    "status",
    [
        one
        for one in Status
        if one not in {Status.MET, Status.EXPECTED_MISSED, Status.MINIMUM_MISSED}
    ],
)
def test_what_is_not_known_is_never_earned_and_never_missed(status):
    score = weighed([verdict("a", Status.MET), verdict("b", status)], {"a": 60, "b": 40})

    assert (60, 0, 40) == (score.earned, score.missed, score.not_known)
    assert 60 == score.known


def test_a_missed_row_is_not_outweighed_by_another():
    rows = [verdict("a", Status.MET), verdict("a", Status.MINIMUM_MISSED, segment="critical")]

    assert Outcome.MISSED is outcome_of(rows)


def test_a_row_that_is_not_known_is_not_filled_in_by_one_that_is_met():
    rows = [verdict("a", Status.MET), verdict("a", Status.NOT_MEASURED, segment="critical")]

    assert Outcome.NOT_KNOWN is outcome_of(rows)


def test_a_miss_weighs_more_than_what_is_not_known():
    rows = [verdict("a", Status.NOT_MEASURED), verdict("a", Status.EXPECTED_MISSED)]

    assert Outcome.MISSED is outcome_of(rows)


def test_of_three_months_each_is_a_third_of_the_weight():
    statuses = (Status.MET, Status.MINIMUM_MISSED, Status.INSUFFICIENT_DATA)
    score = weighed(
        [verdict("a", one, f"2026-0{number}") for number, one in enumerate(statuses, 1)], {"a": 25}
    )

    third = Fraction(25, 3)
    assert (third, third, third, 25) == (score.earned, score.missed, score.not_known, score.total)


def test_a_promise_without_a_weight_is_not_scored():
    score = score_of([verdict("a", Status.MET)], {})

    assert not score.weighed
    assert 0 == score.total


def test_a_weight_that_changes_weighs_each_period_as_it_was_then():
    found = [verdict("a", Status.MET, "2026-01"), verdict("a", Status.MINIMUM_MISSED, "2026-02")]
    score = score_of(found, {("a", "2026-01"): 40, ("a", "2026-02"): 60})

    assert [20, 30, 50] == [score.earned, score.missed, score.total]
    assert 60 == score.weighed[0].weight
