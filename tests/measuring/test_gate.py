"""The data gate: published with every measurement, and what is below an agreed floor is not judged."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.agreement import Agreement
from partnership.judging import Status, judge
from tests.measuring.stores import FILL, OFFERS, SLATE, Events, agreed, at, measured, row, terms
from tests.measuring.test_reached import BY_START, DECIDED, candidate

SLATES = "{id: all, within: 9 business days, expected: 90%, minimum: 80%}"


def slated(*recorded: str, **event: object) -> Events:
    """Requisitions taken in on a Monday, each with a third candidate on Thursday at noon."""
    events = Events()
    for when in recorded:
        asked = events.requisition()
        events.req("intake_completed", "2026-03-02 10:00", asked)
        for _ in range(3):
            events.submitted("2026-03-05 12:00", asked)
            events.rows["app_event"][-1] |= {"recorded_at": at(when), **event}
    return events


def judged(agreement: Agreement, events: Events, folder, period: str = "2026-03"):
    """Measure a period, put the record into the agreement, and judge it."""
    record = measured(agreement, events, folder, period)[period]
    whole = Agreement((*agreement.documents, record))
    return next(verdict for verdict in judge(whole, date(2026, 12, 1)) if verdict.period == period)


def test_what_is_undecided_lacks_no_events(tmp_path):
    """Of 26 candidates one was interviewed before they were submitted: 25 of 26, not 5 of 6."""
    events = Events()
    for _ in range(5):
        candidate(events, "2026-03-04 10:00", "2026-03-10 10:00")
    for _ in range(20):
        candidate(events, "2026-03-04 10:00")
    candidate(events, "2026-03-04 10:00", "2026-03-10 10:00")
    events.rows["app_event"].pop()
    promise = BY_START + "missing_data: {then: exclude, at_most: 5%}\n"

    record = measured(agreed(DECIDED, promise), events, tmp_path, "2026-03")["2026-03"]
    verdict = judged(agreed(DECIDED, promise), events, tmp_path)

    assert {"missing data": 1, "undecided": 20} == record.rows[0].excluded
    assert "96.15%" == str(record.gate.completeness), "25/26, rounded down"
    assert Status.MET is verdict.status


@pytest.mark.parametrize(
    ("recorded", "share"),
    [
        ("2026-03-05 12:00", "100%"),
        ("2026-03-06 16:59", "100%"),
        ("2026-03-06 17:01", "0%"),
        ("2026-03-05 11:00", "100%"),
        ("2027-01-01 00:00", "0%"),
    ],
    ids=["at once", "the next day", "after the next day's cut-off", "ahead of time", "years later"],
)
def test_latency_is_the_share_recorded_within_one_business_day(recorded, share, tmp_path):
    found = measured(agreed(SLATE, terms(targets=SLATES)), slated(recorded), tmp_path, "2026-03")

    assert share == str(found["2026-03"].gate.latency)


@pytest.mark.parametrize(
    ("told_first", "share"),
    [("2026-03-05 12:00", "100%"), ("2026-03-06 12:00", "0%")],
    ids=["the same instant", "another instant"],
)
def test_a_later_state_is_a_late_record_only_where_it_moves_the_instant(
    told_first, share, tmp_path
):
    """Three rows of that day get a new word in May: they were told in time, unless of another day."""
    events = slated("2026-03-05 13:00")
    first = [
        {**row, "occurred_at": at(told_first), "precision": "minute"}
        for row in events.rows["app_event"]
    ]
    for one in events.rows["app_event"]:
        one["recorded_at"] = at("2026-05-05 11:00")
    events.rows["app_event"] += first

    found = measured(agreed(SLATE, terms(targets=SLATES)), events, tmp_path, "2026-03")["2026-03"]

    assert (share, "second") == (str(found.gate.latency), found.gate.precision)


def test_an_offer_that_is_written_again_was_recorded_when_it_was_first_decided(tmp_path):
    """Drafted in February, accepted in March, and given a reason in May: March's gate stays."""
    events = Events()
    for _ in range(5):
        made = {"extended_at": at("2026-02-20 09:00"), "recorded_at": at("2026-02-20 10:00")}
        events.offer(None, "pending", **made)
        decided = {"decided_at": at("2026-03-05 12:00"), "outcome": "accepted"}
        last = events.rows["offer"][-1] | decided
        events.rows["offer"].append(last | {"recorded_at": at("2026-03-05 15:00")})
        again = {"recorded_at": at("2026-05-05 15:00"), "decline_reason": "none"}
        events.rows["offer"].append(last | again)
    promise = terms("ratio of sums", "stop", targets="{id: all, expected: 85%, minimum: 75%}")

    found = measured(agreed(OFFERS, promise), events, tmp_path, "2026-03")["2026-03"]

    assert (5, "100%") == (found.rows[0].numerator, str(found.gate.latency))


