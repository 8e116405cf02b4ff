"""Judges every SLA of an agreement, period after period, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from partnership.agreement import Agreement
from partnership.documents import SLA, Calendar, Close, Measurement, Metric
from partnership.documents.measurement import Row
from partnership.documents.sla import Phase
from partnership.errors import PartnershipError
from partnership.judging.cases import UNCOUNTED, Case, Decision
from partnership.judging.counts import reading_unit
from partnership.judging.deciding import before_counts, decide_counts
from partnership.judging.disputes import open_disputes, with_disputes
from partnership.judging.due import due_day
from partnership.judging.judged import Judged
from partnership.judging.measured import Fault, Key, find_faults, rows_of
from partnership.judging.parts import Part
from partnership.judging.sealed import Seals, seals_of
from partnership.judging.standing import Past, stand
from partnership.judging.terms import RowTerms, rows_in
from partnership.judging.verdicts import Status, Verdict
from partnership.measuring.definitions import currency_on
from partnership.measuring.periods import days_of, is_period_of, phase_on


def judge(agreement: Agreement, as_of: date) -> tuple[Verdict, ...]:
    """Judge every SLA on its measurements, by the terms in force in each period.

    Only what stands in the repository is needed. There is a verdict for each period from the first
    that an SLA's terms touch to the one that `as_of` lies in, for each row of targets, and for each
    part of the period where terms change inside it.

    Args:
        agreement: All documents of one revision.
        as_of: The day judged; a period that ends on it or later still runs.

    An SLA that cannot be judged keeps no other from being judged: it is `not_measured`, and the
    reason names the place.

    Returns:
        The verdicts by SLA, then by period, then in the order of `targets`.

    """
    return tuple(judged.verdict for judged in judge_in_full(agreement, as_of))


def judge_in_full(agreement: Agreement, as_of: date, sla: str | None = None) -> Iterator[Judged]:
    """Judge as `judge` does, all SLAs or one, and keep what led to each verdict."""
    wanted = None if sla is None else {sla}
    return judge_some(agreement, as_of, wanted)


def judge_some(agreement: Agreement, as_of: date, slas: Collection[str] | None) -> Iterator[Judged]:
    """Judge as `judge` does, all SLAs or those that are named, and keep what led to each verdict."""
    seals = seals_of(agreement)
    contested = open_disputes(agreement, as_of)
    measured: dict[str, dict[Key, Measurement]] = {}
    for key, measurement in seals.measurements.items():
        measured.setdefault(key[0], {})[key] = measurement
    for promise in seals.promises:
        if slas is None or promise.id in slas:
            parts, found = seals.parts(promise, as_of), measured.get(promise.id, {})
            judged = _in_force(agreement, parts, as_of, found)
            yield from with_disputes(seals.seal(promise, judged, as_of), contested)
            yield from _outside(promise, parts, as_of, found)


def judge_sealed(agreement: Agreement, seals: Seals, closes: Collection[Close]) -> Iterator[Judged]:
    """Judge the windows of Closes again, by their own terms and after what was sealed before them.

    Args:
        agreement: All documents, for the measurements that Closes name.
        seals: What is sealed up to the last of them.
        closes: The Closes.

    """
    windows = {(row.sla, str(row.period)) for close in closes for row in close.verdicts}
    names, known = {name for name, _ in windows}, max(close.known for close in closes)
    measured: dict[str, dict[Key, Measurement]] = {}
    for key, measurement in seals.measurements.items():
        measured.setdefault(key[0], {})[key] = measurement
    for promise in seals.promises:
        if promise.id in names:
            parts, found = seals.sealed_parts(promise, known), measured.get(promise.id, {})
            for one in _in_force(agreement, parts, known, found):
                if (one.verdict.sla, one.verdict.period) in windows:
                    yield one


def _in_force(
    current: Agreement,
    parts: tuple[Part, ...],
    as_of: date,
    measurements: Mapping[Key, Measurement],
) -> Iterator[Judged]:
    past: defaultdict[str, Past] = defaultdict(Past)
    terms: dict[tuple[int, int, int], _Terms] = {}
    for part in parts:
        agreement = part.agreement or current
        metric, phase = _metric(agreement, part), phase_on(part.terms, part.last)
        key = (id(part.terms), id(metric), id(phase))
        if key not in terms:
            terms[key] = _Terms(part.terms, metric, phase)
        measurement = measurements.get((part.terms.id, part.period))
        for case in _cases(agreement, part, as_of, terms[key], measurement):
            left = past[case.target.id]
            decision = before_counts(case)
            if decision is None:
                decision, left.pool = decide_counts(case, left.pool)
            decision, standing = stand(agreement, case, decision, left)
            yield Judged(_verdict(case, decision), case, standing)


@dataclass(frozen=True)
class _Terms:
    """The rows of some terms, and what they were made of: kept, so that its `id` names it alone."""

    sla: SLA
    metric: Metric | None
    phase: Phase | None

    @cached_property
    def rows(self) -> tuple[RowTerms, ...]:
        return rows_in(self.sla, self.metric, self.phase)


def _cases(
    agreement: Agreement, part: Part, as_of: date, terms: _Terms, measurement: Measurement | None
) -> Iterator[Case]:
    """Yield a case for each row of targets of a part, with what was measured for it."""
    metric = terms.metric
    due, fault = _due(agreement, part)
    fault = _fault(agreement, part, metric, measurement) or fault
    unit = reading_unit(metric, currency_on(agreement, part.last))
    found, period = _found_rows(measurement, part), str(part.period)
    for row in terms.rows:
        behind = "" if row.target.expected.unit == "percent" else unit
        yield Case(
            part, row.target, row.place, period, due, as_of, metric, measurement,
            found.get(row.target.id), fault or row.fault, behind, terms.phase,
        )  # fmt: skip


def _found_rows(measurement: Measurement | None, part: Part) -> Mapping[str, Row]:
    """Give what was measured for a part of a period, by row of targets."""
    return rows_of(measurement, part) if measurement else {}


def _due(agreement: Agreement, part: Part) -> tuple[date, Fault | None]:
    """Give the last day on which a measurement is in time, or the period's last where none is."""
    try:
        return due_day(agreement, part.terms, part.ends), None
    except PartnershipError as error:
        return part.ends, Fault(str(error), "calendar")


