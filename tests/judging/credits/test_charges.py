"""What credits are a share of: a fixed fee, or what invoices say."""

from __future__ import annotations

from tests.judging.credits.money import (
    FIXED,
    MISSED,
    account,
    commercials,
    critical,
    invoice,
    months,
)


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
