"""When clocks start and stop, in SQL: the first steps of a duration's statement.

Where both events stand in the subject's own row they are read there; otherwise an event's rows are
joined to their subjects, and one of several is chosen.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from partnership.clock import Unit
from partnership.documents.metric import ClockEvent
from partnership.errors import PartnershipError
from partnership.measuring.events import DATED, less_exact, link_of, own_instant, source_of
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.query import Query
from partnership.measuring.subjects import subjects_sql
from partnership.measuring.views import View

LAST_REOPENED = "(SELECT id, max(at_utc) AS at_utc FROM reopened GROUP BY id)"


def clock_steps(query: Query, view: View) -> None:
    """Add the steps up to `clocks`: each subject with its start and stop, as far as they are seen.

    Its columns: those of the step `subjects`, `start_at`, `stop_at`, `early` (how many stops lie
    before the first start) and `ended_at` (when the clock no longer runs). The step `missing` holds
    subjects that stop and never start: `id`, `seg`, `stop_at`.

    Raises:
        PartnershipError: The store cannot answer for an event.
    """
    metric, sla = view.definition.metric, view.definition.sla
    if metric.start is None or metric.stop is None:
        raise PartnershipError(
            f"{metric.path}: the duration `{metric.id}` needs `start` and `stop`"
        )
    cut = query.bind(view.cut)
    start, stop = own_start(view, metric.start), own_stop(view, metric.stop)
    own = {
        name: f"CASE WHEN {instant} < {cut} THEN {instant} END"
        for name, instant in (("own_start", start), ("own_stop", stop))
        if instant is not None
    }
    may_count = _may_count(query, view, start, stop) if start and stop else ""
    query.step("subjects", subjects_sql(query, metric, sla.targets, cut, own, may_count))
    if metric.reopening:
        query.step("reopened", _reopened(view, cut))
    if start is None:
        query.step("start_events", _events(view, metric.start, cut))
        query.step("starts", _starts(view, metric.start))
    if stop is None:
        query.step("stop_events", _events(view, metric.stop, cut, has_start=start is not None))
        query.step("known_stops", _known_stops(view, has_start=start is not None))
        query.step("stops", _stops(metric.stop))
        query.step("missing", _missing(max(metric.stop.which.number, 1)))
    else:
        query.step("missing", _own_missing(has_start=start is not None))
    query.step("all_clocks", _clocks(has_start=start is not None, has_stop=stop is not None))
    query.step("clocks", _seen(query, view))


def own_start(view: View, start: ClockEvent) -> str | None:
    """Give the start where it stands in the subject's own row and nothing else can move it."""
    if view.definition.metric.reopening == "new clock" or start.which.number > 1:
        return None
    return own_instant(start.event, view.definition.metric.subject)


def own_stop(view: View, stop: ClockEvent) -> str | None:
    """Give the stop where it stands in the subject's own row and nothing else can move it."""
    if view.definition.metric.reopening or stop.which.number > 1:
        return None
    return own_instant(stop.event, view.definition.metric.subject)


def _may_count(query: Query, view: View, start: str, stop: str) -> str:
    """Write the condition that a clock did not end long before the period: most of them did."""
    ended = query.bind(min(view.earliest_end, view.starts(view.parts[0][0])))
    return f" AND ({start} IS NULL OR {stop} IS NULL OR {stop} < {start} OR {stop} >= {ended})"


def _events(view: View, event: ClockEvent, cut: str, *, has_start: bool = False) -> str:
    """Write the instants of an event for each subject, with its start where that is known."""
    metric = view.definition.metric
    source, link = source_of(event.event), link_of(event.event, metric.subject)
    where = f" AND {source.where}" if source.where else ""
    coarse = less_exact(view.definition.sla.precision) if source.table in DATED else ()
    if coarse:
        listed = ", ".join(f"'{word}'" for word in coarse)
        where += f" AND NOT e.precision IN ({listed})"
    start = ", s.own_start" if has_start else ""
    if not source.is_day:
        column = f"e.{source.column}"
        return (
            f"SELECT s.id, {column} AS at_utc{start} FROM subjects AS s JOIN {link}"
            f" WHERE {column} < {cut}{where}"
        )
    if not Unit(metric.unit).is_days:
        raise PartnershipError(
            f"{metric.path}: `{event.event}` has a day and no time, so `{metric.id}` cannot be"
            f" counted in {metric.unit}; count days"
        )
    return (
        f"SELECT s.id, d.from_utc AS at_utc{start} FROM subjects AS s JOIN {link}"
        f" JOIN {view.time.days} AS d ON d.day_number = e.{source.column}"
        f" WHERE d.from_utc < {cut}{where}"
    )


def _reopened(view: View, cut: str) -> str:
    """Write when subjects were reopened, and when they were before that."""
    link = link_of("reopened", view.definition.metric.subject)
    return (
        "SELECT x.id, x.at_utc, max(x.at_utc) OVER (PARTITION BY x.id ORDER BY x.at_utc"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before_at"
        f" FROM (SELECT s.id, e.occurred_at AS at_utc FROM subjects AS s JOIN {link}"
        f" WHERE e.type = 'reopened' AND e.occurred_at < {cut}) AS x"
    )


