"""One event behind several misses is credited once, where the terms say so."""

from __future__ import annotations

import pytest

from tests.judging.credits.money import (
    MET,
    MISSED,
    account,
    action,
    commercials,
    critical,
    months,
    states,
)

TWO = """\
  - {id: big, slas: [a], method: fixed percent, percent: 5%}
  - {id: small, slas: [b], method: fixed percent, percent: 2%}
"""


@pytest.mark.parametrize(
    ("terms", "chosen", "payable", "credited"),
    [
        ("", "", 7000, ""),
        ("single_event: highest only\n", "", 5000, "a is credited for it, the highest"),
        (
            "single_event: highest only\n",
            "credited: b\n",
            5000,
            "a is credited for it, the highest",
        ),
        (
            *("single_event: choice of the other party\n", "credited: b\n", 2000),
            "b is credited for it, the chosen",
        ),
        (
            *("single_event: choice of the other party\n", "", 5000),
            "a is credited for it, the highest",
        ),
    ],
    ids=["not agreed", "highest", "no choice agreed", "chosen", "not chosen yet"],
)
def test_one_event_is_credited_once(tmp_path, terms, chosen, payable, credited):
    found = account(
        tmp_path,
        "2026-01",
        commercials(TWO, terms),
        critical("a"),
        critical("b"),
        *months("a", MISSED),
        *months("b", MISSED),
        action("a 2026-01", "b 2026-01", more=chosen),
    )

    assert payable == found.payable
    assert [credited] * bool(credited) == [
        line.reason.partition("): ")[2] for line in found.lines if "one event" in line.reason
    ]
    assert bool(found.notes) == (terms.startswith("single_event: choice") and not chosen)


def test_points_of_one_event_count_once(tmp_path):
    points = """\
  - id: points
    slas: [a, b]
    method: points
    points: {bands: [{from: 80%, points: 0}, {from: 70%, below: 80%, points: 2}, {below: 70%, points: 5}], each: 1%}
"""
    found = account(
        tmp_path,
        "2026-01",
        commercials(points, "single_event: highest only\n"),
        critical("a"),
        critical("b"),
        *months("a", MISSED),
        *months("b", "15/30"),
        action("a 2026-01", "b 2026-01"),
    )

    assert {"a": "one_event", "b": "due"} == states(found)
    assert 5000 == found.payable


def test_of_one_event_repeated_points_are_higher_than_more_that_are_no_repeat(tmp_path):
    """2 points for the second time are 4, and 3 for the first time 3."""
    points = (
        "  - {id: points, slas: [a, b], method: points, points: {each: 1%, bands: "
        "[{from: 80%, points: 0}, {from: 70%, below: 80%, points: 2}, {below: 70%, points: 3}]}}\n"
    )
    found = account(
        tmp_path,
        "2026-02",
        commercials(points, "single_event: highest only\n"),
        critical("a", more="repeat: {within: 1 month, multiplier: 2}\n"),
        critical("b"),
        *months("a", MISSED, MISSED),
        *months("b", MET, "15/30"),
        action("a 2026-02", "b 2026-02"),
    )

    assert {"a": "due", "b": "one_event"} == states(found)
    assert 4000 == found.payable