def _outside(
    sla: SLA, parts: tuple[Part, ...], as_of: date, measurements: Mapping[Key, Measurement]
) -> Iterator[Judged]:
    """Say of every measurement of an SLA outside its terms that nothing was owed then."""
    inside = {part.period for part in parts}
    keys = [key for key in measurements if key[1] not in inside]
    for key in sorted(keys):
        measurement, period = measurements[key], key[1]
        if period.last >= as_of:
            continue
        fits = is_period_of(period, sla.window)
        for row in measurement.rows:
            yield Judged(
                Verdict(
                    sla=sla.id,
                    title=sla.title,
                    owed_by=sla.owed_by,
                    period=str(period),
                    segment=row.segment,
                    status=Status.NOT_IN_FORCE,
                    reason=(
                        f"the SLA is not in force in {period}"
                        if fits
                        else f"the SLA is judged by {sla.window}, which {period} is not"
                    ),
                    expected=None,
                    minimum=None,
                    place=sla.place("effective"),
                    first=days_of(period, sla.window)[0] if fits else period.first,
                    last=period.last,
                    decided_by="effective",
                    measurement=measurement.id,
                )
            )


def _metric(agreement: Agreement, part: Part) -> Metric | None:
    """Give the metric as it stands on the last day judged, or as it was first written."""
    found = agreement.get(Metric, part.terms.metric)
    return found and (found.on(part.last) or found)


def _fault(
    agreement: Agreement, part: Part, metric: Metric | None, measurement: Measurement | None
) -> Fault | None:
    """Say why no number can be held against the terms, whatever was measured."""
    if metric is None:
        return Fault(f"its metric `{part.terms.metric}` is not there", "metric")
    if agreement.get(Calendar, part.terms.calendar) is None:
        return Fault(f"its calendar `{part.terms.calendar}` is not there", "calendar")
    try:
        return next(find_faults(agreement, part, measurement), None) if measurement else None
    except PartnershipError as error:
        return Fault(f"its terms cannot be resolved: {error}", "terms")


def _verdict(case: Case, decision: Decision) -> Verdict:
    """Give the verdict of a decision, in the order of its fields: names would take twice as long."""
    part, counts, target = case.part, decision.counts or UNCOUNTED, case.target
    terms, measured, divided = part.terms, case.measurement, part.divided
    return Verdict(
        terms.id, terms.title, terms.owed_by, case.period, target.id,
        decision.status, decision.reason, target.expected, target.minimum, case.place,
        decision.value, counts.n if decision.counts else None, counts.numerator, counts.denominator,
        counts.amount, counts.per, case.unit,
        part.first if divided else None, part.last if divided else None,
        False, "",  # neither disputed nor sealed
        part.first, part.last, case.due, case.as_of > case.due,
        decision.decided_by, measured.id if measured else "", decision.pooled,
        "", case.row.invited if case.row and decision.counts else None,
    )  # fmt: skip
