"""Clocks that start or stop once all of it has happened: each event named, each approval asked for."""

from __future__ import annotations

import pytest

from tests.measuring.stores import Events, agreed, at, measured, row, terms

MISS = {"open_past_due": "counts as a miss"}
HEAD = "unit: business days\npopulation: in scope\nexclusions: []\ndirection: lower is better\n"
INTAKE = f"""\
type: duration
subject: requisition
start: {{event: [requisition approved, requisition assigned], which: all}}
stop: {{event: intake completed, which: first}}
{HEAD}"""
READY = f"""\
type: duration
subject: requisition
start: {{event: requisition submitted, which: first}}
stop: {{event: [requisition approved, requisition assigned], which: all}}
{HEAD}"""
APPROVAL = f"""\
type: duration
subject: offer
start: {{event: approval requested, which: first}}
stop: {{event: approval decided, which: all}}
{HEAD}"""
EXTENSION = f"""\
type: duration
subject: offer
start: {{event: approval given, which: all}}
stop: {{event: offer extended, which: first}}
{HEAD}"""
REQUISITION = f"""\
type: duration
subject: requisition
start: {{event: requisition submitted, which: first}}
stop: {{event: approval decided, which: all}}
{HEAD}"""
TARGET = "{id: all, within: 2 business days, expected: 90%, minimum: 80%}"
ON_TIME = terms(targets=TARGET, **MISS)


def taken_in(*moments: tuple[str, str]) -> Events:
    """A requisition with events, each at its local time in March."""
    events = Events()
    asked = events.requisition()
    for kind, when in moments:
        events.req(kind, f"2026-03-{when}", asked)
    return events


def signed(
    *approvals: tuple[str, str | None, str], count: int = 6, extended: str | None = None
) -> Events:
    """Offers, each with the approvals named: when it was asked for, decided, and how, in March."""
    events = Events()
    asked = events.requisition()
    for _ in range(count):
        offer = events.offer(
            None, "pending", requisition=asked, extended_at=extended and at(f"2026-03-{extended}")
        )
        sign(events, "offer", offer, *approvals)
    return events


def sign(events: Events, subject: str, of: str, *approvals: tuple[str, str | None, str]) -> None:
    """Add the steps of approving one thing."""
    for step, (asked, decided, decision) in enumerate(approvals, 1):
        events.add(
            "approval",
            approval_id=f"v{of}-{step}",
            subject=subject,
            subject_id=of,
            step=step,
            approver_party="client",
            requested_at=at(f"2026-03-{asked}"),
            decided_at=decided and at(f"2026-03-{decided}"),
            decision=decision,
        )


@pytest.mark.parametrize(
    ("moments", "length"),
    [
        ((("approved", "02 10:00"), ("approved", "04 10:00"), ("assigned", "11 10:00")), "1"),
        ((("assigned", "02 10:00"), ("assigned", "04 10:00"), ("approved", "11 10:00")), "1"),
        ((("approved", "10 10:00"), ("assigned", "11 10:00"), ("assigned", "12 09:00")), "1"),
    ],
    ids=["signed twice", "handed on before", "handed on after"],
)
def test_a_clock_starts_once_each_event_has_happened_however_often_one_does(
    moments, length, tmp_path
):
    events = taken_in(*moments, ("intake_completed", "12 10:00"))

    found = row(agreed(INTAKE, ON_TIME), events, tmp_path, "2026-03")

    assert {length: 1} == found.closed


def test_a_clock_does_not_start_while_one_of_its_events_is_missing(tmp_path):
    events = taken_in(
        ("approved", "02 10:00"), ("approved", "04 10:00"), ("intake_completed", "12 10:00")
    )

    found = measured(agreed(INTAKE, ON_TIME), events, tmp_path, "2026-03")["2026-03"]

    assert {"missing data": 1} == found.rows[0].excluded


def test_what_ends_a_clock_before_all_has_happened_is_out_of_order(tmp_path):
    events = taken_in(
        ("approved", "02 10:00"), ("intake_completed", "05 10:00"), ("assigned", "11 10:00")
    )

    found = measured(agreed(INTAKE, ON_TIME), events, tmp_path, "2026-03")["2026-03"]

    assert 1 == found.gate.out_of_order


@pytest.mark.parametrize(
    ("moments", "closed", "late"),
    [
        ((("approved", "03 10:00"), ("assigned", "04 10:00")), {"2": 1}, 0),
        ((("approved", "03 10:00"), ("approved", "04 10:00")), {}, 1),
        ((("assigned", "01 10:00"), ("approved", "03 10:00")), {"1": 1}, 0),
    ],
    ids=["both", "one twice", "one beforehand"],
)
def test_a_clock_stops_once_each_event_has_happened(moments, closed, late, tmp_path):
    events = taken_in(("submitted", "02 09:00"), *moments)

    found = row(agreed(READY, ON_TIME), events, tmp_path, "2026-03")

    assert (closed, late) == (found.closed, found.open_past_due)


