"""Up to which day periods were measured under a commitment's terms."""

from __future__ import annotations

from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Calendar, Commitment, Measurement, Metric


def measured_to(agreement: Agreement, commitment: Commitment) -> date | None:
    """Give the last day of the periods whose measurements rest on a commitment, or None."""
    slas = {sla.id for sla in agreement.of(SLA) if _rests_on(sla, commitment)}
    ends = (one.period.last for one in agreement.of(Measurement) if one.sla in slas)
    return max(ends, default=None)


def _rests_on(sla: SLA, commitment: Commitment) -> bool:
    match commitment:
        case SLA():
            return sla.id == commitment.id
        case Metric():
            return any(terms.metric == commitment.id for _, terms in sla.versions())
        case Calendar():
            return any(terms.calendar == commitment.id for _, terms in sla.versions())
    return False
