"""A sealed verdict stands as its Close has it, whatever became of what it was made of."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from partnership.judging import Verdict, judge
from partnership.loading import load
from tests.judging.agreements import agreement, measurement, months, row, sla
from tests.judging.closes import AS_OF, close, edit
from tests.judging.test_derivations import COST, level

APRIL = {"effective": "{from: 2026-04-01}"}
CLOSE = "records/closes/2026-04.yaml"
SLATES = "records/measurements/2026-04/first-slate.yaml"


def sealed(folder) -> list[Verdict]:
    return [one for one in judge(load(folder), AS_OF) if one.sealed]


def test_it_keeps_its_amounts_and_what_it_was_judged_with_though_its_measurement_is_gone(tmp_path):
    carry = "low_volume: {below: 10, then: carry forward}\n"
    ratio = {"measures": "cost-per-hire", "statistic": "ratio of sums"}
    agreement(
        tmp_path,
        COST,
        sla(name="carried", more=carry, **APRIL),
        *months("2026-04", ("4/4", "7/8"), name="carried"),
        sla(level("5000", "6000.5"), name="cost", **ratio, **APRIL),
        *months("2026-04", ("amount: '10000/3', per: '2/3', n: 1",) * 2, name="cost"),
    )
    close(tmp_path, "2026-04", "2026-05")
    before = sealed(tmp_path)
    for file in (tmp_path / "records/measurements").rglob("*.yaml"):
        file.unlink()

    after = sealed(tmp_path)

    assert before == after
    assert {("2026-05", ("2026-04",))} == {(one.period, one.pooled) for one in after if one.pooled}
    assert [(Fraction(10000, 3), Fraction(2, 3))] * 2 == [
        (one.amount, one.per) for one in after if one.sla == "cost"
    ]


def test_a_month_is_sealed_when_it_is_over_and_not_on_its_last_day(tmp_path):
    agreement(tmp_path, sla(**APRIL), *months("2026-04", ["21/30"]))
    closed = close(tmp_path, "2026-04")

    last, after = (judge(closed, date(2026, *day)) for day in ((4, 30), (5, 1)))

    assert ([], ["2026-04"]) == tuple(
        [one.period for one in found if one.sealed] for found in (last, after)
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.unlink(),
        lambda file: file.write_text(file.read_text("utf-8").replace("21", "30"), "utf-8"),
    ],
    ids=["gone", "edited"],
)
def test_it_is_held_against_the_counts_it_was_made_of_and_no_others(tmp_path, change):
    agreement(tmp_path, sla(**APRIL), *months("2026-04", ["21/30"]))
    close(tmp_path, "2026-04")
    change(tmp_path / SLATES)

    assert [("minimum missed", "")] == [(one.status.words, one.again) for one in sealed(tmp_path)]


@pytest.mark.parametrize(
    ("statistic", "levels", "counts", "said"),
    [
        ("share within", level("90%", "80%", "7 business days"), "21/30", "minimum missed 70.00% (21/30)"),
        (
            "median",
            level("2 business days", "3 business days"),
            'n: 4, closed: {"5": 4}',
            "minimum missed 5 business days",
        ),
    ],
    ids=["share within", "median"],
)  # fmt: skip
def test_an_edited_status_is_told_with_what_its_own_close_comes_to(
    tmp_path, statistic, levels, counts, said
):
    """A median has no counts behind it."""
    promise = sla(levels, statistic=statistic, **APRIL)
    agreement(tmp_path, promise, *months("2026-04", [counts]))
    close(tmp_path, "2026-04")

    edit(tmp_path, CLOSE, "status: minimum missed", "status: met")

    assert [("met", said)] == [(one.status.words, one.again) for one in sealed(tmp_path)]


def test_each_part_of_a_window_keeps_its_days_though_its_terms_are_gone(tmp_path):
    """Its terms in the Close cannot be read, and its promise has another row now, and no parts."""
    amended = (
        "amendments:\n  - from: 2026-04-16\n    targets:\n"
        "      - {id: all, within: 7 business days, expected: 60%, minimum: 50%}\n"
    )
    parts = (
        row("8/10", more="from: 2026-04-01, to: 2026-04-15"),
        row("7/10", more="from: 2026-04-16, to: 2026-04-30"),
    )
    agreement(tmp_path, sla(more=amended, **APRIL), measurement("2026-04", *parts))
    close(tmp_path, "2026-04")
    before = sealed(tmp_path)
    edit(tmp_path, CLOSE, "document: SLA/first-slate", "document: SLA/last-slate")
    path = "partnership/slas/first-slate.yaml"
    edit(tmp_path, path, amended, "")
    edit(tmp_path, path, "{id: all,", "{id: every,")

    after = sealed(tmp_path)

    days = [(date(2026, 4, 1), date(2026, 4, 15)), (date(2026, 4, 16), date(2026, 4, 30))]
    assert [(*one, *one) for one in days] == [
        (one.since, one.until, one.first, one.last) for one in after
    ]
    assert [("First slate on time", "expected missed"), ("First slate on time", "met")] == [
        (one.title, one.status.words) for one in after
    ]
    told = ("owed_by", "status", "reason", "expected", "minimum", "value", "n", "measurement")
    assert [[getattr(one, name) for name in told] for one in before] == [
        [getattr(one, name) for name in told] for one in after
    ]
