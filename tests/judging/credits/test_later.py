"""What later periods do to a credit: they uphold or waive a suspended one, or earn a paid one back."""

from __future__ import annotations

from fractions import Fraction

import pytest

from partnership.judging.credits.methods import STANDS
from tests.judging.credits.money import (
    FIXED,
    MET,
    MISSED,
    YEAR,
    account,
    commercials,
    critical,
    dispute,
    every,
    months,
    states,
)


@pytest.mark.parametrize(
    ("second", "waived_when", "state"),
    [
        (MET, "met", "waived"),
        ("25/30", "met", "upheld"),
        ("25/30", "minimum kept", "waived"),
        (MISSED, "minimum kept", "upheld"),
    ],
)
def test_a_suspended_credit_is_decided_by_the_next_judged_period(
    tmp_path, second, waived_when, state
):
    documents = (
        commercials(FIXED, f"suspended: {{waived_when: {waived_when}}}\n"),
        critical("slates"),
        *months("slates", MISSED, "-", second),
    )
    first, unknown, later = every(tmp_path, documents, YEAR[:3])

    assert {"slates": "suspended"} == states(first)
    assert 0 == first.payable == unknown.payable
    assert {"slates": "not_determined"} == states(unknown)
    assert state == later.lines[0].state
    assert (10000 if state == "upheld" else 0) == later.payable


def test_each_suspended_credit_is_upheld_by_its_own_promise(tmp_path):
    both = FIXED.replace("[slates]", "[slates, fills]")
    documents = (
        commercials(both, "suspended: {waived_when: met}\n"),
        *(critical(name) for name in ("slates", "fills")),
        *(one for name in ("slates", "fills") for one in months(name, MISSED, MISSED)),
    )

    found = every(tmp_path, documents, YEAR[:2])[1]

    assert {"upheld by slates in 2026-02", "upheld by fills in 2026-02"} == {
        line.reason for line in found.lines if line.state.value == "upheld"
    }


def test_a_credit_is_earned_back_after_so_many_periods_without_a_miss(tmp_path):
    documents = (
        commercials(FIXED, "earn_back: {after: 2 periods, share: 50%}\ncaps: {period: 8%}\n"),
        critical("slates"),
        *months("slates", MISSED, MET, "-", MET, MET, MISSED, MET, MISSED, MET, MET),
    )
    found = every(tmp_path, documents, YEAR)

    assert [0, 0, 0, 4000, 0, 0, 0, 0, 0, 4000, 0, 0] == [one.returned for one in found]
    [line] = [line for line in found[3].lines if line.section == "returned"]
    assert "8,000.00 paid for 2026-01 × 50% = 4,000.00 GBP" == line.arithmetic
    assert "no miss in 2026-02, 2026-04" == line.reason


def test_a_level_of_its_own_must_be_reached_to_earn_back(tmp_path):
    documents = (
        commercials(FIXED, "earn_back: {after: 1 period, level: 95%, share: 100%}\n"),
        critical("slates"),
        *months("slates", MISSED, "28/30", MISSED, MET),
    )

    assert [0, 0, 0, 10000] == [one.returned for one in every(tmp_path, documents, YEAR[:4])]


def test_a_level_in_percent_holds_no_promise_back_that_is_judged_in_days(tmp_path):
    days = "  - {id: all, expected: 5 business days, minimum: 7 business days}\n"
    median = (
        critical("slates", targets=days)
        .replace("share within", "median")
        .replace("placed_by: due date", "placed_by: stop")
        .replace("open_past_due: counts as a miss\n", "")
    )
    documents = (
        commercials(FIXED, "earn_back: {after: 1 period, level: 95%, share: 100%}\n"),
        median,
        *months("slates", "n: 1, closed: {'9': 1}", "n: 1, closed: {'6': 1}"),
    )

    assert [0, 10000] == [one.returned for one in every(tmp_path, documents, YEAR[:2])]


@pytest.mark.parametrize("days", ["2026-03-31, to: 2026-04-02", "2026-02-27, to: 2026-03-01"])
def test_what_is_paid_for_a_peak_is_not_earned_back(tmp_path, days):
    """January's credit is earned back by February, March's is not by April: it had a peak in it."""
    peak = f"peaks: [{{id: spring, from: {days}}}]"
    documents = (
        commercials(FIXED, f"earn_back: {{after: 1 period, share: 50%, {peak}}}\n"),
        critical("slates"),
        *months("slates", MISSED, MET, MISSED, MET),
    )

    found = every(tmp_path, documents, YEAR[:4])

    assert [0, 5000, 0, 0] == [one.returned for one in found]
    assert "not earned back: in the peak `spring`" == found[2].lines[0].reason
    assert "" == found[0].lines[0].reason


