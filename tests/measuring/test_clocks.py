"""When clocks start and stop: several events, stages, days without a time, reopenings and reneges."""

from __future__ import annotations

import pytest

from tests.measuring.stores import (
    CALENDAR,
    FILL,
    REVIEW,
    SLATE,
    Events,
    agreed,
    at,
    measured,
    row,
    terms,
)

MISS = {"open_past_due": "counts as a miss"}
ON_TIME = "{id: all, within: 2 business days, expected: 90%, minimum: 80%}"


def walk(events: Events, **moments: str) -> str:
    """Add an application with events of the types named, each at its local time."""
    application = events.application(events.requisition())
    for kind, when in moments.items():
        events.add("app_event", type=kind, occurred_at=at(when), application_id=application)
    return application


def entered(events: Events, application: str, *stages: tuple[str, str]) -> None:
    """Let an application enter stages, each at its local time."""
    for stage, when in stages:
        events.add(
            "app_event",
            type="stage_entered",
            occurred_at=at(when),
            application_id=application,
            stage=stage,
        )


def lengths(metric: str, promise: str, events: Events, folder, period: str = "2026-03"):
    """Measure how long clocks of a process ran, by the length in the record."""
    return row(agreed(metric, promise), events, folder, period).closed


def test_a_review_ends_with_the_first_answer_whichever_it_is(tmp_path):
    events = Events()
    sent = "2026-03-02 10:00"
    for answers in (
        {"client_advanced": "2026-03-03 10:00"},
        {"client_declined": "2026-03-04 10:00"},
        {"client_declined": "2026-03-04 11:00", "client_advanced": "2026-03-20 10:00"},
        {"client_advanced": "2026-03-06 10:00"},
        {"client_advanced": "2026-03-06 10:00"},
        {},
    ):
        walk(events, submitted_to_client=sent, **answers)

    found = row(agreed(REVIEW, terms(targets=ON_TIME, **MISS)), events, tmp_path, "2026-03")

    assert (3, 6, 1) == (found.numerator, found.denominator, found.open_past_due)


@pytest.mark.parametrize(
    ("which", "length"), [("first", 1), ("last", 4), ("2nd", 2), ("3rd", 4)]
)  # fmt: skip
def test_several_events_are_counted_together_in_the_order_of_time(which, length, tmp_path):
    metric = """\
type: duration
subject: requisition
start: {event: requisition submitted, which: first}
stop: {event: [requisition approved, posted, intake completed], which: WHICH}
unit: business days
population: in scope
exclusions: []
direction: lower is better
""".replace("WHICH", which)
    events = Events()
    asked = events.requisition()
    events.req("submitted", "2026-03-02 09:00", asked)
    events.req("posted", "2026-03-03 09:00", asked)
    events.req("approved", "2026-03-04 09:00", asked)
    events.req("intake_completed", "2026-03-06 09:00", asked)

    promise = terms(
        "median", "stop", targets="{id: all, expected: 2 business days, minimum: 3 business days}"
    )

    assert {str(length): 1} == lengths(metric, promise, events, tmp_path)


STAGE = """\
type: duration
subject: application
start: {event: stage entered, which: last, stage: [screen, interview]}
stop: {event: [stage entered, rejected by organisation, withdrew], which: first}
unit: calendar days
population: in scope
exclusions: []
direction: lower is better
"""
MEAN = terms(
    "mean", "stop", targets="{id: all, expected: 5 calendar days, minimum: 9 calendar days}"
)


def test_a_stage_is_left_by_the_next_one_entered_and_never_by_its_own(tmp_path):
    events = Events()
    for _ in range(5):
        application = events.application(events.requisition())
        entered(
            events,
            application,
            ("screen", "2026-03-02 09:00"),
            ("interview", "2026-03-05 09:00"),
            ("offer", "2026-03-12 09:00"),
        )

    found = row(agreed(STAGE, MEAN), events, tmp_path, "2026-03")

    assert (35, 5, "7") == (found.numerator, found.n, found.value)


