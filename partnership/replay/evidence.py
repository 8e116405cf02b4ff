"""What each side is judged on: the same records, where both definitions count alike, or new counts.

A record counts on a side where it was counted by that side's definition, or where its bins tell
what it would be by that definition. Where the events are at hand both sides are counted from them
in memory. What counts on one side only is left out on both, so that misses and credits before and
after are of the same periods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Close, Commitment, Document, Measurement
from partnership.errors import EventsError, PartnershipError, StoreError
from partnership.judging.sealed import seals_of
from partnership.measuring.business_time import TimeTables
from partnership.measuring.definitions import definition_digest, last_day_seen
from partnership.measuring.measurements import Task, measure_one
from partnership.measuring.periods import days_of, find_periods
from partnership.measuring.query import EventStore
from partnership.measuring.recorded import Key, find_changes
from partnership.replay.recounting import NotTold, Question, recounted, unlike
from partnership.values.periods import Span

NOT_MEASURED = "nothing is measured of it"
OTHER_WINDOW = "`window`: its periods are others"


@dataclass(frozen=True)
class Records:
    """What happened, the same for both sides."""

    measured: Mapping[Key, Measurement]
    """What was measured: of a sealed window what its Close names, of others the newest."""
    others: tuple[Document, ...]
    """Relief, disputes, invoices, corrective actions; Closes seal nothing in a replay."""
    rewritten: tuple[str, ...] = ()
    """Records that differ between the two revisions; the base's stand."""
    restated: tuple[str, ...] = ()
    """What the head alone measures again of what the base has measured."""

    @property
    def last_days(self) -> Mapping[str, date]:
        """The last day that is measured, by promise."""
        found: dict[str, date] = {}
        for name, period in self.measured:
            found[name] = max(period.last, found.get(name, date.min))
        return found


@dataclass(frozen=True)
class Side:
    """One set of terms, and what is counted by them."""

    terms: Agreement
    """Its commitments, as if they had been in force all along, with what happened beside counts."""
    written: Agreement
    """Its commitments as they are written, with all records."""
    periods: Mapping[str, tuple[Span, ...]]
    """By promise: the periods that are over, up to the last that is measured."""


@dataclass(frozen=True)
class Evidence:
    """What both sides are judged on."""

    before: Mapping[Key, Measurement]
    after: Mapping[Key, Measurement]
    left_out: Mapping[Key, str] = field(default_factory=dict)
    """What cannot be replayed, and why."""
    recounted: int = 0
    """How many records were counted anew from their bins, on either side."""
    measured: int = 0
    """How many periods were counted anew from the events, on both sides."""
    unlike: tuple[Key, ...] = ()
    """What the events now count otherwise than the record says, by the same terms."""


def gather_records(base: Agreement, head: Agreement) -> Records:
    """Put the records of both revisions together; where both have one, the base's stands."""
    there = {one.name: one for one in base.documents if not isinstance(one, Commitment)}
    new = [one for one in head.documents if not isinstance(one, Commitment)]
    rewritten = sorted(
        one.name
        for one in new
        if one.name in there and there[one.name].origin.canonical != one.origin.canonical
    )
    every = {**{one.name: one for one in new}, **there}
    whole = with_documents(base, every.values())
    others = (one for one in every.values() if not isinstance(one, Close | Measurement))
    known = {(one.sla, one.period) for one in base.of(Measurement)}
    restated = sorted(
        one.name
        for one in new
        if isinstance(one, Measurement) and one.name not in there and (one.sla, one.period) in known
    )
    return Records(seals_of(whole).measurements, tuple(others), tuple(rewritten), tuple(restated))


def with_documents(agreement: Agreement, more: Iterable[Document]) -> Agreement:
    """Give an agreement's commitments with other records."""
    own = [one for one in agreement.documents if isinstance(one, Commitment)]
    return Agreement((*own, *more), base=agreement.base)


def side_of(terms: Agreement, written: Agreement, records: Records, as_of: date) -> Side:
    """Give one side, with the periods that are over up to the last that is measured."""
    known = with_documents(terms, records.others)
    last = records.last_days
    end = max(last.values(), default=date.min)
    periods = {
        sla.id: tuple(_over(known, sla, as_of, last.get(sla.id, end))) for sla in known.of(SLA)
    }
    whole = with_documents(written, (*records.others, *records.measured.values()))
    return Side(known, whole, periods)


def _over(terms: Agreement, sla: SLA, as_of: date, last: date) -> Iterator[Span]:
    for period in find_periods(sla, as_of):
        if days_of(period, sla.window)[1] <= last and _has_matured(terms, sla, period, as_of):
            yield period


def _has_matured(terms: Agreement, sla: SLA, period: Span, as_of: date) -> bool:
    try:
        return last_day_seen(terms, sla, period) < as_of
    except PartnershipError:
        return period.last < as_of  # counting it says why


