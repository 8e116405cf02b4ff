"""Whether a seat that an agency or the client's own people filled counts is for the agreement to say."""

from __future__ import annotations

import pytest

from tests.measuring.stores import FILL, Events, agreed, at, row, terms

AGENCY = FILL.replace("cancelled by client", "agency, referral, internal moves")
PROMISE = terms(open_past_due="counts as a miss")


def filled(source, *, named_by="offer", accepted="2026-03-10 10:00", internal="false"):
    """An opening that is due on 1 April and filled by an application of a source."""
    events = Events()
    asked = events.requisition()
    opening = events.opening("2026-03-02 09:00", requisition=asked, opening_id="o")
    application = events.application(asked)
    events.rows["application"][-1] |= {"source_category": source, "is_internal": internal}
    if named_by == "offer":
        events.offer(accepted, "accepted", opening, asked, application_id=application)
    else:
        closed = {"closed_at": at(accepted), "close_reason": "filled"}
        events.rows["opening"][-1] |= {**closed, "filled_application_id": application}
    return events, asked, application


def counted(metric, events, folder, period="2026-04"):
    found = row(agreed(metric, PROMISE), events, folder, period)
    return found.denominator, found.excluded


@pytest.mark.parametrize("named_by", ["offer", "opening"])
@pytest.mark.parametrize("source", ["agency", "referral"])
def test_a_seat_is_left_out_by_the_source_of_what_filled_it(source, named_by, tmp_path):
    events, *_ = filled(source, named_by=named_by)

    assert (0, {source: 1}) == counted(AGENCY, events, tmp_path / "1")
    assert (1, {}) == counted(FILL, events, tmp_path / "2")


def test_a_seat_filled_from_within_is_left_out_where_that_is_agreed(tmp_path):
    events, *_ = filled("inbound", internal="true")

    assert (0, {"internal moves": 1}) == counted(AGENCY, events, tmp_path)


def test_a_seat_of_another_source_or_of_none_yet_counts(tmp_path):
    other, *_ = filled("sourced")
    open_yet = Events()
    open_yet.opening("2026-03-02 09:00")

    assert (1, {}) == counted(AGENCY, other, tmp_path / "1")
    assert (1, {}) == counted(AGENCY, open_yet, tmp_path / "2")


@pytest.mark.parametrize("named_by", ["offer", "opening"])
def test_what_fills_it_after_the_month_is_not_seen_in_it(named_by, tmp_path):
    events, *_ = filled("agency", named_by=named_by, accepted="2026-05-04 10:00")

    assert (1, {}) == counted(AGENCY, events, tmp_path)


def test_a_reopened_seat_is_of_whom_fills_it_next(tmp_path):
    events, asked, _ = filled("agency")
    events.req("reopened", "2026-03-20 10:00", asked, "o")
    metric = AGENCY + "reopening: resume the clock\n"

    assert (1, {}) == counted(metric, events, tmp_path / "1")

    events.offer("2026-03-27 10:00", "accepted", "o", asked)
    assert (1, {}) == counted(metric, events, tmp_path / "2")
