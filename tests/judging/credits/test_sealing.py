"""The account of a closed month is kept by the terms that its Close sealed."""

from __future__ import annotations

from pathlib import Path

from partnership.checks import restated_after_closing
from partnership.loading import load
from tests.judging.agreements import agreement, metric
from tests.judging.closes import audited, close, edit
from tests.judging.credits.money import commercials, critical, months
from tests.judging.credits.sealed_money import (
    FIXED,
    MISSED,
    ONE_EVENT,
    accounts,
    invoice,
    invoiced,
    payable,
)

TERMS = Path("partnership/commercials/provider-credits.yaml")


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


def test_an_invoice_that_comes_after_its_month_was_closed_without_one_counts(tmp_path):
    """June's invoice is no part of it."""
    invoiced(tmp_path)
    close(tmp_path, "2026-05")
    invoiced(tmp_path, invoice("2026-05", "90000"), invoice("2026-06", "50000"))

    assert {"2026-05": 18000, "2026-06": 10000} == payable(tmp_path)


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
