"""What is open on a day, counted from the event store by a promise's rows."""

from __future__ import annotations

from datetime import date

from partnership.documents import SLA
from partnership.measuring.still_open import StillOpen, count_still_open
from partnership.store.duckdb import open_store
from tests.measuring.stores import FILL, Events, agreed, at, terms

DAY = date(2026, 4, 15)
BY_URGENCY = terms(
    targets="{id: critical, when: {urgency: critical}, within: 10 calendar days, expected: 90%, minimum: 80%}\n"
    "  - {id: standard, when: {urgency: standard}, within: 30 calendar days, expected: 90%, minimum: 80%}",
    open_past_due="counts as a miss",
)


def counted(events: Events, tmp_path, day: date = DAY) -> tuple[StillOpen, ...]:
    agreement = agreed(FILL, BY_URGENCY)
    sla = agreement.get(SLA, "it")
    assert sla
    with open_store(events.write(tmp_path)) as store:
        return count_still_open(agreement, store, sla, day)


def test_a_requisition_is_open_while_one_of_its_openings_is(tmp_path):
    events = Events()
    two = events.requisition()
    events.opening("2026-03-02 09:00", requisition=two)
    events.opening("2026-03-02 09:00", requisition=two)
    half = events.requisition(urgency="critical")
    events.opening("2026-03-02 09:00", requisition=half)
    events.opening("2026-03-02 09:00", requisition=half, closed_at=at("2026-04-01 12:00"))

    assert (StillOpen("critical", 1, 1), StillOpen("standard", 1, 2)) == counted(events, tmp_path)


def test_it_counts_what_is_open_as_the_day_begins(tmp_path):
    """At midnight in London, which is 23:00 of the day before in UTC."""
    events = Events()
    events.opening("2026-04-14 23:59")
    events.opening("2026-04-15 00:00")
    events.opening("2026-03-02 09:00", closed_at=at("2026-04-15 00:00"))
    events.opening("2026-03-02 09:00", closed_at=at("2026-04-14 23:59"))

    assert StillOpen("standard", 2, 2) == counted(events, tmp_path)[1]


def test_what_is_out_of_scope_is_not_handed_over_and_what_is_in_no_row_is_told_apart(tmp_path):
    events = Events()
    events.opening("2026-03-02 09:00", requisition=events.requisition(in_scope="false"))
    events.opening("2026-03-02 09:00", requisition=events.requisition(urgency="priority"))

    assert counted(events, tmp_path) == (
        StillOpen("critical", 0, 0),
        StillOpen("standard", 0, 0),
        StillOpen(None, 1, 1),
    )
