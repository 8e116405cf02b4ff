"""What is wrong in surveys and their results is named with its arithmetic."""

from __future__ import annotations

from datetime import date

import pytest

from tests.checks.agreements import edited, found_in, passing, told

RESULT = "records/surveys/relationship-2026-q1.yaml"
SURVEY = "partnership/surveys/relationship.yaml"
AS_OF = date(2026, 4, 30)
OTHER = "skipped: 1, total: 33"


def messages(old: str, new: str, path: str = RESULT) -> list[tuple[str, str]]:
    texts = edited(passing("small-cell-told"), path, old, new)
    return told(found_in(texts, AS_OF))


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ("skipped: 12, total: 33", "12 skipped `trust-other`, and 11 responded"),
        (
            "skipped: 1, total: 51",
            "10 answers from 1 to 5 add up to 10 at least and 50 at most, not to 51",
        ),
        ("skipped: 1, total: 33, top_two: 11", "`top_two` is 11, and 10 answered `trust-other`"),
        (
            "skipped: 1, total: 33, top_two: 9",
            "no 10 answers from 1 to 5 with `top_two` 9 add up to 33",
        ),
        (
            "skipped: 1, promoters: 4",
            "there are promoters on a scale from 0 to 10 only, not from 1 to 5",
        ),
        ("skipped: 1, top_two: 4", "`trust-other` is a mean, and no count says it"),
        (
            'skipped: 1, histogram: {"3": 5, "4": 5}, top_two: 6',
            "`top_two` is 6, and the histogram gives 5",
        ),
    ],
)
def test_counts_that_do_not_add_up_are_named_with_their_sum(counts, message):
    assert [("answers-that-do-not-add-up", message)] == messages(OTHER, counts)


def test_more_promoters_and_detractors_than_answers_are_named_with_their_sum():
    texts = passing("small-cell-told")
    texts = edited(texts, SURVEY, "scale: 1 to 5", "scale: 0 to 10")
    found = told(
        found_in(edited(texts, RESULT, OTHER, "total: 50, promoters: 6, detractors: 6"), AS_OF)
    )

    message = "6 promoters + 6 detractors = 12, and 11 answered `trust-other`"
    assert [("answers-that-do-not-add-up", message)] == found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "responded: 11",
            "responded: 4",
            "4 of `client` responded, nothing is told below 5, and their answers stand here",
        ),
        (
            "responded: 11",
            "responded: 11\n    withheld: true",
            "the answers of `client` are withheld, and stand here",
        ),
        (
            OTHER,
            "skipped: 7, total: 16",
            "4 answered `trust-other`, nothing is told below 5, and counts stand here",
        ),
        (
            OTHER,
            "total: 33, withheld: true",
            "the answers to `trust-other` are withheld, and stand here",
        ),
        (
            OTHER,
            "skipped: 5, total: 21, top_two: 5",
            "the counts of `trust-other` leave one way only to answer: 1 × 1 and 5 × 4",
        ),
    ],
)
def test_what_would_tell_of_few_people_is_named(old, new, message):
    assert ("small-cell-told", message) in messages(old, new)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "audience: client",
            "audience: clients",
            "the survey `relationship` has no audience `clients`",
        ),
        (
            "about: [trust-other]",
            "about: [trusting]",
            "the survey `relationship` has no question `trusting`",
        ),
    ],
)
def test_a_name_that_the_survey_does_not_have_is_named(old, new, message):
    assert [("unknown-question", message)] == messages(old, new)


def test_a_metric_counts_a_question_that_its_survey_asks_on_the_same_scale():
    metric = """\
kind: Metric
id: trust
title: Trust
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
intent: Trust is seen.
type: score
subject: survey response
answers: {survey: relationship, audience: client, item: trust-own, scale: 1 to 7}
unit: score
population: in scope
exclusions: []
direction: higher is better
"""
    texts = passing("small-cell-told") | {"partnership/metrics/trust.yaml": metric}

    message = "`trust-own` is asked from 1 to 5 and counted from 1 to 7"
    assert [("unknown-question", message)] == told(found_in(texts, AS_OF))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "dimension: focus,",
            "dimension: trust,",
            "`trust` has a pair already",
        ),
        (
            "own: focus-own",
            "own: focus-other",
            "`focus-other` is in the pair of `focus` already",
        ),
        (
            '"They know what matters most this quarter.", statistic: mean',
            '"They know what matters most this quarter.", statistic: top two box',
            "`focus-own` is a mean from 1 to 5 and `focus-other` a top two box from 1 to 5: they have no gap",
        ),
        (
            '"We know what matters most this quarter.", statistic: mean',
            '"We know what matters most this quarter.", statistic: mean, asked_of: [client]',
            "no audience of the provider is asked both `focus-own` and `focus-other`",
        ),
    ],
)
def test_a_pair_that_shows_no_one_thing_is_named(old, new, message):
    assert ("overlapping-pairs", message) in messages(old, new, SURVEY)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "period: 2026-Q1",
            "period: 2025-Q4",
            "`relationship` is not in force in the whole of 2025-Q4",
        ),
        (
            "told_on: 2026-04-10",
            "told_on: 2026-03-30",
            "2026-Q1 ends on 2026-03-31, 1 day after `told_on`",
        ),
    ],
)
def test_a_result_of_no_round_is_named(old, new, message):
    assert ("round-not-asked", message) in messages(old, new)


def test_a_second_result_of_a_round_is_named():
    texts = passing("small-cell-told")
    again = texts[RESULT].replace("id: relationship-2026-q1", "id: relationship-2026-q1-again")

    found = told(found_in({**texts, "records/surveys/again.yaml": again}, AS_OF))

    message = "`relationship-2026-q1` tells 2026-Q1 of `relationship` already"
    assert [("round-not-asked", message)] == found


def test_an_action_that_follows_from_answers_is_overdue_after_its_day():
    texts = edited(passing("small-cell-told"), RESULT, "    done_on: 2026-05-11\n", "")

    assert [
        (
            "overdue-action",
            (
                "`account-director` of the provider owes this since 2026-05-15: Say with each slate what "
                "was changed after the last feedback"
            ),
        )
    ] == told(found_in(texts, date(2026, 5, 16)))


def test_an_action_on_one_question_of_a_pair_counts_for_both_and_one_still_open_counts_on():
    first, second = RESULT, "records/surveys/relationship-2026-q2.yaml"
    texts = passing("asked-and-not-acted-on")
    acted = texts[second].partition("actions:")[2]
    silent = {**texts, second: texts[second].partition("actions:")[0]}
    opened = {**silent, first: f"{texts[first]}actions:{acted}"}

    assert "asked-and-not-acted-on" not in [name for name, _ in told(found_in(opened))]
    assert [
        (
            "asked-and-not-acted-on",
            f"`trust-{one}` was asked in 2026-Q1 and 2026-Q2, and no action is about it",
        )
        for one in ("own", "other")
    ] == told(found_in(silent))


def test_a_round_without_result_is_named_from_the_first_result_on_for_a_year():
    texts = passing("small-cell-told")
    none = {path: text for path, text in texts.items() if path != RESULT}

    assert [] == told(found_in(none, date(2027, 4, 16)))
    assert [] == told(found_in(texts, date(2026, 7, 14)))
    assert ["survey-without-result"] == [
        name for name, _ in told(found_in(texts, date(2026, 7, 15)))
    ]
    late = [message for _, message in told(found_in(texts, date(2027, 7, 16)))]
    assert not [message for message in late if "2026-Q2" in message]
    assert 4 == len(late)
