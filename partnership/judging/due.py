"""When a measurement is due: some time after a period's end, on the SLA's calendar."""

from __future__ import annotations

from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.measuring.days import day_after, shifted

__all__ = ["day_after", "due_day", "shifted"]


def due_day(agreement: Agreement, sla: SLA, last: date) -> date:
    """Give the last day on which the measurement of a period is in time.

    Args:
        agreement: All documents.
        sla: The terms of the period.
        last: The period's last day.

    Raises:
        PartnershipError: the calendar's hours contradict themselves, or no day is ever worked.

    """
    partnership = agreement.partnership
    terms = (partnership.on(last) or partnership) if partnership else None
    if sla.matures:
        last = day_after(last, sla.matures, agreement, sla.calendar)
    return day_after(last, terms.measured_within, agreement, sla.calendar) if terms else last
