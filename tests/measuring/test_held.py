"""What was decided by a period's last instant counts in it, whatever undoes it later."""

from __future__ import annotations

from typing import Any

import pytest

from tests.measuring.amounts import PARTNERSHIP, capacity
from tests.measuring.stores import FILL, OFFERS, SLATE, Events, agreed, at, measured, row, terms

OPENED = {"opening_id": "o", "opened_at": at("2026-01-05 09:00")}
CANCELLED = {"closed_at": at("2026-01-20 10:00"), "close_reason": "cancelled_client"}
PROMISE = terms(open_past_due="counts as a miss")
MISSED = {"open_past_due": 1, "numerator": 0, "denominator": 1, "excluded": {}}
LEFT_OUT = {
    "open_past_due": 0,
    "numerator": 0,
    "denominator": 0,
    "excluded": {"cancelled by client": 1},
}
SHARES = "{id: all, expected: 85%, minimum: 75%}"
DECIDED = terms("ratio of sums", "stop", targets=SHARES)
AGING = (
    FILL.replace("offer accepted", "[offer accepted, opening closed]")
    + "reopening: resume the clock\n"
)
STANDING = terms(
    "bucket counts",
    "open at the end",
    targets="{id: all, expected: 2, minimum: 5}",
    buckets="[30 calendar days, 60 calendar days]",
)
LOAD = """\
type: ratio
subject: opening
amount: [openings open on average]
per: [recruiter capacity]
unit: x to 1
population: in scope
exclusions: []
direction: lower is better
"""
CARRIED = terms("ratio of sums", "stop", targets="{id: all, expected: 15, minimum: 20}")


def cancelled(*later, has_states=True, has_event=True, party="client"):
    """An opening cancelled on 20 January, and what came later."""
    events = Events()
    asked = events.requisition()
    states = [(OPENED, "2026-01-05 09:00"), (OPENED | CANCELLED, "2026-01-20 11:00")]
    if has_event:
        happened(events, "cancelled", "2026-01-20 10:00", asked, actor_party=party)
    for kind, value, moment in later:
        if kind == "event":
            happened(events, value, moment, asked)
        else:
            states.append((OPENED | value, moment))
    for values, moment in states if has_states else states[-1:]:
        events.add("opening", requisition_id=asked, recorded_at=at(moment), **values)
    return events


def happened(events, kind, moment, asked, **more):
    events.add(
        "req_event",
        type=kind,
        occurred_at=at(moment),
        recorded_at=at(moment),
        requisition_id=asked,
        opening_id="o",
        **more,
    )


AGAIN: tuple[tuple[str, Any, str], ...] = (
    ("event", "reopened", "2026-03-05 10:00"),
    ("state", {}, "2026-03-05 11:00"),
)


def counted(events, folder, period="2026-02", metric=FILL, promise=PROMISE):
    found = row(agreed(metric, promise), events, folder, period)
    return {name: getattr(found, name) for name in MISSED}


@pytest.mark.parametrize(
    ("later", "known"),
    [
        (AGAIN, {"has_event": True}),
        (AGAIN, {"has_event": False}),
        (AGAIN[1:], {"has_event": False}),
        (AGAIN, {"has_states": False}),
        (
            (
                *AGAIN,
                ("state", CANCELLED | {"closed_at": at("2026-03-20 09:00")}, "2026-03-20 10:00"),
            ),
            {},
        ),
        (
            (
                (
                    "state",
                    {"closed_at": at("2026-03-20 09:00"), "close_reason": "filled"},
                    "2026-03-20 10:00",
                ),
            ),
            {},
        ),
    ],
    ids=[
        "both tell",
        "states and a reopening",
        "states alone",
        "events alone",
        "twice",
        "filled later",
    ],
)
def test_an_opening_reopened_after_the_month_was_cancelled_in_it(later, known, tmp_path):
    assert LEFT_OUT == counted(cancelled(), tmp_path / "1")
    assert LEFT_OUT == counted(cancelled(*later, **known), tmp_path / "2")


@pytest.mark.parametrize(
    "later",
    [
        (("event", "reopened", "2026-02-10 10:00"), ("state", {}, "2026-03-05 11:00")),
        (("state", {}, "2026-02-10 11:00"),),
        (
            *AGAIN[1:],
            (
                "state",
                {"closed_at": at("2026-02-20 09:00"), "close_reason": "filled"},
                "2026-03-09 11:00",
            ),
        ),
    ],
    ids=["by an event", "by a state", "and another close is told late"],
)
def test_an_opening_reopened_within_the_month_is_not_cancelled_at_its_end(later, tmp_path):
    assert MISSED == counted(cancelled(*later), tmp_path)


def test_a_cancellation_of_another_party_than_the_client_is_no_reason_of_the_client(tmp_path):
    events = cancelled(*AGAIN, has_states=False, party="provider")

    assert MISSED == counted(events, tmp_path)


def test_a_close_told_late_or_put_right_counts_where_it_was(tmp_path):
    late = cancelled(("state", CANCELLED | {"close_reason": "frozen"}, "2026-03-05 11:00"))
    moved = cancelled(
        ("state", CANCELLED | {"closed_at": at("2026-03-01 09:00")}, "2026-03-05 11:00")
    )
    assert MISSED == counted(late, tmp_path / "1")
    assert MISSED == counted(moved, tmp_path / "2")


