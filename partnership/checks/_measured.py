"""What was measured: up to which day under a commitment's terms, and how good the events were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Calendar, Commercials, Commitment, Measurement, Metric
from partnership.documents.measurement import Gate
from partnership.judging.measured import newest_measurements


def measured_to(agreement: Agreement, commitment: Commitment) -> date | None:
    """Give the last day of the periods whose measurements rest on a commitment, or None."""
    slas = {sla.id for sla in agreement.of(SLA) if _rests_on(agreement, sla, commitment)}
    ends = (one.period.last for one in agreement.of(Measurement) if one.sla in slas)
    return max(ends, default=None)


def gates(agreement: Agreement) -> Iterator[tuple[Measurement, Gate]]:
    """Yield each period's last measurement with its gate; what a correction replaced is past."""
    for record in newest_measurements(agreement).values():
        yield record, record.gate


def _rests_on(agreement: Agreement, sla: SLA, commitment: Commitment) -> bool:
    match commitment:
        case SLA():
            return sla.id == commitment.id
        case Metric():
            return any(terms.metric == commitment.id for _, terms in sla.versions())
        case Calendar():
            named = {terms.calendar for _, terms in sla.versions()}
            counted = (agreement.get(Calendar, name) for name in named)
            versions = (terms for one in counted if one for _, terms in one.versions())
            return commitment.id in named.union(*(_ids(terms.others()) for terms in versions))
        case Commercials():
            categories = (one for _, terms in commitment.versions() for one in terms.categories)
            return any(sla.id in category.slas for category in categories)
    return False


def _ids(calendars: Iterable[Calendar]) -> set[str]:
    return {one.id for one in calendars}
