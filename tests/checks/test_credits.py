"""Where the terms of credits do not add up: each finding shows a number that proves it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.documents.commercials import Band
from partnership.judging.credits.bands import find_witnesses, holding
from partnership.values.levels import Share, Threshold
from tests.checks.agreements import edited, found_in, passing, told

TERMS = "partnership/credits/provider-credits.yaml"
SLA = "partnership/slas/first-slate.yaml"


def says(case: str, old: str, new: str, path: str = TERMS) -> list[str]:
    """What is found where a passing case reads otherwise."""
    found = told(found_in(edited(passing(case), path, old, new)))

    assert {case} >= {check for check, _ in found}, found
    return [message for _, message in found]


def others(case: str, old: str, new: str, path: str = TERMS) -> list[tuple[str, str]]:
    return told(found_in(edited(passing(case), path, old, new)))


BANDS = "        - {from: 70%, below: 80%, points: 2}\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("below: 80%, points: 2", "below: 79.9%, points: 2", ["at 79.95% no band applies"]),
        ("below: 80%, points: 2", "to: 80%, points: 2", ["at 80% 2 bands apply"]),
        ("from: 70%, below: 80%", "above: 70%, below: 80%", ["at 70% no band applies"]),
        ("from: 70%, below: 80%", "from: 65%, below: 80%", ["at 67.5% 2 bands apply"]),
        (
            "{below: 70%, points: 5}",
            "{from: 60%, below: 70%, points: 5}",
            ["at 30% no band applies"],
        ),
        (
            "{from: 80%, points: 0}",
            "{from: 80%, below: 99%, points: 0}",
            ["at 100% no band applies"],
        ),
        (
            "from: 70%, below: 80%",
            "from: 80%, below: 70%",
            ["no value lies in this band: it ends before it begins"],
        ),
        (
            "from: 70%, below: 80%",
            "from: 70, below: 80",
            ["the ends of these bands are not all of one unit"],
        ),
    ],
)
def test_a_value_in_no_band_or_two_is_named(old, new, expected):
    found = says("bands-that-do-not-join", old, new)

    assert expected == [message for message in found if message in expected]


def test_bands_without_any_end_hold_every_value():
    old = "method: fixed percent, percent: 5%"
    new = "method: points, points: {bands: [{points: 1}, {points: 2}], each: 1%}"

    assert [("bands-that-do-not-join", "2 bands hold every value")] == others(
        "incomplete-credit", old, new
    )
    assert [] == others("incomplete-credit", old, new.replace(", {points: 2}", ""))


LEVELS = st.integers(0, 20)


@st.composite
def bands(draw) -> list[Band]:
    """Draw bands whose ends meet, overlap or leave gaps."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        low, high = sorted((draw(LEVELS), draw(LEVELS)))
        ends = {
            draw(st.sampled_from(["from", "above"])): low,
            draw(st.sampled_from(["to", "below"])): high,
        }
        chosen = draw(st.sets(st.sampled_from(sorted(ends)), max_size=2))
        found.append(
            Band.model_construct(
                from_=_level(ends, chosen, "from"),
                above=_level(ends, chosen, "above"),
                below=_level(ends, chosen, "below"),
                to=_level(ends, chosen, "to"),
                points=0,
            )
        )
    return found


def _level(ends, chosen, name):
    known = name in ends and name in chosen
    return Threshold(Fraction(ends[name], 20), "percent") if known else None


@given(bands=bands(), value=st.fractions(0, 1))
def test_every_witness_is_true_and_without_one_every_value_is_in_one_band(bands, value):
    witnesses = list(find_witnesses(bands, Fraction(0), Fraction(1)))

    assert all(held == len(holding(bands, at)) != 1 for _, at, held in witnesses)
    assert witnesses or 1 == len(holding(bands, value))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("points: 5}", "points: 1}", ["69.9% costs 1 point and 75%, which is better, 2"]),
        ("points: 0}", "points: 3}", ["75% costs 2 points and 80%, which is better, 3"]),
        (
            "each: 1%",
            "table: [{from: 2, percent: 3%}, {from: 5, percent: 2%}]",
            ["5 points cost 2%, and 2 cost 3%"],
        ),
    ],
)
def test_worse_that_costs_less_is_named(old, new, expected):
    assert expected == says("worse-costs-less", old, new)


