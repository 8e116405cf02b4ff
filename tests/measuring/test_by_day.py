"""Events of which the day alone is known: counted in days, never in hours, never taken from a time."""

from __future__ import annotations

import pytest

from tests.measuring.stores import (
    CALENDAR,
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
DAYS = "{id: all, within: 9 business days, expected: 90%, minimum: 80%}"
HOURS = "{id: all, within: 16 business hours, expected: 90%, minimum: 80%}"
BY_THE_HOUR = REVIEW.replace("business days", "business hours")


def answered(shown: str, answer: str, count: int = 6, **how: dict[str, str]) -> Events:
    """Candidates shown to the client, each with an answer; `shown_as` and `answer_as` say how exact."""
    events = Events()
    asked = events.requisition()
    for _ in range(count):
        application = events.application(asked)
        for kind, when, more in (
            ("submitted_to_client", shown, how.get("shown_as", {})),
            ("client_advanced", answer, how.get("answer_as", {"precision": "day"})),
        ):
            events.add(
                "app_event", type=kind, occurred_at=at(when), application_id=application, **more
            )
    return events


def slate(shown: str, taken_in: str = "2026-03-03 15:00", **intake: str) -> Events:
    """A requisition with an intake, and three candidates shown on one day, of no known time."""
    events = Events()
    asked = events.requisition()
    events.req("intake_completed", taken_in, asked)
    events.rows["req_event"][-1] |= intake
    for _ in range(3):
        events.submitted(shown, asked)
        events.rows["app_event"][-1]["precision"] = "day"
    return events


@pytest.mark.parametrize(
    ("answer", "length"),
    [
        ("2026-03-03 00:00", "0"),
        ("2026-03-03 23:59", "0"),
        ("2026-03-04 00:00", "1"),
        ("2026-03-04 23:59", "1"),
        ("2026-03-07 00:00", "4"),
        ("2026-03-09 12:00", "4"),
    ],
    ids=[
        "the same day",
        "its end",
        "the next day",
        "its end too",
        "a Saturday, as Monday",
        "a Monday",
    ],
)
@pytest.mark.parametrize("taken_in", ["2026-03-03 09:30", "2026-03-03 15:00"])
def test_business_days_to_an_event_of_a_day_are_those_between_the_days(
    taken_in, answer, length, tmp_path
):
    """Whatever instant of the day stands in the row, as an export's first or last second."""
    found = row(
        agreed(SLATE, terms(targets=DAYS, **MISS)), slate(answer, taken_in), tmp_path, "2026-03"
    )

    assert {length: 1} == found.closed


def test_calendar_days_to_an_event_of_a_day_are_those_between_the_days(tmp_path):
    metric = SLATE.replace("business days", "calendar days")
    said = terms(targets=DAYS.replace("business", "calendar"), **MISS)

    found = row(agreed(metric, said), slate("2026-03-07 00:00"), tmp_path, "2026-03")

    assert {"4": 1} == found.closed


def test_an_answer_of_the_same_day_is_none_out_of_order(tmp_path):
    said = terms(targets="{id: all, within: 2 business days, expected: 90%, minimum: 80%}", **MISS)
    events = answered("2026-03-03 15:00", "2026-03-03 00:00")

    found = measured(agreed(REVIEW, said), events, tmp_path, "2026-03")["2026-03"]

    assert (6, 6) == (found.rows[0].numerator, found.rows[0].denominator)
    assert 0 == found.gate.out_of_order


def test_an_answer_of_the_day_before_is_out_of_order(tmp_path):
    said = terms(targets="{id: all, within: 2 business days, expected: 90%, minimum: 80%}", **MISS)
    events = answered("2026-03-03 15:00", "2026-03-02 00:00")

    found = measured(agreed(REVIEW, said), events, tmp_path, "2026-03")["2026-03"]

    assert 6 == found.gate.out_of_order


@pytest.mark.parametrize(
    ("zone", "length"), [("Europe/London", "1"), ("America/New_York", "0")], ids=["here", "west"]
)
def test_the_day_is_that_of_the_promises_calendar(zone, length, tmp_path):
    """Midnight in London is the evening before in New York."""
    calendar = CALENDAR.replace("Europe/London", zone)
    agreement = agreed(SLATE, terms(targets=DAYS, **MISS), calendar=calendar)

    found = row(agreement, slate("2026-03-04 00:00"), tmp_path, "2026-03")

    assert {length: 1} == found.closed


def test_a_start_of_a_day_is_no_later_than_what_follows_on_it(tmp_path):
    events = slate("2026-03-04 00:00", "2026-03-04 23:59", precision="day")
    for event in events.rows["app_event"]:
        event |= {"precision": "second", "occurred_at": at("2026-03-04 10:00")}

    found = row(agreed(SLATE, terms(targets=DAYS, **MISS)), events, tmp_path, "2026-03")

    assert {"0": 1} == found.closed


def test_an_event_of_a_day_is_never_its_own_end(tmp_path):
    """A clock from one stage to the next: what started it does not stop it, the next entry does."""
    metric = REVIEW.replace("submitted to client", "stage entered").replace(
        "[client advanced, client declined]", "stage entered"
    )
    events = Events()
    asked = events.requisition()
    for _ in range(6):
        application = events.application(asked)
        for when in ("2026-03-03 00:00", "2026-03-05 00:00"):
            events.add(
                "app_event",
                type="stage_entered",
                occurred_at=at(when),
                application_id=application,
                precision="day",
                stage="screen",
            )
    said = terms("mean", "stop", targets="{id: all, expected: 2, minimum: 3}")

    found = row(agreed(metric, said), events, tmp_path, "2026-03")

    assert (12, 6) == (found.numerator, found.denominator)


@pytest.mark.parametrize("precision", [{}, {"precision": "day"}], ids=["left out", "day"])
@pytest.mark.parametrize(
    ("shown_as", "answer_as"),
    [({}, {"precision": "day"}), ({"precision": "day"}, {})],
    ids=["stop", "start"],
)
def test_hours_are_never_counted_from_or_to_an_event_of_a_day(
    shown_as, answer_as, precision, tmp_path
):
    """Its subject is missing, under its reason; the gate tells how many rows were not used."""
    events = answered(
        "2026-03-03 15:00", "2026-03-04 00:00", shown_as=shown_as, answer_as=answer_as
    )
    exact = answered("2026-03-03 15:00", "2026-03-04 10:00", 5, answer_as={})
    for table, rows in exact.rows.items():
        events.rows[table] += [{**one, **_apart(one)} for one in rows]
    said = terms(targets=HOURS, **MISS, **precision)

    found = measured(agreed(BY_THE_HOUR, said), events, tmp_path, "2026-03")["2026-03"]

    assert (5, 5) == (found.rows[0].numerator, found.rows[0].denominator)
    assert {"missing data": 6} == found.rows[0].excluded
    assert (6, "day") == (found.gate.imprecise, found.gate.precision)


def _apart(row: dict[str, object]) -> dict[str, object]:
    """Give a row ids of its own."""
    return {
        name: f"{value}-exact"
        for name, value in row.items()
        if name in {"event_id", "application_id", "requisition_id"}
    }


def test_a_ratio_of_what_is_reached_counts_what_comes_on_the_same_day(tmp_path):
    metric = REVIEW.replace("duration", "ratio").replace("business days", "percent")
    metric = metric.replace("lower is better", "higher is better")
    said = terms(
        "ratio of sums",
        "start",
        targets="{id: all, expected: 90%, minimum: 80%}",
        matures="10 calendar days",
    )
    events = answered("2026-03-03 15:00", "2026-03-03 00:00")

    found = measured(agreed(metric, said), events, tmp_path, "2026-03")["2026-03"]

    assert (6, 6) == (found.rows[0].numerator, found.rows[0].denominator)
    assert 0 == found.gate.out_of_order
