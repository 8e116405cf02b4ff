"""Interviews that were asked for, got no time, or were cancelled."""

from __future__ import annotations

import pytest

from partnership.errors import PartnershipError, StoreError
from tests.measuring.stores import FEEDBACK, OFFERS, Events, agreed, at, row, terms

SLOTS = """\
type: duration
subject: interview
start: {event: slots requested, which: first}
stop: {event: slots provided, which: first}
unit: business days
population: in scope
exclusions: []
direction: lower is better
"""
PROMISE = terms(
    targets="{id: all, within: 2 business days, expected: 90%, minimum: 80%}",
    open_past_due="counts as a miss",
)


def asked(status="scheduled", **more):
    """An interview for which times were asked on Monday 2 March, due on Wednesday."""
    events = Events()
    events.add(
        "interview",
        interview_id="i",
        application_id=events.application(events.requisition()),
        round=1,
        kind="panel",
        slots_requested_at=at("2026-03-02 10:00"),
        status=status,
        reschedules=0,
        **more,
    )
    return events


def counted(metric, events, folder):
    found = row(agreed(metric, PROMISE), events, folder, "2026-03")
    return found.denominator, found.open_past_due, found.excluded


def without(*reasons):
    return SLOTS.replace("[]", f"[{', '.join(reasons)}]")


def test_times_asked_for_and_never_given_are_a_miss(tmp_path):
    assert (1, 1, {}) == counted(SLOTS, asked(), tmp_path)


def test_a_cancelled_interview_is_left_out_where_that_is_agreed(tmp_path):
    events = asked("cancelled", cancelled_at=at("2026-03-03 10:00"))

    assert (0, 0, {"cancelled": 1}) == counted(without("cancelled"), events, tmp_path / "1")
    assert (1, 1, {}) == counted(SLOTS, events, tmp_path / "2")


def test_whose_cancellation_it_was_tells(tmp_path):
    known = {"cancelled_at": at("2026-03-03 10:00")}
    metric = without("cancelled by client")

    by_client = asked("cancelled", cancelled_by="client", **known)
    by_candidate = asked("cancelled", cancelled_by="candidate", **known)

    assert (0, 0, {"cancelled by client": 1}) == counted(metric, by_client, tmp_path / "1")
    assert (1, 1, {}) == counted(metric, by_candidate, tmp_path / "2")


def test_an_interview_cancelled_after_the_times_were_due_stays_a_miss(tmp_path):
    late = asked("cancelled", cancelled_at=at("2026-03-06 10:00"))

    assert (1, 1, {}) == counted(without("cancelled"), late, tmp_path)


@pytest.mark.parametrize(
    ("recorded", "found"),
    [("2026-03-03 10:00", (0, 0, {"cancelled": 1})), ("2026-04-01 00:00", (1, 1, {}))],
)
def test_without_its_instant_a_cancellation_counts_from_when_it_was_recorded(
    recorded, found, tmp_path
):
    events = asked("cancelled", recorded_at=at(recorded))

    assert found == counted(without("cancelled"), events, tmp_path)


@pytest.mark.parametrize("status", ["completed", "no_show"])
def test_an_interview_that_was_held_has_its_time(status, tmp_path):
    with pytest.raises(StoreError) as error:
        counted(SLOTS, asked(status), tmp_path)

    assert "row 1: column `start_at` of table `interview` is empty" in str(error.value)


@pytest.mark.parametrize(
    ("metric", "subject"), [(FEEDBACK, "feedback"), (OFFERS, "offer")], ids=["feedback", "offer"]
)
def test_other_subjects_are_not_cancelled(metric, subject, tmp_path):
    start, _, end = metric.partition("exclusions: [")
    hours = terms(
        targets="{id: all, within: 8 business hours, expected: 90%, minimum: 80%}",
        open_past_due="counts as a miss",
    )
    decided = terms("ratio of sums", "stop", targets="{id: all, expected: 85%, minimum: 75%}")

    with pytest.raises(PartnershipError) as error:
        row(
            agreed(
                f"{start}exclusions: [cancelled{']' + end.partition(']')[2]}",
                hours if metric is FEEDBACK else decided,
            ),
            asked(),
            tmp_path,
            "2026-03",
        )

    assert f"does not say of a `{subject}` whether it is `cancelled`" in str(error.value)
