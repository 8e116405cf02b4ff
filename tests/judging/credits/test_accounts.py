"""What becomes of credits: caps, suspension, earn-back, one event, disputes, what nobody knows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.judging.agreements import measurement, row
from tests.judging.credits.money import (
    account,
    commercials,
    critical,
    every,
    months,
    statement,
    states,
)

MISSED, MET = "21/30", "29/30"
FIXED = "  - {id: fixed, slas: [slates], method: fixed percent, percent: 10%}\n"
YEAR = tuple(f"2026-{number:02d}" for number in range(1, 13))


def invoice(period: str, *lines: str, name: str = "", more: str = "") -> str:
    """Write an invoice whose charges are `fee 100 GBP`."""
    written = "".join(
        f"  - {{id: {line.split(' ', 1)[0]}, amount: {line.split(' ', 1)[1]}}}\n" for line in lines
    )
    name = name or f"invoice-{period}"
    return (
        f"kind: Invoice\nid: {name}\nperiod: {period}\nissued_on: 2026-02-02\n"
        f"charges:\n{written}{more}"
    )


def action(*breaches: str, more: str = "") -> str:
    named = ", ".join(
        f"{{sla: {name}, period: {period}}}" for name, period in (one.split() for one in breaches)
    )
    return (
        "kind: CorrectiveAction\nid: outage\nowed_by: provider\n"
        f"breaches: [{named}]\nknown_on: 2026-02-05\none_event: true\n{more}"
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


@pytest.mark.parametrize(
    ("when", "payable", "amounts"),
    [("each line", "6.68", ["3.34", "3.34"]), ("total", "6.67", ["3.335", "3.335"])],
)
def test_rounding_happens_once_where_the_terms_say(tmp_path, when, payable, amounts):
    fixed = "  - {id: fixed, slas: [a, b], method: fixed percent, percent: 1%}\n"
    rounding = f"rounding: {{to: 0.01 GBP, when: {when}, mode: half up}}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(fixed, fee="333.50 GBP", rounding=rounding),
        *(critical(name) for name in "ab"),
        *(one for name in "ab" for one in months(name, MISSED)),
    )

    assert Fraction(payable) == found.payable
    assert [Fraction(amount) for amount in amounts] == [line.amount for line in found.lines]


def test_without_rounding_amounts_stay_exact_and_that_is_said(tmp_path):
    gap = "  - {id: gap, slas: [slates], method: gap to target, gap_to: minimum}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(gap, fee="100 GBP", rounding=""),
        critical("slates"),
        *months("slates", "20/30"),
    )

    assert Fraction(40, 3) == found.payable
    assert "not rounded: the terms do not say how" == found.rounding
    assert found.lines[0].arithmetic.endswith("= 13.33… GBP (40/3)")


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


def test_what_is_paid_for_a_peak_is_not_earned_back(tmp_path):
    """January's credit is earned back by February, March's is not by April: it had a peak in it."""
    peak = "peaks: [{id: spring, from: 2026-03-31, to: 2026-04-02}]"
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
    dispute = (
        "kind: Dispute\nid: slates\nmeasurement: slates.2026-01\nraised_by: provider\n"
        "raised_on: 2026-07-09\nclaim: Holds seem to be counted.\n"
    )
    peak = "peaks: [{id: winter, from: 2026-01-01, to: 2026-01-31}]"
    terms = commercials(FIXED, f"earn_back: {{after: 1 period, share: 50%, {peak}}}\n")
    found = account(
        tmp_path, "2026-01", terms, critical("slates"), *months("slates", MISSED), dispute
    )

    assert [("disputed", "held until the dispute is over")] == [
        (line.state, line.reason) for line in found.lines
    ]


TWO = """\
  - {id: big, slas: [a], method: fixed percent, percent: 5%}
  - {id: small, slas: [b], method: fixed percent, percent: 2%}
"""


@pytest.mark.parametrize(
    ("terms", "chosen", "payable", "credited"),
    [
        ("", "", 7000, ""),
        ("single_event: highest only\n", "", 5000, "a is credited for it, the highest"),
        (
            "single_event: highest only\n",
            "credited: b\n",
            5000,
            "a is credited for it, the highest",
        ),
        (
            *("single_event: choice of the other party\n", "credited: b\n", 2000),
            "b is credited for it, the chosen",
        ),
        (
            *("single_event: choice of the other party\n", "", 5000),
            "a is credited for it, the highest",
        ),
    ],
    ids=["not agreed", "highest", "no choice agreed", "chosen", "not chosen yet"],
)
def test_one_event_is_credited_once(tmp_path, terms, chosen, payable, credited):
    found = account(
        tmp_path,
        "2026-01",
        commercials(TWO, terms),
        critical("a"),
        critical("b"),
        *months("a", MISSED),
        *months("b", MISSED),
        action("a 2026-01", "b 2026-01", more=chosen),
    )

    assert payable == found.payable
    assert [credited] * bool(credited) == [
        line.reason.partition("): ")[2] for line in found.lines if "one event" in line.reason
    ]
    assert bool(found.notes) == (terms.startswith("single_event: choice") and not chosen)


def test_points_of_one_event_count_once(tmp_path):
    points = """\
  - id: points
    slas: [a, b]
    method: points
    points: {bands: [{from: 80%, points: 0}, {from: 70%, below: 80%, points: 2}, {below: 70%, points: 5}], each: 1%}
