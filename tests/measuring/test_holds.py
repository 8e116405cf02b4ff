"""Holds of requisitions and openings: where one ends that began at the other level, or never."""

from __future__ import annotations

import pytest

from tests.measuring.stores import Events, agreed, measured, terms

HOLDS = terms(
    "share within",
    "stop",
    targets="{id: all, within: 60 calendar days, expected: 90%, minimum: 80%}",
    open_past_due="ignored",
    pauses="[hold, scope change]",
)


def two_openings(*happened):
    """Opened on 2 March, filled on 30 March: 28 days; `(event, day, of the first opening?)`."""
    events = Events()
    asked = events.requisition()
    first, _ = (events.opening("2026-03-02 09:00", "2026-03-30 12:00", asked) for _ in range(2))
    for kind, day, is_of_first in happened:
        events.req(kind, f"2026-03-{day} 00:00", asked, first if is_of_first else None)
    return events


def lengths(events, folder):
    found = measured(agreed(promise=HOLDS), events, folder, "2026-03")["2026-03"]
    return found.rows[0].closed, found.gate.standing_holds


@pytest.mark.parametrize(
    ("happened", "closed", "standing"),
    [
        ([("hold_started", "10", False), ("hold_ended", "14", False)], {"24": 2}, 0),
        ([("hold_started", "10", False), ("hold_ended", "14", True)], {"8": 1, "24": 1}, 1),
        ([("hold_started", "10", True), ("hold_ended", "14", False)], {"24": 1, "28": 1}, 0),
        ([("hold_started", "10", False)], {"8": 2}, 2),
        ([("hold_started", "10", True)], {"8": 1, "28": 1}, 1),
        (
            [
                *[("hold_started", "10", False), ("hold_ended", "20", False)],
                *[("hold_started", "12", True), ("hold_ended", "14", True)],
            ],
            {"18": 2},
            0,
        ),
        (
            [
                *[("hold_started", "04", True), ("hold_ended", "06", True)],
                *[("hold_started", "10", False), ("hold_ended", "14", True)],
                ("hold_ended", "20", False),
            ],
            {"22": 1, "18": 1},
            0,
        ),
        (
            [("scope_changed", "10", True), ("intake_completed", "14", False)],
            {"24": 1, "28": 1},
            0,
        ),
    ],
    ids=[
        "of the requisition, with both openings",
        "of the requisition, ended for one opening: the other one stands still",
        "of one opening, ended for the requisition",
        "of the requisition, never ended",
        "of one opening, never ended",
        "an opening's own hold within the requisition's ends nothing of it",
        "an end after an opening's own hold is over ends the requisition's for it",
        "a change of scope of one opening ends with the requisition's intake",
    ],
)
def test_a_hold_ends_at_its_own_level_or_with_an_end_that_ends_nothing_else(
    happened, closed, standing, tmp_path
):
    assert (closed, standing) == lengths(two_openings(*happened), tmp_path)


def test_holds_that_end_later_still_stand_at_the_end_of_the_month(tmp_path):
    """The seat is open at the end of March, and on hold until 5 April."""
    events = Events()
    asked = events.requisition()
    events.opening("2026-03-02 09:00", requisition=asked)
    events.req("hold_started", "2026-03-10 00:00", asked)
    events.req("hold_ended", "2026-04-05 00:00", asked)
    said = HOLDS.replace("placed_by: stop", "placed_by: due date")

    found = measured(agreed(promise=said), events, tmp_path, "2026-03", "2026-05")

    assert [1, 0] == [one.gate.standing_holds for one in found.values()]
    assert [1, None] == [one.rows[0].not_yet_due for one in found.values()]


def test_what_no_period_counts_is_no_standing_hold(tmp_path):
    events = two_openings(("hold_started", "10", False))

    found = measured(agreed(promise=HOLDS), events, tmp_path, "2026-04")["2026-04"]

    assert 0 == found.gate.standing_holds