@pytest.mark.parametrize(
    ("approvals", "in_time", "late"),
    [
        ((("02 10:00", "03 10:00", "approved"), ("03 10:00", "04 10:00", "approved")), 6, 0),
        ((("02 10:00", "03 10:00", "approved"), ("03 10:00", None, "pending")), 0, 6),
        ((("02 10:00", "03 10:00", "approved"), ("02 10:00", "20 10:00", "approved")), 0, 0),
        ((("02 10:00", "03 10:00", "rejected"),), 6, 0),
        ((("02 10:00", None, "pending"), ("02 10:00", "03 10:00", "approved")), 0, 6),
    ],
    ids=["both in time", "the second pending", "the second late", "refused", "the first pending"],
)
def test_an_offers_approval_runs_while_one_that_was_asked_for_is_undecided(
    approvals, in_time, late, tmp_path
):
    found = row(agreed(APPROVAL, ON_TIME), signed(*approvals), tmp_path, "2026-03")

    assert (in_time, 6, late) == (found.numerator, found.denominator, found.open_past_due)


def test_an_approval_decided_after_the_period_is_undecided_in_it(tmp_path):
    """Known later, it is open past due in the month it was due in, as it was then."""
    events = signed(("02 10:00", "03 10:00", "approved"), ("02 10:00", None, "pending"))
    for one in events.rows["approval"]:
        if one["decision"] == "pending":
            one |= {"decision": "approved", "decided_at": at("2026-04-20 10:00")}

    found = row(agreed(APPROVAL, ON_TIME), events, tmp_path, "2026-03")

    assert (0, 6, 6) == (found.numerator, found.denominator, found.open_past_due)


def test_an_approval_asked_for_after_the_period_changes_nothing_in_it(tmp_path):
    events = signed(("02 10:00", "03 10:00", "approved"), ("02 10:00", None, "pending"))
    for one in events.rows["approval"]:
        if one["decision"] == "pending":
            one["requested_at"] = at("2026-04-01 00:00")

    found = row(agreed(APPROVAL, ON_TIME), events, tmp_path, "2026-03")

    assert (6, 6, 0) == (found.numerator, found.denominator, found.open_past_due)


@pytest.mark.parametrize(
    ("approvals", "due"),
    [
        ((("02 10:00", "03 10:00", "approved"),), 6),
        ((("02 10:00", "03 10:00", "rejected"),), 0),
        ((("02 10:00", "03 10:00", "approved"), ("03 10:00", None, "pending")), 0),
        ((("02 10:00", "03 10:00", "approved"), ("03 10:00", "04 10:00", "rejected")), 0),
        ((("02 10:00", "03 10:00", "rejected"), ("02 10:00", "04 10:00", "approved")), 0),
        ((("02 10:00", "03 10:00", "returned"), ("04 10:00", "05 10:00", "approved")), 6),
    ],
    ids=["given", "refused", "one pending", "then refused", "refused by one", "after rework"],
)
def test_only_an_offer_whose_approvals_are_all_given_waits_to_be_extended(approvals, due, tmp_path):
    """A refusal stands until an approval that is asked for after it is given."""
    found = row(agreed(EXTENSION, ON_TIME), signed(*approvals), tmp_path, "2026-03")

    assert (due, due) == (found.denominator or 0, found.open_past_due or 0)


@pytest.mark.parametrize(
    ("extended", "in_time"), [("06 10:00", 6), ("11 10:00", 0)], ids=["in time", "late"]
)
def test_an_offer_is_extended_after_its_last_approval(extended, in_time, tmp_path):
    """Asked for one after the other, and after rework: the last one given starts the clock."""
    events = signed(
        ("02 10:00", "03 10:00", "approved"),
        ("03 10:00", "04 10:00", "returned"),
        ("04 11:00", "05 10:00", "approved"),
        extended=extended,
    )

    found = row(agreed(EXTENSION, ON_TIME), events, tmp_path, "2026-03")

    assert (in_time, 6) == (found.numerator, found.denominator)


def test_a_requisitions_approval_runs_while_one_that_was_asked_for_is_undecided(tmp_path):
    events = taken_in(("submitted", "02 09:00"))
    (asked,) = (str(one["requisition_id"]) for one in events.rows["requisition"])
    sign(
        events,
        "requisition",
        asked,
        ("02 10:00", "03 10:00", "approved"),
        ("03 10:00", "10 10:00", "approved"),
    )

    found = row(agreed(REQUISITION, ON_TIME), events, tmp_path, "2026-03")

    assert {"6": 1} == found.closed
