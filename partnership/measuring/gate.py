"""The data gate: how good the events of a period are, before anything is counted from them.

It looks at the rows of the metric's own tables in the period, of all segments:

* orphans: rows that belong to nothing that is there;
* latency: the share of stops first recorded within one business day of when they happened, on the
  SLA's calendar; what is recorded much later may have been remembered wrongly, or dated back. A later
  state that leaves the instant as it was is no late record of it;
* precision: the least exact instant among starts and stops, and how many rows are less exact than
  the SLA or the metric's unit asks; those are not used, and their subjects are missing.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from partnership.clock import Unit, day_start
from partnership.documents import Metric
from partnership.documents.vocabulary import EXACTNESS, Precision
from partnership.measuring.business_time import LoadedTime, looked_up
from partnership.measuring.definitions import Definition
from partnership.measuring.events import (
    DATED,
    EVENTS,
    PARENTS,
    EventSource,
    less_exact,
    lineage,
    rows_of,
)
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.quantities import HAPPENINGS
from partnership.measuring.query import NO_TEXT, EventStore, Query
from partnership.measuring.ratios import OUTCOMES, outcome_source
from partnership.measuring.summing import sources_of, way_of
from partnership.measuring.tallies import Gate

_NAMED = re.compile(r"\be\.([a-z_]+)")
_OWNING = frozenset(parent for parents in PARENTS.values() for parent, _, _ in parents)
"""Tables whose rows others belong to: whether they hold an orphan is asked for those too."""


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
    sound: dict[str, bool]
    """Which tables were found to hold no orphan."""


def look(at: Look, gate: Gate) -> None:
    """Fill in a gate.

    Args:
        at: The store, the definition and the days.
        gate: Its orphans, latency and precision are set.
    """
    starts, stops = _sources(at.definition.metric)
    too_coarse = less_exact(at.definition.precision)
    for source in dict.fromkeys((*starts, *stops)):
        key = (source, at.first, at.last, at.time.segments)
        if key not in at.seen:
            for one, rows in _rows(at, _beside(source)).items():
                at.seen[one, at.first, at.last, at.time.segments] = rows
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
    metric, sla = at.definition.metric, at.definition.sla
    if metric.start is None or sla.placed_by == "open at the end":
        gate.unused += gate.imprecise


def _sources(metric: Metric) -> tuple[list[EventSource], list[EventSource]]:
    """Give the rows a metric's subjects start and stop with; each once."""
    starts, stops, fails = (
        [source for event in clock.events for source in rows_of(event)] if clock else []
        for clock in (metric.start, metric.stop, metric.failed_by)
    )
    stops += fails
    if way_of(metric):
        stops = list(sources_of(metric))
    elif not starts and not stops and (outcome := outcome_source(metric)):
        stops = [EventSource(outcome.table, outcome.decided, is_day=outcome.is_day)]
    return list(dict.fromkeys(starts)), list(dict.fromkeys(stops))


def tables_read(metric: Metric) -> set[str]:
    """Give the event tables that place or end a metric's subjects."""
    return {source.table for sources in _sources(metric) for source in sources}


def tables_behind(metric: Metric) -> set[str]:
    """Give the event tables that place or end a metric's subjects, and all that their rows belong to."""
    found, left = set[str](), tables_read(metric)
    while left:
        name = left.pop()
        found.add(name)
        left |= {parent for parent, _, _ in PARENTS.get(name, ())} - found
    return found


def _beside(asked: EventSource) -> list[list[EventSource]]:
    """Give the sources of a table, by column: most of them are asked for by some other promise."""
    every = [
        asked,
        EventSource("req_event", "occurred_at"),
        EventSource("app_event", "occurred_at"),
        *EVENTS.values(),
        *(EventSource(one.table, one.decided, is_day=one.is_day) for one in OUTCOMES.values()),
        *(EventSource(h.table, h.column, h.where, is_day=h.is_day) for h in HAPPENINGS.values()),
    ]
    columns: dict[str, list[EventSource]] = {}
    for source in dict.fromkeys(every):
        if source.table == asked.table:
            columns.setdefault(source.column, []).append(source)
    return list(columns.values())


