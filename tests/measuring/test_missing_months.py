"""A month of which nothing is written is missing: of a score, an index, a rate and a selection."""

from __future__ import annotations

import pytest

from tests.measuring.amounts import BY_COUNTRY, promise
from tests.measuring.stores import Events, agreed, measured, score
from tests.measuring.test_entered import RESPONSES
from tests.measuring.test_indexes import (
    COMPOSITION,
    FOUR_FIFTHS,
    QUALITY,
    SELECTION,
    groups,
    quality,
    weighed,
)

MONTHS = ("2026-01", "2026-02", "2026-03")
SHARE = "{id: all, expected: 30%, minimum: 20%}"


def completeness(agreement, events, folder, known="2027-01-01", period="2026-Q1"):
    found = measured(agreement, events, folder, period, known=known)[period]
    return str(found.gate.completeness)


def answered(events, months, **segment):
    for month in months:
        events.answers({9: 20, 5: 10}, month, **segment)


def scored(targets="{id: all, expected: 20, minimum: 0}", window="quarter"):
    return agreed(score(), promise("net promoter score", window, targets))


@pytest.mark.parametrize(
    ("months", "share"),
    [(MONTHS, "100%"), (MONTHS[:2], "66.66%"), (("2026-Q1",), "100%"), ((), "0%")],
    ids=["every month", "two of three", "a quarter covers its months", "none"],
)
def test_a_score_of_a_quarter_needs_the_answers_of_each_month(months, share, tmp_path):
    events = Events()
    answered(events, months)

    assert share == completeness(scored(), events, tmp_path)


def test_a_month_that_one_row_of_a_score_lacks_is_missing(tmp_path):
    events = Events()
    answered(events, MONTHS, country="GB")
    answered(events, MONTHS[:1], country="DE")

    assert "66.66%" == completeness(scored(BY_COUNTRY), events, tmp_path)


def test_a_month_in_which_nobody_answered_is_there(tmp_path):
    events = Events()
    answered(events, MONTHS[:2])
    events.answers({9: 0}, "2026-03")

    assert "100%" == completeness(scored(), events, tmp_path)


def test_months_before_the_terms_began_are_not_missing(tmp_path):
    """Twelve months that end in March are of the fifteen since the terms began, all but one."""
    events = Events()
    answered(events, [f"2025-{month:02}" for month in range(1, 9)])

    assert "100%" == completeness(scored(window="12 months"), events, tmp_path, period="2025-08")


def test_months_that_are_not_over_are_not_missing(tmp_path):
    events = Events()
    answered(events, MONTHS[:1])

    assert "100%" == completeness(scored(), events, tmp_path, known="2026-02-10")


def test_a_response_rate_needs_the_invitations_of_each_month(tmp_path):
    events = Events()
    answered(events, MONTHS[1:])

    assert "66.66%" == completeness(agreed(RESPONSES, promise(targets=SHARE)), events, tmp_path)


def test_a_weighted_mean_needs_each_month_of_each_indicator(tmp_path):
    """Of six indicators one lacks March: seventeen months of eighteen are there."""
    events = Events()
    for number in range(6):
        for month in MONTHS if number else MONTHS[:2]:
            quality(events, number, 80, period=month)

    assert "94.44%" == completeness(agreed(QUALITY, weighed()), events, tmp_path)


@pytest.mark.parametrize(
    ("metric", "statistic", "dimension"),
    [
        (SELECTION, "lowest selection ratio", "group"),
        (COMPOSITION.replace("submitted", "hired"), "ratio of sums", "gender"),
    ],
    ids=["a selection rate", "a composition"],
)
def test_groups_are_needed_of_each_month(metric, statistic, dimension, tmp_path):
    events = Events()
    for month in MONTHS[:2]:
        counts = {"women": (40, 20), "men": (40, 20), "others": (40, 20)}
        groups(events, counts, dimension, period=month)

    said = promise(statistic, targets=FOUR_FIFTHS)
    assert "66.66%" == completeness(agreed(metric, said), events, tmp_path)
