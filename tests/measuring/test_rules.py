"""The rules that keep a count from being wrong: holds, cuts, reopening, order, terms, gaps."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.errors import PartnershipError, StoreError
from partnership.measuring.measurements import measure
from partnership.store.duckdb import open_store
from partnership.values.periods import Span
from tests.measuring.stores import (
    CALENDAR,
    FEEDBACK,
    FILL,
    SLATE,
    Events,
    agreed,
    at,
    measured,
    row,
    score,
    terms,
)

MISS = {"open_past_due": "counts as a miss"}


def held(*intervals, accepted="2026-04-24 16:00", opened="2026-03-02 09:00"):
    events = Events()
    asked = events.requisition()
    name = events.opening(opened, accepted, asked)
    for opening, start, end in intervals:
        events.req("hold_started", start, asked, name if opening else None)
        if end:
            events.req("hold_ended", end, asked, name if opening else None)
    return events


def test_openings_are_counted_and_not_their_requisition(tmp_path):
    events = Events()
    asked = events.requisition()
    for _ in range(3):
        events.opening("2026-03-02 09:00", "2026-03-20 09:00", asked)

    assert 3 == row(agreed(), events, tmp_path, "2026-04").n


def test_holds_that_overlap_stop_the_clock_once(tmp_path):
    events = held(
        (True, "2026-03-10 00:00", "2026-03-20 00:00"),
        (False, "2026-03-15 00:00", "2026-03-26 00:00"),
        (True, "2026-03-18 00:00", "2026-03-19 00:00"),
    )

    found = row(agreed(FILL, terms(pauses="[hold]", **MISS)), events, tmp_path, "2026-04")

    assert {"37": 1} == found.closed


def test_a_hold_ended_and_started_at_one_instant_goes_on(tmp_path):
    events = held(
        (False, "2026-03-10 00:00", "2026-03-12 00:00"),
        (False, "2026-03-12 00:00", "2026-03-20 00:00"),
    )

    found = row(agreed(FILL, terms(pauses="[hold]", **MISS)), events, tmp_path, "2026-04")

    assert {"43": 1} == found.closed


def test_what_is_on_hold_at_the_months_end_is_not_yet_due_and_is_due_later(tmp_path):
    events = held((False, "2026-03-20 00:00", "2026-04-10 00:00"), accepted=None)
    promise = terms(
        targets="{id: all, within: 25 calendar days, expected: 90%, minimum: 80%}",
        pauses="[hold]",
        **MISS,
    )

    found = measured(agreed(FILL, promise), events, tmp_path, "2026-03", "2026-04")

    (march,), (april,) = found["2026-03"].rows, found["2026-04"].rows
    assert (0, 1) == (march.n, march.not_yet_due)
    assert (1, 1, None) == (april.n, april.open_past_due, april.not_yet_due)
    assert {"38": 1} == april.open


def test_a_hold_that_was_never_ended_stops_with_the_clock(tmp_path):
    events = held((False, "2026-03-16 00:00", None), accepted="2026-03-20 12:00")

    found = row(agreed(FILL, terms(pauses="[hold]", **MISS)), events, tmp_path, "2026-04")

    assert ({"14": 1}, 1) == (found.closed, found.numerator)


@pytest.mark.parametrize(
    ("accepted", "closed"),
    [("2026-03-31 23:59:59", {"30": 1}), ("2026-04-01 00:00", {})],
    ids=["the last second", "the second after it"],
)
def test_counts_are_cut_at_the_periods_last_instant(accepted, closed, tmp_path):
    events = Events()
    events.opening("2026-03-01 09:00", accepted)

    found = row(agreed(FILL, terms(**MISS)), events, tmp_path, "2026-03")

    assert (1, closed, 1 - len(closed)) == (found.n, found.closed, found.open_past_due)


def test_a_later_run_counts_a_closed_month_the_same(tmp_path):
    events = held((False, "2026-03-20 00:00", "2026-04-10 00:00"))
    agreement = agreed(FILL, terms(pauses="[hold]", **MISS))

    early = measured(agreement, events, tmp_path, "2026-03", known="2026-04-05")["2026-03"]
    late = measured(agreement, events, tmp_path, "2026-03", known="2026-12-31")["2026-03"]

    assert early.rows == late.rows
    assert early.digests == late.digests


@pytest.mark.parametrize(
    ("mode", "closed"), [("resume the clock", {"25": 1}), ("new clock", {"10": 1})]
)
def test_a_reopened_opening_resumes_its_clock_or_gets_a_new_one(mode, closed, tmp_path):
    events = Events()
    asked = events.requisition()
    name = events.opening("2026-03-02 09:00", "2026-03-17 12:00", asked)
    events.req("reopened", "2026-03-27 09:00", asked, name)
    events.offer("2026-04-06 12:00", "accepted", name, asked)

    found = measured(
        agreed(FILL + f"reopening: {mode}\n", terms(**MISS)), events, tmp_path, "2026-04"
    )["2026-04"]

    assert closed == found.rows[0].closed


def test_without_a_word_on_reopening_the_first_stop_counts(tmp_path):
    events = Events()
    asked = events.requisition()
    name = events.opening("2026-03-02 09:00", "2026-03-17 12:00", asked)
    events.req("reopened", "2026-03-27 09:00", asked, name)

    assert {"15": 1} == row(agreed(FILL, terms(**MISS)), events, tmp_path, "2026-04").closed


def test_the_third_submission_after_the_last_intake_makes_the_slate(tmp_path):
    events = Events()
    asked = events.requisition()
    events.req("intake_completed", "2026-03-02 10:00", asked)
    events.submitted("2026-03-03 10:00", asked)
    events.submitted("2026-03-03 10:00", asked)
    events.submitted("2026-03-03 10:00", asked)
    events.req("intake_completed", "2026-03-09 10:00", asked)
    for day in ("10", "11", "11", "20"):
        events.submitted(f"2026-03-{day} 10:00", asked)
    promise = terms(targets="{id: all, within: 7 business days, expected: 90%, minimum: 80%}")

    found = measured(agreed(SLATE, promise), events, tmp_path, "2026-03")["2026-03"]

    assert {"2": 1} == found.rows[0].closed
    assert 0 == found.gate.out_of_order


def test_a_clock_that_stops_before_it_starts_is_set_aside_and_counted(tmp_path):
    events = Events()
    events.opening("2026-03-02 09:00", "2026-03-01 09:00")
    events.opening("2026-03-02 09:00", "2026-03-12 09:00")

    found = measured(agreed(), events, tmp_path, "2026-03", "2026-04")

    assert 1 == found["2026-03"].gate.out_of_order
    assert (1, {"10": 1}) == (found["2026-04"].rows[0].n, found["2026-04"].rows[0].closed)


def test_a_stop_without_a_start_is_missing_data(tmp_path):
    events = Events()
    for _ in range(3):
        events.feedback("2026-03-10 10:00", "2026-03-10 12:00")
    events.feedback("2026-03-10 10:00", "2026-03-10 12:00", status="scheduled")
    limit = "{id: all, within: 16 business hours, expected: 90%, minimum: 80%}"
    left_out = terms(targets=limit, missing_data="{then: exclude, at_most: 5%}")
    failed = terms(targets=limit, missing_data="{then: fail, at_most: 50%}")

    found = measured(agreed(FEEDBACK, left_out), events, tmp_path, "2026-03")["2026-03"]
    missed = row(agreed(FEEDBACK, failed), events, tmp_path, "2026-03")

    assert ((3, 3), {"missing data": 1}) == (
        (found.rows[0].numerator, found.rows[0].denominator),
        found.rows[0].excluded,
    )
    assert "75%" == str(found.gate.completeness)
    assert (3, 4, 4) == (missed.numerator, missed.denominator, missed.n)


def test_events_of_nothing_are_counted_as_orphans(tmp_path):
    events = Events()
    events.opening("2026-03-02 09:00", "2026-03-12 09:00")
    events.add(
        "opening", opening_id="lost", requisition_id="nowhere", opened_at="2026-04-02T09:00:00Z"
    )

    found = measured(agreed(), events, tmp_path, "2026-04")["2026-04"]

    assert (1, 1) == (found.gate.orphans, found.rows[0].n)


def test_what_belongs_to_an_orphan_is_an_orphan_and_counts_as_missing(tmp_path):
    """Feedback belongs to an interview, that to an application, and that to a requisition."""
    events = Events()
    for _ in range(4):
        events.feedback("2026-03-10 10:00", "2026-03-10 12:00")
    del events.rows["requisition"][0]
    limit = "{id: all, within: 16 business hours, expected: 90%, minimum: 80%}"

    gate = measured(agreed(FEEDBACK, terms(targets=limit)), events, tmp_path, "2026-03")[
        "2026-03"
    ].gate

    assert (2, "60%") == (gate.orphans, str(gate.completeness))


def test_lost_requisitions_lower_completeness(tmp_path):
    events = Events()
    for _ in range(9):
        events.opening("2026-04-02 09:00", "2026-04-12 09:00")
    lost = events.rows["requisition"][::3]
    events.rows["requisition"] = [one for one in events.rows["requisition"] if one not in lost]

    limit = "{id: all, within: 20 calendar days, expected: 90%, minimum: 80%}"

    gate = measured(agreed(FILL, terms(targets=limit)), events, tmp_path, "2026-04")["2026-04"].gate

    assert (6, "50%") == (gate.orphans, str(gate.completeness))


def test_what_is_left_out_is_counted_by_its_first_reason(tmp_path):
    events = Events()
    for asked in (
        events.requisition(in_scope="false", req_type="evergreen"),
        events.requisition(req_type="evergreen"),
        events.requisition(req_type="pipeline"),
        events.requisition(),
    ):
        events.opening("2026-03-05 09:00", None, asked)
    closed = {"close_reason": "cancelled_client"}
    events.opening("2026-03-05 09:00", closed_at="2026-03-20T09:00:00Z", **closed)
    events.opening("2026-03-05 09:00", closed_at="2026-04-20T09:00:00Z", **closed)

    found = row(agreed(), events, tmp_path, "2026-04")

    expected = {"cancelled by client": 1, "evergreen": 1, "not in scope": 1, "pipeline": 1}
    assert expected == found.excluded
    assert (0, 2, 2) == (found.numerator, found.denominator, found.open_past_due)


def test_subjects_outside_every_row_are_counted_as_unassigned(tmp_path):
    events = Events()
    for urgency in ("standard", "priority"):
        events.opening("2026-03-05 09:00", "2026-03-12 09:00", events.requisition(urgency=urgency))
    promise = terms(
        targets="{id: standard, when: {urgency: standard}, within: 30 calendar days,"
        " expected: 90%, minimum: 80%}",
        **MISS,
    )

    found = measured(agreed(FILL, promise), events, tmp_path, "2026-03", "2026-04")

    assert 1 == found["2026-03"].gate.unassigned
    assert 1 == found["2026-04"].rows[0].n


def test_otherwise_takes_what_the_other_rows_leave(tmp_path):
    events = Events()
    for urgency in ("standard", "priority", "critical"):
        events.opening("2026-03-05 09:00", "2026-03-12 09:00", events.requisition(urgency=urgency))
    promise = terms(
        targets="{id: rest, otherwise: true, within: 30 calendar days, expected: 90%, minimum: 80%}\n"
        "  - {id: hot, when: {urgency: [critical]}, within: 30 calendar days, expected: 90%, minimum: 80%}",
        **MISS,
    )

    (rest, hot) = measured(agreed(FILL, promise), events, tmp_path, "2026-04")["2026-04"].rows

    assert (("rest", 2), ("hot", 1)) == ((rest.segment, rest.n), (hot.segment, hot.n))


@pytest.mark.parametrize(
    ("given", "length"), [("2026-12-28 09:00", "4"), ("2026-12-28 09:00:01", "5")]
)
def test_a_half_day_has_half_the_hours(given, length, tmp_path):
    events = Events()
    events.feedback("2026-12-24 09:00", given)
    promise = terms(targets="{id: all, within: 16 business hours, expected: 90%, minimum: 80%}")

    found = measured(agreed(FEEDBACK, promise), events, tmp_path, known="2027-06-01")

    assert [length] == [bin_ for one in found.values() for bin_ in one.rows[0].closed]


def amended(day, within, expected="90%"):
    return terms(**MISS) + (
        f"amendments:\n  - from: {day}\n    targets:\n"
        f"      - {{id: all, within: {within} calendar days, expected: {expected}, minimum: 80%}}\n"
    )


def test_where_terms_change_inside_a_period_each_part_has_its_rows(tmp_path):
    events = Events()
    events.opening("2026-03-05 09:00", "2026-03-12 09:00")
    events.opening("2026-03-25 09:00", "2026-03-30 09:00")

    found = measured(agreed(FILL, amended("2026-04-16", 30, "95%")), events, tmp_path, "2026-04")

    rows = [(str(r.from_), str(r.to), r.n) for r in found["2026-04"].rows]
    assert [("2026-04-01", "2026-04-15", 1), ("2026-04-16", "2026-04-30", 1)] == rows


def test_a_subject_is_counted_under_the_terms_of_the_day_its_clock_starts(tmp_path):
    events = Events()
    events.opening("2026-03-14 09:00", "2026-04-10 09:00")
    events.opening("2026-03-16 09:00", "2026-04-10 09:00")

    found = measured(agreed(FILL, amended("2026-03-15", 20)), events, tmp_path, "2026-04")

    (only,) = found["2026-04"].rows
    assert ({"25": 1, "27": 1}, 1, 2) == (only.closed, only.numerator, only.denominator)


def test_terms_of_the_last_day_leave_a_period_whole(tmp_path):
    events = Events()
    events.opening("2026-03-05 09:00", "2026-03-12 09:00")
    promise = "on_change: terms of the last day\n" + amended("2026-04-16", 30, "95%")

    (only,) = measured(agreed(FILL, promise), events, tmp_path, "2026-04")["2026-04"].rows

    assert (None, 1) == (only.from_, only.n)


def test_what_starts_before_the_terms_is_not_counted(tmp_path):
    events = Events()
    events.opening("2024-12-31 09:00", "2025-01-20 09:00")
    events.opening("2025-01-01 09:00", "2025-01-20 09:00")

    assert 1 == row(agreed(), events, tmp_path, "2025-01").n


@pytest.mark.parametrize(
    ("zone", "period"), [("Europe/London", "2026-03"), ("Europe/Berlin", "2026-04")]
)
def test_a_due_date_is_a_day_of_the_calendars_zone(zone, period, tmp_path):
    events = Events()
    events.opening("2026-03-01 23:30", "2026-03-20 09:00")
    agreement = agreed(calendar=CALENDAR.replace("Europe/London", zone))

    found = measured(agreement, events, tmp_path, "2026-03", "2026-04")

    assert [period] == [name for name, one in found.items() if one.rows[0].n]


@pytest.mark.parametrize(
    ("metric", "promise", "message"),
    [
        (
            FILL,
            terms("sum", "stop"),
            "the statistic `sum` is not measured of a metric of type `duration`",
        ),
        (
            FILL.replace("duration", "cost"),
            terms("sum", "stop"),
            "`it`, a cost, needs an `amount`",
        ),
        (FILL, terms("median"), "`placed_by: due date` needs the statistic `share within`"),
        (FILL.replace("calendar days", "points"), terms(), "a duration is not counted in `points`"),
        (
            FILL,
            terms(targets="{id: all, within: 30 business days, expected: 90%, minimum: 80%}"),
            "row `all` is within 30 business days, but `it` counts calendar days",
        ),
        (FILL, terms(placed_by="start"), "`placed_by: start` needs `matures`"),
        (FILL, terms(excused_by="[it]"), "say which application waits"),
        (FILL.replace("offer accepted", "screened"), terms(), None),
        (
            FILL.replace("offer accepted", "feedback submitted"),
            terms(),
            "is no event of the subject `opening`",
        ),
        (
            SLATE.replace("[]", "[agency]").replace("business", "calendar"),
            terms(),
            "whether it is `agency`",
        ),
        (
            FILL + "where: {source_category: agency}\n",
            terms(),
            "what is not filled yet has no source; `exclusions` leaves out what was filled",
        ),
        (
            score("1 to 5"),
            terms("net promoter score", "stop"),
            "needs the scale 0 to 10, not 1 to 5",
        ),
    ],
    ids=lambda value: value.splitlines()[0][:40] if isinstance(value, str) else None,
)
def test_what_cannot_be_counted_is_refused_by_name(metric, promise, message, tmp_path):
    events = Events()
    events.opening("2026-03-05 09:00", "2026-03-12 09:00")
    if message is None:
        assert 0 == row(agreed(metric, promise), events, tmp_path, "2026-04").numerator
        return

    with pytest.raises(PartnershipError) as error:
        measured(agreed(metric, promise), events, tmp_path, "2026-04")

    assert message in str(error.value)


def test_a_score_off_its_scale_is_refused(tmp_path):
    events = Events()
    events.answers({11: 3, 9: 3})
    promise = terms("net promoter score", "stop", "quarter", "{id: all, expected: 30, minimum: 10}")

    with pytest.raises(
        StoreError, match="the score 11 of item `overall` is not on the scale 0 to 10"
    ):
        measured(agreed(score(), promise), events, tmp_path, "2026-Q1")


def test_answers_at_two_levels_of_detail_are_refused(tmp_path):
    events = Events()
    events.answers({9: 3})
    events.answers({9: 2}, country="GB")
    promise = terms("net promoter score", "stop", "quarter", "{id: all, expected: 30, minimum: 10}")

    with pytest.raises(StoreError, match="counts answers by country and in all"):
        measured(agreed(score(), promise), events, tmp_path, "2026-Q1")


BY_URGENCY = """\
{id: critical, when: {urgency: critical}, expected: 30, minimum: 10}
  - {id: rest, otherwise: true, expected: 30, minimum: 10}"""


@pytest.mark.parametrize(
    ("where", "targets"),
    [
        ("", BY_URGENCY),
        ("where: {job_family: finance}\n", "{id: all, expected: 30, minimum: 10}"),
    ],
    ids=["rows", "where"],
)
def test_answers_that_do_not_say_what_they_are_of_are_nobodys(where, targets, tmp_path):
    """They may be of any row: the row of the rest is no place for them."""
    events = Events()
    events.answers({9: 10, 3: 2})
    promise = terms("net promoter score", "stop", "quarter", targets)

    found = measured(agreed(score() + where, promise), events, tmp_path, "2026-Q1")["2026-Q1"]

    assert 12 == found.gate.unassigned
    assert all(one.withheld or not one.n for one in found.rows)


def test_answers_of_another_segment_than_the_metrics_are_not_looked_at(tmp_path):
    events = Events()
    events.answers({9: 10}, job_family="finance")
    events.answers({3: 10}, job_family="technology")
    promise = terms("net promoter score", "stop", "quarter", "{id: all, expected: 30, minimum: 10}")
    metric = score() + "where: {job_family: finance}\n"

    found = measured(agreed(metric, promise), events, tmp_path, "2026-Q1")["2026-Q1"]

    assert (10, 0) == (found.rows[0].n, found.gate.unassigned)


def test_relief_for_more_subjects_than_the_store_names_is_refused(tmp_path):
    relief = (
        "kind: Relief\nid: r\ntype: hold\nraised_by: provider\nnotified_on: 2026-03-17\n"
        "interval: {from: 2026-03-16}\ncovers: {count: 2, subject: opening}\naffects: [it]\n"
        "cause: Away.\nevidence: {kind: e-mail, ref: a}\n"
        "answer: {by: client, decision: accepted, on: 2026-03-18}\n"
    )
    events = Events()
    events.opening("2026-03-05 09:00")
    events.add("relief_subject", relief_id="r", subject="opening", token="o1")  # noqa: S106 - the token of a subject

    with pytest.raises(
        StoreError, match="covers 2 of subject `opening`, but the event store names 1"
    ):
        measured(agreed(FILL, terms(relief="remove"), relief), events, tmp_path, "2026-04")


@pytest.mark.parametrize(
    ("tokens", "when", "why"),
    [
        (("o1", "o2", "gone"), "", "2 are in the event store"),
        (("o1", "o2"), ", when: {urgency: critical}", "1 are in the event store and in its `when`"),
    ],
    ids=["one is not there", "one is of another segment"],
)
def test_relief_for_subjects_that_it_does_not_reach_is_refused(tokens, when, why, tmp_path):
    relief = (
        "kind: Relief\nid: r\ntype: hold\nraised_by: provider\nnotified_on: 2026-03-17\n"
        f"interval: {{from: 2026-03-16}}\ncovers: {{count: {len(tokens)}, subject: opening{when}}}\n"
        "affects: [it]\ncause: Away.\nevidence: {kind: e-mail, ref: a}\n"
        "answer: {by: client, decision: accepted, on: 2026-03-18}\n"
    )
    events = Events()
    for urgency, token in (("standard", "o1"), ("critical", "o2")):
        asked = events.requisition(urgency=urgency)
        events.add(
            "opening", opening_id=token, requisition_id=asked, opened_at=at("2026-03-05 09:00")
        )
    for token in tokens:
        events.add("relief_subject", relief_id="r", subject="opening", token=token)

    with pytest.raises(
        StoreError,
        match=f"covers {len(tokens)} of subject `opening`, but of those that `relief_subject` names {why}",
    ):
        measured(agreed(FILL, terms(relief="remove"), relief), events, tmp_path, "2026-04")


def test_placed_by_start_follows_subjects_until_they_mature(tmp_path):
    events = Events()
    for accepted in ("2026-03-20 09:00", "2026-04-09 09:00", None):
        events.opening("2026-03-05 09:00", accepted)
    promise = terms(placed_by="start", matures="30 calendar days", **MISS)

    found = row(agreed(FILL, promise), events, tmp_path, "2026-03")

    assert (1, 3, 1) == (found.numerator, found.denominator, found.open_past_due)
    assert ({"15": 1, "35": 1}, {"56": 1}) == (found.closed, found.open)


@pytest.mark.parametrize("table", ["opening", "offer", "requisition", "req_event"])
def test_a_table_that_is_read_and_has_no_file_is_not_zero(table, tmp_path):
    """`req_event` is read for holds; tables the definition does not read may be absent."""
    folder = held().write(tmp_path)
    for name in ("hire", "relief_subject", "survey_aggregate", table):
        (folder / f"{name}.csv").unlink()
    agreement = agreed(FILL, terms(pauses="[hold]", **MISS))

    with open_store(folder) as store, pytest.raises(StoreError) as raised:
        measure(agreement, store, known=date(2027, 1, 1), periods=[Span.parse("2026-04")])

    assert f"there is no table `{table}`, which is read; add `{table}.csv`" in str(raised.value)
