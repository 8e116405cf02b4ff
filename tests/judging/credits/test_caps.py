"""The most that credits come to: of a period, of twelve months, and what is left of it."""

from __future__ import annotations

from fractions import Fraction

from tests.judging.agreements import measurement, row
from tests.judging.credits.money import (
    FIXED,
    MISSED,
    YEAR,
    account,
    commercials,
    critical,
    every,
    months,
)


def test_twelve_months_are_capped_whatever_they_add_up_to(tmp_path):
    documents = (
        commercials(FIXED, "caps: {twelve_months: 25000 GBP}\n"),
        critical("slates"),
        *months("slates", *[MISSED] * 12),
    )
    found = every(tmp_path, documents, YEAR)

    assert [10000, 10000, 5000] + [0] * 9 == [one.payable for one in found]
    assert "25000 GBP, less 20,000.00 since 2025-04" == found[2].caps[0].arithmetic


def test_a_cap_that_no_unit_fits_rounds_down(tmp_path):
    found = account(
        tmp_path,
        "2026-01",
        commercials(
            FIXED,
            "caps: {period: 3%}\n",
            fee="99.99 GBP",
            rounding="rounding: {to: 1 GBP, when: total, mode: up}\n",
        ),
        critical("slates"),
        *months("slates", MISSED),
    )

    assert Fraction(29997, 10000) == found.caps[0].room
    assert 2 == found.payable


def test_a_cap_of_twelve_months_that_is_reached_is_no_reached_cap_of_the_period(tmp_path):
    more = (
        "caps: {period: 50%, twelve_months: 10000 GBP}\n"
        "triggers:\n  - {id: cap-once, gives: right to terminate, cap_reached: 1, in: 6 months}\n"
        "  - {id: missed, gives: right to terminate, minimum_missed: 2, in: 6 months}\n"
    )
    documents = (
        commercials(FIXED.replace("[slates]", "[slates, fills]"), more),
        critical("slates"),
        critical("fills").replace("{from: 2025-01-01}", "{from: 2026-06-01}"),
        *months("slates", MISSED),
    )

    [found] = every(tmp_path, documents, YEAR[:1])

    assert [("period", False), ("twelve months", True)] == [
        (cap.name, cap.reached) for cap in found.caps
    ]
    assert () == found.facts


def test_credits_that_are_exactly_as_much_as_a_cap_reach_it(tmp_path):
    more = "caps: {period: 10%}\ntriggers:\n  - {id: cap, gives: critical default, cap_reached: 1, in: 6 months}\n"

    found = account(
        tmp_path, "2026-01", commercials(FIXED, more), critical("slates"), *months("slates", MISSED)
    )

    assert [("period", Fraction(10000), True)] == [
        (cap.name, cap.room, cap.reached) for cap in found.caps
    ]
    assert ["critical default: the cap was reached once in 6 months (2026-01)"] == [
        fact.text for fact in found.facts
    ]


def test_a_cap_of_twelve_months_counts_the_first_of_them(tmp_path):
    documents = (
        commercials(FIXED, "caps: {twelve_months: 10000 GBP}\n", start="2025-02-01"),
        critical("slates"),
        *(
            measurement(period, row(MISSED), name="slates")
            for period in ("2025-02", "2026-01", "2026-02")
        ),
    )

    found = every(tmp_path, documents, ["2025-02", "2026-01", "2026-02"])

    assert [10000, 0, 10000] == [one.payable for one in found]
