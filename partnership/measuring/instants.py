"""When events of a metric's subjects happened, in SQL: one pass over a table for all its events."""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from partnership.clock import Unit
from partnership.documents.metric import ClockEvent
from partnership.documents.vocabulary import Event, snake
from partnership.errors import PartnershipError
from partnership.measuring.business_time import SECONDS_A_DAY, TimeTables, looked_up
from partnership.measuring.definitions import Definition
from partnership.measuring.events import (
    DATED,
    OF_APPLICATIONS,
    EventSource,
    alone,
    less_exact,
    link_of,
    source_of,
)
from partnership.measuring.query import Query
from partnership.measuring.views import View

FIRST_DAY = date(1970, 1, 1).toordinal()
_OF_TYPE = re.compile(r"e\.type = ('\w+')")

_ONE_OF = "coalesce(e.type, '') IN ({})"
"""DuckDB reads a row of Parquet whole before it looks at a bare column's list, and not otherwise."""


def events_sql(
    query: Query,
    view: View,
    event: ClockEvent,
    *,
    is_end: bool = False,
    has_start: bool = False,
    is_imprecise: bool = False,
) -> str:
    """Write the instants of an event for each subject, with its start where that is known.

    Those of an end also have `last_utc`, where one of its events is a day: the last instant it may
    have happened. With `is_imprecise` the rows are those that are less exact than is asked, and
    no others are ever used.
    """
    has_days = is_end and may_be_days(view, event)
    columns = f"{', d.last_utc' if has_days else ''}{', s.own_start' if has_start else ''}"
    is_each, thing = needs_each(event), ""
    groups = [(name,) for name in event.events] if is_each else _together(event.events)
    if counts_applications(view, event):
        thing = ", e.application_id AS thing"
    return " UNION ALL ".join(
        _event(
            query,
            view,
            event,
            names,
            columns + (f", {number} AS thing" if is_each else thing),
            "" if is_imprecise else "NOT ",
        )
        for number, names in enumerate(groups)
        if not is_imprecise or source_of(names[0]).table in DATED
    )


def needs_each(event: ClockEvent) -> bool:
    """Whether each of several events has to happen; their rows say which it is, as `thing`."""
    return event.which.number == 0 and len(event.events) > 1


def counts_applications(view: View, event: ClockEvent) -> bool:
    """Whether the nth of several counts applications: their rows say whose they are, as `thing`.

    One candidate who is shown three times is no slate of three.
    """
    is_of_several = view.definition.metric.subject in {"opening", "requisition"}
    tables = {source_of(name).table for name in event.events}
    return event.which.number > 1 and is_of_several and tables <= OF_APPLICATIONS


def may_be_days(view: View, event: ClockEvent) -> bool:
    """Whether of an event the day alone may be known."""
    sources = map(source_of, event.events)
    return any(source.is_day or source.table in view.by_day for source in sources)


def known_by_day(tables: TimeTables, definition: Definition) -> frozenset[str]:
    """Give the event tables of a definition that hold rows of which the day alone is known.

    There are none in most stores, and statements need not look for them then.
    """
    metric = definition.metric
    if less_exact(definition.precision) or metric.type not in {"duration", "ratio"}:
        return frozenset()
    clocks = (one for one in (metric.start, metric.stop, metric.failed_by) if one)
    dated = DATED & {source_of(name).table for clock in clocks for name in clock.events}
    for table in sorted(dated - tables.by_day.keys()):
        sql = f"SELECT count(*) AS events FROM {table} AS e WHERE e.precision = 'day'"
        tables.by_day[table] = Query().ask(tables.store, sql) != [(0,)]
    return frozenset(table for table in dated if tables.by_day[table])


def _together(events: Iterable[Event]) -> Iterator[tuple[Event, ...]]:
    """Yield events that stand in one column together: one pass finds them."""
    found: dict[tuple[str, str], list[Event]] = {}
    for name in events:
        source = source_of(name)
        found.setdefault((source.table, source.column), []).append(name)
    yield from map(tuple, found.values())


