"""A Close holds the accounts of its month, and every record that they rest on."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.checks import restated_after_closing
from partnership.documents import Close
from partnership.judging.closes import closes_in
from partnership.judging.closing import Sealing, close_month
from partnership.loading import load
from partnership.values.periods import Span
from tests.judging.agreements import agreement, measurement, row
from tests.judging.closes import AS_OF, audited, close, edit
from tests.judging.credits.money import commercials, critical, months
from tests.judging.credits.sealed_money import (
    DISPUTE,
    FIXED,
    MISSED,
    ONE_EVENT,
    accounts,
    invoice,
    invoiced,
    payable,
)


@pytest.mark.parametrize(
    ("charges", "sealed"), [("of: next period", {"2026-05", "2026-06"}), ("", {"2026-05"})]
)
def test_the_invoice_of_the_next_month_is_sealed_where_credits_are_a_share_of_it(
    tmp_path, charges, sealed
):
    invoices = [invoice("2026-05", "90000"), invoice("2026-06", "50000"), invoice("2026-07", "1")]
    invoiced(tmp_path, *invoices, charges=charges)

    closed = close(tmp_path, "2026-05")
    [found] = closed.of(Close)

    assert {"2026-05": []} == audited(closed)
    names = {one.document.rpartition("/invoice-") for one in found.terms}
    assert sealed == {month for kind, _, month in names if kind == "Invoice"}


def test_a_correction_seals_what_came_after_the_close(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"))
    close(tmp_path, "2026-05")
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-05", "1000", "late"), ONE_EVENT)

    found = close(tmp_path, "2026-05", because="A late invoice, and one event.")

    assert {"2026-05": {"2026-05": "18000"}, "2026-05-r1": {"2026-05": "9100"}} == accounts(found)
    assert {"2026-05": [], "2026-05-r1": []} == audited(found)
    assert [] == list(restated_after_closing.find(found))


def test_one_event_and_a_dispute_are_sealed_with_the_account_they_change(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"), ONE_EVENT, DISPUTE)
    found = close(tmp_path, "2026-05")
    states = [(one.slas, one.state) for one in found.of(Close)[0].credits[0].lines]
    path = next((tmp_path / "partnership").rglob("*slates-of-may*"))
    decided = "outcome: {decision: dismissed, on: 2026-07-10, reason: They were not.}\n"
    path.write_text(DISPUTE + decided, "utf-8")

    again = load(tmp_path)

    assert [(("slates",), "disputed"), (("fills",), "due")] == states
    assert {"CorrectiveAction/outage", "Dispute/slates-of-may"} <= {
        one.document for one in again.of(Close)[0].terms
    }
    assert {"2026-05": []} == audited(again)


@pytest.mark.parametrize(
    ("old", "new", "is_sealed"),
    [
        ("one_event: true\n", "one_event: true\n", True),
        ("one_event: true\n", "", False),
        (
            "{sla: slates, period: 2026-05}, {sla: fills, period: 2026-05}",
            "{sla: slates, period: 2026-06}, {sla: fills, period: 2026-06}",
            False,
        ),
    ],
    ids=["one event of the month", "no one event", "one event of the next month"],
)
def test_a_corrective_action_is_sealed_where_it_makes_misses_of_the_month_one_event(
    tmp_path, old, new, is_sealed
):
    assert 1 == ONE_EVENT.count(old)
    invoiced(tmp_path, invoice("2026-05", "90000"), ONE_EVENT.replace(old, new))

    [found] = close(tmp_path, "2026-05").of(Close)

    assert is_sealed == any(one.document == "CorrectiveAction/outage" for one in found.terms)


def test_an_account_that_waits_for_the_next_invoice_is_sealed_as_not_known(tmp_path):
    """It is settled when the invoice is there, and the Close still says what was known then."""
    invoiced(tmp_path, charges="of: next period")
    close(tmp_path, "2026-05")
    invoiced(tmp_path, invoice("2026-06", "50000"), charges="of: next period")

    found = load(tmp_path)

    assert {"2026-05": {"2026-05": "not known"}} == accounts(found)
    assert 10000 == payable(tmp_path)["2026-05"]
    assert {"2026-05": []} == audited(found)


def test_a_month_is_closed_after_one_whose_terms_can_no_longer_be_read(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-06", "50000"))
    close(tmp_path, "2026-05")
    path = tmp_path / "records/closes/2026-05.yaml"
    path.write_text(path.read_text("utf-8").replace('"currency":"GBP"', '"currency":"G"'), "utf-8")

    found = close(tmp_path, "2026-06")

    assert {"2026-06": "10000"} == accounts(found)["2026-06"]


ROWS = (
    "  - {id: one, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
    "  - {id: two, otherwise: true, within: 7 business days, expected: 90%, minimum: 80%}\n"
)


def capped(folder, *more):
    """Write two missed months whose credits a cap of 15,000 holds."""
    agreement(
        folder,
        commercials(FIXED, "caps: {twelve_months: 15000 GBP}\n", start="2026-05-01"),
        critical("slates").replace("{from: 2025-01-01}", "{from: 2026-05-01}"),
        *months("slates", MISSED, MISSED, first=5),
        *more,
    )


def test_a_close_does_not_depend_on_what_is_contested_after_the_day_its_records_are_known(tmp_path):
    """May is contested in August: June rests on what was known in July."""
    capped(tmp_path)
    close(tmp_path, "2026-05")
    path = tmp_path / "records/disputes/slates-of-may.yaml"
    path.parent.mkdir()
    path.write_text(DISPUTE.replace("2026-07-09", "2026-08-10"), "utf-8")
    asked = [Sealing(Span.parse("2026-06"), day, "1.0") for day in (date(2026, 7, 9), AS_OF)]

    made = [close_month(load(tmp_path), one) for one in asked]

    assert ["5000", "5000"] == [str(one.credits[0].payable) for one in made]
    assert 1 == len({one.digest for one in made})


def test_a_dispute_of_the_day_on_which_a_month_is_closed_is_held(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"), DISPUTE.replace("2026-07-09", str(AS_OF)))

    [made] = close(tmp_path, "2026-05").of(Close)

    assert AS_OF == made.known
    assert ["disputed", "due"] == [one.state for one in made.credits[0].lines]


def test_two_disputes_of_one_measurement_are_both_held(tmp_path):
    """The row of either is contested, so that nothing is due."""
    other = DISPUTE.replace("slates-of-may", "others-of-may")
    agreement(
        tmp_path,
        commercials(FIXED, start="2026-05-01"),
        critical("slates", targets=ROWS).replace("{from: 2025-01-01}", "{from: 2026-05-01}"),
        measurement("2026-05", row(MISSED, "one"), row(MISSED, "two"), name="slates"),
        f"{DISPUTE}segments: [one]\n",
        f"{other}segments: [two]\n",
    )

    found = close(tmp_path, "2026-05")

    assert [("disputed", "0")] == [
        (one.lines[0].state, str(one.payable)) for one in found.of(Close)[0].credits
    ]
    assert {"2026-05": []} == audited(found)


def test_an_invoice_that_two_months_rest_on_is_held_by_both(tmp_path):
    """A month holds its own and that of the next month, of which its credits are a share."""
    invoices = [invoice(f"2026-{month:02d}", "50000") for month in (5, 6, 7)]
    invoiced(tmp_path, *invoices, charges="of: next period")

    found = close(tmp_path, "2026-05", "2026-06")

    assert [("2026-05", "2026-06"), ("2026-06", "2026-07")] == [
        tuple(one.document[-7:] for one in each.terms if one.document.startswith("Invoice/"))
        for each in closes_in(found)
    ]
    edit(tmp_path, "records/invoices/invoice-2026-06.yaml", "50000", "10")
    assert {"2026-05": 10000, "2026-06": 10000} == payable(tmp_path)


def test_a_correction_counts_what_earlier_months_sealed(tmp_path):
    """Of the 15,000 of twelve months May paid 10,000."""
    capped(tmp_path)
    close(tmp_path, "2026-05", "2026-06")
    capped(tmp_path, measurement("2026-06", row("20/30"), name="slates", correction=".r1"))

    found = close(tmp_path, "2026-06", because="One slate was counted twice.")

    assert {"2026-06": "5000"} == accounts(found)["2026-06-r1"]


def test_a_sealed_miss_counts_though_nothing_is_left_to_derive_it_from(tmp_path):
    """May's terms cannot be read, and its row has another name now: its 10,000 still count in the cap."""
    capped(tmp_path)
    close(tmp_path, "2026-05")
    edit(tmp_path, "records/closes/2026-05.yaml", "document: SLA/slates", "document: SLA/gone")
    slas = tmp_path / "partnership/slas/slates.yaml"
    renamed = slas.read_text("utf-8").replace("{id: all,", "{id: every,")
    agreement(tmp_path, renamed, measurement("2026-06", row(MISSED, "every"), name="slates"))

    found = close(tmp_path, "2026-06")

    assert {"2026-06": "5000"} == accounts(found)["2026-06"]
