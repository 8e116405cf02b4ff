"""The account of a closed month is kept by the terms that its Close sealed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from partnership.agreement import Agreement
from partnership.checks import restated_after_closing
from partnership.documents import Close
from partnership.judging import judge_in_full
from partnership.judging.audit import find_unfollowed
from partnership.judging.credits import accounts_of
from partnership.loading import load
from partnership.values.periods import Span
from tests.judging.agreements import agreement, measurement, metric, row
from tests.judging.closes import audited, close, edit
from tests.judging.credits.money import commercials, critical, months

AS_OF = date(2026, 7, 10)
FIXED = "  - {id: fixed, slas: [slates], method: fixed percent, percent: 10%}\n"
TERMS = Path("partnership/commercials/provider-credits.yaml")
MISSED = "21/30"


def payable(folder: Path) -> dict[str, Fraction]:
    """What every account of May and June comes to."""
    loaded = load(folder)
    judged = tuple(judge_in_full(loaded, AS_OF))
    return {
        account.period: account.payable
        for month in ("2026-05", "2026-06")
        for account in accounts_of(loaded, judged, Span.parse(month), AS_OF).accounts
    }


def closed(folder: Path) -> Path:
    """Write two missed months, and close the first."""
    agreement(
        folder,
        commercials(FIXED, start="2026-05-01"),
        critical("slates").replace("{from: 2025-01-01}", "{from: 2026-05-01}"),
        *months("slates", MISSED, MISSED, first=5),
    )
    close(folder, "2026-05")
    return folder / TERMS


def test_terms_edited_in_place_change_no_account_of_a_closed_month(tmp_path):
    file = closed(tmp_path)
    file.write_text(file.read_text("utf-8").replace("percent: 10%", "percent: 4%"), "utf-8")

    assert {"2026-05": 10000, "2026-06": 4000} == payable(tmp_path)


def test_terms_taken_away_are_kept_for_closed_months(tmp_path):
    closed(tmp_path).unlink()

    assert {"2026-05": 10000} == payable(tmp_path)


def invoice(period: str, amount: str, name: str = "") -> str:
    """Write what was charged for a month."""
    return f"""\