"""
    found = account(
        tmp_path,
        "2026-01",
        commercials(points, "single_event: highest only\n"),
        critical("a"),
        critical("b"),
        *months("a", MISSED),
        *months("b", "15/30"),
        action("a 2026-01", "b 2026-01"),
    )

    assert {"a": "one_event", "b": "due"} == states(found)
    assert 5000 == found.payable


def test_what_was_not_measured_is_not_determined_and_never_nothing(tmp_path):
    found = account(tmp_path, "2026-01", commercials(FIXED), critical("slates"))

    assert not found.is_determined
    assert [(None, "not_determined")] == [(line.amount, line.state) for line in found.lines]
    assert found.lines[0].reason.startswith("not measured: ")


def test_charges_nobody_invoiced_leave_the_amount_open(tmp_path):
    found = account(
        tmp_path,
        "2026-01",
        commercials(FIXED, fee=""),
        critical("slates"),
        *months("slates", MISSED),
    )

    assert [None] == [line.amount for line in found.lines]
    assert "the charges of 2026-01 are not known: there is no Invoice" == found.lines[0].reason


def test_invoices_of_a_period_add_up_and_a_replaced_one_does_not_count(tmp_path):
    documents = (
        commercials(FIXED, fee=""),
        critical("slates"),
        *months("slates", MISSED),
        invoice("2026-01", "fee 1000 GBP", name="one"),
        invoice("2026-01", "fee 3000 GBP", "hires 500 GBP", name="two", more="replaces: one\n"),
        invoice("2026-01", "hires 200 GBP", name="three"),
    )
    found = account(tmp_path, "2026-01", *documents)

    assert 3700 == found.charges
    assert (
        "hires 200.00 of Invoice/three + fee 3,000.00 of Invoice/two + hires 500.00 of Invoice/two"
        == found.charges_from
    )


def test_only_the_lines_named_count(tmp_path):
    documents = (
        commercials(FIXED, fee="").replace("charges: {}", "charges: {lines: [fee]}"),
        critical("slates"),
        *months("slates", MISSED),
        invoice("2026-01", "fee 3000 GBP", "hires 500 GBP"),
    )

    assert 300 == account(tmp_path, "2026-01", *documents).payable


def test_another_currency_counts_at_the_agreed_rate_and_not_without_one(tmp_path):
    documents = (
        critical("slates"),
        *months("slates", MISSED),
        invoice("2026-01", "fee 1000 EUR"),
    )
    without = account(tmp_path / "a", "2026-01", commercials(FIXED, fee=""), *documents)
    rates = "rates: [{from: EUR, is: 0.85 GBP}]\n"
    with_one = account(tmp_path / "b", "2026-01", commercials(FIXED, rates, fee=""), *documents)

    assert "`fee` of Invoice/invoice-2026-01 is in EUR, without a rate" == without.lines[0].reason
    assert 85 == with_one.payable


def test_the_next_periods_charges_count_where_the_terms_say_so(tmp_path):
    documents = (
        commercials(FIXED, fee="").replace("charges: {}", "charges: {of: next period}"),
        critical("slates"),
        *months("slates", MISSED),
        invoice("2026-01", "fee 1000 GBP"),
        invoice("2026-02", "fee 5000 GBP"),
    )

    assert 500 == account(tmp_path, "2026-01", *documents).payable


def test_bonus_and_gain_share_are_owed_the_other_way(tmp_path):
    more = """\
bonus:
  - {id: fast, sla: slates, level: 95%, percent: 2%}
gain_share:
  - {id: less-agency, spend: agency, baseline: 20000 GBP, share: 25%}
