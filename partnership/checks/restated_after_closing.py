"""A closed month is restated by a new Close.

A measurement that is written after its month was closed changes nothing: the Close names the one that was
judged. It may be right all the same, because events came late or were corrected; then both parties say so
in a correction, and it is seen. So it is with an invoice that comes after its account was sealed with others,
and with misses of a closed month that are agreed later to be one event.

To mend it: `partnership close PERIOD --correct --because TEXT`, or delete the record before it is merged.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Close, Commercials, CorrectiveAction, Invoice, Record
from partnership.findings import Finding, Severity
from partnership.judging.credits.charges import invoices_of
from partnership.judging.measured import newest_measurements
from partnership.judging.sealed import Seals, seals_of
from partnership.values.periods import Span

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every record that restates a closed month without a Close that says so."""
    seals = seals_of(agreement)
    for (sla, period), record in sorted(newest_measurements(agreement).items()):
        window = seals.windows.get(sla, {}).get(period)
        if window is None or record.id in window.close.measurements:
            continue
        message = (
            f"`{record.id}` is measured after {period} was closed; a correction is a new Close"
        )
        yield _restated(record, window.close, message, "id")
    newest = {close.period: close for close in seals.closes if close.credits}
    for invoice in agreement.of(Invoice) if newest else ():
        close = newest.get(Span.containing(invoice.period.last, "month"))
        if close and _is_new(seals, close, invoice):
            message = f"`{invoice.id}` comes after {invoice.period} was closed with other invoices"
            yield _restated(invoice, close, message, "id")
    for action in agreement.of(CorrectiveAction) if newest else ():
        for period in sorted({breach.period for breach in action.breaches}):
            close = newest.get(Span.containing(period.last, "month"))
            if close and action.one_event and _is_new(seals, close, action):
                message = f"{period} was closed before its misses were agreed to be one event"
                yield _restated(action, close, message, "one_event")
                break


def _is_new(seals: Seals, close: Close, record: Invoice | CorrectiveAction) -> bool:
    """Whether an account that a Close sealed would be another one with a record."""
    sealed = seals.terms_of(close)
    if sealed is None or sealed.named(record.name):
        return False
    if isinstance(record, Invoice):
        return bool(invoices_of(sealed, record.period))
    terms = (one for one in sealed.of(Commercials) if one.owed_by == record.owed_by)
    return len(record.breaches) > 1 and any(one.single_event for one in terms)


def _restated(record: Record, close: Close, message: str, field: str) -> Finding:
    hint = f'`partnership close {close.period} --correct --because "…"` seals it'
    return record.finding(message, field, hint=hint)