def test_a_cap_in_money_is_held_against_the_smallest_credit():
    assert [
        "one miss of `first-slate`, the smallest credit, is 5,000.00 GBP, and at most 4,999.00 GBP is paid"
    ] == says("cap-below-credit", "{period: 10%}", "{twelve_months: 4999 GBP}")
    assert [] == says("cap-below-credit", "{period: 10%}", "{period: 5000 GBP}")


def test_without_a_fixed_fee_a_cap_is_a_share_of_the_charges():
    texts = edited(passing("cap-below-credit"), TERMS, "{fee: 100000 GBP}", "{}")

    assert [
        (
            "cap-below-credit",
            (
                "one miss of `first-slate`, the smallest credit, is 5% of the charges, "
                "and at most 3% of the charges is paid"
            ),
        )
    ] == told(found_in(edited(texts, TERMS, "{period: 10%}", "{period: 3%}")))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("in: 12 months", "in: 4 months", []),
        ("in: 12 months", "in: 3 months", ["3 months have 3 periods, and 4 are wanted"]),
        (
            "in: 12 months",
            "in: 56 calendar days",
            ["56 calendar days have 2 periods, and 4 are wanted"],
        ),
        (
            "minimum: 80%",
            "minimum: 90%",
            ["nothing lies between the expected 90% and the minimum 90%"],
        ),
        (
            "chronic: {expected_missed: 4, in: 12 months, becomes: minimum missed}",
            "termination_triggers: [{id: often, minimum_missed: 3, in: 2 months}]",
            ["2 months have 2 periods, and 3 are wanted"],
        ),
        (
            "chronic: {expected_missed: 4, in: 12 months, becomes: minimum missed}",
            "repeat: {within: 2 weeks, multiplier: 2}",
            ["two periods end 1 month apart, which is more than 2 weeks"],
        ),
    ],
)
def test_a_consequence_that_cannot_come_about_is_named(old, new, expected):
    found = others("trigger-never-fires", old, new, SLA)

    assert expected == [message for check, message in found if check == "trigger-never-fires"]


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ("{id: x, gives: critical default, minimum_missed: 2}", []),
        (
            "{id: x, gives: critical default}",
            [("incomplete-credit", "`x` counts either misses or reached caps")],
        ),
        (
            "{id: x, gives: critical default, cap_reached: 4, in: 3 months}",
            [
                (
                    "trigger-never-fires",
                    "no cap can be reached: neither `at_risk` nor `caps: {period: …}` is written",
                ),
                ("trigger-never-fires", "3 months have 3 periods, and 4 are wanted"),
            ],
        ),
    ],
)
def test_a_trigger_of_credits_needs_something_to_count(trigger, expected):
    found = others("rounding-unsaid", "rounding:", f"triggers: [{trigger}]\nrounding:")

    assert expected == sorted(found, reverse=True) or expected == found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "percent: 5%",
            "share: 50%",
            ["`fixed percent` does not say `percent`", "`share` means nothing for `fixed percent`"],
        ),
        (
            "method: fixed percent, percent: 5%",
            "method: allocation",
            [
                "an allocation is a share of the amount at risk, and `at_risk` is not written",
                "`first-slate` has no `allocation`, so its share of the pool is not known",
            ],
        ),
        (
            "method: fixed percent, percent: 5%",
            "method: gap to target",
            ["`gap to target` does not say `gap_to`"],
        ),
        (
            "method: fixed percent, percent: 5%",
            "method: points",
            ["`points` does not say `points`"],
        ),
        (
            "method: fixed percent, percent: 5%",
            "method: points, points: {bands: [{points: 1}]}",
            ["points cost either what a table says or so much each"],
        ),
        (
            "method: fixed percent, percent: 5%",
            "method: points, points: {bands: [{from: 30, points: 0}, {below: 30, points: 1}], each: 1%}",
            ["`first-slate` is judged in percent, and the bands are in number"],
        ),
        (
            "rounding:",
            (
                "earn_back: {after: 1 period, share: 50%, peaks: "
                "[{id: christmas, from: 2026-12-31, to: 2026-12-01}]}\nrounding:"
            ),
            ["the peak `christmas` ends on 2026-12-01, before it begins on 2026-12-31"],
        ),
        (
            "rounding:",
            "bonus: [{id: fast, sla: first-slate, level: 5 business days, percent: 1%}]\nrounding:",
            ["`first-slate` is judged in percent, and not as `5 business days`"],
        ),
    ],
)
def test_each_method_says_what_it_needs(old, new, expected):
    assert sorted(expected) == sorted(says("incomplete-credit", old, new))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "rounding: {to: 0.01 GBP",
            "rounding: {to: 0.01 EUR",
            "`0.01 EUR` is no unit of an account in GBP",
        ),
        (
            "rounding:",
            "rates: [{from: EUR, is: 1.1 USD}]\nrounding:",
            "the rate is in USD, and the account in GBP",
        ),
        (
            "rounding:",
            "gain_share: [{id: a, spend: agency, baseline: 9 EUR, share: 10%}]\nrounding:",
            "9 EUR cannot be added to an account in GBP without a rate",
        ),
        (
            "rounding:",
            "caps: {period: 9 EUR}\nrounding:",
            "9 EUR cannot be added to an account in GBP without a rate",
        ),
    ],
)
def test_a_second_currency_needs_a_rate(old, new, message):
    assert message in [
        said
        for check, said in others("currency-without-rate", old, new)
        if check == "currency-without-rate"
    ]


