"""When clocks start and stop, in SQL: the first steps of a duration's statement.

Where both events stand in the subject's own row they are read there; otherwise an event's rows are
joined to their subjects, and one of several is chosen. Of several events any one counts; they are
chosen from together, in the order of time. An event that started a clock never stops it: where a
clock starts and stops by one word, such as `stage entered`, only a later one stops it. Entries into
different stages are different events. With `all`, a clock starts or stops once each of the events
has happened for the first time, and each approval that was asked for is decided or given. The nth
event of applications is that of the nth application, each by its first.

An event that has a day and no time, or a row that is exact to the day alone, is never taken from
one that has a time: it counts from the first instant of its day, and where the clock starts within
that day, at the clock's start. Hours are counted from or to neither.

A reopened opening goes on or starts anew, as the metric says. Where a hire never started between
the last reopening and this one, the clock starts anew on the day that came to an end, in both cases.
An opening that is not reopened after it keeps its stop: what is sought then is another opening.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from partnership.documents.metric import ClockEvent
from partnership.errors import PartnershipError
from partnership.measuring.business_time import SECONDS_A_DAY
from partnership.measuring.ends import (
    end_events,
    end_steps,
    missing_sql,
    own,
    own_missing_sql,
    own_start,
    own_stop,
    startless_sql,
    tells_missing,
)
from partnership.measuring.events import alone, link_of
from partnership.measuring.imprecise import imprecise_rows, imprecise_steps, may_be_imprecise
from partnership.measuring.instants import FIRST_DAY, counts_applications, events_sql, needs_each
from partnership.measuring.pauses import PAUSE_EVENTS
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.query import NO_NUMBER, Query
from partnership.measuring.subjects import subjects_sql
from partnership.measuring.views import View

LAST_RESTART = "(SELECT id, max(at_utc) AS at_utc FROM restarts GROUP BY id)"


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
            f"{metric.path}: the {metric.type} `{metric.id}` needs `start` and `stop`"
        )
    cut = query.bind(view.cut)
    start, stop = own_start(view, metric.start), own_stop(view, metric.stop)
    instants = {
        name: f"CASE WHEN {instant} < {cut} THEN {instant} END"
        for name, instant in (("own_start", own(metric.start, view)), ("own_stop", stop))
        if instant is not None
    }
    is_alone = _is_alone(view)
    may_count = "" if is_alone else _may_count(query, view, start, stop)
    if is_alone:
        _restart_steps(query, view, cut)
        _start_steps(query, view)
    query.step(
        "subjects",
        subjects_sql(
            query,
            metric,
            sla.targets,
            cut,
            instants,
            may_count=may_count,
            among="wanted" if is_alone else "",
            days=view.time.days,
        ),
    )
    is_checked = may_be_imprecise(view)
    if not is_alone:
        if is_checked:
            imprecise_rows(query, view)
        _restart_steps(query, view, cut)
    if start is None and not is_alone:
        found = (
            "SELECT id, own_start AS at_utc, own_start AS first_at FROM subjects"
            " WHERE own_start IS NOT NULL"
        )
        if "own_start" not in instants:
            query.step("start_events", events_sql(query, view, metric.start))
            found = _one_of_several(view, "start_events", metric.start)
        query.step("every_start", _starts(found, has_restarts=bool(metric.reopening)))
        query.step("starts", _bounded(query, view))
    if stop is None:
        end_steps(query, view, "stop", metric.stop)
        missing = missing_sql(view, metric.stop)
    else:
        missing = own_missing_sql(has_start=start is not None)
    is_ordered = metric.without_start != "not counted"
    if not tells_missing(view):
        missing = f"SELECT s.id, s.seg, {NO_NUMBER} AS stop_at FROM subjects AS s WHERE 1 = 0"
    query.step("never_started" if is_checked else "missing", missing)
    clocks = _clocks(has_start=start is not None, has_stop=stop is not None, is_ordered=is_ordered)
    query.step("all_clocks", clocks)
    seen = _seen(query, view)
    if is_checked:
        imprecise_steps(query, view, has_start=start is not None)
        seen += " AND NOT c.id IN (SELECT i.id FROM imprecise AS i)"
    query.step("clocks", seen)


def _is_alone(view: View) -> bool:
    """Whether starts and stops are found without their subjects, which are looked up at last."""
    metric = view.definition.metric
    if metric.start is None or metric.stop is None:
        return False
    if metric.reopening and not alone(link_of("reopened", metric.subject)):
        return False
    if own_start(view, metric.start) or own_stop(view, metric.stop):
        return False
    events = (*metric.start.events, *metric.stop.events)
    return all(alone(link_of(name, metric.subject)) for name in events)


def _start_steps(query: Query, view: View) -> None:
    """Add the steps up to `wanted`, where starts and stops are found without their subjects.

    These are the subjects that may lie in the period. Where no number comes of a clock that does
    not stop, only what stops is looked at, and only what starts or stops since the period began.
    """
    metric = view.definition.metric
    if metric.start is None or metric.stop is None:
        return
    query.step("stop_events", end_events(query, view, metric.stop))
    events = events_sql(query, view, metric.start)
    if not view.counts_open:
        events = (
            f"SELECT x.* FROM ({events}) AS x WHERE x.id IN (SELECT y.id FROM stop_events AS y)"
        )
    query.step("start_events", events)
    if _has_plain_start(view):
        query.step("starts", _first_since(query.bind(view.earliest_start or 0)))
    else:
        found = _one_of_several(view, "start_events", metric.start)
        query.step("every_start", _starts(found, has_restarts=bool(metric.reopening)))
        query.step("starts", _bounded(query, view))
    wanted = "SELECT id FROM starts"
    if not view.counts_open:
        since = query.bind(view.starts(view.parts[0][0]))
        recent = (
            f"SELECT id FROM {name} WHERE at_utc >= {since}" for name in ("starts", "stop_events")
        )
        wanted = " UNION ".join(recent)
    if tells_missing(view):
        query.step("startless", startless_sql(query, view))
        wanted += " UNION SELECT id FROM startless"
    if may_be_imprecise(view):
        wanted += f" UNION {imprecise_rows(query, view)}"
    query.step("wanted", wanted)


def _has_plain_start(view: View) -> bool:
    """Whether a clock starts with the first of its events, and early ones are of no interest."""
    metric = view.definition.metric
    is_first = metric.start is not None and metric.start.which.number == 1
    is_plain = is_first and not metric.reopening and not may_be_imprecise(view)
    return is_plain and _is_alone(view) and view.earliest_start is not None


def _first_since(early: str) -> str:
    """Write the first starts of what has none before an instant: most have one, which is not grouped."""
    return (
        "SELECT x.id, min(x.at_utc) AS at_utc, min(x.at_utc) AS first_at FROM start_events AS x"
        f" LEFT JOIN (SELECT y.id FROM start_events AS y WHERE y.at_utc < {early}) AS z"
        f" ON z.id = x.id WHERE x.at_utc >= {early} AND z.id IS NULL GROUP BY x.id"
    )


def _bounded(query: Query, view: View) -> str:
    """Write the starts that may lie in the period."""
    early, since = view.earliest_start, ""
    if early is not None:
        since = f" WHERE at_utc >= {query.bind(early)}"
    elif view.earliest_unpaused is not None and view.definition.metric.subject == "requisition":
        since = f" WHERE at_utc >= {query.bind(view.earliest_unpaused)} OR id IN {_put_off(query, view)}"
    return f"SELECT id, at_utc, first_at FROM every_start{since}"


def _may_count(query: Query, view: View, start: str | None, stop: str | None) -> str:
    """Write the condition that a clock may lie in the period, where the row tells: most do not."""
    found = _may_be_due(query, view) if view.earliest_unpaused is not None else ""
    if start is None:
        return found
    if view.earliest_start is not None:
        found = f" AND ({start} IS NULL OR {start} >= {query.bind(view.earliest_start)})"
    if stop:
        ended = query.bind(min(view.earliest_end, view.starts(view.parts[0][0])))
        cut = query.bind(view.cut)
        found += (
            f" AND ({start} IS NULL OR {stop} IS NULL OR {stop} < {start} OR {stop} >= {ended})"
            f" AND ({start} IS NULL OR {start} < {cut} OR {stop} < {cut})"
        )
    return found


def _may_be_due(query: Query, view: View) -> str:
    """Write the condition that a clock started late enough, or that something may put off its due date."""
    metric = view.definition.metric
    start = metric.start and own(metric.start, view)
    if start is None:
        return ""
    return (
        f" AND ({start} IS NULL OR {start} >= {query.bind(view.earliest_unpaused or 0)}"
        f" OR r.requisition_id IN {_put_off(query, view)})"
    )


def _put_off(query: Query, view: View) -> str:
    """Write the requisitions of which an event tells that something may put off a due date."""
    metric, sla = view.definition.metric, view.definition.sla
    words = [PAUSE_EVENTS[pause][0] for pause in sla.pauses if pause in PAUSE_EVENTS]
    words += ["reopened"] if metric.reopening else []
    return (
        "(SELECT e.requisition_id FROM req_event AS e"
        f" WHERE e.type IN ({query.bind_all(words)}) AND e.occurred_at < {query.bind(view.cut)})"
    )


def _reopened(view: View, cut: str) -> str:
    """Write when subjects were reopened, and when they were before that."""
    link = link_of("reopened", view.definition.metric.subject)
    identity, rows, condition = alone(link) or ("s.id", f"subjects AS s JOIN {link}", "")
    return (
        "SELECT x.id, x.at_utc, max(x.at_utc) OVER (PARTITION BY x.id ORDER BY x.at_utc"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before_at"
        f" FROM (SELECT {identity} AS id, e.occurred_at AS at_utc FROM {rows}"
        f" WHERE e.type = 'reopened' AND e.occurred_at < {cut}{condition}) AS x"
    )


def _restart_steps(query: Query, view: View, cut: str) -> None:
    """Add the steps up to `restarts`: from which instants reopened subjects have a new clock."""
    metric = view.definition.metric
    if not metric.reopening:
        return
    query.step("reopened", _reopened(view, cut))
    is_new = metric.reopening == "new clock"
    if metric.subject != "opening":
        where = "" if is_new else " WHERE 1 = 0"
        query.step("restarts", f"SELECT id, at_utc, at_utc AS reopened_at FROM reopened{where}")
        return
    query.step("reneged", _reneged(view, cut))
    told = "CASE WHEN q.at_utc > r.at_utc THEN r.at_utc ELSE q.at_utc END"
    again = f"coalesce(max({told}), r.at_utc)" if is_new else f"max({told})"
    query.step(
        "restarts",
        f"SELECT r.id, {again} AS at_utc, r.at_utc AS reopened_at FROM reopened AS r LEFT JOIN reneged AS q ON q.id = r.id"
        " AND q.since_at <= r.at_utc AND (r.before_at IS NULL OR q.since_at > r.before_at)"
        " GROUP BY r.id, r.at_utc",
    )


def _reneged(view: View, cut: str) -> str:
    """Write when hires that never started came to an end, and since when a reopening may tell of it.

    Without the day of that end it is the planned start, or the next reopening where that is earlier.
    """
    day = "coalesce(e.ended, e.planned_start)"
    at = f"coalesce(d.from_utc, ({day} - {FIRST_DAY}) * {SECONDS_A_DAY})"
    since = f"CASE WHEN e.ended IS NULL THEN e.accepted_at ELSE {at} END"
    return (
        f"SELECT s.id, {at} AS at_utc, {since} AS since_at"
        " FROM subjects AS s JOIN hire AS e ON e.opening_id = s.id"
        f" LEFT JOIN {view.time.days} AS d ON d.day_number = {day}"
        f" WHERE e.end_type = 'never_started' AND {since} < {cut}"
    )


def _starts(found: str, *, has_restarts: bool) -> str:
    """Write when each clock starts: `at_utc`, and `first_at`, the first such event."""
    if not has_restarts:
        return found
    return (
        "SELECT p.id, CASE WHEN r.at_utc > p.at_utc THEN r.at_utc ELSE p.at_utc END AS at_utc,"
        f" p.first_at FROM ({found}) AS p LEFT JOIN {LAST_RESTART} AS r ON r.id = p.id"
    )


def _one_of_several(view: View, table: str, event: ClockEvent) -> str:
    number = event.which.number
    if needs_each(event):
        return (
            "SELECT id, max(at_utc) AS at_utc, max(at_utc) AS first_at FROM (SELECT id, thing,"
            f" min(at_utc) AS at_utc FROM {table} GROUP BY id, thing) AS things GROUP BY id"
            f" HAVING count(*) = {len(event.events)}"
        )
    if number <= 1:
        chosen = "max" if number == -1 else "min"
        return (
            f"SELECT id, {chosen}(at_utc) AS at_utc, min(at_utc) AS first_at"
            f" FROM {table} GROUP BY id"
        )
    if counts_applications(view, event):
        table = (
            f"(SELECT id, thing, min(at_utc) AS at_utc FROM {table} GROUP BY id, thing) AS firsts"
        )
    return (
        "SELECT id, at_utc, first_at FROM (SELECT id, at_utc,"
        " row_number() OVER (PARTITION BY id ORDER BY at_utc) AS nth,"
        f" min(at_utc) OVER (PARTITION BY id) AS first_at FROM {table}) AS several"
        f" WHERE nth = {number}"
    )


def _clocks(*, has_start: bool, has_stop: bool, is_ordered: bool) -> str:
    """Join each subject with its start and stop.

    Where a stop without a start is none of those counted, neither is one before the first start.
    """
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
    if not is_ordered:
        early = NO_NUMBER
    return (
        "SELECT s.id, s.requisition_id, s.opening_id, s.seg, s.reason, s.gone_at, s.gone_reason,"
        f" {start} AS start_at, {stop} AS stop_at, {early} AS early"
        f" FROM subjects AS s{joins} WHERE {start} IS NOT NULL"
    )


def _seen(query: Query, view: View) -> str:
    """Keep the clocks of the definition's days that can lie in the period."""
    definition = view.definition
    since = query.bind(max(view.starts(definition.first), view.earliest_start or 0))
    until = ""
    if definition.last < view.last:
        until = f" AND c.start_at < {query.bind(view.starts(definition.last + ONE_DAY))}"
    ended = "CASE WHEN stop_at IS NOT NULL THEN stop_at WHEN gone_at >= start_at THEN gone_at END"
    return (
        f"SELECT c.* FROM (SELECT *, {ended} AS ended_at FROM all_clocks) AS c"
        f" WHERE c.start_at >= {since}{until}"
        f" AND (c.ended_at IS NULL OR c.ended_at >= {query.bind(view.earliest_end)})"
    )