def _event(
    query: Query,
    view: View,
    event: ClockEvent,
    names: tuple[Event, ...],
    columns: str,
    negated: str,
) -> str:
    name, *_ = names
    metric, cut = view.definition.metric, query.bind(view.cut)
    source, link = source_of(name), link_of(name, metric.subject)
    where = _which(query, event, names)
    identity, rows, condition = "s.id", f"subjects AS s JOIN {link}", ""
    if "s." not in columns:
        identity, rows, condition = alone(link) or (identity, rows, condition)
    where += condition
    coarse = less_exact(view.definition.precision) if source.table in DATED else ()
    if coarse:
        listed = ", ".join(f"'{word}'" for word in coarse)
        where += f" AND {negated}e.precision IN ({listed})"
    if event.which.number == 0 and source.asked:
        return _all_asked(source, identity, rows, condition, columns, cut)
    if not source.is_day:
        at = last = column = f"e.{source.column}"
        if source.table in view.by_day:
            # A row of which the day alone is known lasts that local day.
            joined, day = looked_up(Unit.CALENDAR_DAYS, view.time.segments, "l", column)
            rows += f"{joined} LEFT JOIN {view.time.days} AS d ON d.day_number = {day}"
            rows += " AND e.precision = 'day'"
            at, last = f"coalesce(d.from_utc, {column})", f"coalesce(d.last_utc, {column})"
        return (
            f"SELECT {identity} AS id, {at} AS at_utc"
            f"{columns.replace('d.last_utc', f'{last} AS last_utc')} FROM {rows}"
            f" WHERE {column} < {cut}{where}"
        )
    if metric.type == "duration" and not Unit(metric.unit).is_days:
        raise PartnershipError(
            f"{metric.path}: `{name}` has a day and no time, so `{metric.id}` cannot be"
            f" counted in {metric.unit}; count days"
        )
    # Days before the calendar's are before all that is counted: any first second of theirs will do.
    day = f"(e.{source.column} - {FIRST_DAY}) * {SECONDS_A_DAY}"
    at = f"coalesce(d.from_utc, {day})"
    last = f"coalesce(d.last_utc, {day} + {SECONDS_A_DAY - 1}) AS last_utc"
    return (
        f"SELECT {identity} AS id, {at} AS at_utc{columns.replace('d.last_utc', last)} FROM {rows}"
        f" LEFT JOIN {view.time.days} AS d ON d.day_number = e.{source.column}"
        f" WHERE {at} < {cut}{where}"
    )


def _all_asked(
    source: EventSource, identity: str, rows: str, condition: str, columns: str, cut: str
) -> str:
    """Write since when an event has happened to all rows of a subject that await it.

    A row that came to something else stands against it until one that is asked for later comes to
    it; a row without any outcome is still awaited.
    """
    column, asked = f"e.{source.column}", f"e.{source.asked}"
    columns = columns.replace("d.last_utc", f"max({column}) AS last_utc")
    columns = columns.replace("s.own_start", "min(s.own_start) AS own_start")
    return (
        f"SELECT {identity} AS id, max({column}) AS at_utc{columns} FROM {rows}"
        f" WHERE {asked} < {cut}{condition} GROUP BY {identity}"
        f" HAVING sum(CASE WHEN {column} < {cut} THEN 0 ELSE 1 END) = 0"
        f" AND coalesce(max(CASE WHEN NOT ({source.where}) THEN {column} END), 0)"
        f" <= max(CASE WHEN {source.where} THEN {asked} END)"
    )


def _which(query: Query, event: ClockEvent, names: tuple[Event, ...]) -> str:
    """Write the condition that a row tells of one of some events of its table."""
    found = []
    for name in names:
        where = source_of(name).where
        if name == "stage entered" and event.stages:
            where += f" AND e.stage IN ({query.bind_all(snake(stage) for stage in event.stages)})"
        found.append(where)
    if not all(found):
        return ""
    words = [_OF_TYPE.fullmatch(where) for where in found]
    if len(words) > 1 and all(words):
        return f" AND {_ONE_OF.format(', '.join(word[1] for word in words if word))}"
    return f" AND ({' OR '.join(f'({where})' for where in found)})"