def _rows(at: Look, columns: list[list[EventSource]]) -> dict[EventSource, tuple[Rows, ...]]:
    """Count the rows of a table's sources in the period, in one statement.

    A row of its answer is a precision and which of a column's sources take it, 1 or 0 for each; the
    rows are those of the words the sources go by, so that each word is looked at once.
    """
    cut = day_start(at.definition.calendar.time_zone, at.last + ONE_DAY)
    query, table = Query(cut=cut), columns[0][0].table
    width = max(map(len, columns))
    joins, broken = "", ""
    if table not in _OWNING or not _is_sound(at, table):
        joins, broken = lineage(table, sound=_sound(at, table))
    places = [_in_period(query, at, sources[0]) for sources in columns]
    used = sorted(set(_NAMED.findall(" ".join((*places, *(s.where for c in columns for s in c))))))
    named = "".join(f", e.{name}" for name in used if name not in {"entered_at", "precision"})
    precision = "e.precision" if table in DATED else NO_TEXT
    query.step(
        "looked_at",
        f"SELECT e.entered_at{named}, {precision} AS precision,"
        f" CASE WHEN {broken or '1 = 0'} THEN 1 ELSE 0 END AS orphan"
        f" FROM {table} AS e{joins} WHERE {' OR '.join(f'({place})' for place in places)}",
    )
    selects = [
        _column_sql(at, number, sources, place, width)
        for number, (sources, place) in enumerate(zip(columns, places, strict=True))
    ]
    taken: dict[EventSource, dict[str, list[int]]] = {s: {} for c in columns for s in c}
    for number, word, *rest in query.ask(at.store, " UNION ALL ".join(selects)):
        counts = [_whole(value) for value in rest[width:]]
        for source, takes in zip(columns[_whole(number)], rest, strict=False):
            if takes:
                sums = taken[source].setdefault(str(word), [0, 0, 0])
                sums[:] = [one + more for one, more in zip(sums, counts, strict=True)]
    known: dict[str, Precision] = {str(word): word for word in EXACTNESS}
    return {
        source: tuple(Rows(known.get(word), *sums) for word, sums in sorted(words.items()))
        for source, words in taken.items()
    }


def _is_sound(at: Look, table: str) -> bool:
    """Say whether a table is known to hold no orphan; it is looked at once."""
    if table not in at.sound:
        joins, broken = lineage(table, sound=_sound(at, table))
        sql = f"SELECT count(*) AS orphans FROM {table} AS e{joins} WHERE {broken or '1 = 0'}"
        at.sound[table] = bool(broken) and Query().ask(at.store, sql) == [(0,)]
    return at.sound[table]


def _sound(at: Look, table: str) -> set[str]:
    """Give the tables above one that hold no orphan, so that an orphan has no parent of its own."""
    found = set()
    for parent, _, _ in PARENTS.get(table, ()):
        found |= _sound(at, parent)
        if _is_sound(at, parent):
            found.add(parent)
    return found


def _column_sql(at: Look, number: int, sources: list[EventSource], place: str, width: int) -> str:
    """Write the counts of the rows that one column places in the period."""
    joins, prompt = "", "0"
    if not sources[0].is_day:
        segments, column = at.time.segments, sources[0].column
        happened, since = looked_up(Unit.BUSINESS_DAYS, segments, "w1", f"e.{column}")
        recorded, until = looked_up(Unit.BUSINESS_DAYS, segments, "w2", "e.entered_at")
        joins = happened + recorded
        prompt = f"CASE WHEN {until} - {since} <= 1 THEN 1 ELSE 0 END"
    takes = [f"CASE WHEN {source.where or '1 = 1'} THEN 1 ELSE 0 END" for source in sources]
    takes += ["0"] * (width - len(takes))
    shown = ", ".join(f"{sql} AS takes_{index}" for index, sql in enumerate(takes))
    words = sorted(set(_NAMED.findall(" ".join(source.where for source in sources))))
    grouped = ", ".join(f"e.{name}" for name in ("precision", *words))
    return (
        f"SELECT {number} AS source, e.precision, {shown}, e.events, e.orphans, e.prompt"
        f" FROM (SELECT {grouped}, count(*) AS events, sum(e.orphan) AS orphans,"
        f" sum({prompt}) AS prompt FROM looked_at AS e{joins} WHERE {place} GROUP BY {grouped}) AS e"
    )


def _in_period(query: Query, at: Look, source: EventSource) -> str:
    """Write the condition that a row's instant lies in the days looked at."""
    zone = at.definition.calendar.time_zone
    low, high = (
        day.toordinal() if source.is_day else day_start(zone, day)
        for day in (at.first, at.last + ONE_DAY)
    )
    column = f"e.{source.column}"
    return f"{column} >= {query.bind(low)} AND {column} < {query.bind(high)}"


def _whole(value: int | str | None) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