def test_what_is_contested_in_a_peak_is_held_and_nothing_more_is_said(tmp_path):
    peak = "peaks: [{id: winter, from: 2026-01-01, to: 2026-01-31}]"
    terms = commercials(FIXED, f"earn_back: {{after: 1 period, share: 50%, {peak}}}\n")
    found = account(
        *(tmp_path, "2026-01", terms, critical("slates")),
        *(*months("slates", MISSED), dispute("slates.2026-01")),
    )

    assert [("disputed", "held until the dispute is over")] == [
        (line.state, line.reason) for line in found.lines
    ]


def test_an_upheld_credit_that_is_earned_back_is_returned_as_due(tmp_path):
    """February misses the expected level alone: it upholds January, and costs nothing itself."""
    more = "suspended: {waived_when: met}\nearn_back: {after: 2 periods, share: 50%}\n"
    documents = (
        commercials(FIXED, more),
        critical("slates"),
        *months("slates", MISSED, "25/30", MET),
    )

    found = every(tmp_path, documents, YEAR[:3])

    assert [
        ("2026-01", "credit", "suspended", Fraction(10000)),
        ("2026-02", "credit", "upheld", Fraction(10000)),
        ("2026-03", "returned", "due", Fraction(5000)),
    ] == [
        (one.period, line.section, line.state.value, line.amount)
        for one in found
        for line in one.lines
        if line.amount
    ]


@pytest.mark.parametrize("is_first", [True, False])
def test_each_credit_of_a_quarter_is_earned_back_by_its_own_periods(tmp_path, is_first):
    """January's minimum is earned back by February; what February misses of the rest, by March."""
    rest = (
        "  - {id: rest, slas: [slates], method: fixed percent, percent: 1%, on: expected missed}\n"
    )
    both = FIXED + rest if is_first else rest + FIXED
    terms = commercials(both, "earn_back: {after: 1 period, share: 100%}\n")
    documents = (
        terms.replace("invoice_period: month", "invoice_period: quarter"),
        critical("slates"),
        *months("slates", MISSED, "25/30", MET),
    )

    [found] = every(tmp_path, documents, ["2026-Q1"])

    assert 12000 == found.payable
    assert {
        ("fixed", Fraction(10000), "no miss in 2026-02"),
        ("rest", Fraction(1000), "no miss in 2026-03"),
    } == {
        (line.category, line.amount, line.reason)
        for line in found.lines
        if line.section == "returned"
    }


def test_a_credit_is_earned_back_after_the_last_of_its_misses_also_where_an_earlier_is_contested(
    tmp_path,
):
    """What nobody contests of January costs a point, and so does February: March is the first good."""
    points = (
        "  - {id: points, slas: [slates], method: points, points: "
        "{each: 1%, bands: [{from: 80%, points: 0}, {below: 80%, points: 1}]}}\n"
    )
    terms = commercials(points, "earn_back: {after: 1 period, share: 50%}\n")
    documents = (
        terms.replace("invoice_period: month", "invoice_period: quarter"),
        critical("slates"),
        *months("slates", MISSED, MISSED, MET),
        dispute("slates.2026-01", "undisputed: {numerator: 21, denominator: 28}\n"),
    )

    found, good = account(tmp_path, "2026-Q1", *documents), "no miss in 2026-03"

    assert [("credit", Fraction(2000), STANDS), ("returned", Fraction(1000), good)] == [
        (line.section, line.amount, line.reason) for line in found.lines if line.amount
    ]


def test_an_upheld_credit_of_a_peak_says_both(tmp_path):
    peak = "peaks: [{id: new-year, from: 2026-01-01, to: 2026-01-10}]"
    more = f"suspended: {{waived_when: met}}\nearn_back: {{after: 1 period, share: 50%, {peak}}}\n"
    documents = (commercials(FIXED, more), critical("slates"), *months("slates", MISSED, "25/30"))

    found = every(tmp_path, documents, YEAR[:2])

    assert [
        ("2026-02", "upheld by slates in 2026-02; not earned back: in the peak `new-year`")
    ] == [
        (one.period, line.reason)
        for one in found
        for line in one.lines
        if line.state.value == "upheld"
    ]


def test_what_is_given_back_names_every_promise_and_every_period_that_was_missed(tmp_path):
    """3 points in the first quarter: one in January, and one of each promise in March."""
    points = (
        "  - {id: points, slas: [a, b], method: points, points: "
        "{each: 1%, bands: [{from: 80%, points: 0}, {below: 80%, points: 1}]}}\n"
    )
    terms = commercials(points, "earn_back: {after: 1 period, share: 50%}\n")
    found = every(
        tmp_path,
        (
            terms.replace("invoice_period: month", "invoice_period: quarter"),
            critical("a"),
            critical("b").replace("First slate on time", "Hires on time"),
            *months("a", MISSED, MET, MISSED, MET),
            *months("b", MET, MET, MISSED, MET),
        ),
        ["2026-Q1", "2026-Q2"],
    )
    [line] = [line for one in found for line in one.lines if line.section == "returned"]

    assert "First slate on time, Hires on time" == line.title
    assert "3,000.00 paid for 2026-01, 2026-03 × 50% = 1,500.00 GBP" == line.arithmetic
    assert "no miss in 2026-04" == line.reason
