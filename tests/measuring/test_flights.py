"""What is in flight in a period that runs: counted in a store, by the day it is due."""

from __future__ import annotations

import json
from datetime import date

import pytest

from partnership.documents import Measurement
from partnership.errors import PartnershipError
from partnership.measuring.business_time import TimeTables
from partnership.measuring.measurements import find_running
from partnership.measuring.running import FOLDER, count_running, from_json, read, to_json, write
from partnership.store.duckdb import open_store
from tests.measuring.stores import FILL, OFFERS, Events, agreed, terms

MID_MARCH = date(2026, 3, 16)
MISS = {"open_past_due": "counts as a miss"}
APPLICATIONS = """\
type: duration
subject: application
start: {event: submitted to client, which: first}
stop: {event: rejected by organisation, which: first}
unit: calendar days
population: all
exclusions: []
direction: lower is better
"""


def counted(folder, agreement, events, as_of=MID_MARCH, period="2026-03"):
    """The running count of one period."""
    with open_store(events.write(folder)) as store:
        tables = TimeTables(store)
        found = {
            str(task.period): count_running(agreement, tables, task, as_of, as_of)
            for task in find_running(agreement, as_of)
        }
    return found[period]


def flight(folder, agreement, events, **more):
    """What is in flight in its only row."""
    (row,) = counted(folder, agreement, events, **more).flights
    return row


def test_open_subjects_are_counted_on_the_day_they_are_due(tmp_path):
    """Thirty days after the 20th of February is the 22nd of March."""
    events = Events()
    events.opening("2026-02-20 09:00")
    events.opening("2026-02-20 17:00")
    events.opening("2026-02-25 09:00")
    events.opening("2026-02-10 09:00")
    events.opening("2026-03-05 09:00")

    found = counted(tmp_path, agreed(promise=terms(**MISS)), events)
    (row,) = found.flights

    assert {date(2026, 3, 22): 2, date(2026, 3, 27): 1} == row.due
    assert {"23": 2, "18": 1} == dict(row.length)
    assert 3 == row.open
    (so_far,) = found.measurement.rows
    assert (0, 1, 1) == (so_far.numerator, so_far.denominator, so_far.open_past_due)


def test_who_has_stopped_already_is_counted_apart(tmp_path):
    events = Events()
    events.opening("2026-02-20 09:00", "2026-03-10 09:00")
    events.opening("2026-02-20 09:00", "2026-03-16 09:00")

    row = flight(tmp_path, agreed(promise=terms(**MISS)), events)

    assert (1, 1) == (row.stopped, row.open), "what happens on the day itself is not seen"


def test_a_clock_that_stands_still_is_due_on_no_day(tmp_path):
    events = Events()
    asked = events.requisition()
    events.opening("2026-02-20 09:00", requisition=asked)
    events.req("hold_started", "2026-03-02 09:00", asked)

    row = flight(tmp_path, agreed(promise=terms(pauses="[hold]", **MISS)), events)

    assert (1, 0, {}) == (row.paused, row.open, row.due)


def test_a_pause_that_has_ended_moves_the_due_day(tmp_path):
    events = Events()
    asked = events.requisition()
    events.opening("2026-02-20 09:00", requisition=asked)
    events.req("hold_started", "2026-03-02 09:00", asked)
    events.req("hold_ended", "2026-03-05 09:00", asked)

    row = flight(tmp_path, agreed(promise=terms(pauses="[hold]", **MISS)), events)

    assert {date(2026, 3, 25): 1} == row.due


def test_who_was_cancelled_is_not_in_flight(tmp_path):
    events = Events()
    events.opening(
        "2026-02-20 09:00", closed_at="2026-03-03T09:00:00Z", close_reason="cancelled_client"
    )

    row = flight(tmp_path, agreed(promise=terms(**MISS)), events)

    assert (0, {}) == (row.open, row.due)


@pytest.mark.parametrize(
    ("as_of", "takes_new"),
    [
        pytest.param(date(2026, 3, 2), False, id="thirty days after the 2nd are in March no more"),
        pytest.param(date(2026, 3, 1), True, id="thirty days after the 1st are in March"),
    ],
)
def test_newcomers_are_counted_as_long_as_they_can_be_due(tmp_path, as_of, takes_new):
    """Asked of the quarter, which runs on both days."""
    promise = terms(window="quarter", **MISS)
    events = Events()
    events.opening("2026-02-20 09:00")

    row = flight(tmp_path, agreed(promise=promise), events, as_of=as_of, period="2026-Q1")

    assert takes_new is row.takes_new


def test_in_business_days_a_holiday_ends_the_newcomers_a_day_earlier(tmp_path):
    """Easter takes two working days out of April's first week."""
    unit = FILL.replace("calendar days", "business days")
    limit = "{id: all, within: 4 business days, expected: 90%, minimum: 80%}"
    agreement = agreed(unit, terms(targets=limit, **MISS))
    events = Events()
    events.opening("2026-04-01 09:00")

    (late, open_) = (
        flight(tmp_path / str(day), agreement, events, as_of=date(2026, 4, day), period="2026-04")
        for day in (27, 24)
    )

    assert not late.takes_new, "four business days after Monday the 27th is the 1st of May"
    assert open_.takes_new


def test_placed_by_start_the_cohort_is_closed_when_the_period_ends(tmp_path):
    """In April the openings of March are followed until they mature, and no other joins them."""
    promise = terms(placed_by="start", matures="1 month", **MISS)
    events = Events()
    events.opening("2026-03-20 09:00")
    events.opening("2026-03-20 09:00", "2026-03-25 09:00")
    events.opening("2026-04-02 09:00")

    in_april = flight(tmp_path / "a", agreed(promise=promise), events, as_of=date(2026, 4, 10))
    in_march = flight(tmp_path / "m", agreed(promise=promise), events, as_of=date(2026, 3, 25))

    assert ({date(2026, 4, 19): 1}, False) == (in_april.due, in_april.takes_new)
    assert in_march.takes_new


