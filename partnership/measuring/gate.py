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

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date

from partnership.clock import Unit, day_start
from partnership.documents import Metric
from partnership.documents.vocabulary import EXACTNESS, Precision
from partnership.measuring.business_time import LoadedTime, looked_up
from partnership.measuring.definitions import Definition
from partnership.measuring.events import DATED, EventSource, less_exact, lineage, rows_of
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.query import EventStore, Query
from partnership.measuring.ratios import OUTCOMES
from partnership.measuring.summing import sources_of, way_of
from partnership.measuring.tallies import Gate


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one source in the period, of one precision where they have one."""

    precision: Precision | None
    events: int
    orphans: int
    prompt: int
    """Recorded within one business day."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the gate looks at: a definition's rows in some days."""

    store: EventStore
    definition: Definition
    time: LoadedTime
    first: date
    last: date
    seen: dict[Hashable, tuple[Rows, ...]]
    """What was looked at before: most promises read the same events."""


def look(at: Look, gate: Gate) -> None:
    """Fill in a gate.

    Args:
        at: The store, the definition and the days.
        gate: Its orphans, latency and precision are set.
    """
    starts, stops = _sources(at.definition.metric)
    too_coarse = less_exact(at.definition.sla.precision)
    for source in dict.fromkeys((*starts, *stops)):
        key = (source, at.first, at.last, at.time.segments)
        if key not in at.seen:
            at.seen[key] = tuple(_rows(at, source))
        for found in at.seen[key]:
            gate.events += found.events
            gate.orphans += found.orphans
            if source in stops and not source.is_day:
                gate.recorded += found.events
                gate.prompt += found.prompt
            if found.precision:
                known = (found.precision, gate.precision or found.precision)
                gate.precision = min(known, key=EXACTNESS.index)
                gate.imprecise += found.events if found.precision in too_coarse else 0


def _sources(metric: Metric) -> tuple[list[EventSource], list[EventSource]]:
    """Give the rows a metric's subjects start and stop with; each once."""
    starts, stops, fails = (
        [source for event in clock.events for source in rows_of(event)] if clock else []
        for clock in (metric.start, metric.stop, metric.failed_by)
    )
    stops += fails
    if way_of(metric):
        stops = list(sources_of(metric))
    elif not starts and not stops and metric.subject in OUTCOMES:
        outcome = OUTCOMES[metric.subject]
        stops = [EventSource(outcome.table, outcome.decided, is_day=outcome.is_day)]
    return list(dict.fromkeys(starts)), list(dict.fromkeys(stops))


def _rows(at: Look, source: EventSource) -> Iterator[Rows]:
    """Count the rows of a source in the period, in one pass."""
    query, segments = Query(), at.time.segments
    joins, broken = lineage(source.table)
    prompt = "0"
    if not source.is_day:
        happened, since = looked_up(Unit.BUSINESS_DAYS, segments, "w1", f"e.{source.column}")
        recorded, until = looked_up(Unit.BUSINESS_DAYS, segments, "w2", "e.recorded_at")
        joins += happened + recorded
        prompt = f"CASE WHEN {until} - {since} <= 1 THEN 1 ELSE 0 END"
    precision = "e.precision" if source.table in DATED else "NULL"
    sql = (
        "SELECT x.precision, count(*) AS events, sum(x.orphan) AS orphans, sum(x.prompt) AS prompt"
        f" FROM (SELECT {precision} AS precision, {prompt} AS prompt,"
        f" CASE WHEN {broken or '1 = 0'} THEN 1 ELSE 0 END AS orphan"
        f" FROM {source.table} AS e{joins} WHERE {_in_period(query, at, source)}) AS x"
        " GROUP BY x.precision"
    )
    known: dict[str, Precision] = {str(word): word for word in EXACTNESS}
    for word, *counts in query.ask(at.store, sql):
        yield Rows(known.get(str(word)), *map(_whole, counts))


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
