"""Runs, repeats and rights to terminate: what a failure is among those before it."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.judging import Status, judge_in_full
from tests.judging.agreements import agreement, measurement, months, row, sla

YEAR = "{from: 2025-01-01, to: 2025-12-31}"
AS_OF = date(2026, 7, 10)
MISS, KEEP, SHORT = "10/20", "20/20", "17/20"
"""Below the minimum of 80%, at everything, and below the expected 90% alone."""


def judged(folder, *counts, more="", effective=YEAR, skipped=()):
    """Judge months of 2025; those that are skipped have no measurement."""
    written = [
        text
        for index, text in enumerate(months("2025-01", counts))
        if f"2025-{index + 1:02d}" not in skipped
    ]
    agreed = agreement(folder, sla(effective=effective, more=more), *written)
    return list(judge_in_full(agreed, AS_OF))[: len(counts)]


def test_misses_in_a_row_are_counted_and_a_kept_period_ends_the_row(tmp_path):
    found = judged(tmp_path, MISS, SHORT, KEEP, MISS, MISS)

    assert [1, 2, 0, 1, 2] == [one.run for one in found]
    assert [1, 0, 0, 1, 2] == [one.minimum_run for one in found]
    assert ("2025-04", "2025-05") == found[4].standing.run


def test_what_is_not_known_neither_counts_nor_breaks_a_row(tmp_path):
    found = judged(tmp_path, MISS, "0/0", KEEP, MISS, MISS, MISS, skipped=("2025-03", "2025-05"))

    assert [
        Status.MINIMUM_MISSED,
        Status.INSUFFICIENT_DATA,
        Status.NOT_MEASURED,
        Status.MINIMUM_MISSED,
        Status.NOT_MEASURED,
        Status.MINIMUM_MISSED,
    ] == [one.verdict.status for one in found]
    assert [1, 0, 0, 2, 0, 3] == [one.run for one in found]


def test_a_failure_right_after_a_failure_counts_double(tmp_path):
    """98.5, 99.0, 98.5 are 1, 0, 1 points: a kept month resets what a repeat is."""
    more = "repeat: {within: 1 month, multiplier: 2}\n"

    found = judged(tmp_path, MISS, MISS, KEEP, MISS, "0/0", MISS, more=more)

    assert [1, 2, 1, 1, 1, 1] == [one.multiplier for one in found]
    assert "2025-01" == found[1].standing.repeats


def test_a_row_of_misses_is_told_with_its_periods_and_what_it_counts(tmp_path):
    more = "repeat: {within: 1 month, multiplier: 2}\n"

    found = judged(tmp_path / "repeat", MISS, MISS, more=more)
    plain = judged(tmp_path / "plain", MISS, MISS, MISS)

    assert [
        "no repeated miss is counted",
        "the 2nd miss in a row (2025-01 and 2025-02), a repeat of 2025-01 that counts 2 times",
    ] == [step.text for one in found for step in one.steps if step.name == "chronic"]
    assert "the 3rd miss in a row (2025-01, 2025-02 and 2025-03)" in {
        step.text for step in plain[2].steps
    }


def test_a_longer_time_takes_in_the_failure_before_a_period_that_is_not_known(tmp_path):
    more = "repeat: {within: 2 months, multiplier: 3}\n"

    found = judged(tmp_path, MISS, "0/0", MISS, "0/0", "0/0", MISS, more=more)

    assert [1, 1, 3, 1, 1, 1] == [one.multiplier for one in found]


TRIGGERS = """\
termination_triggers:
  - {id: three-in-a-row, minimum_missed: 3}
  - {id: four-in-a-year, minimum_missed: 4, in: 12 months}
