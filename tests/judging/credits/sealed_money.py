"""Accounts of months that are closed, and the records they rest on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from partnership.agreement import Agreement
from partnership.documents import Close
from partnership.judging import judge_in_full
from partnership.judging.credits import accounts_of
from partnership.loading import load
from partnership.values.periods import Span
from tests.judging.agreements import agreement
from tests.judging.credits.money import commercials, critical, months

AS_OF = date(2026, 7, 10)
FIXED = "  - {id: fixed, slas: [slates], method: fixed percent, percent: 10%}\n"
BOTH = "  - {id: fixed, slas: [slates, fills], method: fixed percent, percent: 10%}\n"
MISSED = "21/30"
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


def invoice(period: str, amount: str, name: str = "") -> str:
    """Write what was charged for a month."""
    return f"""\
kind: Invoice
id: {name or f"invoice-{period}"}
period: {period}
issued_on: {Span.parse(period).next.first}
charges: [{{id: fee, amount: {amount} GBP}}]
"""


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


def payable(folder: Path) -> dict[str, Fraction]:
    """What every account of May and June comes to."""
    loaded = load(folder)
    judged = tuple(judge_in_full(loaded, AS_OF))
    return {
        account.period: account.payable
        for month in ("2026-05", "2026-06")
        for account in accounts_of(loaded, judged, Span.parse(month), AS_OF).accounts
    }


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