"""
    spend = "spend:\n  - {id: agency, amount: 12000 GBP}\n"
    found = statement(
        tmp_path,
        "2026-01",
        commercials(FIXED, more),
        critical("slates"),
        *months("slates", MET),
        invoice("2026-01", "fee 1000 GBP", more=spend),
    )
    [one] = found.accounts

    assert 4000 == one.bonus
    assert [4000, 0] == [found.owes("client", "GBP"), found.owes("provider", "GBP")]
    assert ["100,000.00 × 2% = 2,000.00 GBP", "(20,000.00 − 12,000.00) × 25% = 2,000.00 GBP"] == [
        line.arithmetic for line in one.lines if line.section != "credit"
    ]
    assert -4000 == one.net
    assert [("bonus", "fast"), ("gain share", "less-agency")] == [
        (line.section, line.category) for line in one.lines if line.section != "credit"
    ]


def test_a_bonus_for_a_level_of_another_unit_is_not_determined(tmp_path):
    more = "bonus:\n  - {id: fast, sla: slates, level: 5 business days, percent: 2%}\n"

    found = account(
        tmp_path, "2026-01", commercials(FIXED, more), critical("slates"), *months("slates", MET)
    )

    assert [
        ("bonus", "not_determined", None, "no row is judged in the unit of 5 business days")
    ] == [
        (line.section, line.state.value, line.amount, line.reason)
        for line in found.lines
        if line.section != "credit"
    ]
    assert 0 == found.bonus


def test_a_bonus_and_a_gain_share_name_their_clause_and_their_reason(tmp_path):
    more = """\
bonus:
  - {id: fast, sla: slates, level: 95%, percent: 2%}
  - {id: faster, title: All at once, sla: slates, level: 100%, percent: 2%}
gain_share:
  - {id: less-agency, spend: agency, baseline: 20000 GBP, share: 25%}
  - {id: less-adverts, title: Fewer adverts, spend: adverts, baseline: 100 GBP, share: 50%}
"""
    terms = commercials(FIXED, more)
    spend = "spend:\n  - {id: agency, amount: 12000 GBP}\n  - {id: adverts, amount: 100 GBP}\n"
    found = account(
        *(tmp_path, "2026-01", terms, critical("slates"), *months("slates", "39/40")),
        invoice("2026-01", "fee 1000 GBP", more=spend),
    )
    begins = {text.strip(): at for at, text in enumerate(terms.splitlines(), 1)}

    assert [
        ("First slate on time", "due", 2000, "every row reaches 95%"),
        ("All at once", "nothing", 0, "100% is not reached"),
        ("less-agency", "due", 2000, "agency 12,000.00 of Invoice/invoice-2026-01"),
        ("Fewer adverts", "nothing", 0, "100.00 spent is no saving on 100.00"),
    ] == [
        (line.title, line.state.value, int(line.amount or 0), line.reason)
        for line in found.lines
        if line.section != "credit"
    ]
    assert [begins[text.strip()] for text in more.splitlines() if "id:" in text] == [
        line.clause.line for line in found.lines if line.section != "credit"
    ]


def test_a_gain_share_in_a_currency_without_a_rate_is_not_determined(tmp_path):
    more = "gain_share:\n  - {id: less-agency, spend: agency, baseline: 20000 EUR, share: 25%}\n"
    spend = "spend:\n  - {id: agency, amount: 12000 GBP}\n"
    found = account(
        *(tmp_path, "2026-01", commercials(FIXED, more), critical("slates")),
        *(*months("slates", MET), invoice("2026-01", "fee 1000 GBP", more=spend)),
    )

    assert [("gain share", "less-agency", "less-agency", None)] == [
        (line.section, line.category, line.title, line.amount) for line in found.open_lines
    ]
    assert "its baseline is in another currency" == found.open_lines[0].reason


def test_a_saving_nobody_invoiced_is_not_determined(tmp_path):
    more = "gain_share:\n  - {id: less-agency, spend: agency, baseline: 20000 GBP, share: 25%}\n"
    found = account(
        tmp_path, "2026-01", commercials(FIXED, more), critical("slates"), *months("slates", MET)
    )

    assert ["no Invoice of 2026-01 says what was spent on `agency`"] == [
        line.reason for line in found.open_lines
    ]


def test_a_cap_reached_so_often_gives_the_right_to_terminate(tmp_path):
    more = """\
caps: {period: 5%}
triggers:
  - {id: cap-thrice, gives: right to terminate, cap_reached: 3, in: 6 months}
  - {id: twice-in-a-row, gives: critical default, minimum_missed: 2}
