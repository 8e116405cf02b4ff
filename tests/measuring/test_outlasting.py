"""What lasts, and what still runs at the period's end: retention, aging, latency of events."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from partnership.agreement import Agreement
from partnership.documents import SLA, Metric
from partnership.errors import PartnershipError
from partnership.handbook.sentences import counted, formula, promise
from partnership.judging.counts import exact_value, read_counts
from partnership.judging.explaining import explain
from partnership.reporting.why import render
from tests.measuring.stores import FILL, Events, agreed, at, measured, row, terms
from tests.measuring.test_reached import candidate, hire

RETENTION = """\
type: duration
subject: hire
start: {event: employee started, which: first}
stop: {event: employee left, which: first}
unit: calendar days
population: in scope
exclusions: [redundancy]
direction: higher is better
"""
KEPT = "{id: all, within: 90 calendar days, expected: 90%, minimum: 80%}"
O21 = (
    ("2026-01-05", None),
    ("2026-01-19", "2026-03-02"),
    ("2026-02-02", None),
    ("2026-03-02", "2026-05-31"),
    ("2026-03-16", None),
    ("2026-04-13", "2026-05-01"),
    ("2026-05-04", None),
)
"""Who started, and who left: the fourth on day 90."""


def hired(events: Events, started: str, left: str | None = None, kind: str = "voluntary") -> None:
    """Add a hire who started, and perhaps left."""
    gone = {"ended": left, "end_type": kind} if left else {}
    hire(events, started, actual_start=started, **gone)


def test_o21_of_five_hires_past_their_ninetieth_day_four_are_retained(tmp_path):
    events = Events()
    for started, left in O21:
        hired(events, started, left)
    promise = terms("share beyond", window="12 months", targets=KEPT)
    agreement = agreed(RETENTION, promise)

    found = row(agreement, events, tmp_path, "2026-06")

    sla = agreement.get(SLA, "it")
    assert sla is not None
    assert (4, 5, 5) == (found.numerator, found.denominator, found.n)
    value = exact_value(read_counts(found, sla.statistic), sla.statistic)
    assert "4/5" == str(value), "and not 4/7, 57.14%, of all who ever started"


def test_a_month_of_starts_is_followed_until_all_of_them_could_have_lasted(tmp_path):
    """On the last day followed, who started on the month's last day has been there for 90 days."""
    events = Events()
    for day in (2, 9, 16, 23):
        hired(events, f"2026-01-{day:02}")
    hired(events, "2026-01-31")
    hired(events, "2026-01-30", "2026-04-29")
    promise = terms("share beyond", "start", targets=KEPT, matures="90 calendar days")

    found = row(agreed(RETENTION, promise), events, tmp_path, "2026-01")

    assert (5, 6, None) == (found.numerator, found.denominator, found.not_yet_due)


def test_a_correction_is_not_the_entry_of_what_was_entered_in_time(tmp_path):
    """Four holds entered within the hour, two of which get their reason in May."""
    events = Events()
    asked = events.requisition()
    for day in (2, 3, 4, 5):
        events.req("hold_started", f"2026-03-0{day} 10:00", asked)
        events.rows["req_event"][-1]["recorded_at"] = at(f"2026-03-0{day} 11:00")
    for one in events.rows["req_event"][:2]:
        later = {"recorded_at": at("2026-05-05 11:00"), "reason_code": "budget"}
        events.rows["req_event"].append(one | later)
    limit = "{id: all, within: 1 business day, expected: 95%, minimum: 85%}"
    promise = terms(placed_by="stop", targets=limit, open_past_due="counts as a miss")

    found = measured(agreed(LATENCY, promise), events, tmp_path, "2026-03", "2026-05")

    march, may = found["2026-03"].rows[0], found["2026-05"].rows[0]
    assert (4, 4, {"0": 4}) == (march.numerator, march.denominator, march.closed)
    assert 0 == may.denominator


@pytest.mark.parametrize(
    ("left", "counted", "excluded"),
    [
        ("2026-03-30", (5, 5), {"redundancy": 1}),
        ("2026-04-01", (6, 6), {}),
        ("2026-05-20", (6, 6), {}),
    ],
    ids=["before day 90", "on day 90", "after it"],
)
def test_a_redundancy_leaves_out_only_who_had_not_lasted(left, counted, excluded, tmp_path):
    events = Events()
    for day in range(5, 10):
        hired(events, f"2026-01-0{day}")
    hired(events, "2026-01-01", left, "redundancy")

    by_due_date = terms("share beyond", window="quarter", targets=KEPT)
    by_start = terms("share beyond", "start", targets=KEPT, matures="140 calendar days")
    for placed, period in ((by_due_date, "2026-Q2"), (by_start, "2026-01")):
        found = row(agreed(RETENTION, placed), events, tmp_path / period, period)
        assert (*counted, excluded) == (found.numerator, found.denominator, found.excluded)