def test_what_stood_open_at_the_months_end_is_not_what_was_reopened_later(tmp_path):
    before, after = (
        row(agreed(AGING, STANDING), cancelled(*later), tmp_path / str(len(later)), "2026-02")
        for later in ((), AGAIN)
    )

    assert 0 == before.n == after.n


def test_the_load_of_a_month_stays_where_an_opening_is_reopened_later(tmp_path):
    found = []
    for later in ((), AGAIN):
        events = cancelled(*later)
        capacity(events, 1, "2026-02")
        agreement = agreed(LOAD, CARRIED, PARTNERSHIP)
        found.append(row(agreement, events, tmp_path / str(len(later)), "2026-02").amount)

    assert ["0", "0"] == [str(amount) for amount in found]


def offered(*states, count=5):
    """Offers accepted on 20 January, and their later states."""
    events = Events()
    asked = events.requisition()
    accepted = ("accepted", "2026-01-20 10:00", "2026-01-20 11:00")
    for _ in range(count):
        opening = events.opening("2026-01-05 09:00", requisition=asked)
        application = events.application(asked)
        for outcome, decided, recorded in (accepted, *states):
            more = {"offer_id": f"f-{opening}", "application_id": application}
            events.offer(decided, outcome, opening, asked, recorded_at=at(recorded), **more)
    return events


@pytest.mark.parametrize(
    "later",
    [
        ("withdrawn_candidate", "2026-03-10 10:00", "2026-03-10 11:00"),
        ("pending", None, "2026-03-10 11:00"),
    ],
)
def test_an_acceptance_withdrawn_after_the_month_filled_the_seat_in_it(later, tmp_path):
    fill = row(agreed(), offered(later), tmp_path / "1", "2026-02")
    rate = row(agreed(OFFERS, DECIDED), offered(later), tmp_path / "2", "2026-01")

    assert (5, 5, {"15": 5}) == (fill.numerator, fill.denominator, fill.closed)
    assert (5, 5) == (rate.numerator, rate.denominator)


def test_an_acceptance_that_was_none_is_put_right(tmp_path):
    never = offered(("declined", "2026-01-20 10:00", "2026-03-10 11:00"))

    assert 0 == row(agreed(), never, tmp_path, "2026-02").numerator


def test_the_month_in_which_it_is_withdrawn_knows_it(tmp_path):
    later = ("withdrawn_candidate", "2026-03-10 10:00", "2026-03-10 11:00")
    found = measured(agreed(OFFERS, DECIDED), offered(later), tmp_path, "2026-01", "2026-03")

    assert [(5, 5), (0, 5)] == [
        (one.rows[0].numerator, one.rows[0].denominator) for one in found.values()
    ]


def moved(*, later=True):
    """Shown to the client for one requisition, moved to another on 20 March, and shown there."""
    events = Events()
    one, other = events.requisition("one"), events.requisition("other", job_family="technology")
    events.req("intake_completed", "2026-03-02 10:00", one)
    events.req("intake_completed", "2026-03-18 10:00", other)
    name = events.application(one)
    events.rows["application"][-1]["recorded_at"] = at("2026-03-06 11:00")
    shown = {"type": "submitted_to_client", "application_id": name}
    events.add("app_event", occurred_at=at("2026-03-04 10:00"), **shown)
    if later:
        events.add(
            "application",
            application_id=name,
            requisition_id=other,
            source_category="inbound",
            is_internal="false",
            recorded_at=at("2026-03-20 10:00"),
        )
        events.add("app_event", occurred_at=at("2026-03-23 10:00"), **shown)
    return events


def test_what_happened_before_an_application_moved_is_of_the_requisition_it_was_at(tmp_path):
    metric = SLATE.replace("3rd", "first")
    limit = "within: 5 business days, expected: 90%, minimum: 80%}"
    rows = (
        f"{{id: one, when: {{job_family: finance}}, {limit}"
        f"\n  - {{id: other, when: {{job_family: technology}}, {limit}"
    )
    agreement = agreed(metric, terms(targets=rows, open_past_due="counts as a miss"))

    before = measured(agreement, moved(later=False), tmp_path / "1", "2026-03")["2026-03"]
    after = measured(agreement, moved(), tmp_path / "2", "2026-03")["2026-03"]

    assert [{"2": 1}, {}] == [one.closed for one in before.rows]
    assert [{"2": 1}, {"3": 1}] == [one.closed for one in after.rows]


def test_so_it_is_for_the_openings_of_both(tmp_path):
    metric = FILL.replace("offer accepted", "submitted to client")
    events = moved()
    events.opening("2026-03-02 10:00", requisition="one")
    events.opening("2026-03-02 10:00", requisition="other")
    targets = "{id: all, within: 20 calendar days, expected: 90%, minimum: 80%}"
    agreement = agreed(metric, terms(targets=targets, open_past_due="counts as a miss"))

    assert {"2": 1, "21": 1} == row(agreement, events, tmp_path, "2026-03").closed
