"""What the owing party earns: a bonus for doing better than promised, its part of a saving."""

from __future__ import annotations

import pytest

from tests.judging.credits.money import (
    FIXED,
    MET,
    MISSED,
    account,
    commercials,
    critical,
    invoice,
    months,
    statement,
)


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


@pytest.mark.parametrize("begins", ["2026-06-01", "2027-06-01"])
def test_a_bonus_on_a_promise_that_has_no_period_yet_says_nothing(tmp_path, begins):
    more = "bonus:\n  - {id: fast, sla: fills, level: 95%, percent: 2%}\n"
    later = critical("fills").replace("{from: 2025-01-01}", f"{{from: {begins}}}")

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
