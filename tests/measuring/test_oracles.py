"""The worked examples that a number can be held to, counted by a real DuckDB."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from partnership.agreement import Agreement
from partnership.documents import Relief
from partnership.documents.measurement import BeforeRelief
from partnership.judging import Status, judge
from partnership.judging.counts import exact_value, read_counts
from partnership.statistics import wilson
from partnership.values.statistic_names import Statistic
from tests.measuring.stores import (
    FEEDBACK,
    FILL,
    OFFERS,
    SLATE,
    Events,
    agreed,
    measured,
    row,
    score,
    terms,
)

LENGTHS = [12, 18, 20, 22, 25, 27, 30, 33, 41, 95]


def closed_in_april(lengths):
    events = Events()
    for length in lengths:
        opened = date(2026, 4, 20) - timedelta(days=length)
        events.opening(f"{opened} 10:00", "2026-04-20 15:00")
    return events


def test_o14_a_hold_is_taken_out_of_53_days_and_leaves_43(tmp_path):
    events = Events()
    asked = events.requisition()
    events.opening("2026-03-02 09:00", "2026-04-24 16:00", asked)
    events.req("hold_started", "2026-03-16 00:00", asked)
    events.req("hold_ended", "2026-03-26 00:00", asked)
    levels = "{id: all, expected: 45 calendar days, minimum: 60 calendar days}"

    gross, net = (
        row(
            agreed(FILL, terms("median", "stop", targets=levels, pauses=pauses)),
            events,
            folder,
            "2026-04",
        )
        for folder, pauses in ((tmp_path / "gross", "[]"), (tmp_path / "net", "[hold]"))
    )

    assert ({"53": 1}, {"43": 1}) == (gross.closed, net.closed)


def test_o15_what_is_open_past_due_counts_as_a_miss(tmp_path):
    events = closed_in_april(LENGTHS)
    for age in (50, 44, 10, 5):
        events.opening(f"{date(2026, 4, 30) - timedelta(days=age)} 10:00")
    counted = terms(placed_by="stop", open_past_due="counts as a miss")
    ignored = terms(placed_by="stop", open_past_due="ignored")

    found = row(agreed(FILL, counted), events, tmp_path, "2026-04")

    assert (7, 12, 12, 2) == (found.numerator, found.denominator, found.n, found.open_past_due)
    assert {"44": 1, "50": 1} == found.open
    found = row(agreed(FILL, ignored), events, tmp_path, "2026-04")
    assert (7, 10, 10) == (found.numerator, found.denominator, found.n)


@pytest.mark.parametrize(
    ("statistic", "value"),
    [
        ("mean", Fraction(323, 10)),
        ("median", Fraction(26)),
        ("90th percentile, linear", Fraction(464, 10)),
        ("90th percentile, nearest rank", Fraction(41)),
        ("share within", Fraction(7, 10)),
    ],
)
def test_o16_every_statistic_of_ten_durations(statistic, value, tmp_path):
    agreement = agreed(FILL, terms(statistic, placed_by="stop"))

    found = row(agreement, closed_in_april(LENGTHS), tmp_path, "2026-04")

    named = Statistic.parse(statistic)
    assert value == exact_value(read_counts(found, named), named)
    assert [str(length) for length in LENGTHS] == list(found.closed)


@pytest.mark.parametrize(
    ("taken_in", "last_submission", "length"),
    [
        ("2026-04-02 10:00", "2026-04-09 16:59", "3"),
        ("2026-04-02 10:00", "2026-04-09 17:01", "4"),
        ("2026-04-02 18:30", "2026-04-10 16:00", "3"),
        ("2026-04-02 10:00", "2026-04-02 16:00", "0"),
    ],
    ids=["over Easter", "after the cut-off", "received after the cut-off", "the same day"],
)
def test_o17_business_days_pass_over_easter_and_end_at_the_cut_off(
    taken_in, last_submission, length, tmp_path
):
    events = Events()
    asked = events.requisition()
    events.req("intake_completed", taken_in, asked)
    for _ in range(3):
        events.submitted(last_submission, asked)
    promise = terms(targets="{id: all, within: 3 business days, expected: 90%, minimum: 80%}")

    found = row(agreed(SLATE, promise), events, tmp_path, "2026-04")

    assert {length: 1} == found.closed
    assert int(int(length) <= 3) == found.numerator


@pytest.mark.parametrize(
    ("unit", "within", "given", "length"),
    [
        ("business hours", 16, "2026-04-14 16:00", "16"),
        ("business hours", 16, "2026-04-14 16:00:01", "17"),
        ("elapsed hours", 48, "2026-04-12 16:00", "48"),
        ("elapsed minutes", 60, "2026-04-10 16:30:01", "31"),
    ],
)
def test_o17_sixteen_business_hours_from_friday_end_on_tuesday(
    unit, within, given, length, tmp_path
):
    events = Events()
    events.feedback("2026-04-10 16:00", given)
    promise = terms(targets=f"{{id: all, within: {within} {unit}, expected: 90%, minimum: 80%}}")

    found = row(
        agreed(FEEDBACK.replace("business hours", unit), promise), events, tmp_path, "2026-04"
    )

    assert {length: 1} == found.closed
    assert int(int(length) <= within) == found.numerator


def test_o23_offers_are_counted_where_they_are_decided(tmp_path):
    events = Events()
    outcomes = ["accepted"] * 18 + ["declined", "expired", "withdrawn_candidate", "declined"]
    for outcome in outcomes:
        events.offer("2026-02-10 10:00", outcome)
    for _ in range(3):
        events.offer(None, "pending")
    events.offer("2026-02-11 10:00", "rescinded_employer")
    agreement = agreed(
        OFFERS, terms("ratio of sums", "stop", "quarter", "{id: all, expected: 85%, minimum: 75%}")
    )

    found = row(agreement, events, tmp_path, "2026-Q1")

    assert (18, 22, 22) == (found.numerator, found.denominator, found.n)
    assert {"rescinded by employer": 1} == found.excluded
    assert ({}, {}) == (found.closed, found.open)


def test_only_the_last_version_of_an_offer_counts(tmp_path):
    events = Events()
    application = events.application(events.requisition())
    events.offer("2026-02-10 10:00", "declined", application_id=application, version=1)
    events.offer("2026-02-20 10:00", "accepted", application_id=application, version=2)
    for _ in range(4):
        events.offer("2026-02-20 10:00", "accepted")
    agreement = agreed(
        OFFERS, terms("ratio of sums", "stop", "quarter", "{id: all, expected: 85%, minimum: 75%}")
    )

    found = row(agreement, events, tmp_path, "2026-Q1")

    assert (5, 5) == (found.numerator, found.denominator)


def test_o24_the_night_the_clock_goes_forward_has_23_elapsed_hours(tmp_path):
    events = Events()
    events.feedback("2026-03-28 12:00", "2026-03-29 12:00")
    metric = FEEDBACK.replace("business hours", "elapsed hours")
    promise = terms(targets="{id: all, within: 24 elapsed hours, expected: 90%, minimum: 80%}")

    assert {"23": 1} == row(agreed(metric, promise), events, tmp_path, "2026-03").closed


RELIEF = """\
kind: Relief
id: relief-2026-014
type: client dependency
raised_by: provider
notified_on: 2026-03-17
interval: {from: 2026-03-16, until: 2026-03-26}
covers: {subject: opening, when: {job_family: sales}}
affects: [it]
cause: The client's team was away.
evidence: {kind: e-mail, ref: 17-march}
answer: {by: client, decision: accepted, on: 2026-03-18}
"""


def ten_due_three_late():
    """Ten due in April, three late; two of those, and one on time, in sales."""
    events = Events()
    for number in range(7):
        family = "sales" if number == 0 else "finance"
        asked = events.requisition(job_family=family)
        events.opening("2026-03-05 10:00", "2026-03-30 10:00", asked)
    for family in ("sales", "sales", "finance"):
        asked = events.requisition(job_family=family)
        events.opening("2026-03-05 10:00", "2026-04-10 10:00", asked)
    return events


@pytest.mark.parametrize(
    ("method", "after"),
    [("remove", (7, 8)), ("count as met", (9, 10)), ("extend the clock", (9, 10))],
)
def test_o25_each_method_of_relief_gives_its_own_number(method, after, tmp_path):
    promise = terms(open_past_due="counts as a miss", relief=method)

    agreement = agreed(FILL, promise, RELIEF)
    found = measured(agreement, ten_due_three_late(), tmp_path, "2026-04")["2026-04"]

    (only,) = found.rows
    assert after == (only.numerator, only.denominator)
    assert (7, 10) == (only.before_relief.numerator, only.before_relief.denominator)
    used = {name: relief.digest for name, relief in reliefs_of(agreement).items()}
    assert used == found.digests.reliefs


@pytest.mark.parametrize(
    ("statistic", "before"),
    [
        ("mean", BeforeRelief(numerator=108, denominator=3)),
        ("median", BeforeRelief(denominator=3, value="36")),
        ("90th percentile, linear", BeforeRelief(denominator=3, value="36")),
        ("99.5th percentile, linear", BeforeRelief(denominator=3, value="36")),
        ("90th percentile, nearest rank", None),
    ],
)
def test_a_result_that_relief_changes_stands_beside_the_one_before_it(statistic, before, tmp_path):
    """The bins hold the clocks after relief; of 26, 26 and 36 days the nearest rank is 36 still."""
    promise = terms(
        statistic,
        "stop",
        targets="{id: all, expected: 30 calendar days, minimum: 40 calendar days}",
        relief="extend the clock",
    )

    found = row(agreed(FILL, promise, RELIEF), ten_due_three_late(), tmp_path, "2026-04")

    assert ({"26": 2, "36": 1}, before) == (found.closed, found.before_relief)


def reliefs_of(agreement):
    return {relief.id: relief for relief in agreement.of(Relief)}


def test_relief_counts_from_the_day_it_is_answered(tmp_path):
    agreement = agreed(FILL, terms(open_past_due="counts as a miss", relief="remove"), RELIEF)

    before = measured(agreement, ten_due_three_late(), tmp_path, "2026-03", known="2026-03-17")
    refused = agreed(
        FILL, terms(relief="remove"), RELIEF.replace("decision: accepted", "decision: refused")
    )
    none = measured(refused, ten_due_three_late(), tmp_path, "2026-04")["2026-04"]

    assert {} == before["2026-03"].digests.reliefs
    assert {} == none.digests.reliefs
    assert (7, 10) == (none.rows[0].numerator, none.rows[0].denominator)


def test_relief_accepted_in_part_covers_the_days_of_the_part(tmp_path):
    part = RELIEF.replace(
        "decision: accepted, on: 2026-03-18",
        "decision: accepted in part, on: 2026-03-18, part: {from: 2026-03-16, until: 2026-03-18}",
    )
    agreement = agreed(
        FILL, terms(open_past_due="counts as a miss", relief="extend the clock"), part
    )

    found = row(agreement, ten_due_three_late(), tmp_path, "2026-04")

    assert (7, 10, None) == (found.numerator, found.denominator, found.before_relief)
    assert {"23": 1, "25": 6, "34": 2, "36": 1} == found.closed


def test_counted_relief_covers_the_subjects_the_store_names_and_no_other(tmp_path):
    events = ten_due_three_late()
    late = [row["opening_id"] for row in events.rows["opening"]][-1]
    events.add("relief_subject", relief_id="relief-2026-014", subject="opening", token=late)
    covers = RELIEF.replace(
        "{subject: opening, when: {job_family: sales}}", "{count: 1, subject: opening}"
    )

    found = row(agreed(FILL, terms(relief="remove"), covers), events, tmp_path, "2026-04")

    assert (7, 9) == (found.numerator, found.denominator)


def test_o26_top_two_box_and_mean_of_eight_ratings(tmp_path):
    events = Events()
    events.answers({5: 3, 4: 3, 3: 1, 2: 1})
    target = "{id: all, expected: 85%, minimum: 70%}"
    metric = score("1 to 5", "percent")

    found = row(
        agreed(metric, terms("top two box", "stop", "quarter", target)), events, tmp_path, "2026-Q1"
    )
    average = row(
        agreed(metric, terms("mean", "stop", "quarter", target)), events, tmp_path, "2026-Q1"
    )

    assert (6, 8, 8, 50) == (found.numerator, found.denominator, found.n, found.invited)
    assert ("4", 8, {}) == (average.value, average.n, average.closed)


def test_o9_promoters_less_detractors(tmp_path):
    events = Events()
    events.answers({10: 2, 9: 3, 8: 1, 7: 1, 6: 1, 5: 1, 3: 1})
    target = "{id: all, expected: 30, minimum: 10}"

    found = row(
        agreed(score(), terms("net promoter score", "stop", "quarter", target)),
        events,
        tmp_path,
        "2026-Q1",
    )

    assert (2, 10) == (found.numerator, found.denominator)


def test_o9_forty_promoters_and_fifty_detractors_of_a_hundred_are_10_below_nothing(tmp_path):
    events = Events()
    events.answers({10: 40, 8: 10, 4: 50})
    promise = terms("net promoter score", "stop", "quarter", "{id: all, expected: 0, minimum: -10}")
    agreement = agreed(score(), promise)

    made = measured(agreement, events, tmp_path, "2026-Q1")
    found = judge(Agreement((*agreement.documents, *made.values())), date(2026, 7, 3))

    (verdict,) = (one for one in found if one.period == "2026-Q1")
    assert (-10, 100) == (verdict.numerator, verdict.denominator)
    assert (Fraction(-10), Status.EXPECTED_MISSED) == (verdict.value, verdict.status), (
        "equal is not below"
    )


def test_o22_eight_of_nine_says_less_than_eighty_of_ninety(tmp_path):
    """One share, and by Wilson's interval two truths: so a promise has a least number."""
    promise = terms(
        "ratio of sums",
        "stop",
        "quarter",
        "{id: all, expected: 85%, minimum: 75%}",
        low_volume="{below: 20, then: report only}",
    )
    agreement, events = agreed(OFFERS, promise), Events()
    asked = events.requisition()
    opening = events.opening("2025-01-02 09:00", requisition=asked)
    for day, accepted, declined in (("2026-02-10 10:00", 8, 1), ("2026-05-11 10:00", 80, 10)):
        for outcome in ["accepted"] * accepted + ["declined"] * declined:
            events.offer(day, outcome, opening, asked)

    made = measured(agreement, events, tmp_path, "2026-Q1", "2026-Q2", known="2026-07-02")
    verdicts = judge(Agreement((*agreement.documents, *made.values())), date(2026, 7, 3))

    statuses = {one.period: (one.value, one.status.value) for one in verdicts}
    assert (Fraction(8, 9), "insufficient_data") == statuses["2026-Q1"]
    assert (Fraction(8, 9), "met") == statuses["2026-Q2"]
    few, many = (made[period].rows[0] for period in ("2026-Q1", "2026-Q2"))
    assert ("56.5", "98.0") == _interval(few)
    assert ("80.7", "93.9") == _interval(many)


def _interval(found):
    low, high = wilson(found.numerator, found.denominator) or (0, 0)
    return f"{100 * low:.1f}", f"{100 * high:.1f}"
