"""When clocks end, in SQL: which stop counts, and what stops without ever having started."""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from partnership.documents.metric import ClockEvent
from partnership.measuring.events import own_instant, source_of
from partnership.measuring.instants import (
    counts_applications,
    events_sql,
    may_be_days,
    needs_each,
)
from partnership.measuring.query import NO_NUMBER, Query
from partnership.measuring.views import View

LAST_REOPENED = "(SELECT id, max(at_utc) AS at_utc FROM reopened GROUP BY id)"


def end_steps(query: Query, view: View, name: str, event: ClockEvent) -> None:
    """Add the steps up to `stops`, or `fails`: when an event ends each clock.

    Its columns: `id`, `at_utc` (or null) and `events` (how many lie before the first start). The
    steps before are `stop_events` and `known_stops`, by the name given.
    """
    start = view.definition.metric.start
    has_start = start is not None and own_start(view, start) is not None
    query.step(f"{name}_events", end_events(query, view, event, has_start=has_start))
    started = "starts"
    if name == "stop" and not has_start and tells_missing(view):
        # One pass over the ends, of which there may be many, finds both.
        query.step("startless", startless_sql(query, view))
        none = f"{NO_NUMBER} AS at_utc, {NO_NUMBER} AS first_at"
        query.step(
            "awaited",
            f"SELECT id, at_utc, first_at FROM starts UNION ALL SELECT id, {none} FROM startless",
        )
        started = "awaited"
    query.step(f"known_{name}s", _known(view, name, event, started, has_start=has_start))
    query.step(f"{name}s", _chosen(view, f"known_{name}s", event))


def end_events(query: Query, view: View, event: ClockEvent, *, has_start: bool = False) -> str:
    """Write the instants of an end: all, where earlier ones are told, else from the first start on."""
    metric, since = view.definition.metric, view.earliest_start
    found = events_sql(query, view, event, is_end=True, has_start=has_start)
    is_told = event is metric.stop and (metric.without_start != "not counted" or metric.reopening)
    if since is None or is_told or any(source_of(name).is_day for name in event.events):
        return found
    return f"SELECT x.* FROM ({found}) AS x WHERE x.at_utc >= {query.bind(since)}"


def own_start(view: View, start: ClockEvent) -> str | None:
    """Give the start where it stands in the subject's own row and nothing else can move it."""
    metric = view.definition.metric
    moves = metric.reopening == "new clock" or (metric.reopening and metric.subject == "opening")
    return None if moves else own(start, view)


def own_stop(view: View, stop: ClockEvent) -> str | None:
    """Give the stop where it stands in the subject's own row and nothing else can move it."""
    return None if view.definition.metric.reopening else own(stop, view)


def own(event: ClockEvent, view: View) -> str | None:
    """Give the instant of an event where it stands in the subject's own row."""
    if event.which.number > 1 or len(event.events) > 1:
        return None
    return own_instant(event.events[0], view.definition.metric.subject)


def _known(view: View, name: str, event: ClockEvent, started: str, *, has_start: bool) -> str:
    """Write each end beside its subject's start; it counts at or after that and any reopening."""
    metric = view.definition.metric
    start, first, joins = "p.at_utc", "p.first_at", f" JOIN {started} AS p ON p.id = e.id"
    if has_start:
        start = first = "e.own_start"
        joins = ""
    at, last = "e.at_utc", "e.at_utc"
    has_days = may_be_days(view, event)
    if has_days:
        last = "e.last_utc"
        at = f"CASE WHEN {last} >= {start} AND {at} < {start} THEN {start} ELSE {at} END"
    is_same = metric.start and _may_be_one(metric.start, event)
    counts = f"{last} >= {start}"
    if is_same:
        counts = f"{counts} AND e.at_utc <> {start}" if has_days else f"{last} > {start}"
    if metric.reopening:
        joins += f" LEFT JOIN {LAST_REOPENED} AS r ON r.id = e.id"
        counts += f" AND (r.at_utc IS NULL OR {last} >= r.at_utc)"
    has_things = needs_each(event) or counts_applications(view, event)
    thing = ", e.thing" if has_things else ""
    return (
        f"SELECT e.id, {at} AS at_utc, {start} AS start_at{thing},"
        f" CASE WHEN {counts} THEN 1 ELSE 0 END AS counts,"
        f" CASE WHEN {last} < {first} THEN 1 ELSE 0 END AS early FROM {name}_events AS e{joins}"
    )