def test_a_redundancy_known_later_is_left_out_only_then(tmp_path):
    """At the end of April nobody had left, so April's number holds whatever comes."""
    events = Events()
    for day in range(2, 8):
        hired(events, f"2026-01-0{day}")
    hired(events, "2026-01-20", "2026-05-10", "redundancy")

    found = measured(
        agreed(RETENTION, terms("share beyond", targets=KEPT)), events, tmp_path, "2026-04"
    )["2026-04"].rows[0]

    assert (7, 7, {}) == (found.numerator, found.denominator, found.excluded)


AGING = FILL.replace(
    "[evergreen, pipeline, cancelled by client]", "[evergreen, cancelled by client]"
)
BUCKETS = "[30 calendar days, 60 calendar days, 90 calendar days]"
OLD = "{id: all, expected: 1, minimum: 3}"


def aging() -> Events:
    """Open at the end of June: 10, 30, 31, 61, 90, 91 and 120 days old, one of them held for 31."""
    events = Events()
    for opened in ("06-20", "05-31", "05-30", "04-30", "04-01", "03-31"):
        events.opening(f"2026-{opened} 09:00")
    asked = events.requisition()
    held = events.opening("2026-03-02 09:00", requisition=asked)
    events.req("hold_started", "2026-03-10 09:00", asked, held)
    events.req("hold_ended", "2026-04-10 09:00", asked, held)
    events.opening("2026-01-02 09:00", "2026-06-30 09:00")
    events.opening("2026-01-02 09:00", "2026-07-01 09:00")
    events.opening(
        "2026-01-02 09:00", closed_at=at("2026-06-01 09:00"), close_reason="cancelled_client"
    )
    events.opening("2026-01-02 09:00", requisition=events.requisition(req_type="evergreen"))
    events.opening("2026-07-01 09:00")
    return events


def test_what_is_open_at_the_end_is_counted_by_its_age_net_of_holds(tmp_path):
    """The opening filled the day after is still open; what was filled or cancelled before is not."""
    promise = terms(
        "bucket counts", "open at the end", targets=OLD, buckets=BUCKETS, pauses="[hold]"
    )
    agreement = agreed(AGING, promise)

    found = row(agreement, aging(), tmp_path, "2026-06")

    assert {"0 to 30": 2, "31 to 60": 1, "61 to 90": 3, "over 90": 2} == found.buckets
    assert ({}, {"evergreen": 1}) == (found.closed, found.excluded)
    sla = agreement.get(SLA, "it")
    assert sla is not None
    assert 2 == exact_value(read_counts(found, sla.statistic), sla.statistic), (
        "beyond the last bucket"
    )


def test_the_share_of_openings_that_are_not_too_old(tmp_path):
    promise = terms(
        placed_by="open at the end",
        targets="{id: all, within: 90 calendar days, expected: 90%, minimum: 60%}",
    )

    found = row(agreed(AGING, promise), aging(), tmp_path, "2026-06")

    assert (5, 8, None) == (found.numerator, found.denominator, found.open_past_due)


@pytest.mark.parametrize(
    ("statistic", "value"), [("median", "75"), ("90th percentile, nearest rank", "179"), ("mean", "581/8")]
)  # fmt: skip
def test_the_middle_of_what_is_open_is_judged_from_its_bins(statistic, value, tmp_path):
    """Ages 10, 30, 31, 61, 120 less 31 on hold, 90, 91 and 179 days."""
    target = "{id: all, expected: 60 calendar days, minimum: 90 calendar days}"
    agreement = agreed(AGING, terms(statistic, "open at the end", targets=target, pauses="[hold]"))

    found = row(agreement, aging(), tmp_path, "2026-06")

    sla = agreement.get(SLA, "it")
    assert sla is not None
    assert {"10", "30", "31", "61", "89", "90", "91", "179"} == set(found.open)
    assert value == str(exact_value(read_counts(found, sla.statistic), sla.statistic))


