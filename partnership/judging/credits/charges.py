"""What credits are a share of: a fixed fee, or what invoices say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import Commercials, Invoice
from partnership.documents.invoice import InvoiceLine
from partnership.judging.credits.amounts import in_currency, money_text
from partnership.values.periods import Span


@dataclass(frozen=True, slots=True)
class Base:
    """The charges of a period, and where they come from."""

    amount: Fraction | None
    """None where they are not known."""
    words: str


def invoices_of(agreement: Agreement, period: Span) -> tuple[Invoice, ...]:
    """Give the invoices of a period that no other one replaces."""
    every = agreement.of(Invoice)
    replaced = {invoice.replaces for invoice in every if invoice.replaces}
    return tuple(one for one in every if one.period == period and one.id not in replaced)


def charged_in(terms: Commercials, period: Span) -> Span:
    """Give the invoice period whose charges an account's credits are a share of."""
    return period.next if terms.charges.of == "next period" else period


def base_of(agreement: Agreement, terms: Commercials, period: Span) -> Base:
    """Give the charges of a period."""
    if terms.charges.fee is not None:
        fee = in_currency(terms.charges.fee, terms)
        if fee is None:
            return Base(None, f"the fee is in {terms.charges.fee.currency}, without a rate")
        return Base(fee, f"the fee of {money_text(fee, terms.currency)}")
    invoices = invoices_of(agreement, period)
    if not invoices:
        return Base(None, f"the charges of {period} are not known: there is no Invoice")
    wanted = set(terms.charges.lines)
    lines = [
        (invoice.id, line)
        for invoice in invoices
        for line in invoice.charges
        if not wanted or line.id in wanted
    ]
    missing = wanted - {line.id for _, line in lines}
    if missing:
        return Base(None, f"no invoice of {period} has the line `{min(missing)}`")
    return _added(terms, lines)


def _added(terms: Commercials, lines: Iterable[tuple[str, InvoiceLine]]) -> Base:
    total, said = Fraction(0), []
    for invoice, line in lines:
        amount = in_currency(line.amount, terms)
        if amount is None:
            words = f"`{line.id}` of Invoice/{invoice} is in {line.amount.currency}, without a rate"
            return Base(None, words)
        total += amount
        said.append(f"{line.id} {money_text(amount)} of Invoice/{invoice}")
    return Base(total, " + ".join(said))


def spend_of(agreement: Agreement, terms: Commercials, period: Span, name: str) -> Base:
    """Give what was spent elsewhere under a name."""
    lines = [
        (invoice.id, line)
        for invoice in invoices_of(agreement, period)
        for line in invoice.spend
        if line.id == name
    ]
    if not lines:
        return Base(None, f"no Invoice of {period} says what was spent on `{name}`")
    return _added(terms, lines)
