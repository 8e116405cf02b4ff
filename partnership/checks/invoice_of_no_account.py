"""An invoice counts in some account.

A quarter's invoice beside an account that is kept by the month is a share of nothing, and so is one for a month
in which no `Commercials` is in force, or one of which every account takes a fixed fee. The credits of that
period are then made from other charges, or not at all.

To mend it: write one invoice for each invoice period, or correct its `period`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Commercials, Invoice
from partnership.findings import Finding, Severity
from partnership.values.periods import MONTHS

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every invoice that no account takes a share of."""
    if not agreement.is_whole("Commercials"):
        return
    for invoice in agreement.of(Invoice):
        reasons = []
        for one in agreement.of(Commercials):
            reasons.append(_unused(one, invoice))
            if not reasons[-1]:
                break
        else:
            why = "; ".join(reasons) or "there is no Commercials document"
            message = f"the invoice of {invoice.period} counts in no account: {why}"
            hint = "correct its `period`, or write one for each invoice period"
            yield invoice.finding(message, "period", hint=hint)


def _unused(commercials: Commercials, invoice: Invoice) -> str:
    """Say why an account takes no share of an invoice; nothing where it takes one."""
    name = f"`{commercials.id}`"
    terms = commercials.on(invoice.period.last)
    asked = invoice.period
    if terms is not None and terms.charges.of == "next period":
        terms = commercials.on(asked.previous.last) or terms
    if terms is None:
        return f"{name} is not in force then"
    if MONTHS[terms.invoice_period] != asked.months:
        return f"{name} is kept by the {terms.invoice_period}"
    shared = {gain.spend for gain in terms.gain_share} & {line.id for line in invoice.spend}
    if terms.charges.fee is not None and not shared:
        return f"{name} takes a fixed fee"
    return ""
