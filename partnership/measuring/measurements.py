"""Measures SLAs: from definitions and events to Measurements, period by period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from partnership import __version__
from partnership.agreement import Agreement
from partnership.documents import SLA, Close, HiringPlan, Measurement
from partnership.errors import PartnershipError, WrongUsage
from partnership.measuring.business_time import TimeTables
from partnership.measuring.counting import Counting, count
from partnership.measuring.definitions import definition_digest, definitions_of, last_day_seen
from partnership.measuring.differences import Shown
from partnership.measuring.excuses import excuses_of
from partnership.measuring.periods import (
    ONE_DAY,
    days_of,
    find_periods,
    last_seen,
    parts_of,
)
from partnership.measuring.query import EventStore
from partnership.measuring.recorded import find_changes, newest_measurements
from partnership.measuring.records import is_early, record, settled
from partnership.measuring.reliefs import accepted_reliefs, reliefs_until, reliefs_used
from partnership.measuring.supported import require_supported
from partnership.measuring.tallies import (
    after_relief,
    before_relief,
    counted_row,
    row_names,
    withheld,
)
from partnership.values.periods import Span


@dataclass(frozen=True, slots=True)
class Task:
    """One SLA to measure in one period."""

    sla: SLA
    """The SLA as its file has it, in all its versions."""
    period: Span
    is_over: bool
    """Whether all its events are in; where not, it is shown and not recorded."""


def measure(
    agreement: Agreement,
    store: EventStore,
    *,
    known: date,
    as_of: date | None = None,
    periods: Sequence[Span] | None = None,
    slas: Sequence[str] | None = None,
) -> tuple[Measurement, ...]:
    """Measure SLAs from events; the records that are there already are part of the agreement.

    Where a period is recorded with the same counts, terms and relief, its record is given as it
    stands, with the day it was first measured. Where it is recorded with others, the next
    correction is given; where it is recorded as known on a later day, the counts of the earlier one.

    Args:
        agreement: All documents of one revision.
        store: The events.
        known: The day of knowledge: it is written into new records, and relief answered later does
            not count.
        as_of: The day on which periods are over or not; the day of knowledge where that is earlier
            or this is left out.
        periods: What to measure; every period that is over and not recorded where it is left out.
        slas: Ids of the SLAs to measure; all where it is left out.

    Raises:
        PartnershipError: An SLA asks for what cannot be counted.
        EventsError: The events contradict themselves or what was agreed.
        WrongUsage: An SLA or a period is not there.
    """
    tables, day = TimeTables(store), min(as_of or known, known)
    tasks = tuple(find_tasks(agreement, day, periods, slas, known=known))
    first, shown = deciding(agreement, tasks), Shown.by(agreement, day)
    made = tuple(measure_one(agreement, tables, task, known, day, shown) for task in first)
    if made:
        agreement = with_counts(agreement, made)
        tasks = tuple(find_tasks(agreement, day, periods, slas, known=known))
    rest = (task for task in tasks if task not in first)
    return made + tuple(measure_one(agreement, tables, task, known, day, shown) for task in rest)


def deciding(agreement: Agreement, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Give what is measured before all else: counts by which a forecast's band may relieve others."""
    bands = {
        terms.counted_by
        for plan in agreement.of(HiringPlan)
        for _, terms in plan.versions()
        if any(band.days == "whole period" for band in terms.bands)
    }
    return tuple(task for task in tasks if task.is_over and task.sla.id in bands)


def with_counts(agreement: Agreement, made: Sequence[Measurement]) -> Agreement:
    """Give the agreement with what was just counted, so that relief by rule is known."""
    there = {one.name for one in made}
    kept = (one for one in agreement.documents if one.name not in there)
    return replace(agreement, documents=(*kept, *made))


def find_tasks(
    agreement: Agreement,
    as_of: date,
    periods: Sequence[Span] | None = None,
    slas: Sequence[str] | None = None,
    *,
    known: date = date.max,
    anew: bool = False,
) -> Iterator[Task]:
    """Yield what is to be measured, by SLA and period, short windows first.

    Where no periods are named: every one that is over and not recorded, or recorded under other
    terms, with other relief or with counts that were changed since. What is closed and recorded, or
    recorded as known on a later day, is measured again only where it is named; all else that is
    recorded where it is asked `anew`, for rows that came late.

    Raises:
        WrongUsage: An SLA or a period is not there.
    """
    for name in slas or ():
        if agreement.get(SLA, name) is None:
            listed = ", ".join(f"`{one}`" for one in agreement.ids("SLA"))
            raise WrongUsage(f"there is no SLA `{name}`; there are {listed}")
    chosen = [sla for sla in agreement.of(SLA) if not slas or sla.id in slas]
    tasks = [
        Task(sla, period, _is_over(agreement, sla, period, as_of))
        for sla in chosen
        for period in find_periods(sla, as_of)
    ]
    tasks.sort(key=lambda task: _months(task.sla, task.period))
    if periods is None:
        recorded = newest_measurements(agreement)
        closed = {(row.sla, row.period) for one in agreement.of(Close) for row in one.verdicts}
        for task in tasks:
            key = (task.sla.id, task.period)
            there = recorded.get(key)
            if there is not None and (
                key in closed
                or there.known > known
                or not (anew or _is_changed(agreement, task.sla, there, known))
            ):
                continue
            if task.is_over:
                yield task
        return
    for period in periods:
        if not any(task.period == period for task in tasks):
            raise WrongUsage(f"no SLA is measured for `{period}`, as of {as_of}")
    yield from (task for task in tasks if task.period in periods)