"""


def test_rights_to_terminate_name_the_misses_that_give_them(tmp_path):
    found = judged(tmp_path, MISS, MISS, KEEP, MISS, MISS, MISS, more=TRIGGERS)

    assert [(), (), (), ()] == [one.triggers for one in found[:4]]
    assert [("four-in-a-year", ("2025-01", "2025-02", "2025-04", "2025-05"))] == [
        (one.id, one.periods) for one in found[4].triggers
    ]
    assert [
        ("three-in-a-row", ("2025-04", "2025-05", "2025-06")),
        ("four-in-a-year", ("2025-01", "2025-02", "2025-04", "2025-05", "2025-06")),
    ] == [(one.id, one.periods) for one in found[5].triggers]


def test_a_miss_a_year_ago_triggers_nothing(tmp_path):
    more = "termination_triggers:\n  - {id: two, minimum_missed: 2, in: 3 months}\n"

    found = judged(tmp_path, MISS, KEEP, KEEP, MISS, KEEP, MISS, more=more)

    assert [0, 0, 0, 0, 0, 1] == [len(one.triggers) for one in found]


def test_a_period_of_two_parts_fails_once(tmp_path):
    more = (
        "amendments:\n"
        "  - from: 2025-02-15\n"
        "    targets:\n"
        "      - {id: all, within: 7 business days, expected: 90%, minimum: 85%}\n"
    )
    parts = (
        row("20/20", more="from: 2025-02-01, to: 2025-02-14"),
        row("10/20", more="from: 2025-02-15, to: 2025-02-28"),
    )
    documents = (
        sla(effective=YEAR, more=more),
        *months("2025-01", [MISS]),
        measurement("2025-02", *parts),
        *months("2025-03", [MISS]),
    )
    found = list(judge_in_full(agreement(tmp_path, *documents), AS_OF))[:4]

    assert [1, 0, 2, 3] == [one.run for one in found]


def test_two_parts_that_were_kept_end_no_row_that_a_third_goes_on(tmp_path):
    more = "".join(
        f"  - from: 2025-02-{day}\n    targets:\n"
        f"      - {{id: all, within: 7 business days, expected: 90%, minimum: {minimum}%}}\n"
        for day, minimum in ((10, 81), (20, 82))
    )
    parts = (
        row("20/20", more="from: 2025-02-01, to: 2025-02-09"),
        row("20/20", more="from: 2025-02-10, to: 2025-02-19"),
        row("10/20", more="from: 2025-02-20, to: 2025-02-28"),
    )
    documents = (
        sla(effective=YEAR, more=f"amendments:\n{more}"),
        *months("2025-01", [MISS]),
        measurement("2025-02", *parts),
    )
    found = list(judge_in_full(agreement(tmp_path, *documents), AS_OF))[:4]

    assert [1, 0, 0, 2] == [one.run for one in found]


def test_whoever_owes_it_from_now_on_begins_anew(tmp_path):
    more = "repeat: {within: 1 month, multiplier: 2}\namendments:\n  - {from: 2025-03-01, owed_by: client}\n"

    found = judged(tmp_path, MISS, MISS, MISS, MISS, more=more)

    assert ["provider", "provider", "client", "client"] == [one.verdict.owed_by for one in found]
    assert [1, 2, 1, 2] == [one.run for one in found]
    assert [1, 2, 1, 2] == [one.multiplier for one in found]


def test_one_miss_of_the_expected_level_too_many_counts_among_the_minimums(tmp_path):
    more = (
        "chronic: {expected_missed: 2, in: 12 months, becomes: minimum missed}\n"
        "termination_triggers:\n  - {id: one, minimum_missed: 1}\n"
    )

    found = judged(tmp_path, SHORT, SHORT, more=more)

    assert [0, 1] == [one.minimum_run for one in found]
    assert ("2025-01", "2025-02") == found[1].standing.expected_missed
    assert ["one"] == [one.id for one in found[1].triggers]


@pytest.mark.parametrize("span", ["20 business days", "160 business hours", "4 weeks"])
def test_repeats_count_in_every_unit(tmp_path, span):
    """January's failure lies 20 business days, of 8 hours, before February's end."""
    more = f"repeat: {{within: {span}, multiplier: 2}}\n"

    found = judged(tmp_path, MISS, MISS, more=more)

    assert [1, 2] == [one.multiplier for one in found]


def test_an_expected_level_that_is_missed_ends_a_row_of_missed_minimums(tmp_path):
    found = judged(tmp_path, MISS, SHORT, MISS, MISS)

    assert [1, 2, 3, 4] == [one.run for one in found]
    assert [1, 0, 1, 2] == [one.minimum_run for one in found]


@pytest.mark.parametrize(
    ("within", "fires"), [("20 business days", False), ("21 business days", True)]
)
def test_a_right_to_terminate_counts_the_days_of_the_promise_s_calendar(tmp_path, within, fires):
    """From 31 January to 28 February 2025 there are 20 business days."""
    more = f"termination_triggers:\n  - {{id: twice, minimum_missed: 2, in: {within}}}\n"

    found = judged(tmp_path, MISS, MISS, more=more)

    assert [[], ["twice"] if fires else []] == [
        [one.id for one in verdict.standing.triggers] for verdict in found
    ]