kind: Invoice
id: {name or f"invoice-{period}"}
period: {period}
issued_on: {Span.parse(period).next.first}
charges: [{{id: fee, amount: {amount} GBP}}]
"""


ONE_EVENT = """\
kind: CorrectiveAction
id: outage
owed_by: provider
breaches: [{sla: slates, period: 2026-05}, {sla: fills, period: 2026-05}]
known_on: 2026-06-08
one_event: true
"""
DISPUTE = """\
kind: Dispute
id: slates-of-may
measurement: slates.2026-05
raised_by: provider
raised_on: 2026-07-09
claim: Holds seem to be counted.
"""
BOTH = "  - {id: fixed, slas: [slates, fills], method: fixed percent, percent: 10%}\n"


def invoiced(folder: Path, *more: str, charges: str = "", last: int = 6) -> None:
    """Write two promises that missed from May on, credited by what invoices say."""
    agreement(
        folder,
        commercials(BOTH, "single_event: highest only\n", start="2026-05-01", fee="").replace(
            "charges: {}", f"charges: {{{charges}}}"
        ),
        *(
            critical(name).replace("{from: 2025-01-01}", "{from: 2026-05-01}")
            for name in ("slates", "fills")
        ),
        *(one for name in ("slates", "fills") for one in months(name, MISSED, MISSED, first=5)),
        *more,
    )


def accounts(found: Agreement) -> dict[str, dict[str, str]]:
    """What each Close says of accounts: payable by period, or that it is not known."""
    return {
        close.id: {
            str(one.period): str(one.payable)
            if all(line.amount is not None for line in one.lines)
            else "not known"
            for one in close.credits
        }
        for close in found.of(Close)
    }


def test_a_close_seals_every_account_of_its_month_and_they_are_settled_again(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-06", "50000"))

    found = close(tmp_path, "2026-05", "2026-06")

    assert {"2026-05": {"2026-05": "18000"}, "2026-06": {"2026-06": "10000"}} == accounts(found)
    [may] = found.of(Close)[0].credits
    assert ["credit fixed slates due 9000", "credit fixed fills due 9000"] == [
        f"{one.section} {one.category} {' '.join(one.slas)} {one.state} {one.amount}"
        for one in may.lines
    ]
    assert {"2026-05": [], "2026-06": []} == audited(found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'payable: "18000"',
            'payable: "17000"',
            "`provider-credits` of 2026-05: `payable` is sealed as `17000`, and settled again it is `18000`",
        ),
        (
            "slas: [fills], state: due",
            "slas: [fills], state: waived",
            "`provider-credits` of 2026-05: `lines` is sealed as something else, and settled again it is something else",
        ),
        (
            "commercials: provider-credits, period: 2026-05",
            "commercials: provider-credits, period: 2026-04",
            "the account `provider-credits` of 2026-04 does not follow from the terms in the Close",
        ),
    ],
)
def test_an_edited_account_does_not_reproduce(tmp_path, old, new, said):
    invoiced(tmp_path, invoice("2026-05", "90000"))
    close(tmp_path, "2026-05")

    found = edit(tmp_path, "records/closes/2026-05.yaml", old, new)

    assert said == audited(found)["2026-05"][0]


def test_of_several_closes_only_the_account_that_was_edited_is_named(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-06", "50000"))
    close(tmp_path, "2026-05", "2026-06")

    found = edit(tmp_path, "records/closes/2026-06.yaml", 'payable: "10000"', 'payable: "9000"')

    said = "`payable` is sealed as `9000`, and settled again it is `10000`"
    assert {
        "2026-05": [],
        "2026-06": [f"`provider-credits` of 2026-06: {said}"],
    } == audited(found)


def test_terms_that_cannot_be_read_leave_the_accounts_of_earlier_closes_alone(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-06", "50000"))
    close(tmp_path, "2026-05", "2026-06")
    path = tmp_path / "records/closes/2026-06.yaml"
    path.write_text(path.read_text("utf-8").replace('"currency":"GBP"', '"currency":"G"'), "utf-8")

    found = audited(load(tmp_path))

    assert [] == found["2026-05"]
    assert (
        "the terms of `Commercials/provider-credits` are not those of their digest"
        in found["2026-06"]
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


def test_accounts_that_are_left_out_do_not_reproduce(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"))
    close(tmp_path, "2026-05")
    path = tmp_path / "records/closes/2026-05.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = lines.index("credits:\n")
    path.write_text("".join([*lines[:at], *lines[at + 2 :]]), "utf-8")

    assert {"2026-05": ["the account `provider-credits` of 2026-05 is not sealed"]} == audited(
        load(tmp_path)
    )


def test_records_that_come_or_change_later_do_not_reach_a_closed_account(tmp_path):
    """An invoice edited or added, one event agreed, a dispute raised: what is sealed stays."""
    invoiced(tmp_path, invoice("2026-05", "90000"))
    close(tmp_path, "2026-05")
    later = (invoice("2026-05", "1000", "late"), ONE_EVENT, invoice("2026-06", "50000"))
    invoiced(tmp_path, invoice("2026-05", "70000"), *later)

    found = load(tmp_path)

    assert {"2026-05": 18000, "2026-06": 10000} == payable(tmp_path)
    assert {"2026-05": []} == audited(found)
    assert [
        "`late` comes after 2026-05 was closed with other invoices",
        "2026-05 was closed before its misses were agreed to be one event",
    ] == [one.message for one in restated_after_closing.find(found)]


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


def test_an_invoice_that_comes_after_its_month_was_closed_without_one_counts(tmp_path):
    """June's invoice is no part of it."""
    invoiced(tmp_path)
    close(tmp_path, "2026-05")
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-06", "50000"))

    assert {"2026-05": 18000, "2026-06": 10000} == payable(tmp_path)