def test_terms_that_change_inside_the_period_are_those_of_its_end(tmp_path):
    """What is open at the end has no place in an earlier part of the period."""
    promise = terms("bucket counts", "open at the end", targets=OLD, buckets=BUCKETS) + (
        "amendments:\n  - {from: 2026-06-10, buckets: [60 calendar days]}\n"
    )

    found = measured(agreed(AGING, promise), aging(), tmp_path, "2026-06")["2026-06"]

    assert [{"0 to 60": 3, "over 60": 5}] == [one.buckets for one in found.rows]
    assert (None, None) == (found.rows[0].from_, found.rows[0].to)


STAGE = """\
type: duration
subject: application
start: {event: stage entered, which: last, stage: [screen, client review, interview]}
stop: {event: [stage entered, hired, rejected by organisation, withdrew], which: first}
unit: business days
population: in scope
exclusions: []
direction: lower is better
"""


def test_candidates_are_as_old_as_their_last_stage_until_they_are_gone(tmp_path):
    events = Events()
    for number in range(6):
        name = candidate(events, "2026-06-01 10:00")
        for stage, day in (("screen", 2), ("interview", 15 + number)):
            events.add(
                "app_event",
                type="stage_entered",
                stage=stage,
                occurred_at=at(f"2026-06-{day:02} 10:00"),
                application_id=name,
            )
    gone = candidate(events, "2026-06-01 10:00", withdrew="2026-06-29 10:00")
    for whose, stage, day in ((gone, "screen", 12), (name, "offer", 22)):
        events.add(
            "app_event",
            type="stage_entered",
            stage=stage,
            occurred_at=at(f"2026-06-{day} 10:00"),
            application_id=whose,
        )
    limit = "{id: all, within: 10 business days, expected: 90%, minimum: 80%}"

    found = row(
        agreed(STAGE, terms(placed_by="open at the end", targets=limit)),
        events,
        tmp_path,
        "2026-06",
    )

    assert (3, 5, {}) == (found.numerator, found.denominator, found.open)


def test_older_than_90_days_is_at_least_91_as_in_the_bucket_above_90(tmp_path):
    """Of openings 30, 31, 89, 90 and 91 days old one is older than 90 days, however it is asked."""
    events = Events()
    for age in (30, 31, 89, 90, 91):
        events.opening(f"{date(2026, 3, 31) - timedelta(days=age)} 10:00")
    older = "{id: all, within: 91 calendar days, expected: 10%, minimum: 20%}"

    beyond, buckets = (
        row(agreed(AGING, promise), events, tmp_path / name, "2026-03")
        for name, promise in (
            ("beyond", terms("share beyond", "open at the end", targets=older)),
            ("buckets", terms("bucket counts", "open at the end", targets=OLD, buckets=BUCKETS)),
        )
    )

    assert (1, 5) == (beyond.numerator, beyond.denominator)
    assert (1, 5, 1) == (buckets.numerator, buckets.denominator, buckets.buckets["over 90"])


LATENCY = """\
type: duration
subject: event
start: {event: event occurred, which: first}
stop: {event: event recorded, which: first}
unit: business days
population: in scope
exclusions: []
direction: lower is better
"""


def test_events_of_requisitions_and_of_applications_are_recorded_in_time_or_late(tmp_path):
    events = Events()
    asked = events.requisition()
    application = events.application(asked)
    for table, kind, happened, recorded in (
        ("req_event", "posted", "2026-03-02 10:00", "2026-03-02 10:05"),
        ("req_event", "assigned", "2026-03-02 10:00", "2026-03-04 10:00"),
        ("app_event", "applied", "2026-03-06 16:00", "2026-03-09 12:00"),
        ("app_event", "screened", "2026-03-06 16:00", "2026-03-31 12:00"),
        ("app_event", "contacted", "2026-03-30 16:00", "2026-04-01 12:00"),
    ):
        whose = (
            {"requisition_id": asked} if table == "req_event" else {"application_id": application}
        )
        events.add(table, type=kind, occurred_at=at(happened), recorded_at=at(recorded), **whose)
    limit = "{id: all, within: 1 business day, expected: 95%, minimum: 90%}"

    found = measured(
        agreed(LATENCY, terms(placed_by="stop", targets=limit, open_past_due="ignored")),
        events,
        tmp_path,
        "2026-03",
    )["2026-03"]

    assert (2, 4, {"0": 1, "1": 1, "2": 1, "17": 1}) == (
        found.rows[0].numerator,
        found.rows[0].denominator,
        found.rows[0].closed,
    )
    assert (0, 0) == (found.gate.orphans, found.gate.out_of_order)