def test_a_last_start_after_the_stop_waits_for_another_stop(tmp_path):
    """The stop between two starts ends nothing, and is not out of order: it follows the first."""
    metric = """\
type: duration
subject: requisition
start: {event: requisition assigned, which: last}
stop: {event: intake completed, which: first}
unit: business days
population: in scope
exclusions: []
direction: lower is better
"""
    events = Events()
    for again in ("2026-03-12 09:00", None):
        asked = events.requisition()
        events.req("assigned", "2026-03-02 09:00", asked)
        events.req("intake_completed", "2026-03-04 09:00", asked)
        events.req("assigned", "2026-03-10 09:00", asked)
        if again:
            events.req("intake_completed", again, asked)
    promise = terms(
        "median", "stop", targets="{id: all, expected: 2 business days, minimum: 3 business days}"
    )

    found = measured(agreed(metric, promise), events, tmp_path, "2026-03")["2026-03"]

    assert {"2": 1} == found.rows[0].closed
    assert 1 == sum(found.rows[0].open.values())
    assert 0 == found.gate.out_of_order


def test_only_entries_into_the_stages_named_start_a_clock(tmp_path):
    events = Events()
    for _ in range(5):
        application = walk(events, withdrew="2026-03-20 09:00")
        entered(events, application, ("screen", "2026-03-02 09:00"), ("offer", "2026-03-12 09:00"))

    found = row(agreed(STAGE, MEAN), events, tmp_path, "2026-03")

    assert "10" == found.value, "from the screen to the offer; the offer itself is no such stage"


@pytest.mark.parametrize(
    ("stage", "days"),
    [
        ("stage: offer", 0),
        ("stage: [interview, offer]", 35),
    ],
    ids=["another", "one of both"],
)
def test_another_stage_entered_at_the_same_instant_is_another_event(stage, days, tmp_path):
    """What may be the very entry that started the clock does not stop it."""
    metric = STAGE.replace("stage: [screen, interview]", "stage: interview").replace(
        "{event: [stage entered, rejected by organisation, withdrew], which: first}",
        f"{{event: stage entered, which: first, {stage}}}",
    )
    events = Events()
    for _ in range(5):
        application = events.application(events.requisition())
        entered(
            events,
            application,
            ("interview", "2026-03-05 00:00"),
            ("offer", "2026-03-05 00:00"),
            ("offer", "2026-03-12 00:00"),
        )

    found = row(agreed(metric, MEAN), events, tmp_path, "2026-03")

    assert (days, 5) == (found.numerator, found.n)


START = FILL.replace("event: offer accepted", "event: employee started")


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Asia/Kolkata"])
def test_a_day_without_a_time_is_the_day_it_is_whatever_the_hour_of_the_start(zone, tmp_path):
    """Somebody who starts on the day the opening is opened has waited no day, not less than none."""
    events = Events()
    name = events.opening("2026-03-16 15:00")
    hire(events, name, actual_start="2026-03-16")
    agreement = agreed(START, terms(**MISS), calendar=CALENDAR.replace("Europe/London", zone))

    found = measured(agreement, events, tmp_path, "2026-04")["2026-04"]

    assert ({"0": 1}, 0) == (found.rows[0].closed, found.gate.out_of_order)


def hire(events: Events, opening: str, **values: object) -> str:
    """Add a hire for an opening."""
    application = events.application(events.requisition())
    plain = {
        "hire_id": f"h{events.number}",
        "application_id": application,
        "opening_id": opening,
        "accepted_at": at("2026-01-02 09:00"),
        "planned_start": "2026-02-02",
    }
    return events.add("hire", **{**plain, **values})


def test_an_hour_is_never_counted_to_a_day_without_a_time(tmp_path):
    events = Events()
    events.opening("2026-03-16 15:00")
    metric = START.replace("calendar days", "elapsed hours")
    target = "{id: all, within: 30 elapsed hours, expected: 90%, minimum: 80%}"

    with pytest.raises(Exception, match="`employee started` has a day and no time"):
        row(agreed(metric, terms(targets=target, **MISS)), events, tmp_path, "2026-03")


@pytest.mark.parametrize("mode", ["resume the clock", "new clock"])
def test_a_renege_starts_a_new_clock_on_the_day_it_is_told(mode, tmp_path):
    """Accepted on day 15, reneged on the 24th, reopened on the 27th, filled again on 6 April."""
    events = Events()
    asked = events.requisition()
    name = events.opening("2026-03-02 09:00", "2026-03-17 12:00", asked)
    hire(events, name, ended="2026-03-24", end_type="never_started", planned_start="2026-04-20")
    events.req("reopened", "2026-03-27 09:00", asked, name)
    events.offer("2026-04-06 12:00", "accepted", name, asked)
    agreement = agreed(FILL + f"reopening: {mode}\n", terms(**MISS))

    assert {"13": 1} == row(agreement, events, tmp_path, "2026-04").closed


