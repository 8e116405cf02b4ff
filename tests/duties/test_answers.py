"""What answers come to, exactly, and what the counts of few people would give away."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.documents import Survey, SurveyResult
from partnership.duties.answers import (
    Counts,
    find_fitting,
    find_gaps,
    find_scores,
    health_of,
    worked_out,
)
from partnership.duties.rounds import asked_in
from partnership.values.scales import Range
from tests.checks.agreements import agreement_of, edited, passing

RESULT = "records/surveys/relationship-2026-q1.yaml"
SURVEY = "partnership/surveys/relationship.yaml"
DIMENSIONS = ("trust", "innovation", "communication", "team", "focus")
ONE_TO_FIVE, NET = Range(1, 5), Range(0, 10)


def asked(statistic: str, scale: str) -> str:
    return f"""\
kind: Survey
id: relationship
title: One question
owners: {{client: vendor-manager, provider: account-director}}
effective: {{from: 2026-01-01}}
purpose: Ask.
run_by: account-director
audiences: [{{id: candidate, who: Candidates}}]
items: [{{id: overall, question: How was it?, statistic: {statistic}}}]
scale: {scale}
every: quarter
results_within: 2 weeks
"""


def answered(responded: int, item: str) -> str:
    return f"""\
kind: SurveyResult
id: relationship-2026-q1
survey: relationship
period: 2026-Q1
told_on: 2026-04-10
audiences:
  - audience: candidate
    invited: 20
    responded: {responded}
    items: [{{item: overall, {item}}}]