def test_an_account_in_another_currency_than_the_partnerships_needs_a_rate():
    texts = passing("currency-without-rate")
    texts[TERMS] = texts[TERMS].replace("GBP", "EUR")
    rated = {**texts, TERMS: texts[TERMS] + "rates: [{from: GBP, is: 1.17 EUR}]\n"}

    assert [
        ("currency-without-rate", "the account is in EUR, and the partnership's currency is GBP")
    ] == told(found_in(texts))
    assert [] == told(found_in(rated))


def test_an_invoice_in_another_currency_is_named_at_its_line():
    texts = edited(passing("currency-without-rate"), TERMS, "{fee: 100000 GBP}", "{}")
    texts["records/invoices/invoice-2026-03.yaml"] = (
        "kind: Invoice\nid: invoice-2026-03\nperiod: 2026-03\nissued_on: 2026-04-02\n"
        "charges:\n  - {id: fee, amount: 100 GBP}\n  - {id: hires, amount: 1000 EUR}\n"
    )
    [found] = found_in(texts)

    assert ("records/invoices/invoice-2026-03.yaml", 7) == (found.place.path, found.place.line)
    assert "1000 EUR cannot be added to an account in GBP without a rate" == found.message


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("percent: 5%", "percent: 105%", "percent"),
        ("{fee: 100000 GBP}", "{fee: -100 GBP}", "fee"),
        ("{fee: 100000 GBP}", "{fee: 100000}", "fee"),
        ("to: 0.01 GBP", "to: 0.015 GBP", "to"),
    ],
    ids=["a percentage over 100", "negative money", "money without a currency", "half a cent"],
)
def test_what_is_no_amount_is_refused_at_its_line(old, new, hint):
    found = others("rounding-unsaid", old, new)

    assert ["wrong-value"] == [check for check, _ in found]
    assert hint