@pytest.mark.parametrize(
    ("mode", "closed"), [("resume the clock", {"25": 1}), ("new clock", {"10": 1})]
)
def test_a_renege_before_an_earlier_reopening_starts_nothing_again(mode, closed, tmp_path):
    """Only what came to an end between the last reopening and this one starts the clock anew."""
    events = Events()
    asked = events.requisition()
    name = events.opening("2026-03-02 09:00", "2026-03-17 12:00", asked)
    hire(events, name, ended="2026-03-01", end_type="never_started")
    events.req("reopened", "2026-03-02 08:00", asked, name)
    events.req("reopened", "2026-03-27 09:00", asked, name)
    events.offer("2026-04-06 12:00", "accepted", name, asked)
    agreement = agreed(FILL + f"reopening: {mode}\n", terms(**MISS))

    assert closed == row(agreement, events, tmp_path, "2026-04").closed


@pytest.mark.parametrize("mode", ["resume the clock", "new clock"])
@pytest.mark.parametrize(
    ("planned", "closed"), [("2026-04-20", {"10": 1}), ("2026-03-24", {"13": 1})]
)
def test_a_renege_without_its_day_is_told_by_the_reopening_or_the_planned_start(
    mode, planned, closed, tmp_path
):
    """Accepted on 17 March and reopened on the 27th: whichever of both comes first."""
    events = Events()
    asked = events.requisition()
    name = events.opening("2026-03-02 09:00", "2026-03-17 12:00", asked)
    accepted = at("2026-03-17 12:00")
    hire(events, name, end_type="never_started", planned_start=planned, accepted_at=accepted)
    events.req("reopened", "2026-03-27 09:00", asked, name)
    events.offer("2026-04-06 12:00", "accepted", name, asked)
    agreement = agreed(FILL + f"reopening: {mode}\n", terms(**MISS))

    assert closed == row(agreement, events, tmp_path, "2026-04").closed


def test_a_renege_without_its_day_is_told_once(tmp_path):
    """Filled again and reopened for another reason, the clock goes on: 10 days, and 6 after that."""
    events = Events()
    asked = events.requisition()
    name = events.opening("2026-03-02 09:00", "2026-03-09 12:00", asked)
    accepted = at("2026-03-09 12:00")
    hire(events, name, end_type="never_started", planned_start="2026-03-25", accepted_at=accepted)
    events.req("reopened", "2026-03-12 09:00", asked, name)
    events.offer("2026-03-22 12:00", "accepted", name, asked)
    events.req("reopened", "2026-03-26 09:00", asked, name)
    events.offer("2026-04-01 12:00", "accepted", name, asked)
    agreement = agreed(FILL + "reopening: resume the clock\n", terms(**MISS))

    assert {"16": 1} == row(agreement, events, tmp_path, "2026-04").closed


def test_an_opening_that_is_not_reopened_after_a_renege_keeps_its_stop(tmp_path):
    """What is sought then is another opening, with a clock of its own."""
    events = Events()
    name = events.opening("2026-03-02 09:00", "2026-03-17 12:00")
    hire(events, name, ended="2026-03-24", end_type="never_started")
    agreement = agreed(FILL + "reopening: resume the clock\n", terms(**MISS))

    assert {"15": 1} == row(agreement, events, tmp_path, "2026-04").closed


def test_who_left_without_having_started_is_no_missing_data(tmp_path):
    events = Events()
    name = events.opening("2026-03-02 09:00")
    hire(events, name, ended="2026-03-24", end_type="never_started")
    metric = FILL.replace("event: opening opened", "event: employee started").replace(
        "event: offer accepted", "event: employee left"
    )

    found = measured(agreed(metric, terms(**MISS)), events, tmp_path, "2026-03")["2026-03"]

    assert (0, "100%") == (found.rows[0].n, str(found.gate.completeness))