@pytest.mark.parametrize(
    ("promise", "message"),
    [
        (terms("share beyond", "stop", targets=KEPT), "`share beyond` counts what has not stopped too"),
        (terms("bucket counts", "open at the end", targets=OLD), "does not say where a bucket ends"),
        (terms("bucket counts", "open at the end", targets=OLD, buckets="[4 weeks]"), "a bucket ends at 4 weeks, and `it` counts calendar days"),
        (terms(placed_by="open at the end", open_past_due="ignored"), "`open at the end` takes nothing but what is open"),
        (terms("share beyond", targets=OLD), "row `all` needs `within`, for `share beyond`"),
    ],
)  # fmt: skip
def test_a_limit_that_says_nothing_is_refused_at_its_line(promise, message, tmp_path):
    with pytest.raises(PartnershipError) as error:
        measured(agreed(FILL, promise), Events(), tmp_path, "2026-03")

    assert message in str(error.value)


def test_who_left_inside_the_guarantee_is_decided_by_the_leaving(tmp_path):
    """Of those whose guarantee ended or who left in the quarter, who left inside it is replaced."""
    events = Events()
    for day in range(1, 6):
        hire(events, "2026-01-05", actual_start="2026-01-05", guarantee_until=f"2026-04-0{day}")
    for left in ("2026-04-10", "2026-04-11", "2026-02-01"):
        hire(
            events,
            "2026-01-05",
            actual_start="2026-01-05",
            ended=left,
            end_type="voluntary",
            guarantee_until="2026-04-10",
        )
    metric = RETENTION.replace("type: duration", "type: ratio").replace("calendar days", "percent")
    metric = metric.replace("[redundancy]", "[]").replace("higher", "lower")
    metric += "failed_by: {event: guarantee ended, which: first}\n"
    promise = terms(
        "ratio of sums", "stop", "quarter", targets="{id: all, expected: 5%, minimum: 10%}"
    )

    found = row(agreed(metric, promise), events, tmp_path / "all", "2026-Q2")
    assert (1, 7) == (found.numerator, found.denominator), "the last day is inside, the next is not"

    for _ in range(5):
        values = {"ended": "2026-05-04", "end_type": "voluntary"}
        hire(events, "2025-02-03", actual_start="2025-02-03", **values)
    metric = metric.replace("exclusions: []", "exclusions: [no guarantee]")
    found = row(agreed(metric, promise), events, tmp_path / "given", "2026-Q2")
    assert (1, 7) == (found.numerator, found.denominator), "who had none is not replaced"
    assert {"no guarantee": 5} == found.excluded


def test_who_started_before_the_terms_is_nobodys_missing_data(tmp_path):
    """The terms begin in 2025; the day of a start in 2024 is older than any that is counted."""
    events = Events()
    hired(events, "2024-06-03", "2026-02-10")
    for day in range(5, 10):
        hired(events, f"2026-01-0{day}")

    found = measured(
        agreed(RETENTION, terms("share beyond", window="quarter", targets=KEPT)),
        events,
        tmp_path,
        "2026-Q1",
        "2026-Q2",
    )

    assert [(True, {}), (None, {})] == [
        (one.rows[0].withheld, one.rows[0].excluded) for one in found.values()
    ]
    assert {"100%"} == {str(one.gate.completeness) for one in found.values()}


def test_why_and_the_handbook_say_what_still_runs_and_what_lasts(tmp_path):
    agreement = agreed(
        AGING, terms("bucket counts", "open at the end", targets=OLD, buckets=BUCKETS)
    )
    found = measured(agreement, aging(), tmp_path, "2026-06")
    judged = Agreement((*agreement.documents, *found.values()))

    told = render(explain(judged, date(2026, 12, 1), "it", "2026-06", None), colour=False)

    assert "at most 1 openings that run longer than 90 calendar days; above 3 is a breach" in told
    assert "3 of 8 beyond the last bucket = 3 > expected 1 and ≤ minimum 3" in told
    assert "open at the month's end" in told
    sla, metric = judged.get(SLA, "it"), judged.get(Metric, "it")
    assert sla is not None
    assert metric is not None
    assert "Each month, at most 1 openings run longer than 90 calendar days." in promise(
        sla, metric, sla.targets[0]
    )
    assert "Only what is still open when the month ends counts, by its age then." in counted(sla)
    lasting = agreed(RETENTION, terms("share beyond", targets=KEPT))
    sla, metric = lasting.get(SLA, "it"), lasting.get(Metric, "it")
    assert sla is not None
    assert metric is not None
    assert "at least 90% of hires last at least 90 calendar days" in promise(
        sla, metric, sla.targets[0]
    )
    assert formula(metric).endswith("in calendar days. Left out: redundancy.")
