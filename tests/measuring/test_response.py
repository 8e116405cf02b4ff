"""Scores of surveys: how many of those asked answered stands beside them, and may be too few."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.agreement import Agreement
from partnership.checks.choice_left_open import find
from partnership.judging import Status, judge
from partnership.reporting.verdicts import counts_of
from tests.measuring.stores import Events, agreed, measured, score, terms

LEVELS = "{id: all, expected: 30, minimum: 10}"


def judged(folder, invited: int, low: str):
    """Judge forty answers, thirty of them promoters, of so many who were asked."""
    events = Events()
    events.answers({9: 30, 3: 10})
    for one in events.rows["survey_aggregate"]:
        one["invited"] = invited
    promise = terms("net promoter score", "stop", "quarter", LEVELS, low_volume=low)
    agreement = agreed(score(), promise)
    made = measured(agreement, events, folder, "2026-Q1")
    found = judge(Agreement((*agreement.documents, *made.values())), date(2026, 7, 1))
    return next(verdict for verdict in found if verdict.period == "2026-Q1")


@pytest.mark.parametrize(
    ("invited", "status", "told"),
    [
        (160, Status.MET, "20/40, 25.00% of 160 answered"),
        (161, Status.INSUFFICIENT_DATA, "20/40, 24.84% of 161 answered"),
        (1000, Status.INSUFFICIENT_DATA, "20/40, 4.00% of 1000 answered"),
    ],
    ids=["at the floor", "just below", "far below"],
)
def test_below_the_response_floor_a_score_is_shown_and_not_judged(invited, status, told, tmp_path):
    verdict = judged(tmp_path, invited, "{below: 30, then: report only, response: 25%}")

    assert (status, told, 50) == (verdict.status, counts_of(verdict), verdict.value)
    if status is Status.INSUFFICIENT_DATA:
        assert verdict.reason.endswith(" answered, and below 25% the number is only reported")


def test_without_a_floor_the_response_rate_stands_beside_the_score(tmp_path):
    verdict = judged(tmp_path, 1000, "{below: 30, then: report only}")

    assert (Status.MET, "4.00% of 1000 answered") == (verdict.status, verdict.answered)


def test_how_many_answered_is_not_told_of_so_few_that_they_are_withheld(tmp_path):
    events = Events()
    events.answers({9: 4})
    promise = terms("net promoter score", "stop", "quarter", LEVELS)
    agreement = agreed(score(), promise)
    made = measured(agreement, events, tmp_path, "2026-Q1")
    found = judge(Agreement((*agreement.documents, *made.values())), date(2026, 7, 1))

    (verdict,) = (one for one in found if one.period == "2026-Q1")
    assert (Status.INSUFFICIENT_DATA, "") == (verdict.status, counts_of(verdict))


@pytest.mark.parametrize(
    ("floor", "asked"),
    [
        ("", ["nothing says how many of those asked have to answer: a few may speak for all"]),
        (", response: 25%", []),
    ],
)
def test_a_score_that_does_not_say_how_many_have_to_answer_is_named(floor, asked):
    low = f"{{below: 30, then: report only{floor}}}"
    agreement = agreed(
        score(), terms("net promoter score", "stop", "quarter", LEVELS, low_volume=low)
    )

    assert asked == [one.message for one in find(agreement) if "answer" in one.message]