def test_changed_scope_starts_the_slates_clock_again_from_the_new_intake(tmp_path):
    events = Events()
    asked = events.requisition()
    events.req("intake_completed", "2026-03-02 10:00", asked)
    events.submitted("2026-03-04 10:00", asked)
    events.req("scope_changed", "2026-03-05 10:00", asked)
    events.req("intake_completed", "2026-03-10 10:00", asked)
    for day in (11, 12, 13):
        events.submitted(f"2026-03-{day} 10:00", asked)
    target = "{id: all, within: 5 business days, expected: 90%, minimum: 80%}"

    found = row(agreed(SLATE, terms(targets=target, **MISS)), events, tmp_path, "2026-03")

    assert {"3": 1} == found.closed


def test_changed_scope_stops_a_clock_until_the_new_intake_where_that_is_agreed(tmp_path):
    events = Events()
    asked = events.requisition()
    events.opening("2026-03-02 09:00", "2026-03-27 12:00", asked)
    events.req("scope_changed", "2026-03-05 10:00", asked)
    events.req("intake_completed", "2026-03-15 10:00", asked)

    found = row(agreed(FILL, terms(pauses="[scope change]", **MISS)), events, tmp_path, "2026-04")

    assert {"15": 1} == found.closed


def shown(events: Events, asked: str, *moments: str) -> None:
    """Show one candidate to the client, as often as there are moments."""
    application = events.application(asked)
    for when in moments:
        events.add(
            "app_event",
            type="submitted_to_client",
            occurred_at=at(f"2026-03-{when}"),
            application_id=application,
        )


WITHIN = terms(
    targets="{id: all, within: 7 business days, expected: 90%, minimum: 80%}",
    open_past_due="counts as a miss",
)


def test_one_candidate_shown_three_times_is_no_slate(tmp_path):
    events = Events()
    asked = events.requisition()
    events.req("intake_completed", "2026-03-02 10:00", asked)
    shown(events, asked, "03 10:00", "04 10:00", "05 10:00")

    found = row(agreed(SLATE, WITHIN), events, tmp_path, "2026-03")

    assert (0, 1, 1) == (found.numerator, found.denominator, found.open_past_due)


def test_a_slate_is_complete_with_the_third_candidate_each_by_the_first_time(tmp_path):
    """Shown before the intake and again after it, a candidate counts from then on."""
    events = Events()
    asked = events.requisition()
    events.req("intake_completed", "2026-03-02 10:00", asked)
    shown(events, asked, "03 10:00", "04 10:00", "05 10:00")
    shown(events, asked, "05 10:00", "13 10:00")
    shown(events, asked, "02 09:00", "06 10:00", "12 10:00")

    found = row(agreed(SLATE, WITHIN), events, tmp_path, "2026-03")

    assert {"4": 1} == found.closed


def test_three_candidates_before_the_intake_are_out_of_order_and_one_shown_thrice_is_not(tmp_path):
    events = Events()
    for shows in ([["02 09:00"]] * 3, [["02 08:00", "02 08:30", "02 09:00"]]):
        asked = events.requisition()
        events.req("intake_completed", "2026-03-02 10:00", asked)
        for moments in shows:
            shown(events, asked, *moments)

    found = measured(agreed(SLATE, WITHIN), events, tmp_path, "2026-03")["2026-03"]

    assert (1, 1) == (found.gate.out_of_order, found.rows[0].open_past_due)


def test_a_slate_without_an_intake_is_missing_data_where_three_were_shown(tmp_path):
    events = Events()
    for shows in ([["03 09:00"]] * 3, [["03 08:00", "03 08:30", "03 09:00"]]):
        asked = events.requisition()
        for moments in shows:
            shown(events, asked, *moments)

    found = row(agreed(SLATE, WITHIN), events, tmp_path, "2026-03")

    assert {"missing data": 1} == found.excluded


def test_a_clock_may_start_with_the_second_candidate_each_counted_once(tmp_path):
    metric = SLATE.replace("{event: intake completed, which: last}", "START").replace(
        "{event: submitted to client, which: 3rd}", "{event: posted, which: first}"
    )
    metric = metric.replace("START", "{event: submitted to client, which: 2nd}")
    events = Events()
    asked = events.requisition()
    shown(events, asked, "03 10:00", "04 10:00")
    shown(events, asked, "05 10:00")
    events.req("posted", "2026-03-09 10:00", asked)

    found = row(agreed(metric, WITHIN), events, tmp_path, "2026-03")

    assert {"2": 1} == found.closed