def test_the_gate_names_the_least_exact_precision(tmp_path):
    events = slated("2026-03-05 12:00")
    events.rows["app_event"][0]["precision"] = "day"

    found = measured(agreed(SLATE, terms(targets=SLATES)), events, tmp_path, "2026-03")

    assert "day" == found["2026-03"].gate.precision


def inexact(table, number, **more):
    """Two requisitions with a slate on Thursday at noon; one row of one is exact to the day."""
    events = slated("2026-03-05 12:00", "2026-03-05 12:00")
    events.rows[table][number] |= {"precision": "day", **more}
    return events


def slate_of(events, folder, promise="", period="2026-03", **more):
    said = promise or terms(
        targets=SLATES, precision="minute", open_past_due="counts as a miss", **more
    )
    return measured(agreed(SLATE, said), events, folder, period)[period]


@pytest.mark.parametrize(
    ("table", "number"),
    [("app_event", 0), ("req_event", 0)],
    ids=["a stop", "a start"],
)
def test_a_subject_with_a_less_exact_event_is_missing_once_and_neither_late_nor_open(
    table, number, tmp_path
):
    found = slate_of(inexact(table, number), tmp_path)

    assert 1 == found.gate.imprecise
    only = found.rows[0]
    assert (1, 1, 0) == (only.numerator, only.denominator, only.open_past_due)
    assert {"missing data": 1} == only.excluded
    assert "50%" == str(found.gate.completeness)


def test_a_subject_with_a_less_exact_event_may_be_agreed_to_be_a_miss(tmp_path):
    agreed_miss = "{then: fail, at_most: 60%}"
    found = slate_of(inexact("app_event", 0), tmp_path, missing_data=agreed_miss)

    assert (1, 2) == (found.rows[0].numerator, found.rows[0].denominator)


def test_a_less_exact_start_that_has_no_stop_is_missing_too(tmp_path):
    events = inexact("req_event", 0)
    del events.rows["app_event"][:3]

    found = slate_of(events, tmp_path)

    assert {"missing data": 1} == found.rows[0].excluded
    assert "50%" == str(found.gate.completeness)


@pytest.mark.parametrize(
    "more",
    [{"occurred_at": at("2026-03-09 00:00")}, {"occurred_at": at("2026-02-27 00:00")}],
    ids=["after the stop", "before the start"],
)
def test_a_less_exact_row_that_cannot_be_the_one_that_counts_changes_nothing(more, tmp_path):
    events = inexact("app_event", 0, **more)
    asked = events.rows["requisition"][0]["requisition_id"]
    events.submitted("2026-03-05 12:00", asked)

    found = slate_of(events, tmp_path)

    assert (2, 2) == (found.rows[0].numerator, found.rows[0].denominator)
    assert "100%" == str(found.gate.completeness)


def test_a_subject_is_missing_in_one_month_only(tmp_path):
    """Its start of February and its stop of March are both too coarse: it is February's."""
    events = inexact("app_event", 0)
    events.rows["req_event"][0] |= {"precision": "day", "occurred_at": at("2026-02-27 00:00")}
    said = terms(targets=SLATES, precision="minute", open_past_due="counts as a miss")

    months = measured(agreed(SLATE, said), events, tmp_path, "2026-02", "2026-03")

    assert [{"missing data": 1}, {}] == [one.rows[0].excluded for one in months.values()]


def test_a_ratio_of_what_is_reached_leaves_out_less_exact_subjects(tmp_path):
    metric = SLATE.replace("duration", "ratio").replace("business days", "percent")
    metric = metric.replace("lower is better", "higher is better")
    said = terms(
        "ratio of sums",
        "start",
        targets="{id: all, expected: 90%, minimum: 80%}",
        precision="minute",
        matures="10 calendar days",
    )

    found = measured(agreed(metric, said), inexact("app_event", 0), tmp_path, "2026-03")["2026-03"]

    assert (1, 1) == (found.rows[0].numerator, found.rows[0].denominator)
    assert {"missing data": 1} == found.rows[0].excluded
    assert "50%" == str(found.gate.completeness)