def test_placed_by_stop_anybody_may_still_come(tmp_path):
    events = Events()
    events.opening("2026-02-20 09:00")

    row = flight(tmp_path, agreed(promise=terms(placed_by="stop", **MISS)), events)

    assert ({date(2026, 3, 22): 1}, True) == (row.due, row.takes_new)


def test_a_ratio_has_nothing_in_flight(tmp_path):
    promise = terms("ratio of sums", "stop", targets="{id: all, expected: 90%, minimum: 80%}")
    events = Events()
    events.offer("2026-03-05 09:00", "accepted")

    row = flight(tmp_path, agreed(OFFERS, promise), events)

    assert (0, {}, True) == (row.open, row.due, row.takes_new)


@pytest.mark.parametrize(("people", "told"), [(4, None), (5, 5)])
def test_of_people_only_larger_totals_are_told_and_no_days(tmp_path, people, told):
    events = Events()
    for _ in range(people):
        events.submitted("2026-02-20 09:00", events.requisition())
    for _ in range(6):
        events.submitted("2026-02-05 09:00", events.requisition())

    row = flight(tmp_path, agreed(APPLICATIONS, terms(**MISS)), events)

    assert (told, {}, {}) == (None if row.withheld else row.open, row.due, row.length)
    assert (told is None) is bool(row.withheld)


def test_each_part_of_a_divided_period_has_its_own(tmp_path):
    """From the 20th of March on sixty days are allowed, to openings that start then."""
    amended = terms(**MISS) + (
        "amendments:\n  - from: 2026-03-20\n"
        "    targets: [{id: all, within: 60 calendar days, expected: 90%, minimum: 80%}]\n"
    )
    events = Events()
    events.opening("2026-02-16 09:00")
    events.opening("2026-02-20 09:00")
    events.opening("2026-01-20 09:00", "2026-02-01 09:00")

    first, second = counted(tmp_path, agreed(promise=amended), events).flights

    assert {date(2026, 3, 18): 1} == first.due
    assert {date(2026, 3, 22): 1} == second.due
    assert (False, False) == (first.takes_new, second.takes_new)


def test_a_file_holds_counts_for_one_day_and_comes_back_as_it_was(tmp_path):
    events = Events()
    events.opening("2026-02-20 09:00")
    agreement = agreed(promise=terms(**MISS))
    found = counted(tmp_path / "events", agreement, events)

    (path,) = write(tmp_path, [found])

    assert f"{FOLDER}/2026-03/it.json" == path.as_posix()
    assert from_json(to_json(found)).flights == found.flights
    assert "o1" not in (tmp_path / path).read_text(), "no subject is named"
    again, stale = read(tmp_path, agreement, MID_MARCH, [found.key])
    assert ([found.key], ()) == (list(again), stale)


def spoiled(text, **changes):
    """The text of a running count with some of it changed."""
    return json.dumps({**json.loads(text), **changes})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda _: None, "not counted"),
        (lambda text: spoiled(text, as_of="2026-03-15"), "counted for 2026-03-15"),
        (lambda text: text.replace('"open": 1', '"open": 2'), "cannot be read"),
        (lambda text: text[:-20], "`build/measurements/2026-03/it.json` cannot be read"),
        (lambda text: spoiled(text, subjects=["o1"]), "cannot be read"),
        (lambda text: text.replace("it.2026-03", "it.2026-02").replace('"2026-03"', '"2026-02"'),
         "its file holds counts of something else"),
    ],
    ids=["missing", "of another day", "that does not add up", "cut off", "with a key nobody knows", "of another period"],
)  # fmt: skip
def test_counts_of_another_day_or_thing_are_not_used(tmp_path, change, reason):
    events = Events()
    events.opening("2026-02-20 09:00")
    agreement = agreed(promise=terms(**MISS))
    found = counted(tmp_path / "events", agreement, events)
    changed = change(to_json(found))
    if changed is not None:
        write(tmp_path, [found])
        (tmp_path / FOLDER / "2026-03/it.json").write_text(changed)

    used, (stale,) = read(tmp_path, agreement, MID_MARCH, [found.key])

    assert {} == used
    assert stale.reason.endswith(reason)


def test_counts_under_other_terms_are_not_used(tmp_path):
    events = Events()
    events.opening("2026-02-20 09:00")
    found = counted(tmp_path / "events", agreed(promise=terms(**MISS)), events)
    write(tmp_path, [found])
    other = agreed(promise=terms(**MISS).replace("30 calendar", "31 calendar"))

    used, (stale,) = read(tmp_path, other, MID_MARCH, [found.key])

    assert ({}, "counted under other terms") == (used, stale.reason)


def test_what_cannot_be_counted_is_said(tmp_path):
    agreement = agreed(promise=terms(excused_by="[nowhere]", **MISS))

    with pytest.raises(PartnershipError, match="there is no SLA `nowhere`"):
        counted(tmp_path, agreement, Events())


def test_a_period_that_is_over_does_not_run():
    agreement = agreed(promise=terms(**MISS))

    running = {str(task.period) for task in find_running(agreement, date(2026, 4, 1))}
    last_day = {str(task.period) for task in find_running(agreement, date(2026, 3, 31))}

    assert set() == running
    assert {"2026-03"} == last_day
    assert () == tuple(agreement.of(Measurement))