def test_rounding_to_nothing_is_named():
    assert ["amounts are rounded to `0 GBP`, which no amount is made of"] == says(
        "rounding-unsaid", "to: 0.01 GBP", "to: 0 GBP"
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("on: 2026-04-28", "on: 2026-05-02", []),
        (
            "class: critical, on: 2026-04-28",
            "class: kpi, on: 2026-04-28",
            ["`first-slate` becomes critical on 2026-07-01, and no notice of it is recorded"],
        ),
        (
            "on: 2026-04-28",
            "on: 2026-05-03",
            [
                (
                    "`first-slate` becomes critical on 2026-07-01, and 60 calendar days after the "
                    "notice of 2026-05-03 is 2026-07-02"
                )
            ],
        ),
    ],
)
def test_the_notice_of_a_change_of_class_is_counted(old, new, expected):
    assert expected == says("class-change-without-notice", old, new)


def test_a_year_has_so_many_changes_of_class_and_no_more():
    texts = passing("class-change-without-notice")
    promoted = "  - {from: 2026-07-01, class: critical}\n"
    texts = edited(texts, SLA, promoted, f"{promoted}  - {{from: 2026-09-01, class: kpi}}\n")
    texts[TERMS] = (
        texts[TERMS]
        .replace("60 calendar days\n", "60 calendar days\n  at_most: 1\n")
        .replace(
            "on: 2026-04-28}\n",
            "on: 2026-04-28}\n    - {sla: first-slate, class: kpi, on: 2026-06-01}\n",
        )
    )

    assert [
        (
            "class-change-without-notice",
            "this is change of class 2 of 2026, and 1 a year may be made",
        )
    ] == told(found_in(texts))


def test_a_share_of_the_next_months_charges_waits_for_that_month():
    texts = edited(passing("deadline-before-data"), TERMS, "{fee: 100000 GBP}", "{of: next period}")

    [(_, message)] = told(found_in(texts))

    assert message == (
        "the account of 2026-01 is due by 2026-02-13, and takes a share of the charges of 2026-02, "
        "which end on 2026-02-28"
    )


def test_two_documents_of_one_party_may_not_credit_one_promise():
    texts = passing("rounding-unsaid")
    texts["partnership/credits/second.yaml"] = texts[TERMS].replace("provider-credits", "second")
    later = (
        texts[TERMS]
        .replace("provider-credits", "second")
        .replace("from: 2026-01-01", "from: 2027-01-01")
    )
    ended = texts[TERMS].replace("{from: 2026-01-01}", "{from: 2026-01-01, to: 2026-12-31}")
    apart = {**texts, "partnership/credits/second.yaml": later, TERMS: ended}

    assert [
        (
            "credited-twice",
            "one miss of `first-slate` is credited here and in `speed` of `provider-credits`",
        )
    ] == told(found_in(texts))
    assert [] == told(found_in(apart))


def test_one_miss_that_costs_points_in_a_quiet_month_is_named():
    texts = passing("bands-that-do-not-join")
    texts[TERMS] = texts[TERMS].replace("80%", "95%")

    assert [
        (
            "one-miss-is-credited",
            "of 5 subjects one miss is 80%, which costs 2 points in `provider-credits`",
        )
    ] == told(found_in(texts))


def test_an_earn_back_may_be_the_whole_credit():
    assert [] == says("earn-back-over-credit", "share: 100%", "share: 99.5%")
    assert Share(Fraction(3, 2)) > Share(Fraction(1))


def test_a_key_result_is_not_due_before_its_promise_was_measured_once():
    texts = passing("deadline-before-data")
    texts["partnership/goals/faster.yaml"] = """\
kind: Goal
id: faster
title: Faster
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
objective: Show candidates while the need is fresh.
key_results:
  - {id: slates, sla: first-slate, baseline: 80%, target: 90%, due: 2026-02-05}
"""
    later = edited(texts, "partnership/goals/faster.yaml", "2026-02-05", "2026-02-06")
    found = [one.message for one in found_in(texts) if one.check == "deadline-before-data"]

    assert [
        "`slates` is due by 2026-02-05, and the first period of `first-slate`, 2026-01, is measured by 2026-02-06"
    ] == found
    assert "deadline-before-data" not in {one.check for one in found_in(later)}
