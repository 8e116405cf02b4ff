"""The data gate: how good the events of a period are, before anything is counted from them.

It looks at the rows of the metric's own tables in the period, of all segments:

* orphans: rows that belong to nothing that is there;
* latency: the share of stops recorded within one business day of when they happened, on the SLA's
  calendar; what is recorded much later may have been remembered wrongly, or dated back;
* precision: the least exact instant among starts and stops, and how many rows are less exact than
  the SLA asks; those are not used, and each stands for something that could not be counted.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from partnership.clock import Unit, day_start
from partnership.documents import Metric
from partnership.documents.vocabulary import EXACTNESS, Precision
from partnership.measuring.business_time import LoadedTime, looked_up
from partnership.measuring.definitions import Definition
from partnership.measuring.events import DATED, EventSource, less_exact, lineage, source_of
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.query import EventStore, Query
from partnership.measuring.ratios import OUTCOMES
from partnership.measuring.summing import sources_of, way_of
from partnership.measuring.tallies import Gate


@dataclass(frozen=True, slots=True)
class Look:
    """What the gate looks at: a definition's rows in some days."""

    store: EventStore
    definition: Definition
    time: LoadedTime
    first: date
    last: date


def look(at: Look, gate: Gate) -> None:
    """Fill in a gate.

    Args:
        at: The store, the definition and the days.
        gate: Its orphans, latency and precision are set.
    """
    starts, stops = _sources(at.definition.metric)
    for source in (*starts, *stops):
        events, orphans = _orphans(at, source)
        gate.events += events
        gate.orphans += orphans
    for source in stops:
        recorded, prompt = _latency(at, source)
        gate.recorded += recorded
        gate.prompt += prompt
    found = [pair for source in (*starts, *stops) for pair in _precisions(at, source)]
    if found:
        gate.precision = min((word for word, _ in found), key=EXACTNESS.index)
    too_coarse = less_exact(at.definition.sla.precision)
    gate.imprecise += sum(count for word, count in found if word in too_coarse)


def _sources(metric: Metric) -> tuple[list[EventSource], list[EventSource]]:
    """Give the rows a metric's subjects start and stop with; each once."""
    starts, stops = (
        [source_of(event) for event in clock.events] if clock else []
        for clock in (metric.start, metric.stop)
    )
    if way_of(metric):
        stops = list(sources_of(metric))
    elif not starts and not stops and metric.subject in OUTCOMES:
        outcome = OUTCOMES[metric.subject]
        stops = [EventSource(outcome.table, outcome.decided)]
    return list(dict.fromkeys(starts)), list(dict.fromkeys(stops))


def _orphans(at: Look, source: EventSource) -> tuple[int, int]:
    """Count the rows of a source in the period, and those that belong to nothing."""
    joins, broken = lineage(source.table)
    query = Query()
    lost = f"sum(CASE WHEN {broken} THEN 1 ELSE 0 END)" if broken else "0"
    sql = (
        f"SELECT count(*) AS events, coalesce({lost}, 0) AS orphans FROM {source.table} AS e{joins}"
        f" WHERE {_in_period(query, at, source)}"
    )
    ((events, orphans),) = query.ask(at.store, sql)
    return _whole(events), _whole(orphans)


def _latency(at: Look, source: EventSource) -> tuple[int, int]:
    """Count the rows of a source in the period, and those recorded within one business day."""
    if source.is_day:
        return 0, 0
    query, segments = Query(), at.time.segments
    happened, from_count = looked_up(Unit.BUSINESS_DAYS, segments, "w1", f"e.{source.column}")
    recorded, to_count = looked_up(Unit.BUSINESS_DAYS, segments, "w2", "e.recorded_at")
    sql = (
        f"SELECT count(*) AS events, coalesce(sum(CASE WHEN {to_count} - {from_count} <= 1"
        f" THEN 1 ELSE 0 END), 0) AS prompt FROM {source.table} AS e{happened}{recorded}"
        f" WHERE {_in_period(query, at, source)}"
    )
    ((events, prompt),) = query.ask(at.store, sql)
    return _whole(events), _whole(prompt)


def _precisions(at: Look, source: EventSource) -> Iterator[tuple[Precision, int]]:
    """Yield each precision among the rows of a source in the period, and how many have it."""
    if source.table not in DATED:
        return
    query = Query()
    sql = (
        f"SELECT e.precision, count(*) AS events FROM {source.table} AS e"
        f" WHERE {_in_period(query, at, source)} GROUP BY e.precision"
    )
    answers: Iterable[tuple[int | str | None, ...]] = query.ask(at.store, sql)
    known = {str(word): word for word in EXACTNESS}
    yield from ((known[str(word)], _whole(count)) for word, count in answers)


def _in_period(query: Query, at: Look, source: EventSource) -> str:
    """Write the condition that a row's instant lies in the days looked at."""
    zone = at.definition.calendar.time_zone
    low, high = (
        day.toordinal() if source.is_day else day_start(zone, day)
        for day in (at.first, at.last + ONE_DAY)
    )
    where = f" AND {source.where}" if source.where else ""
    column = f"e.{source.column}"
    return f"{column} >= {query.bind(low)} AND {column} < {query.bind(high)}{where}"


def _whole(value: int | str | None) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
