"""What repeated failures lead to, beyond credits: critical default, a right to terminate."""

from __future__ import annotations

from tests.judging.credits.money import (
    FIXED,
    MET,
    MISSED,
    YEAR,
    account,
    commercials,
    critical,
    every,
    months,
)


def test_a_cap_reached_so_often_gives_the_right_to_terminate(tmp_path):
    more = """\
caps: {period: 5%}
triggers:
  - {id: cap-thrice, gives: right to terminate, cap_reached: 3, in: 6 months}
  - {id: twice-in-a-row, gives: critical default, minimum_missed: 2}
"""
    documents = (
        commercials(FIXED, more),
        critical("slates"),
        *months("slates", MISSED, "-", MISSED, MET, MISSED),
    )
    found = every(tmp_path, documents, YEAR[:5])

    assert [[], [], ["critical default"], [], ["right to terminate"]] == [
        [fact.text.split(":")[0] for fact in one.facts] for one in found
    ]
    assert (
        "right to terminate: the cap was reached 3 times in 6 months (2026-01, 2026-03 and 2026-05)"
        == found[4].facts[0].text
    )
    assert "triggers[cap-thrice]" == found[4].facts[0].clause.pointer


def test_a_promises_own_termination_trigger_is_told(tmp_path):
    own = "termination_triggers:\n  - {id: twice, minimum_missed: 2}\n"
    documents = (
        commercials(FIXED),
        critical("slates", more=own),
        *months("slates", MISSED, MISSED),
    )
    _, found = every(tmp_path, documents, YEAR[:2])

    assert [
        "right to terminate: slates, all, missed its minimum 2 times (2026-01 and 2026-02)"
    ] == [fact.text for fact in found.facts]


def test_a_promise_without_a_period_yet_fires_nothing(tmp_path):
    more = "triggers:\n  - {id: once, gives: critical default, minimum_missed: 1}\n"
    later = critical("fills").replace("{from: 2025-01-01}", "{from: 2027-06-01}")
    found = account(
        tmp_path,
        "2026-01",
        commercials(FIXED.replace("[slates]", "[fills, slates]"), more),
        critical("slates"),
        later,
        *months("slates", MISSED),
    )

    assert ["critical default: slates missed its minimum once in a row (2026-01)"] == [
        fact.text for fact in found.facts
    ]