"""
    documents = (
        commercials(FIXED, more),
        critical("slates"),
        *months("slates", MISSED, "-", MISSED, MET, MISSED),
    )
    found = every(tmp_path, documents, YEAR[:5])

    assert [[], [], ["critical default"], [], ["right to terminate"]] == [
        [fact.text.split(":")[0] for fact in one.facts] for one in found
    ]
    assert (
        "right to terminate: the cap was reached 3 times in 6 months (2026-01, 2026-03 and 2026-05)"
        == found[4].facts[0].text
    )
    assert "triggers[cap-thrice]" == found[4].facts[0].clause.pointer


def test_a_promises_own_termination_trigger_is_told(tmp_path):
    own = "termination_triggers:\n  - {id: twice, minimum_missed: 2}\n"
    documents = (
        commercials(FIXED),
        critical("slates", more=own),
        *months("slates", MISSED, MISSED),
    )
    _, found = every(tmp_path, documents, YEAR[:2])

    assert [
        "right to terminate: slates, all, missed its minimum 2 times (2026-01 and 2026-02)"
    ] == [fact.text for fact in found.facts]


def test_each_direction_has_its_account(tmp_path):
    late = "  - {id: late, slas: [feedback], method: fixed percent, percent: 4%}\n"
    found = statement(
        tmp_path,
        "2026-01",
        commercials(FIXED),
        commercials(late, name="client-credits", owed_by="client"),
        critical("slates"),
        critical("feedback", owed_by="client"),
        *months("slates", MISSED),
        *months("feedback", MISSED),
    )

    assert [
        ("client-credits", "client", "provider"),
        ("provider-credits", "provider", "client"),
    ] == [(one.id, one.owed_by, one.owed_to) for one in found.accounts]
    assert [4000, 10000] == [found.owes("client", "GBP"), found.owes("provider", "GBP")]


def test_a_promise_of_the_other_party_is_not_credited(tmp_path):
    found = account(
        tmp_path,
        "2026-01",
        commercials(FIXED),
        critical("slates", owed_by="client"),
        *months("slates", MISSED),
    )

    assert 0 == found.payable
    assert ["owed by the client"] == [line.reason for line in found.lines]


def test_too_little_to_judge_is_no_credit_and_says_so(tmp_path):
    low = "low_volume: {below: 10, then: report only}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(FIXED),
        critical("slates", more=low),
        *months("slates", "2/5"),
    )

    assert [("nothing", "insufficient data")] == [(line.state, line.reason) for line in found.lines]
    assert found.is_determined


def test_a_period_before_the_terms_has_no_account(tmp_path):
    documents = (commercials(FIXED, start="2026-03-15"), critical("slates"))

    assert () == statement(tmp_path, "2026-02", *documents).accounts
    assert 1 == len(statement(tmp_path, "2026-03", *documents).accounts)


def test_a_running_period_is_not_determined(tmp_path):
    found = account(
        tmp_path, "2026-01", commercials(FIXED), critical("slates"), as_of=date(2026, 1, 20)
    )

    assert ["not_determined"] == [line.state for line in found.lines]


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


def test_a_quarters_promise_falls_into_the_month_it_ends_in(tmp_path):
    quarterly = critical("slates").replace("window: month", "window: quarter")
    documents = (
        commercials(FIXED),
        quarterly,
        measurement("2026-Q1", row(MISSED), name="slates"),
    )

    assert [0, 0, 10000] == [one.payable for one in every(tmp_path, documents, YEAR[:3])]


def test_bands_of_another_unit_than_the_value_cost_nobody_knows_what(tmp_path):
    points = "  - {id: p, slas: [slates], method: points, points: {bands: [{from: 1, points: 0}, {below: 1, points: 5}], each: 1%}}\n"
    found = account(
        tmp_path, "2026-01", commercials(points), critical("slates"), *months("slates", MISSED)
    )

    assert ["the bands are in number, and it is judged in percent"] == [
        line.reason for line in found.open_lines
    ]


def test_a_bonus_on_a_promise_that_has_no_period_yet_says_nothing(tmp_path):
    more = "bonus:\n  - {id: fast, sla: fills, level: 95%, percent: 2%}\n"
    later = critical("fills").replace("{from: 2025-01-01}", "{from: 2026-06-01}")

    found = account(
        tmp_path,
        "2026-01",
        commercials(FIXED, more),
        critical("slates"),
        later,
        *months("slates", MISSED),
    )

    assert ["credit"] == [line.section for line in found.lines]
    assert 0 == found.bonus


def test_a_statement_names_its_period_its_day_and_its_agreement(tmp_path):
    found = statement(
        tmp_path, "2026-01", commercials(FIXED), critical("slates"), *months("slates", MISSED)
    )

    assert ("2026-01", "2026-12-31", "harbour-northlight", ()) == (
        found.period,
        found.as_of,
        found.agreement,
        found.notes,
    )


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


@pytest.mark.parametrize("counts", [(MISSED, MET), (MET, MISSED)])
@pytest.mark.parametrize(
    ("before", "after", "paid"), [("kpi", "critical", 10000), ("critical", "kpi", 0)]
)
def test_a_promise_of_two_parts_pays_by_the_terms_of_its_last_day(
    tmp_path, counts, before, after, paid
):
    changed = f"amendments:\n  - {{from: 2026-01-16, class: {after}}}\n"
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
