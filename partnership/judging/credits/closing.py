"""What a Close says of credits: every account whose invoice period ends with its month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from partnership.documents import CorrectiveAction, Dispute, Document, Invoice
from partnership.judging.credits.account import Account, Line, State
from partnership.judging.credits.accounts import settle
from partnership.judging.credits.outcomes import find_outcomes
from partnership.judging.credits.sealing import Kept
from partnership.judging.disputes import by_measurement, is_in_time, is_open, with_disputes
from partnership.judging.judged import Judged
from partnership.values.periods import Span

Key = tuple[str, str]
"""A Commercials and an invoice period."""


def accounts_until(
    kept: Kept, judged: Iterable[Judged], contested: Iterable[Dispute], month: Span
) -> dict[Key, Account]:
    """Settle every account up to a month.

    Args:
        kept: By what the accounts are kept.
        judged: Every verdict that is sealed up to the month.
        contested: The disputes that are open.
        month: The month.

    """
    plain = (one._replace(verdict=one.verdict._replace(disputed=False)) for one in judged)
    outcomes = find_outcomes(kept.agreement, with_disputes(plain, by_measurement(contested)))
    return {
        (account.id, account.period): account
        for commercials in kept.documents
        for account in settle(
            kept, outcomes, commercials, Span.containing(month.last, commercials.invoice_period)
        )
        if Span.parse(account.period).last <= month.last
    }


def changed_by(
    accounts: Mapping[Key, Account], month: Span, ends: Iterable[date]
) -> Iterator[Account]:
    """Yield the accounts that a Close seals: its month's, and those that later verdicts change.

    Args:
        accounts: Every account up to the month.
        month: The month.
        ends: The last days of the windows that are sealed.

    """
    days = {month.last, *ends}
    for key in sorted(accounts):
        if lies_in(Span.parse(accounts[key].period), days):
            yield accounts[key]


def lies_in(period: Span, days: Iterable[date]) -> bool:
    """Whether one of some days lies in an invoice period."""
    return any(period.first <= day <= period.last for day in days)


def account_row(account: Account) -> dict[str, Any]:
    """Write an account as a Close has it."""
    row = {
        "commercials": account.id,
        "period": account.period,
        "owed_by": account.owed_by,
        "currency": account.currency,
        "charges": _text(account.charges),
        "total": _text(account.credits),
        "payable": _text(account.payable),
        "returned": _text(account.returned),
        "earned": _text(account.bonus),
        "lines": [_line_row(one) for one in account.lines if _says_something(one)] or None,
    }
    return {name: value for name, value in row.items() if value is not None}


def find_inputs(kept: Kept, judged: Iterable[Judged], month: Span) -> Iterator[Document]:
    """Yield the invoices and the records of one event that a month's accounts rest on."""
    if not any(True for _ in kept.documents):
        return
    later = any(one.charges.of == "next period" for one in kept.documents)
    last = month.next if later else month
    held = {one.name: one.digest for one in kept.seals.documents}
    for invoice in kept.agreement.of(Invoice):
        is_new = invoice.period.last >= month.first or held.get(invoice.name) != invoice.digest
        if invoice.period.first <= last.last and is_new:
            yield invoice
    windows = {(one.verdict.sla, one.verdict.period) for one in judged}
    for action in kept.agreement.of(CorrectiveAction):
        named = {(breach.sla, str(breach.period)) for breach in action.breaches}
        if action.one_event and named & windows:
            yield action


def dispute_days(kept: Kept, judged: Iterable[Judged], as_of: date) -> Iterator[date]:
    """Yield the days up to one on which some verdicts were contested, or that was decided."""
    if any(True for _ in kept.documents):
        measured = {one.verdict.measurement for one in judged}
        for dispute in kept.agreement.of(Dispute):
            days = [dispute.raised_on, *([dispute.outcome.on] if dispute.outcome else [])]
            if dispute.measurement in measured:
                yield from (day for day in days if day <= as_of)


def find_disputes(kept: Kept, judged: Iterable[Judged], known: date) -> Iterator[Dispute]:
    """Yield the disputes about some verdicts that count and are open on a day."""
    if any(True for _ in kept.documents):
        measured = {one.verdict.measurement for one in judged}
        for dispute in kept.agreement.of(Dispute):
            is_meant = dispute.measurement in measured and is_open(dispute, known)
            if is_meant and is_in_time(kept.agreement, dispute):
                yield dispute


def _line_row(line: Line) -> dict[str, Any]:
    row = {
        "section": line.section,
        "category": line.category,
        "slas": list(line.slas) or None,
        "state": line.state.words,
        "amount": _text(line.amount),
    }
    return {name: value for name, value in row.items() if value is not None}


def _says_something(line: Line) -> bool:
    return line.state is not State.NOTHING


def _text(amount: Fraction | None) -> str | None:
    return None if amount is None else str(amount)
