"""Costs, and the pay beside them, by real documents from a real store."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.errors import PartnershipError, StoreError
from tests.measuring.amounts import (
    ALL,
    AMENDED,
    BOTH_PER_HIRE,
    BY_COUNTRY,
    COST_PER_HIRE,
    HIRE_COST_RATIO,
    LOAD,
    PARTNERSHIP,
    SHARE,
    capacity,
    cost,
    hired,
    made,
    promise,
    result,
)
from tests.measuring.stores import Events, agreed, measured, row

MONTHS = ("2026-01", "2026-02", "2026-03")


def test_o13_cost_per_hire_and_the_hire_cost_ratio(tmp_path):
    events = Events()
    hired(events, 140)
    cost(events, 420_000, first_year_comp=9_800_000)
    cost(events, 280_000, "internal", category="recruiters")

    found = row(agreed(BOTH_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path / "a", "2026-Q1")
    share = row(
        agreed(HIRE_COST_RATIO, promise(targets=SHARE), PARTNERSHIP),
        events,
        tmp_path / "b",
        "2026-Q1",
    )

    assert ("700000", "140", 140) == (found.amount, found.per, found.n)
    assert Fraction(5000) == result(found)
    assert ("700000", "9800000", 140) == (share.amount, share.per, share.n)
    assert Fraction(1, 14) == result(share)


def test_comparable_costs_and_agency_costs_are_parts_of_all_costs(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600)
    cost(events, "300.5", category="advertising")
    cost(events, 100, category="immigration", comparable="false")
    cost(events, 1000, "internal", category="recruiters")
    comparable = made("comparable cost", "hires", type="cost", subject="hire", unit="currency")
    agency = made("agency cost", "external cost", unit="percent")

    found = [
        row(agreed(metric, promise(targets=level), PARTNERSHIP), events, tmp_path / name, "2026-Q1")
        for name, metric, level in (("a", comparable, ALL), ("b", agency, SHARE))
    ]

    assert ["3801/2", "600"] == [one.amount for one in found]
    assert ["5", "2001/2"] == [one.per for one in found]


def test_another_currency_is_refused_with_table_column_and_count(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600)
    cost(events, 500, currency="EUR")
    with pytest.raises(StoreError) as error:
        row(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert "`cost_entry`: column `currency` holds `EUR` in 1 of the 2 entries" in str(error.value)
    assert "only `GBP`" in str(error.value)


def test_a_currency_that_is_not_counted_is_let_be(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600)
    cost(events, 500, period="2025-Q4", currency="EUR")

    found = row(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert "600" == found.amount


def test_money_without_a_partnership_that_names_its_currency_is_refused(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600)

    with pytest.raises(PartnershipError, match="no `Partnership` says in which currency"):
        row(agreed(COST_PER_HIRE, promise()), events, tmp_path, "2026-Q1")


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ({}, {"country": "GB"}, "by country and in all"),
        ({"period": "2026-02"}, {}, "2026-02 and 2026-Q1"),
    ],
)
def test_costs_at_two_levels_of_detail_are_refused(first, second, message, tmp_path):
    """A total and its part would count some twice."""
    events = Events()
    hired(events, 5)
    cost(events, 600, **first)
    cost(events, 500, **second)

    with pytest.raises(StoreError) as error:
        row(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert "`cost_entry` external agency" in str(error.value)
    assert message in str(error.value)
    assert "would count some twice" in str(error.value)


def test_each_category_has_a_level_of_its_own(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600, category="advertising")
    cost(events, 100, country="GB")
    cost(events, 50, country="DE")

    found = row(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert ("750", "5") == (found.amount, found.per)


def test_a_segment_pay_that_stands_twice_is_refused(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600, first_year_comp=100)
    cost(events, 500, "internal", first_year_comp=100)

    with pytest.raises(
        StoreError, match="`first_year_comp` stands on several entries of 1 segment,"
    ):
        row(
            agreed(HIRE_COST_RATIO, promise(targets=SHARE), PARTNERSHIP),
            events,
            tmp_path,
            "2026-Q1",
        )


def test_pay_and_costs_of_fewer_than_five_hires_are_withheld(tmp_path):
    events = Events()
    hired(events, 4)
    cost(events, 600, first_year_comp=200_000)

    for metric, level in ((COST_PER_HIRE, ALL), (HIRE_COST_RATIO, SHARE)):
        agreement = agreed(
            metric.replace("subject: hire", "subject: opening"), promise(targets=level), PARTNERSHIP
        )
        found = row(agreement, events, tmp_path / level[-5:-1], "2026-Q1")

        assert found.withheld
        assert (None, None, None) == (found.amount, found.per, found.n)


SHARE_OF_PAY = made("external cost", "first-year pay", unit="percent")


@pytest.mark.parametrize(
    ("paid", "withheld"),
    [
        ({"country": "DE"}, True),
        ({"country": "GB"}, False),
        ({"country": "GB", "period": "2026-03"}, True),
    ],
    ids=["three hires in Germany", "nine hires in Britain", "two of them in March"],
)
def test_pay_is_of_the_hires_of_its_own_segment_and_period(paid, withheld, tmp_path):
    """Twelve were hired in all, but the pay that is there may be of few of them."""
    events = Events()
    hired(events, 7)
    hired(events, 2, "2026-03-10 12:00")
    hired(events, 3, country="DE")
    cost(events, 600, first_year_comp=200_000, **paid)

    agreement = agreed(SHARE_OF_PAY, promise(targets=SHARE), PARTNERSHIP)
    found = row(agreement, events, tmp_path, "2026-Q1")

    assert withheld is bool(found.withheld)
    assert (None if withheld else 9) == found.n


def test_costs_that_name_no_country_belong_to_no_row_by_country(tmp_path):
    """A dimension that is null means all, so it cannot be told apart."""
    events = Events()
    hired(events, 6)
    hired(events, 7, country="DE")
    cost(events, 600, country="GB")
    cost(events, 900, country="DE")
    cost(events, 5, category="tools")

    found = measured(
        agreed(COST_PER_HIRE, promise(targets=BY_COUNTRY), PARTNERSHIP), events, tmp_path, "2026-Q1"
    )["2026-Q1"]

    assert [("600", "6"), ("900", "7")] == [(one.amount, one.per) for one in found.rows]
    assert 1 == found.gate.unassigned


def test_a_segment_of_the_metric_takes_only_what_carries_it(tmp_path):
    events = Events()
    hired(events, 6)
    hired(events, 7, country="DE")
    cost(events, 600, country="GB")
    cost(events, 900, country="DE")

    found = row(
        agreed(COST_PER_HIRE + "where: {country: GB}\n", promise(), PARTNERSHIP),
        events,
        tmp_path,
        "2026-Q1",
    )

    assert ("600", "6") == (found.amount, found.per)


def test_a_dimension_that_entries_never_carry_is_refused(tmp_path):
    events = Events()
    hired(events, 6)
    cost(events, 600)
    target = "{id: mine, when: {hm_group: g1}, expected: 1, minimum: 1}"

    with pytest.raises(PartnershipError, match="cost entries do not carry `hm_group`"):
        row(
            agreed(COST_PER_HIRE, promise(targets=target), PARTNERSHIP), events, tmp_path, "2026-Q1"
        )


def test_months_without_any_cost_are_missing_and_not_free(tmp_path):
    events = Events()
    hired(events, 6)
    cost(events, 600, period="2026-01")
    cost(events, 600, period="2026-02", category="tools")

    found = measured(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert "66.66%" == str(found["2026-Q1"].gate.completeness)


def test_a_month_of_one_kind_of_cost_says_nothing_of_another(tmp_path):
    """January has agency fees and no recruiters' pay, February the other way round."""
    events = Events()
    hired(events, 6)
    cost(events, 600, period="2026-01")
    cost(events, 400, "internal", period="2026-02", category="recruiters")
    cost(events, 0, "internal", period="2026-03", category="recruiters")

    found = measured(agreed(BOTH_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert "33.33%" == str(found["2026-Q1"].gate.completeness)


def test_a_month_that_one_row_of_targets_lacks_is_missing(tmp_path):
    events = Events()
    hired(events, 6)
    hired(events, 7, country="DE")
    for month in MONTHS:
        cost(events, 100, period=month, country="GB")
    cost(events, 100, period="2026-01", country="DE")
    agreement = agreed(COST_PER_HIRE, promise(targets=BY_COUNTRY), PARTNERSHIP)

    found = measured(agreement, events, tmp_path, "2026-Q1")["2026-Q1"]

    assert ["300", "100"] == [one.amount for one in found.rows]
    assert "66.66%" == str(found.gate.completeness)


def test_a_month_that_cost_nothing_is_written_as_0(tmp_path):
    events = Events()
    hired(events, 6)
    for month, amount in zip(MONTHS, (600, 0, 0), strict=True):
        cost(events, amount, period=month)

    found = measured(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert "600" == found["2026-Q1"].rows[0].amount
    assert "100%" == str(found["2026-Q1"].gate.completeness)


def test_a_sum_of_which_one_part_is_not_known_is_not_known(tmp_path):
    """Agency fees alone are no cost per hire where recruiters' pay is part of it."""
    events = Events()
    hired(events, 6)
    cost(events, 600)

    found = measured(agreed(BOTH_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    (only,) = found["2026-Q1"].rows
    assert (None, "6", 6) == (only.amount, only.per, only.n)
    assert result(only) is None
    assert "0%" == str(found["2026-Q1"].gate.completeness)


def test_nothing_known_of_costs_is_nothing_and_never_0(tmp_path):
    events = Events()
    hired(events, 6)

    found = measured(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    (only,) = found["2026-Q1"].rows
    assert (None, "6", 6) == (only.amount, only.per, only.n)
    assert result(only) is None
    assert "0%" == str(found["2026-Q1"].gate.completeness)


def test_costs_without_a_hire_have_no_cost_per_hire(tmp_path):
    events = Events()
    cost(events, 600)
    openings = COST_PER_HIRE.replace("[hires]", "[openings filled]").replace("hire\n", "opening\n")

    found = row(agreed(openings, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert ("600", "0") == (found.amount, found.per)
    assert result(found) is None


def test_terms_that_change_inside_a_month_cannot_divide_its_costs(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 500)

    with pytest.raises(PartnershipError, match="write `on_change: terms of the last day`"):
        row(
            agreed(COST_PER_HIRE, promise() + AMENDED % "2026-03-15", PARTNERSHIP),
            events,
            tmp_path,
            "2026-Q1",
        )


def test_terms_that_begin_inside_a_month_are_counted_from_the_next_period(tmp_path):
    """Hires of half a month over the costs of none would be a number of nothing."""
    events = Events()
    hired(events, 5, "2026-03-20 12:00")
    hired(events, 6, "2026-05-20 12:00")
    cost(events, 500)
    cost(events, 900, period="2026-Q2")
    agreement = agreed(COST_PER_HIRE, promise(), PARTNERSHIP)
    texts = [one for one in agreement.documents if one.kind != "SLA"]
    (sla,) = agreement.of(SLA)
    begun = sla.effective.model_copy(update={"from_": date(2026, 3, 15)})
    agreement = Agreement((*texts, sla.model_copy(update={"effective": begun})))

    with pytest.raises(PartnershipError, match="begin or end inside a month of 2026-Q1"):
        row(agreement, events, tmp_path / "a", "2026-Q1")
    found = row(agreement, events, tmp_path / "b", "2026-Q2")

    assert ("900", "6") == (found.amount, found.per)


def test_terms_that_change_with_a_month_divide_costs_by_month(tmp_path):
    events = Events()
    hired(events, 5, "2026-02-10 12:00")
    hired(events, 6, "2026-03-10 12:00")
    for month, amount in (("2026-01", 100), ("2026-02", 200), ("2026-03", 400)):
        cost(events, amount, period=month)

    found = measured(
        agreed(COST_PER_HIRE, promise() + AMENDED % "2026-03-01", PARTNERSHIP),
        events,
        tmp_path,
        "2026-Q1",
    )["2026-Q1"]

    assert [("300", "5"), ("400", "6")] == [(one.amount, one.per) for one in found.rows]


def test_a_period_that_still_runs_is_counted_up_to_the_day_before(tmp_path):
    """On 16 February: 46 days, January's costs, and no month missing that is not over."""
    events = Events()
    events.opening("2025-03-02 09:00")
    events.opening("2026-02-15 09:00")
    events.opening("2026-02-16 09:00")
    hired(events, 7, "2026-02-15 12:00")
    hired(events, 9, "2026-02-16 12:00")
    cost(events, 700, period="2026-01")
    capacity(events, 2, "2026-01")

    load = measured(agreed(LOAD, promise()), events, tmp_path / "a", "2026-Q1", known="2026-02-16")[
        "2026-Q1"
    ]
    costs = measured(
        agreed(COST_PER_HIRE, promise(), PARTNERSHIP),
        events,
        tmp_path / "b",
        "2026-Q1",
        known="2026-02-16",
    )["2026-Q1"]

    # `hired` opens a seat of its own on 5 January, twice: 42 evenings each.
    assert (str(Fraction(46 + 1 + 42 + 42, 46)), "2") == (load.rows[0].amount, load.rows[0].per)
    assert ("700", "7") == (costs.rows[0].amount, costs.rows[0].per)
    assert ["100%", "100%"] == [str(one.gate.completeness) for one in (load, costs)]
