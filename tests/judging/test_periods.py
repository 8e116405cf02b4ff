"""Which periods there are, by which terms each is judged, and what repeats over them."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.judging import Status
from tests.judging.agreements import measurement, metric, months, row, sla, verdicts

LOWER = (
    "amendments:\n"
    "  - from: 2026-03-16\n"
    "    targets:\n"
    "      - {id: all, within: 7 business days, expected: 60%, minimum: 50%}\n"
)
RATIO = {
    "measures": "offer-acceptance",
    "statistic": "ratio of sums",
    "targets": "  - {id: all, expected: 90%, minimum: 80%}\n",
}


def part(counts, first, last):
    return row(counts, more=f"from: {first}, to: {last}")


def test_periods_run_from_the_first_the_terms_touch_to_the_one_of_the_day(tmp_path):
    promise = sla(effective="{from: 2025-12-15}")

    found = verdicts(tmp_path, promise, as_of=date(2026, 2, 10))

    assert ["2025-12", "2026-01", "2026-02"] == [verdict.period for verdict in found]
    assert date(2025, 12, 15) == found[0].first


@pytest.mark.parametrize(
    ("window", "periods"),
    [
        ("quarter", ["2025-Q4", "2026-Q1"]),
        ("year", ["2025", "2026"]),
        ("12 months", ["2025-12", "2026-01", "2026-02"]),
    ],
)
def test_longer_windows(tmp_path, window, periods):
    promise = sla(effective="{from: 2025-12-15}", window=window, **RATIO)

    found = verdicts(tmp_path, promise, as_of=date(2026, 2, 10))

    assert periods == [verdict.period for verdict in found]


def test_twelve_trailing_months_bear_the_name_of_the_last(tmp_path):
    promise = sla(effective="{from: 2024-01-01, to: 2025-03-31}", window="12 months", **RATIO)
    rows = [measurement("2025-02", row("40/50")), measurement("2025-03", row("39/50"))]

    found = {verdict.period: verdict for verdict in verdicts(tmp_path, promise, *rows)}

    assert Status.EXPECTED_MISSED == found["2025-02"].status
    assert Status.MINIMUM_MISSED == found["2025-03"].status
    assert (date(2024, 4, 1), date(2025, 3, 31)) == (found["2025-03"].first, found["2025-03"].last)


def test_a_leap_day_belongs_to_its_month(tmp_path):
    promise = sla(effective="{from: 2024-02-01, to: 2024-02-29}")

    (verdict,) = verdicts(tmp_path, promise, measurement("2024-02", row("20/20")))

    assert (date(2024, 2, 29), Status.MET) == (verdict.last, verdict.status)
    assert date(2024, 3, 7) == verdict.due


def test_terms_that_change_inside_a_period_are_judged_in_parts(tmp_path):
    promise = sla(effective="{from: 2026-03-01, to: 2026-03-31}", more=LOWER)
    counts = measurement(
        "2026-03",
        part("7/10", "2026-03-01", "2026-03-15"),
        part("7/10", "2026-03-16", "2026-03-31"),
    )

    first, second = verdicts(tmp_path, promise, counts)

    assert (date(2026, 3, 1), date(2026, 3, 15), Status.MINIMUM_MISSED) == (
        first.since,
        first.until,
        first.status,
    )
    assert (date(2026, 3, 16), date(2026, 3, 31), Status.MET) == (
        second.since,
        second.until,
        second.status,
    )
    assert (14, "targets[all]") == (first.place.line, first.place.pointer)
    assert (19, "amendments[2026-03-16].targets[all]") == (
        second.place.line,
        second.place.pointer,
    )


def test_a_part_without_its_own_row_is_not_measured(tmp_path):
    promise = sla(effective="{from: 2026-03-01, to: 2026-03-31}", more=LOWER)

    found = verdicts(tmp_path, promise, measurement("2026-03", row("10/10")))

    assert [Status.NOT_MEASURED, Status.NOT_MEASURED] == [verdict.status for verdict in found]


def test_the_terms_of_the_last_day_may_decide_the_whole_period(tmp_path):
    promise = sla(
        effective="{from: 2026-03-01, to: 2026-03-31}",
        more="on_change: terms of the last day\n" + LOWER,
    )

    (verdict,) = verdicts(tmp_path, promise, measurement("2026-03", row("14/20")))

    assert (Status.MET, None) == (verdict.status, verdict.since)
    assert "70.00% (14/20) is at least the expected 60%" == verdict.reason


def test_a_period_is_judged_by_the_terms_of_that_time(tmp_path):
    promise = sla(
        effective="{from: 2026-02-01, to: 2026-03-31}", more=LOWER.replace("03-16", "03-01")
    )

    february, march = verdicts(tmp_path, promise, *months("2026-02", ["14/20", "14/20"]))

    assert (Status.MINIMUM_MISSED, Status.MET) == (february.status, march.status)


CHRONIC = "chronic: {expected_missed: 3, in: 12 months, becomes: minimum missed}\n"


def test_repeated_misses_of_the_expected_level_become_a_miss_of_the_minimum(tmp_path):
    promise = sla(effective="{from: 2025-01-01, to: 2025-04-30}", more=CHRONIC)

    found = verdicts(tmp_path, promise, *months("2025-01", ["17/20", "17/20", "20/20", "17/20"]))

    assert [
        Status.EXPECTED_MISSED,
        Status.EXPECTED_MISSED,
        Status.MET,
        Status.MINIMUM_MISSED,
    ] == [verdict.status for verdict in found]
    assert "chronic" == found[3].decided_by
    assert (
        "85.00% (17/20) is below the expected 90%, though at least the minimum 80%; "
        "the expected level was missed 3 times in 12 months (2025-01, 2025-02 and 2025-04), "
        "and 3 weigh like a miss of the minimum"
    ) == found[3].reason
    assert found[3].is_breach


def test_a_miss_twelve_months_ago_counts_no_more(tmp_path):
    """February 2024 is a leap month; a year to the end of February 2025 begins in March 2024."""
    promise = sla(effective="{from: 2024-02-01, to: 2025-02-28}", more=CHRONIC)
    counts = ["17/20", *["20/20"] * 10, "17/20", "17/20"]

    found = verdicts(tmp_path, promise, *months("2024-02", counts))

    assert Status.EXPECTED_MISSED == found[-1].status


def test_rows_are_chronic_on_their_own(tmp_path):
    rows = (
        "  - {id: one, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
        "  - {id: two, otherwise: true, within: 7 business days, expected: 90%, minimum: 80%}\n"
    )
    counts = [
        measurement("2025-01", row("17/20", "one"), row("20/20", "two")),
        measurement("2025-02", row("17/20", "one"), row("17/20", "two")),
        measurement("2025-03", row("20/20", "one"), row("17/20", "two")),
    ]

    found = verdicts(
        tmp_path, sla(rows, effective="{from: 2025-01-01, to: 2025-03-31}", more=CHRONIC), *counts
    )

    assert not [verdict for verdict in found if verdict.decided_by == "chronic"]


def test_misses_counted_in_business_hours_are_not_measured_and_stop_no_other(tmp_path):
    promise = sla(
        effective="{from: 2025-01-01, to: 2025-02-28}",
        more="chronic: {expected_missed: 1, in: 40 business hours, becomes: minimum missed}\n",
    )

    january, february = verdicts(tmp_path, promise, *months("2025-01", ["17/20", "20/20"]))

    assert (Status.NOT_MEASURED, "chronic") == (january.status, january.decided_by)
    assert (
        "partnership/slas/first-slate.yaml:16: misses are not counted in business hours; "
        "write `12 months`"
    ) == january.reason
    assert Status.MET == february.status


def test_slas_are_judged_by_id_then_period_then_row(tmp_path):
    found = verdicts(
        tmp_path,
        sla(name="b-slate", effective="{from: 2026-03-01}"),
        sla(name="a-slate", effective="{from: 2026-03-01}"),
        as_of=date(2026, 4, 10),
    )

    assert [
        ("a-slate", "2026-03"),
        ("a-slate", "2026-04"),
        ("b-slate", "2026-03"),
        ("b-slate", "2026-04"),
    ] == [(verdict.sla, verdict.period) for verdict in found]


def test_a_metric_that_is_amended_is_judged_by_its_terms_of_the_day(tmp_path):
    """From March on fewer accepted offers are better, and the SLA says nothing new."""
    turned = "amendments:\n  - {from: 2026-03-01, direction: lower is better}\n"
    rates = ["19/20", "19/20", "19/20"]

    found = verdicts(
        tmp_path,
        metric("offer-acceptance", turned),
        sla(effective="{from: 2026-01-01, to: 2026-03-31}", **RATIO),
        *months("2026-01", rates),
    )

    assert [Status.MET, Status.MET, Status.MINIMUM_MISSED] == [one.status for one in found]
