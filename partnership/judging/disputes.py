"""Disputes: which verdicts are contested on a day, and by when that has to be said and decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Dispute, Measurement
from partnership.documents.partnership import Disputes
from partnership.judging.due import day_after
from partnership.judging.judged import Judged
from partnership.judging.undisputed import undisputed_part
from partnership.values.durations import Span


def open_disputes(agreement: Agreement, as_of: date) -> Mapping[str, tuple[Dispute, ...]]:
    """Give the disputes that count and have no outcome on a day, by the measurement they contest."""
    return by_measurement(
        one for one in agreement.of(Dispute) if is_open(one, as_of) and is_in_time(agreement, one)
    )


def by_measurement(disputes: Iterable[Dispute]) -> Mapping[str, tuple[Dispute, ...]]:
    """Put disputes with the measurement that each contests."""
    found: dict[str, tuple[Dispute, ...]] = {}
    for one in disputes:
        found[one.measurement] = (*found.get(one.measurement, ()), one)
    return found


def is_open(dispute: Dispute, as_of: date) -> bool:
    """Whether a dispute is raised and not decided on a day."""
    decided = dispute.outcome is not None and dispute.outcome.on <= as_of
    return dispute.raised_on <= as_of and not decided


def with_disputes(
    judged: Iterable[Judged], disputes: Mapping[str, tuple[Dispute, ...]]
) -> Iterable[Judged]:
    """Mark the verdicts that are contested; their status stays what it is, and what nobody contests."""
    return _marked(judged, disputes) if disputes else judged


def _marked(
    judged: Iterable[Judged], disputes: Mapping[str, tuple[Dispute, ...]]
) -> Iterator[Judged]:
    for one in judged:
        every = disputes.get(one.verdict.measurement, ())
        found = [each for each in every if _is_about(each, one.verdict.segment)]
        if found:
            left = undisputed_part(one.verdict, one.case, found)
            yield one._replace(verdict=one.verdict._replace(disputed=True), undisputed=left)
        else:
            yield one


def _is_about(dispute: Dispute, segment: str) -> bool:
    return not dispute.segments or segment in dispute.segments


def is_in_time(agreement: Agreement, dispute: Dispute) -> bool:
    """Whether a dispute was raised while it could be; a late one does not count."""
    last = last_day_to_raise(agreement, dispute)
    return last is None or dispute.raised_on <= last


def last_day_to_raise(agreement: Agreement, dispute: Dispute) -> date | None:
    """Give the last day on which a measurement could be contested, or None where none is agreed."""
    measurement = agreement.get(Measurement, dispute.measurement)
    if measurement is None:
        return None
    terms = _terms(agreement, measurement.known)
    return _after(agreement, dispute, measurement.known, terms.raised_within if terms else None)


def last_day_to_decide(agreement: Agreement, dispute: Dispute) -> date | None:
    """Give the last day on which a dispute is decided in time, or None where none is agreed."""
    terms = _terms(agreement, dispute.raised_on)
    return _after(agreement, dispute, dispute.raised_on, terms.decided_within if terms else None)


def _terms(agreement: Agreement, day: date) -> Disputes | None:
    found = agreement.partnership
    return (found.on(day) or found).disputes if found else None


def _after(agreement: Agreement, dispute: Dispute, day: date, span: Span | None) -> date | None:
    """Count on the calendar of the SLA whose measurement is contested."""
    measurement = agreement.get(Measurement, dispute.measurement)
    promise = agreement.get(SLA, measurement.sla) if measurement else None
    if span is None or promise is None:
        return None
    return day_after(day, span, agreement, (promise.on(day) or promise).calendar)