def find_running(
    agreement: Agreement,
    as_of: date,
    periods: Sequence[Span] | None = None,
    slas: Sequence[str] | None = None,
) -> Iterator[Task]:
    """Yield every period that has begun and is not over, by SLA.

    Raises:
        WrongUsage: An SLA or a period is not there.
    """
    begun = [period for sla in agreement.of(SLA) for period in find_periods(sla, as_of)]
    chosen = list(dict.fromkeys(begun)) if periods is None else periods
    for task in find_tasks(agreement, as_of, chosen, slas):
        if not task.is_over:
            yield task


def measure_one(
    agreement: Agreement,
    tables: TimeTables,
    task: Task,
    known: date,
    as_of: date,
    shown: Shown | None = None,
) -> Measurement:
    """Measure one SLA in one period.

    Args:
        agreement: All documents of one revision.
        tables: The events, with the calendars loaded beside them.
        task: The SLA and the period.
        known: The day of knowledge.
        as_of: A period that is not over is counted up to the day before this one.
        shown: What other records tell of people: a row that would tell with them what is withheld
            is withheld as well. What is measured here is added.

    Raises:
        PartnershipError: The SLA asks for what cannot be counted.
        EventsError: The events contradict themselves or what was agreed.
    """
    sla, period = task.sla, task.period
    counting = counting_of(agreement, tables, task, known, as_of)
    rows, least = _rows(counting)

    def made(exposed: frozenset[int] = frozenset()) -> Measurement:
        told = withheld(rows, counting.definitions[-1].metric, least, exposed)
        content = {
            "rows": told,
            "gate": counting.gate.written(hides=all("withheld" in row for row in told)),
            "definition": definition_digest(agreement, sla, period),
            "reliefs": reliefs_until(reliefs_used(agreement, sla, known), counting.last),
            "measured_with": __version__,
        }
        return record(sla.id, period, str(known), content, agreement.base)

    found = made()
    if shown is not None:
        exposed: frozenset[int] = frozenset()
        while more := shown.exposed(found):  # what is withheld now may be told by another row
            exposed |= more
            found = made(exposed)
        shown.add(found)
    return settled(agreement, found) if task.is_over else found


def counting_of(
    agreement: Agreement, tables: TimeTables, task: Task, known: date, as_of: date
) -> Counting:
    """Resolve what is to be counted, as far as it is seen.

    Raises:
        PartnershipError: The SLA asks for what cannot be counted.
    """
    sla, period = task.sla, task.period
    definitions = definitions_of(agreement, sla, period)
    if not definitions:
        raise PartnershipError(f"{sla.path}: nothing says how `{sla.id}` is counted in {period}")
    for definition in definitions:
        require_supported(definition)
    parts = parts_of(sla, period)
    last = last_seen(parts[-1].sla, period, definitions[-1].calendar)
    seen = last if task.is_over else min(last, as_of - ONE_DAY)
    reliefs = accepted_reliefs(agreement, sla, known)
    excuses = excuses_of(agreement, definitions, seen, known)
    return Counting(tables, period, parts, definitions, seen, reliefs, excuses)


def _rows(counting: Counting) -> tuple[list[dict[str, Any]], dict[int, int]]:
    """Give the rows of a record, and by row the fewest people that a number in it is of."""
    tallies, unrelieved = count(counting)
    metric = counting.definitions[-1].metric
    rows: list[dict[str, Any]] = []
    least: dict[int, int] = {}
    for index, part in enumerate(counting.parts):
        found = [name for number, name in tallies if number == index]
        for name in row_names(part, found):
            tally = tallies[index, name]
            row = _named(counting, index, name) | counted_row(tally, part.sla, metric)
            plain = unrelieved[index, name] if unrelieved is not None else tally
            before = before_relief(plain, part.sla, metric)
            if before != after_relief(tally, part.sla, metric):
                row["before_relief"] = before
            if tally.made and tally.made.least is not None:
                least[len(rows)] = tally.made.least
            rows.append(row)
    return rows, least


def _named(counting: Counting, index: int, name: str) -> dict[str, str]:
    """Name a row, with its days where they are not the whole period's."""
    part, (first, last) = counting.parts[index], counting.days
    if (part.first, part.last) == (first, last):
        return {"segment": name}
    return {"segment": name, "from": str(part.first), "to": str(part.last)}


def _is_changed(agreement: Agreement, sla: SLA, there: Measurement, known: date) -> bool:
    if is_early(there):
        return True
    try:
        return any(True for _ in find_changes(agreement, sla, there, known))
    except PartnershipError:
        return True  # measuring it says why


def _months(sla: SLA, period: Span) -> int:
    """Give how many months a window covers beside its last, under the period's last terms."""
    parts = parts_of(sla, period)
    first, last = days_of(period, parts[-1].sla.window if parts else sla.window)
    return (last.year - first.year) * 12 + last.month - first.month


def _is_over(agreement: Agreement, sla: SLA, period: Span, as_of: date) -> bool:
    try:
        return last_day_seen(agreement, sla, period) < as_of
    except PartnershipError:
        return period.last < as_of  # measuring it says why
