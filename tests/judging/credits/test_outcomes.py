"""What came of a promise in one of its periods, and which of its rows a credit is for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from partnership.judging import judge_in_full
from partnership.judging.credits.outcomes import find_outcomes
from tests.judging.agreements import agreement, measurement, metric, row, sla
from tests.judging.credits.money import (
    AS_OF,
    FIXED,
    MET,
    MISSED,
    ONE_POINT_EACH,
    YEAR,
    account,
    commercials,
    critical,
    every,
    months,
    points_of,
)

ROWS = (
    "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
    "  - {id: critical, otherwise: true, within: 4 business days, expected: 90%, minimum: 80%}\n"
)


@pytest.mark.parametrize(
    ("method", "paid"),
    [("gap to target, gap_to: minimum", 20000), ("fixed percent, percent: 3%", 3000)],
)
def test_an_sla_is_credited_once_for_its_worst_row(tmp_path, method, paid):
    targets = """\
  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}
  - {id: critical, when: {urgency: critical}, within: 4 business days, expected: 90%, minimum: 80%}
"""
    found = account(
        tmp_path,
        "2026-01",
        commercials(f"  - {{id: worst, slas: [slates], method: {method}}}\n"),
        critical("slates", targets=targets),
        measurement("2026-01", row("7/10", "standard"), row("6/10", "critical"), name="slates"),
    )

    assert ["critical"] == [source.segment for line in found.lines for source in line.sources]
    assert paid == found.payable


def test_a_missed_minimum_is_credited_before_an_expected_level_missed_by_more(tmp_path):
    """60% is 30 short of the expected 90%, and 80% only 10, but below its minimum."""
    unlike = (
        "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 50%}\n"
        "  - {id: critical, otherwise: true, within: 4 business days, expected: 90%, minimum: 85%}\n"
    )
    either = "  - {id: either, slas: [slates], method: fixed percent, percent: 1%, on: expected missed}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(either),
        critical("slates", targets=unlike),
        measurement("2026-01", row("6/10", "standard"), row("8/10", "critical"), name="slates"),
    )

    assert ["critical"] == [line.sources[0].segment for line in found.lines]


def gaps(folder, standard):
    """Credit gaps to the minimum where the standard row missed before, and critical misses by 15."""
    gap = "  - {id: gap, slas: [slates], method: gap to target, gap_to: minimum}\n"
    repeats = "repeat: {within: 1 month, multiplier: 2}\n"
    found = account(
        folder,
        "2026-02",
        commercials(gap),
        critical("slates", targets=ROWS, more=repeats),
        measurement("2026-01", row("14/20", "standard"), row("18/20", "critical"), name="slates"),
        measurement("2026-02", row(standard, "standard"), row("13/20", "critical"), name="slates"),
    )
    return found.lines


def test_a_gap_is_credited_before_a_repeated_one_that_is_less_than_half_of_it(tmp_path):
    """1 below the minimum for the second time is 2, and 15 for the first time 15."""
    [line] = gaps(tmp_path, "79/100")

    assert ("critical", Fraction(15000)) == (line.sources[0].segment, line.amount)


def test_a_repeated_gap_is_credited_before_a_larger_one_that_is_no_repeat(tmp_path):
    """10 below the minimum for the second time are 20, and 15 for the first time 15."""
    [line] = gaps(tmp_path, "14/20")

    assert "(80% − 70%) × 2 for a repeat" in line.arithmetic
    assert ("standard", Fraction(20000), "First slate on time") == (
        line.sources[0].segment,
        line.amount,
        line.title,
    )


def test_repeated_points_are_credited_before_more_that_are_no_repeat(tmp_path):
    """97.5% for the second time is 2 x 2 points, and 96.5% for the first time 3."""
    rows = (
        "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 99%, minimum: 98%}\n"
        "  - {id: critical, otherwise: true, within: 4 business days, expected: 99%, minimum: 98%}\n"
    )
    found = account(
        tmp_path,
        "2026-02",
        commercials(ONE_POINT_EACH),
        critical("slates", targets=rows, more="repeat: {within: 1 month, multiplier: 2}\n"),
        measurement("2026-01", row("39/40", "standard"), row("200/200", "critical"), name="slates"),
        measurement("2026-02", row("39/40", "standard"), row("193/200", "critical"), name="slates"),
    )

    assert [4] == points_of(found)
    assert ["standard"] == [line.sources[0].segment for line in found.lines]


def test_of_rows_that_cost_alike_the_first_is_named(tmp_path):
    fixed = "  - {id: fixed, slas: [slates], method: fixed percent, percent: 1%}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(fixed),
        critical("slates", targets=ROWS),
        measurement("2026-01", row(MISSED, "standard"), row(MISSED, "critical"), name="slates"),
    )

    assert ["standard"] == [line.sources[0].segment for line in found.lines]


def test_a_kpi_pays_no_credit_and_a_promoted_one_does_from_its_day(tmp_path):
    """The class on the period's last day counts."""
    fixed = "  - {id: fixed, slas: [slates], method: fixed percent, percent: 3%}\n"
    kpi = critical("slates").replace("class: critical", "class: kpi")
    promoted = f"{kpi}on_change: terms of the last day\namendments:\n  - {{from: 2026-02-15, class: critical}}\n"
    documents = (commercials(fixed), promoted, *months("slates", MISSED, MISSED))
    before, after = every(tmp_path, documents, ("2026-01", "2026-02"))

    assert ["a kpi on 2026-01-31, and a kpi pays no credit"] == [
        line.reason for line in before.lines
    ]
    assert [0, 3000] == [before.payable, after.payable]


