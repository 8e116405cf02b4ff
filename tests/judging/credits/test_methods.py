"""Each way in which a miss becomes money, on the numbers of published contracts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.judging.credits.money import (
    MET,
    MISSED,
    NINETY_NINE,
    ONE_POINT_EACH,
    account,
    commercials,
    critical,
    every,
    months,
    points_of,
    pounds,
)


def test_allocation_multiplies_share_pool_and_what_is_at_risk(tmp_path):
    """100,000 x 10% x 50% x 40% is 2,000.00."""
    speed = "  - {id: speed, slas: [slates], method: allocation, share: 50%}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(speed, "at_risk: 10%\n"),
        critical("slates", more="allocation: 40%\n"),
        *months("slates", MISSED),
    )
    [line] = found.lines

    assert pounds("2,000.00") == found.payable == line.amount
    assert (
        "100,000.00 × 10% at risk × 50% of speed × 40% of slates = 2,000.00 GBP" == line.arithmetic
    )
    assert "slates.2026-01" == line.sources[0].measurement
    assert ("Commercials/provider-credits", "categories[speed]", 11) == (
        line.clause.document,
        line.clause.pointer,
        line.clause.line,
    )
    assert "targets[all]" == line.sources[0].clause.pointer


def test_a_pool_of_200_percent_reaches_what_is_at_risk(tmp_path):
    """250,000 at 12%: 12,000 + 10,500 + 15,000 + 18,000 are 55,500, and 30,000 is payable."""
    allocations = {"a": 40, "b": 35, "c": 50, "d": 60}
    group = "  - {id: all, slas: [a, b, c, d], method: allocation}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(group, "at_risk: 12%\npool: 200%\n", fee="250000 GBP"),
        *(critical(name, more=f"allocation: {share}%\n") for name, share in allocations.items()),
        *(one for name in allocations for one in months(name, MISSED)),
    )

    assert [12000, 10500, 15000, 18000] == [line.amount for line in found.lines]
    assert 55500 == found.credits
    assert 30000 == found.payable
    assert ["at risk: the credits are more than the cap leaves"] == list(found.notes)


@pytest.mark.parametrize(
    ("values", "points"),
    [
        (("985/1000", "965/1000"), [1, 6]),
        (("965/1000", "985/1000", "965/1000"), [3, 2, 6]),
        (("985/1000", "990/1000", "985/1000"), [1, 0, 1]),
        (("9895/10000",), [1]),
        (("990/1000",), [0]),
        (("959/1000",), [4]),
        (("985/1000", "-", "965/1000"), [1, 0, 6]),
    ],
    ids=[
        "98.5 then 96.5",
        "three in a row",
        "a clean month resets",
        "98.95",
        "99.0",
        "95.9",
        "a month nobody measured neither counts nor resets",
    ],
)
def test_a_repeat_doubles_the_points_of_the_month(tmp_path, values, points):
    """The bands and the doubling of the United Kingdom's model services agreement."""
    repeat = (
        "repeat: {within: 3 months, multiplier: 2}\n"
        if "-" in values
        else ("repeat: {within: 1 month, multiplier: 2}\n")
    )
    documents = (
        commercials(ONE_POINT_EACH),
        critical("slates", targets=NINETY_NINE, more=repeat),
        *months("slates", *values),
    )
    periods = [f"2026-{number:02d}" for number in range(1, len(values) + 1)]

    assert points == [sum(points_of(found)) for found in every(tmp_path, documents, periods)]


@pytest.mark.parametrize(
    ("points", "percent"),
    [(0, 0), (5, 0), (10, 2), (15, 4), (20, 6), (25, 8), (30, 10), (40, 10)],
)
def test_a_table_turns_points_into_percent(tmp_path, points, percent):
    table = f"""\
  - id: points
    slas: [slates]
    method: points
    points:
      bands:
        - {{from: 90%, points: 0}}
        - {{below: 90%, points: {points}}}
      table:
        - {{from: 10, percent: 2%}}
        - {{from: 15, percent: 4%}}
        - {{from: 20, percent: 6%}}
        - {{from: 25, percent: 8%}}
        - {{from: 30, percent: 10%}}
"""
    found = account(
        tmp_path, "2026-01", commercials(table), critical("slates"), *months("slates", MISSED)
    )

    assert percent * 1000 == found.payable


def test_the_gap_to_the_target_is_a_share_of_the_charges(tmp_path):
    """98% required and 75% kept: 23% of the charges."""
    gap = "  - {id: gap, slas: [slates], method: gap to target, gap_to: expected}\n"
    targets = "  - {id: all, within: 7 business days, expected: 98%, minimum: 98%}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(gap),
        critical("slates", targets=targets),
        *months("slates", "75/100"),
    )

    assert 23000 == found.payable
    assert "100,000.00 × (98% − 75%) = 23,000.00 GBP" == found.lines[0].arithmetic


def test_a_fixed_percent_of_each_miss_is_held_by_the_cap(tmp_path):
    """1,000 x 3% is 30; three in a month come to 60, which is 6%."""
    fixed = "  - {id: fixed, slas: [a, b, c], method: fixed percent, percent: 3%}\n"
    documents = (
        commercials(fixed, "caps: {period: 6%}\n", fee="1000 GBP"),
        *(critical(name) for name in "abc"),
        *months("a", MISSED, MISSED),
        *months("b", MET, MISSED),
        *months("c", MET, MISSED),
    )
    january, february = every(tmp_path, documents, ("2026-01", "2026-02"))

    assert [30, 30] == [january.credits, january.payable]
    assert [90, 60] == [february.credits, february.payable]


def test_a_miss_of_the_expected_level_costs_where_the_terms_say_so(tmp_path):
    for on, expected in (("minimum missed", 0), ("expected missed", 3000)):
        fixed = f"  - {{id: f, slas: [slates], method: fixed percent, percent: 3%, on: {on}}}\n"
        found = account(
            tmp_path, "2026-01", commercials(fixed), critical("slates"), *months("slates", "85/100")
        )

        assert expected == found.payable


@pytest.mark.parametrize(
    ("counts", "words"), [("41/64", "(80% − 64.0625%)"), ("41/128", "(80% − 41/128)")]
)
def test_a_gap_is_written_in_at_most_four_decimals_or_as_a_fraction(tmp_path, counts, words):
    gap = "  - {id: gap, slas: [slates], method: gap to target, gap_to: minimum}\n"

    found = account(
        tmp_path, "2026-01", commercials(gap), critical("slates"), *months("slates", counts)
    )

    assert words in found.lines[0].arithmetic


def test_what_points_of_several_promises_cost_is_one_line_with_all_their_titles(tmp_path):
    [line] = account(
        tmp_path,
        "2026-01",
        commercials(ONE_POINT_EACH.replace("[slates]", "[slates, fills]")),
        critical("slates"),
        critical("fills").replace("First slate on time", "Hires on time"),
        *(*months("slates", MISSED), *months("fills", MISSED)),
    ).lines

    assert ("First slate on time, Hires on time", Fraction(8000)) == (line.title, line.amount)