def _starts(view: View, start: ClockEvent) -> str:
    """Write when each clock starts: `at_utc`, and `first_at`, the first such event."""
    found = _one_of_several("start_events", start.which.number)
    if view.definition.metric.reopening != "new clock":
        return found
    return (
        "SELECT p.id, CASE WHEN r.at_utc > p.at_utc THEN r.at_utc ELSE p.at_utc END AS at_utc,"
        f" p.first_at FROM ({found}) AS p LEFT JOIN {LAST_REOPENED} AS r ON r.id = p.id"
    )


def _known_stops(view: View, *, has_start: bool) -> str:
    """Write each stop beside its subject's start; it counts at or after that and any reopening."""
    start, first, joins = "p.at_utc", "p.first_at", " LEFT JOIN starts AS p ON p.id = e.id"
    if has_start:
        start = first = "e.own_start"
        joins = ""
    counts = f"e.at_utc >= {start}"
    if view.definition.metric.reopening:
        joins += f" LEFT JOIN {LAST_REOPENED} AS r ON r.id = e.id"
        counts += " AND (r.at_utc IS NULL OR e.at_utc >= r.at_utc)"
    return (
        f"SELECT e.id, e.at_utc, {start} AS start_at,"
        f" CASE WHEN {counts} THEN 1 ELSE 0 END AS counts,"
        f" CASE WHEN e.at_utc < {first} THEN 1 ELSE 0 END AS early FROM stop_events AS e{joins}"
    )


def _stops(stop: ClockEvent) -> str:
    """Write when each clock stops, and how many stops lie before its first start.

    Those are out of order, unless the clock stops later.
    """
    number = stop.which.number
    if number in {1, -1}:
        chosen = "min" if number == 1 else "max"
        return (
            f"SELECT id, {chosen}(CASE WHEN counts = 1 THEN at_utc END) AS at_utc,"
            " sum(early) AS events FROM known_stops WHERE start_at IS NOT NULL GROUP BY id"
        )
    return (
        f"SELECT id, min(CASE WHEN counts = 1 AND nth = {number} THEN at_utc END) AS at_utc,"
        " sum(early) AS events FROM (SELECT id, at_utc, counts, early,"
        " row_number() OVER (PARTITION BY id, counts ORDER BY at_utc) AS nth"
        " FROM known_stops WHERE start_at IS NOT NULL) AS several GROUP BY id"
    )


def _one_of_several(table: str, number: int) -> str:
    if number in {1, -1}:
        chosen = "min" if number == 1 else "max"
        return (
            f"SELECT id, {chosen}(at_utc) AS at_utc, min(at_utc) AS first_at"
            f" FROM {table} GROUP BY id"
        )
    return (
        "SELECT id, at_utc, first_at FROM (SELECT id, at_utc,"
        " row_number() OVER (PARTITION BY id ORDER BY at_utc) AS nth,"
        f" min(at_utc) OVER (PARTITION BY id) AS first_at FROM {table}) AS several"
        f" WHERE nth = {number}"
    )


def _missing(nth: int) -> str:
    """Write the subjects that stop and never start; those left out anyway are not missed."""
    return (
        "SELECT s.id, s.seg, z.stop_at FROM (SELECT id, min(at_utc) AS stop_at FROM known_stops"
        f" WHERE start_at IS NULL GROUP BY id HAVING count(*) >= {nth}) AS z"
        " JOIN subjects AS s ON s.id = z.id WHERE s.reason IS NULL AND s.gone_reason IS NULL"
    )


def _own_missing(*, has_start: bool) -> str:
    join, start = (
        ("", "s.own_start") if has_start else (" LEFT JOIN starts AS p ON p.id = s.id", "p.id")
    )
    return (
        f"SELECT s.id, s.seg, s.own_stop AS stop_at FROM subjects AS s{join}"
        f" WHERE {start} IS NULL AND s.own_stop IS NOT NULL"
        " AND s.reason IS NULL AND s.gone_reason IS NULL"
    )


def _clocks(*, has_start: bool, has_stop: bool) -> str:
    """Join each subject with its start and stop."""
    start, first, joins = "p.at_utc", "p.first_at", " JOIN starts AS p ON p.id = s.id"
    stop, early = "t.at_utc", "t.events"
    if has_start:
        start = first = "s.own_start"
        joins = ""
    if has_stop:
        stop = f"CASE WHEN s.own_stop >= {start} THEN s.own_stop END"
        early = f"CASE WHEN s.own_stop < {first} THEN 1 END"
    else:
        joins += " LEFT JOIN stops AS t ON t.id = s.id"
    return (
        "SELECT s.id, s.requisition_id, s.opening_id, s.seg, s.reason, s.gone_at, s.gone_reason,"
        f" {start} AS start_at, {stop} AS stop_at, {early} AS early"
        f" FROM subjects AS s{joins} WHERE {start} IS NOT NULL"
    )


def _seen(query: Query, view: View) -> str:
    """Keep the clocks of the definition's days that can lie in the period."""
    definition = view.definition
    since = query.bind(view.starts(definition.first))
    until = ""
    if definition.last < view.last:
        until = f" AND c.start_at < {query.bind(view.starts(definition.last + ONE_DAY))}"
    ended = "CASE WHEN stop_at IS NOT NULL THEN stop_at WHEN gone_at >= start_at THEN gone_at END"
    return (
        f"SELECT c.* FROM (SELECT *, {ended} AS ended_at FROM all_clocks) AS c"
        f" WHERE c.start_at >= {since}{until}"
        f" AND (c.ended_at IS NULL OR c.ended_at >= {query.bind(view.earliest_end)})"
    )
