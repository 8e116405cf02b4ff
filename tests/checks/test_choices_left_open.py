"""What a promise leaves open where it matters, and what it is told."""

from __future__ import annotations

import pytest

from partnership.checks import choice_left_open
from tests.measuring.stores import FEEDBACK, FILL, agreed, terms

HOURS = terms(
    targets="{id: all, within: 16 business hours, expected: 90%, minimum: 80%}",
    pauses="[]",
    low_volume="{below: 8, then: report only}",
    missing_data="{then: exclude, at_most: 5%}",
)
DAYS = HOURS.replace("business hours", "calendar days")
LOWER = "targets: [{id: all, within: 30 calendar days, expected: 80%, minimum: 70%}]"
DIVIDED = f"amendments:\n  - {{from: 2026-04-16, {LOWER}}}\n"


def found(metric: str, promise: str) -> list[tuple[str, str]]:
    agreement = agreed(f"{metric}reopening: resume the clock\n", promise)
    return [(one.message, one.hint) for one in choice_left_open.find(agreement)]


def test_how_exact_events_are_matters_where_hours_are_counted():
    assert [
        (
            "nothing says how exact events must be: one of a day and no time counts in business hours",
            "add `precision: minute`, or `precision: day` where any will do",
        )
    ] == found(FEEDBACK, HOURS)


@pytest.mark.parametrize(
    ("metric", "promise"),
    [
        (FILL, DAYS),
        (FEEDBACK, f"{HOURS}precision: day\n"),
        (FEEDBACK, f"{HOURS}gate: {{precision: minute}}\ndata_owner: client\n"),
        (FILL, f"{DAYS}on_change: judge each part\n{DIVIDED}"),
        (FILL, f"{DAYS}{DIVIDED}".replace("04-16", "04-01")),
        (FILL, f"{DAYS}amendments:\n  - {{from: 2026-04-16, weight: 40}}\n"),
        (FILL, f"{DAYS}phases: [{{phase: baselining, from: 2026-01-01, to: 2026-03-31}}]\n"),
    ],
)
def test_what_is_written_or_does_not_matter_is_not_asked(metric, promise):
    assert [] == found(metric, promise)


def test_who_owes_the_events_matters_where_there_is_a_gate():
    assert [
        (
            "nothing says who owes the events: where the gate is missed, nobody does",
            "add `data_owner: client`, or `provider`: the party that keeps the system",
        )
    ] == found(FILL, f"{DAYS}gate: {{completeness: 95%}}\n")


@pytest.mark.parametrize(
    "change",
    [DIVIDED, "phases: [{phase: baselining, from: 2026-01-01, to: 2026-04-15}]\n"],
    ids=["an amendment", "a phase"],
)
def test_what_becomes_of_a_period_matters_where_terms_change_inside_it(change):
    said = (
        "nothing says how a period is judged in which terms change, such as 2026-04: "
        "each part alone, however few are in it"
    )
    hint = "add `on_change: judge each part`, or `on_change: terms of the last day`"

    assert [(said, hint)] == found(FILL, f"{DAYS}{change}")