"""


def scored(statistic: str, scale: str, responded: int, item: str):
    texts = passing("small-cell-told")
    texts |= {SURVEY: asked(statistic, scale), RESULT: answered(responded, item)}
    return next(iter(find_scores(*round_of(texts))))


def round_of(texts) -> tuple[Survey, SurveyResult]:
    """Give the one result of an agreement, with its survey."""
    agreement = agreement_of(texts)
    assert () == agreement.refused
    [result] = agreement.of(SurveyResult)
    survey = asked_in(agreement, result)
    assert survey
    return survey, result


def counts_of_scores(scores: list[int], scale: Range) -> Counts:
    promoted = scale == NET
    return Counts(
        sum(scores),
        sum(1 for one in scores if one > scale.highest - 2),
        sum(1 for one in scores if one > 8) if promoted else None,
        sum(1 for one in scores if one < 7) if promoted else None,
    )


def test_ten_scores_with_five_promoters_and_three_detractors_are_plus_20():
    scores = [10, 9, 9, 8, 7, 6, 3, 10, 9, 5]
    counts = counts_of_scores(scores, NET)
    assert (5, 3) == (counts.promoters, counts.detractors)

    found = scored("net promoter score", "0 to 10", 10, "promoters: 5, detractors: 3")

    assert (Fraction(20), "+20", "counted") == (found.value, found.text, found.status)


def test_40_percent_promoters_and_50_percent_detractors_are_minus_10():
    found = scored("net promoter score", "0 to 10", 20, "promoters: 8, detractors: 10")

    assert (Fraction(-10), "-10") == (found.value, found.text)


def test_eight_ratings_are_75_percent_in_the_two_best_and_4_on_average():
    ratings = [5, 5, 4, 4, 4, 3, 2, 5]
    item = f"total: {sum(ratings)}, top_two: 6"

    best = scored("top two box", "1 to 5", 8, item)
    mean = scored("mean", "1 to 5", 8, item)

    assert (Fraction(3, 4), "75.00%") == (best.value, best.text)
    assert (Fraction(4), "4") == (mean.value, mean.text)


def test_a_histogram_gives_the_same_numbers_as_its_counts():
    bins = 'histogram: {"3": 5, "9": 6, "10": 8}'

    assert Fraction(900, 19) == scored("net promoter score", "0 to 10", 19, bins).value
    assert Fraction(14, 19) == scored("top two box", "0 to 10", 19, bins).value
    assert Fraction(149, 19) == scored("mean", "0 to 10", 19, bins).value


def test_below_the_minimum_there_is_no_number():
    found = scored("mean", "1 to 5", 4, "withheld: true")

    assert (None, "insufficient_data", "too few to tell") == (found.value, found.status, found.text)


def test_whoever_skipped_a_question_counts_neither_for_nor_against():
    found = scored("mean", "1 to 5", 8, "skipped: 2, total: 27")

    assert (6, Fraction(27, 6)) == (found.n, found.value)


def both_sides(client: str, provider: str) -> dict[str, str]:
    """A round that both sides answered, each question with the same sum."""
    rows = "".join(
        f"  - audience: {audience}\n    invited: 12\n    responded: 10\n    items:\n"
        + "".join(
            f"      - {{item: {one}-own, total: {own}}}\n      - {{item: {one}-other, total: {other}}}\n"
            for one in DIMENSIONS
        )
        for audience, (own, other) in (
            ("client", client.split()),
            ("provider", provider.split()),
        )
    )
    texts = passing("small-cell-told")
    head = texts[RESULT].partition("audiences:\n")[0]
    return texts | {RESULT: f"{head}audiences:\n{rows}"}


def test_a_gap_is_how_a_side_sees_itself_less_how_the_other_sees_it():
    gaps = list(find_gaps(*round_of(both_sides(client="40 30", provider="42 35"))))

    trust = {one.party: one.value for one in gaps if one.dimension == "trust"}
    assert {"client": Fraction(1, 2), "provider": Fraction(6, 5)} == trust
    assert 10 == len(gaps)
    assert Fraction(147, 40) == health_of(gaps)


def test_there_is_no_gap_and_no_health_where_one_side_is_withheld():
    gaps = list(find_gaps(*round_of(passing("small-cell-told"))))

    assert {None} == {one.value for one in gaps}
    assert None is health_of(gaps)


def test_six_answers_with_five_in_the_best_two_can_give_the_sixth_away():
    assert {4: 5, 1: 1} == worked_out(6, ONE_TO_FIVE, Counts(21, 5, None, None))
    assert None is worked_out(6, ONE_TO_FIVE, Counts(24, 5, None, None))
    assert None is worked_out(6, ONE_TO_FIVE, Counts(None, 5, None, None))


@pytest.mark.parametrize(("scale", "n"), [(ONE_TO_FIVE, 6), (Range(1, 7), 4), (NET, 3)])
def test_the_histograms_that_fit_are_those_that_counting_all_answers_finds(scale, n):
    every = range(scale.lowest, scale.highest + 1)
    grouped: dict[Counts, set[frozenset[tuple[int, int]]]] = {}
    for scores in combinations_with_replacement(every, n):
        counts = counts_of_scores(list(scores), scale)
        grouped.setdefault(counts, set()).add(frozenset(Counter(scores).items()))

    for counts, wanted in grouped.items():
        found = [frozenset(one.items()) for one in find_fitting(n, scale, counts)]
        assert wanted == set(found)
        assert len(wanted) == len(found)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=400))
def test_what_people_answered_always_fits_its_own_counts(scores):
    assert next(find_fitting(len(scores), NET, counts_of_scores(scores, NET)), None) is not None


def test_a_title_a_description_and_what_somebody_wrote_have_no_place_in_a_result():
    texts = passing("small-cell-told")
    told = edited(texts, RESULT, "told_on", "description: They never answer.\ntold_on")
    action = "actions: [{id: a, text: 'They said \"slow\"', about: [trust-own], owner: vendor-manager, due: 2026-06-01}]\n"

    assert ["`description` has no place here"] == [
        one.message for one in agreement_of(told).refused
    ]
    quoted = agreement_of({**texts, RESULT: texts[RESULT].partition("actions:")[0] + action})
    assert [
        '`They said "slow"` is not one line of at most 160 characters without quotation marks'
    ] == [one.message for one in quoted.refused]
