"""Worked numbers of contracts and guidance, through real documents to a status."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from partnership.judging import Status, judge_in_full
from tests.judging.agreements import OWNED, agreement, measurement, row, sla, verdicts

MARCH = "{from: 2026-03-01, to: 2026-03-31}"
AS_OF = date(2026, 7, 10)
SELECTION = f"""\
kind: Metric
id: selection-ratio
title: Lowest selection ratio
{OWNED}type: index
subject: application
unit: percent
direction: higher is better
selection: {{dimension: group, from: applied, to: hired, at_least: 2%}}
"""


@pytest.mark.parametrize(
    ("selected", "value", "status"),
    [
        (45, Fraction(3, 4), Status.MINIMUM_MISSED),
        (48, Fraction(4, 5), Status.MET),
        (51, Fraction(17, 20), Status.MET),
    ],
)
def test_o10_four_fifths_flags_75_percent_and_neither_80_nor_85(tmp_path, selected, value, status):
    """Rates of 60 and of 45, 48 and 51 percent: exactly four fifths is no flag."""
    promise = sla(
        "  - {id: all, expected: 80%, minimum: 80%}\n",
        measures="selection-ratio",
        statistic="lowest selection ratio",
        effective=MARCH,
    )
    counts = f"n: 200, amount: '{selected}/100', per: '3/5'"

    (found,) = verdicts(tmp_path, SELECTION, promise, measurement("2026-03", row(counts)))

    assert (value, status) == (found.value, found.status)


@pytest.mark.parametrize(
    ("counts", "status", "text"),
    [
        ("38/40", Status.MET, "95.00%"),
        ("33/35", Status.MINIMUM_MISSED, "94.29%"),
    ],
)
def test_o7_two_misses_of_40_keep_95_percent_and_of_35_do_not(tmp_path, counts, status, text):
    levels = "  - {id: all, within: 7 business days, expected: 95%, minimum: 95%}\n"

    (found,) = verdicts(tmp_path, sla(levels, effective=MARCH), measurement("2026-03", row(counts)))

    assert (status, text) == (found.status, found.shown)


@pytest.mark.parametrize(
    ("method", "counts", "shown", "status"),
    [
        ("remove", "7/8", "87.50%", Status.EXPECTED_MISSED),
        ("count as met", "9/10", "90.00%", Status.MET),
    ],
)
def test_o25_ten_due_three_late_two_of_them_relieved(tmp_path, method, counts, shown, status):
    """Raw 70% is a breach; without the two it is 87.5%, with them met 90%."""
    before = "before_relief: {numerator: 7, denominator: 10}"
    promise = sla(effective=MARCH, more=f"relief: {method}\n")
    agreed = agreement(tmp_path, promise, measurement("2026-03", row(counts, more=before)))

    (found,) = judge_in_full(agreed, AS_OF)

    assert (shown, status) == (found.verdict.shown, found.verdict.status)
    steps = {step.name: step.text for step in found.steps}
    assert steps["relief"].startswith("before 7/10 = 70.00%, after ")


@pytest.mark.parametrize(
    ("counts", "wilson", "exact"),
    [
        ("8/9", ("56.5%", "98.0%"), "exact 51.8% to 99.7%"),
        ("80/90", ("80.7%", "93.9%"), "exact 80.5% to 94.5%"),
    ],
)
def test_o22_a_range_stands_beside_a_share_of_few(tmp_path, counts, wilson, exact):
    (found,) = verdicts(tmp_path, sla(effective=MARCH), measurement("2026-03", row(counts)))

    assert wilson == found.range
    assert found.ranges.endswith(exact)


def test_o22_no_range_stands_beside_a_share_of_a_hundred(tmp_path):
    (found,) = verdicts(tmp_path, sla(effective=MARCH), measurement("2026-03", row("90/100")))

    assert (None, "") == (found.range, found.ranges)


@pytest.mark.parametrize("counts", ["8/9", "80/90"])
def test_o22_a_range_never_decides(tmp_path, counts):
    """Both reach 88.8%, however far the range of nine reaches below it."""
    levels = "  - {id: all, within: 7 business days, expected: 88.8%, minimum: 88.8%}\n"

    (found,) = verdicts(tmp_path, sla(levels, effective=MARCH), measurement("2026-03", row(counts)))

    assert Status.MET == found.status