def test_points_count_what_their_bands_say_also_where_the_level_is_kept(tmp_path):
    """29 of 30 keep 90%, and are 3 points by bands that begin at 99%."""
    found = account(
        tmp_path, "2026-01", commercials(ONE_POINT_EACH), critical("slates"), *months("slates", MET)
    )

    assert [3] == points_of(found)
    assert 3000 == found.payable


def test_a_number_that_is_only_reported_is_no_points(tmp_path):
    """1 of 5 would be 4 points."""
    few = "low_volume: {below: 8, then: report only}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(ONE_POINT_EACH),
        critical("slates", more=few),
        *months("slates", "1/5"),
    )

    assert [0] == points_of(found)
    assert [("nothing", Fraction(0))] == [(line.state.value, line.amount) for line in found.lines]


def test_misses_that_are_allowed_among_so_few_are_no_points(tmp_path):
    few = "low_volume: {below: 8, then: allow misses, misses: 1}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(ONE_POINT_EACH),
        critical("slates", more=few),
        *months("slates", "4/5"),
    )

    assert [0] == points_of(found)
    assert 0 == found.payable


def test_a_value_no_band_holds_is_not_determined(tmp_path):
    points = """\
  - id: points
    slas: [slates]
    method: points
    points: {bands: [{from: 80%, points: 0}, {below: 70%, points: 5}], each: 1%}
"""
    found = account(
        tmp_path, "2026-01", commercials(points), critical("slates"), *months("slates", "75/100")
    )

    assert ["at 75.00% no band applies"] == [line.reason for line in found.open_lines]


def test_bands_of_another_unit_than_the_value_cost_nobody_knows_what(tmp_path):
    points = "  - {id: p, slas: [slates], method: points, points: {bands: [{from: 1, points: 0}, {below: 1, points: 5}], each: 1%}}\n"
    found = account(
        tmp_path, "2026-01", commercials(points), critical("slates"), *months("slates", MISSED)
    )

    assert ["the bands are in number, and it is judged in percent"] == [
        line.reason for line in found.open_lines
    ]


def test_a_quarters_promise_falls_into_the_month_it_ends_in(tmp_path):
    quarterly = critical("slates").replace("window: month", "window: quarter")
    documents = (
        commercials(FIXED),
        quarterly,
        measurement("2026-Q1", row(MISSED), name="slates"),
    )

    assert [0, 0, 10000] == [one.payable for one in every(tmp_path, documents, YEAR[:3])]


@pytest.mark.parametrize("counts", [(MISSED, MET), (MET, MISSED)])
@pytest.mark.parametrize(
    ("before", "after", "paid"), [("kpi", "critical", 10000), ("critical", "kpi", 0)]
)
def test_a_promise_of_two_parts_pays_by_the_terms_of_its_last_day(
    tmp_path, counts, before, after, paid
):
    floor = "low_volume: {below: 1, then: report only}"
    changed = f"amendments:\n  - {{from: 2026-01-16, class: {after}, {floor}}}\n"
    first, second = counts
    parts = (
        row(first, more="from: 2026-01-01, to: 2026-01-15"),
        row(second, more="from: 2026-01-16, to: 2026-01-31"),
    )
    promise = critical("slates").replace("class: critical", f"class: {before}") + changed

    found = account(
        tmp_path,
        "2026-01",
        commercials(FIXED),
        promise,
        measurement("2026-01", *parts, name="slates"),
    )

    assert paid == found.payable


def test_a_row_of_which_only_the_verdict_is_left_counts_by_the_terms_of_its_last_day(tmp_path):
    """As a sealed row does whose Close has terms that nobody can read any more."""
    reneges = "  - {id: all, expected: 5%, minimum: 10%}\n"
    loaded = agreement(
        tmp_path,
        sla(reneges, measures="renege-rate", statistic="ratio of sums")
        + "amendments:\n  - {from: 2026-02-01, class: critical}\n",
        metric("renege-rate", "amendments:\n  - {from: 2026-02-01, direction: higher is better}\n"),
        *months("first-slate", "12/100", "7/100"),
    )
    judged = [one for one in judge_in_full(loaded, AS_OF) if one.verdict.is_judged]
    bare = [one._replace(case=None) for one in judged]

    found, left = (find_outcomes(loaded, rows)["first-slate"] for rows in (judged, bare))

    assert [("kpi", False), ("critical", True)] == [(one.sla.class_, one.higher) for one in left]
    assert [(one.sla, one.higher) for one in found] == [(one.sla, one.higher) for one in left]