def _may_be_one(start: ClockEvent, stop: ClockEvent) -> bool:
    """Whether one event may be both; an entry into one stage is none into another."""
    shared = set(start.events) & set(stop.events)
    if start.stages and stop.stages and not set(start.stages) & set(stop.stages):
        shared.discard("stage entered")
    return bool(shared)


def _chosen(view: View, known: str, event: ClockEvent) -> str:
    """Write when each clock stops, and how many stops lie before its first start.

    Those are out of order, unless the clock stops later.
    """
    number = event.which.number
    if needs_each(event):
        is_whole = f"count(*) = {len(event.events)}"
        return (
            f"SELECT id, CASE WHEN {is_whole} THEN max(at_utc) END AS at_utc,"
            f" CASE WHEN {is_whole} THEN min(events) ELSE 0 END AS events FROM (SELECT id, thing,"
            " min(CASE WHEN counts = 1 THEN at_utc END) AS at_utc, sum(early) AS events"
            f" FROM {known} WHERE start_at IS NOT NULL GROUP BY id, thing) AS things GROUP BY id"
        )
    if number <= 1:
        chosen = "max" if number == -1 else "min"
        return (
            f"SELECT id, {chosen}(CASE WHEN counts = 1 THEN at_utc END) AS at_utc,"
            f" sum(early) AS events FROM {known} WHERE start_at IS NOT NULL GROUP BY id"
        )
    found = f"{known} WHERE start_at IS NOT NULL"
    if counts_applications(view, event):
        found = (
            f"(SELECT id, counts, min(at_utc) AS at_utc, max(early) AS early FROM {found}"
            " GROUP BY id, counts, thing) AS firsts"
        )
    return (
        f"SELECT id, min(CASE WHEN counts = 1 AND nth = {number} THEN at_utc END) AS at_utc,"
        " sum(early) AS events FROM (SELECT id, at_utc, counts, early,"
        " row_number() OVER (PARTITION BY id, counts ORDER BY at_utc) AS nth"
        f" FROM {found}) AS several GROUP BY id"
    )


def missing_sql(view: View, stop: ClockEvent) -> str:
    """Write the subjects that stop and never start; those left out anyway are not missed.

    They are placed by their first stop, so that only who stops in the period is looked at.
    """
    counted = "DISTINCT y.thing" if counts_applications(view, stop) else "*"
    enough = f"count({counted}) >= {max(stop.which.number, 1)}"
    if needs_each(stop):
        enough = f"count(DISTINCT y.thing) = {len(stop.events)}"
    return (
        "SELECT s.id, s.seg, z.stop_at FROM (SELECT y.id, min(y.at_utc) AS stop_at"
        f" FROM known_stops AS y WHERE y.start_at IS NULL GROUP BY y.id HAVING {enough}) AS z"
        " JOIN subjects AS s ON s.id = z.id WHERE s.reason IS NULL AND s.gone_reason IS NULL"
    )


def own_missing_sql(*, has_start: bool) -> str:
    """Write the subjects that stop and never start, where the stop stands in their own row."""
    join, start = (
        ("", "s.own_start") if has_start else (" LEFT JOIN every_start AS p ON p.id = s.id", "p.id")
    )
    return (
        f"SELECT s.id, s.seg, s.own_stop AS stop_at FROM subjects AS s{join}"
        f" WHERE {start} IS NULL AND s.own_stop IS NOT NULL"
        " AND s.reason IS NULL AND s.gone_reason IS NULL"
    )


def startless_sql(query: Query, view: View) -> str:
    """Write what stops in the period and never starts."""
    since = query.bind(view.starts(view.parts[0][0]))
    started = "every_start" if "every_start" in query.steps else "start_events"
    return (
        "SELECT e.id FROM (SELECT DISTINCT x.id FROM stop_events AS x"
        f" WHERE x.at_utc >= {since}) AS e LEFT JOIN {started} AS p ON p.id = e.id"
        " WHERE p.id IS NULL"
    )


def tells_missing(view: View) -> bool:
    """Whether what stops and never starts is told: it does not run at the end."""
    is_counted = view.definition.metric.without_start != "not counted"
    return is_counted and view.definition.sla.placed_by != "open at the end"
