"""Amounts of two currencies have a rate.

A fee in euros and an account in pounds cannot be added up without saying what a euro is worth, and on which
day's rate is exactly what parties disagree about later. The rate is part of the terms.

To mend it: add it to `rates`, as in `{from: EUR, is: 0.8512 GBP}`, or write the amount in the account's
currency.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Commercials, Document, Invoice
from partnership.documents.invoice import InvoiceLine
from partnership.findings import Finding, Loc, Severity
from partnership.judging.credits.amounts import in_currency
from partnership.values.money import Amount
from partnership.values.periods import Span

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every amount in a currency that its account has no rate for."""
    for days in agreement.stretches(Commercials):
        for where, amount in _amounts(days.terms):
            yield from _finding(days.terms, days.terms, where, amount)
        yield from _rates(days.terms)
        yield from _own(agreement, days.terms)
    accounts: dict[Span, list[tuple[Commercials, set[str]]]] = {}
    for invoice in agreement.of(Invoice):
        period = invoice.period
        if period not in accounts:
            accounts[period] = [(one, _known(one)) for one in _invoiced(agreement, period)]
        used = {line.amount.currency for line in (*invoice.charges, *invoice.spend)}
        for terms, known in accounts[period]:
            if not used <= known:
                yield from _invoice(terms, invoice)


def _amounts(terms: Commercials) -> Iterator[tuple[Loc, Amount]]:
    if terms.charges.fee is not None:
        yield ("charges", "fee"), terms.charges.fee
    for name in ("period", "twelve_months"):
        limit = getattr(terms.caps, name, None)
        if isinstance(limit, Amount):
            yield ("caps", name), limit
    for index, gain in enumerate(terms.gain_share):
        yield ("gain_share", index, "baseline"), gain.baseline


def _rates(terms: Commercials) -> Iterator[Finding]:
    for index, rate in enumerate(terms.rates):
        if rate.is_.currency != terms.currency:
            message = f"the rate is in {rate.is_.currency}, and the account in {terms.currency}"
            hint = f"say what one {rate.from_} is worth in {terms.currency}"
            yield terms.finding(message, "rates", index, "is", hint=hint)
    if terms.rounding and terms.rounding.to.currency != terms.currency:
        message = f"`{terms.rounding.to}` is no unit of an account in {terms.currency}"
        yield terms.finding(message, "rounding", "to", hint=f"write `0.01 {terms.currency}`")


def _own(agreement: Agreement, terms: Commercials) -> Iterator[Finding]:
    """Ask for a rate where the account is kept in another currency than the partnership's."""
    ours = agreement.partnership.currency if agreement.partnership else terms.currency
    if ours != terms.currency and not any(rate.from_ == ours for rate in terms.rates):
        message = f"the account is in {terms.currency}, and the partnership's currency is {ours}"
        hint = f"add what one {ours} is worth to `rates`, or write `currency: {ours}`"
        yield terms.finding(message, "currency", hint=hint)


def _known(terms: Commercials) -> set[str]:
    """Name the currencies whose amounts can be added to an account."""
    rates = (rate for rate in terms.rates if rate.is_.currency == terms.currency)
    return {terms.currency, *(rate.from_ for rate in rates)}


def _invoiced(agreement: Agreement, period: Span) -> Iterator[Commercials]:
    """Give the terms whose account of a period an invoice is for."""
    last = period.last
    for commercials in agreement.of(Commercials):
        terms = commercials.on(last)
        if terms is not None:
            yield terms


def _invoice(terms: Commercials, invoice: Invoice) -> Iterator[Finding]:
    wanted = set(terms.charges.lines)
    if terms.charges.fee is None:
        yield from _lines(terms, invoice, "charges", invoice.charges, wanted)
    shared = {gain.spend for gain in terms.gain_share}
    if shared:
        yield from _lines(terms, invoice, "spend", invoice.spend, shared)


def _lines(
    terms: Commercials,
    invoice: Invoice,
    name: str,
    lines: tuple[InvoiceLine, ...],
    wanted: set[str],
) -> Iterator[Finding]:
    for index, line in enumerate(lines):
        if not wanted or line.id in wanted:
            yield from _finding(terms, invoice, (name, index, "amount"), line.amount)


def _finding(
    terms: Commercials, document: Document, where: Loc, amount: Amount
) -> Iterator[Finding]:
    if in_currency(amount, terms) is None:
        message = f"{amount} cannot be added to an account in {terms.currency} without a rate"
        example = f"{{from: {amount.currency}, is: … {terms.currency}}}"
        hint = f"add `{example}` to `rates` of `{terms.name}`"
        yield document.finding(message, *where, hint=hint)