@pytest.mark.parametrize(
    ("floors", "reason"),
    [
        (
            "{latency: 95%}",
            "0% of events were recorded within one business day; at least 95% must",
        ),
        ("{precision: second}", "events are exact to the minute; the second is agreed"),
    ],
)
def test_below_an_agreed_floor_a_period_is_not_measured_and_the_owner_is_named(
    floors, reason, tmp_path
):
    events = slated("2026-04-20 12:00", precision="minute")
    promise = terms(targets=SLATES, gate=floors, data_owner="client")

    verdict = judged(agreed(SLATE, promise), events, tmp_path)

    assert "not_measured" == verdict.status
    assert f"{reason}; the client owes the events" == verdict.reason
    assert "gate" == verdict.decided_by


def test_events_out_of_order_above_the_agreed_share_are_not_judged(tmp_path):
    events = Events()
    events.opening("2026-03-02 09:00", "2026-03-12 09:00")
    events.opening("2026-03-12 09:00", "2026-03-02 09:00")
    promise = terms(placed_by="stop", gate="{out_of_order: 10%}", open_past_due="ignored")

    verdict = judged(agreed(FILL, promise), events, tmp_path)

    assert "not_measured" == verdict.status
    reason = "50% of clocks stop before they start; at most 10% may"
    assert f"{reason}; who owes the events is not agreed (`data_owner`)" == verdict.reason


HOLD = """\
kind: Relief
id: budget-freeze
type: hold
raised_by: provider
notified_on: 2026-03-10
interval: {{from: {first}, until: {until}}}
covers: {{subject: opening}}
affects: [it]
cause: The budget was frozen.
evidence: {{kind: mail, ref: F-1}}
answer: {{by: client, decision: accepted, on: 2026-03-13}}
"""


@pytest.mark.parametrize(
    ("first", "until", "length", "conflicts"),
    [
        ("2026-03-10", "2026-03-14", "35", 0),
        ("2026-03-10", "2026-03-12", "37", 1),
        ("2026-03-08", "2026-03-18", "29", 1),
        ("2026-03-20", "2026-03-22", "33", 0),
    ],
    ids=["the same days", "shorter in the agreement", "longer in the agreement", "another hold"],
)
def test_where_both_tell_of_a_hold_the_agreed_one_counts_and_the_difference_is_reported(
    first, until, length, conflicts, tmp_path
):
    events = Events()
    asked = events.requisition()
    events.opening("2026-03-02 09:00", "2026-04-10 12:00", asked)
    events.req("hold_started", "2026-03-10 10:12", asked)
    events.req("hold_ended", "2026-03-14 09:30", asked)
    limit = "{id: all, within: 35 calendar days, expected: 90%, minimum: 80%}"
    promise = terms(targets=limit, pauses="[hold]", relief="extend the clock")
    agreement = agreed(FILL, promise, HOLD.format(first=first, until=until))

    found = measured(agreement, events, tmp_path, "2026-04")["2026-04"]

    assert {length: 1} == found.rows[0].closed
    assert conflicts == found.gate.conflicting_holds


@pytest.mark.parametrize(("until", "conflicts"), [("2026-03-14", 0), ("2026-03-20", 1)])
@pytest.mark.parametrize("relief", ["remove", "count as met"])
def test_holds_that_conflict_are_reported_whatever_relief_does(relief, until, conflicts, tmp_path):
    """Where relief does not extend the clock, the store's hold stops it all the same."""
    events = Events()
    asked = events.requisition()
    events.opening("2026-03-02 09:00", "2026-04-10 12:00", asked)
    events.req("hold_started", "2026-03-10 10:12", asked)
    events.req("hold_ended", "2026-03-14 09:30", asked)
    limit = "{id: all, within: 35 calendar days, expected: 90%, minimum: 80%}"
    promise = terms(targets=limit, pauses="[hold]", relief=relief)
    agreement = agreed(FILL, promise, HOLD.format(first="2026-03-10", until=until))

    found = measured(agreement, events, tmp_path, "2026-04")["2026-04"]

    assert {"35": 1} == found.rows[0].closed
    assert conflicts == found.gate.conflicting_holds


def test_holds_that_differ_by_hours_are_the_same_hold(tmp_path):
    """An agreed hold has days and the store has instants."""
    events = Events()
    asked = events.requisition()
    events.opening("2026-03-02 09:00", "2026-04-10 12:00", asked)
    events.req("hold_started", "2026-03-10 10:12", asked)
    events.req("hold_ended", "2026-03-14 09:30", asked)
    limit = "{id: all, within: 35 calendar days, expected: 90%, minimum: 80%}"
    promise = terms(targets=limit, pauses="[hold]", relief="extend the clock")
    agreement = agreed(FILL, promise, HOLD.format(first="2026-03-10", until="2026-03-14"))

    assert row(agreement, events, tmp_path, "2026-04").closed == {"35": 1}