def gather_evidence(
    before: Side, after: Side, records: Records, as_of: date, store: EventStore | None
) -> Evidence:
    """Find what both sides are judged on.

    Args:
        before: The terms of the base.
        after: The terms that are proposed.
        records: What was measured.
        as_of: The day judged.
        store: The events, where they are at hand.

    Raises:
        StoreError: The store cannot be read.

    """
    found = Evidence(*_by_records(before, after, records))
    return _by_events(found, before, after, records, as_of, store) if store else found


def _by_records(
    before: Side, after: Side, records: Records
) -> tuple[dict[Key, Measurement], dict[Key, Measurement], dict[Key, str], int]:
    kept: tuple[dict[Key, Measurement], ...] = ({}, {})
    left: dict[Key, str] = {}
    fresh = 0
    for side, counted in zip((before, after), kept, strict=True):
        other = after if side is before else before
        for sla in side.terms.of(SLA):
            for period in side.periods[sla.id]:
                key = sla.id, period
                record = records.measured.get(key)
                if record is None:
                    if period not in other.periods.get(sla.id, ()):
                        left[key] = OTHER_WINDOW if sla.id in other.periods else NOT_MEASURED
                    continue
                made = _counted(side, (before, after), sla, record)
                if isinstance(made, str):
                    left.setdefault(key, made)
                else:
                    counted[key] = made
                    fresh += made is not record
    for name in {name for (name, _), why in left.items() if why == OTHER_WINDOW}:
        both = {*before.periods[name], *after.periods[name]}
        left |= {(name, period): OTHER_WINDOW for period in both}
    return (*(_without(counted, left) for counted in kept), left, fresh)  # type: ignore[return-value]


def _without(counted: Mapping[Key, Measurement], left: Mapping[Key, str]) -> dict[Key, Measurement]:
    return {key: one for key, one in counted.items() if key not in left}


def _counted(side: Side, sides: Sequence[Side], sla: SLA, record: Measurement) -> Measurement | str:
    """Give what a record says by a side's terms, or why nothing says it."""
    try:
        faults = {fault.found_by: fault.reason for fault in find_changes(side.terms, sla, record)}
        if "relief" in faults:
            return "the relief that counts is other relief"
        if "terms" not in faults:
            return record
        for one in sides:
            own = one.written.get(SLA, sla.id)
            if own and _is_counted_by(one.written, own, record):
                return _recounted(Question(record, sla, one.written, side.terms))
    except PartnershipError as error:
        return str(error)
    return "it was counted by terms that neither side has: `partnership measure` counts it anew"


def _is_counted_by(agreement: Agreement, sla: SLA, record: Measurement) -> bool:
    try:
        return record.digests.definition == definition_digest(agreement, sla, record.period)
    except PartnershipError:
        return False


def _recounted(question: Question) -> Measurement | str:
    try:
        return recounted(question)
    except NotTold as error:
        named = ", ".join(unlike(question))
        return f"{named} ({error})" if str(error) else named


def _by_events(
    found: Evidence,
    before: Side,
    after: Side,
    records: Records,
    as_of: date,
    store: EventStore,
) -> Evidence:
    """Count in memory, by the terms of both sides, what the records cannot tell."""
    tables = TimeTables(store)
    left: dict[Key, str] = {}
    made: tuple[dict[Key, Measurement], ...] = (dict(found.before), dict(found.after))
    measured, differing = 0, []
    for (name, period), why in found.left_out.items():
        both: list[Measurement | None] = []
        for side in (before, after):
            sla = side.terms.get(SLA, name)
            is_asked = sla is not None and period in side.periods.get(name, ())
            try:
                both.append(_measured(side, tables, sla, period, as_of) if is_asked else None)
            except PartnershipError as error:
                if isinstance(error, StoreError) and not isinstance(error, EventsError):
                    raise
                left[name, period] = f"{why}; {error}"
        if (name, period) in left:
            continue
        measured += 1
        record = records.measured.get((name, period))
        if record and _counts_otherwise(both, record):
            differing.append((name, period))
        for counted, one in zip(made, both, strict=True):
            if one is not None:
                counted[name, period] = one
    return replace(
        found,
        before=made[0],
        after=made[1],
        left_out=left,
        measured=measured,
        unlike=tuple(differing),
    )


def _measured(
    side: Side, tables: TimeTables, sla: SLA | None, period: Span, as_of: date
) -> Measurement | None:
    if sla is None:
        return None
    return measure_one(side.terms, tables, Task(sla, period, is_over=True), as_of, as_of)


def _counts_otherwise(made: Sequence[Measurement | None], record: Measurement) -> bool:
    """Whether events say now, by the terms of a record, something else than it does."""
    return any(
        one.digests.counts != record.digests.counts
        for one in made
        if one and one.digests.definition == record.digests.definition
    )