def test_a_correction_that_reaches_into_a_later_account_alone_is_named(tmp_path):
    """The cap of twelve months had no room left in June; May, corrected, leaves some."""
    capped = "caps: {twelve_months: 10000 GBP}\n"
    documents = (
        commercials(FIXED, capped, start="2026-05-01"),
        critical("slates").replace("{from: 2025-01-01}", "{from: 2026-05-01}"),
        *months("slates", MISSED, MISSED, first=5),
    )
    agreement(tmp_path, *documents)
    close(tmp_path, "2026-05", "2026-06")
    agreement(
        tmp_path,
        *documents,
        measurement("2026-05", row("30/30"), name="slates", correction=".r1"),
    )

    found = close(tmp_path, "2026-05", because="Nine slates were counted late.")
    [told] = find_unfollowed(found)
    again = close(tmp_path, "2026-06", because="May was corrected.")

    assert told.message == (
        "`2026-05-r1` corrects what `2026-06` rests on. `provider-credits` of 2026-06: `payable` "
        "is sealed as `0`, and settled again it is `10000`"
    )
    assert [] == list(find_unfollowed(again))


def test_a_sealed_miss_costs_by_the_direction_its_metric_had_then(tmp_path):
    """From 2026 on fewer accepted offers are better; the SLA is moved to begin after May."""
    turned = "amendments:\n  - {from: 2026-01-01, direction: lower is better}\n"
    gap = "  - {id: gap, slas: [slates], method: gap to target, gap_to: minimum}\n"
    promise = (
        critical("slates", targets="  - {id: all, expected: 10%, minimum: 20%}\n")
        .replace("metric: time-to-first-slate", "metric: offer-acceptance")
        .replace("share within", "ratio of sums")
        .replace("placed_by: due date", "placed_by: stop")
        .replace("open_past_due: counts as a miss\n", "")
        .replace("{from: 2025-01-01}", "{from: 2026-05-01}")
    )
    terms = commercials(gap, start="2026-05-01")
    metrics = metric("offer-acceptance", turned)
    agreement(tmp_path, metrics, terms, promise, *months("slates", "7/20", "2/20", first=5))
    before = payable(tmp_path)
    close(tmp_path, "2026-05")
    slas = "partnership/slas/slates.yaml"

    edit(tmp_path, slas, "effective: {from: 2026-05-01}", "effective: {from: 2026-06-01}")

    assert {"2026-05": 15000, "2026-06": 0} == before == payable(tmp_path)


def test_a_month_is_closed_after_one_whose_terms_can_no_longer_be_read(tmp_path):
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-06", "50000"))
    close(tmp_path, "2026-05")
    path = tmp_path / "records/closes/2026-05.yaml"
    path.write_text(path.read_text("utf-8").replace('"currency":"GBP"', '"currency":"G"'), "utf-8")

    found = close(tmp_path, "2026-06")

    assert {"2026-06": "10000"} == accounts(found)["2026-06"]


def test_invoices_of_months_before_the_first_close_stay_known_to_later_ones(tmp_path):
    """The cap of twelve months is a share of what was charged since March."""
    terms = commercials(FIXED, "caps: {twelve_months: 5%}\n", start="2026-03-01", fee="")
    agreement(
        tmp_path,
        terms,
        critical("slates").replace("{from: 2025-01-01}", "{from: 2026-05-01}"),
        *months("slates", MISSED, MISSED, first=5),
        *(invoice(f"2026-{month:02d}", "100000") for month in (3, 4, 5, 6)),
    )

    found = close(tmp_path, "2026-05", "2026-06")

    assert {"2026-05": {"2026-05": "10000"}, "2026-06": {"2026-06": "10000"}} == accounts(found)
    assert {"2026-05": [], "2026-06": []} == audited(found)
