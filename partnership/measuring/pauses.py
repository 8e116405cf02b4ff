"""Pauses in SQL: holds, scope changes, reopenings and relief, as a union of intervals.

A hold ends with the next end at its own level, of the requisition or of the opening. An end that ends
nothing at its own level ends what stands at the other one: a requisition's hold ends for the opening
that goes on, and one opening's hold ends with all of its requisition.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnership.documents.vocabulary import Pause
from partnership.measuring.definitions import Definition
from partnership.measuring.events import link_of
from partnership.measuring.query import Query
from partnership.measuring.reliefs import reliefs_sql
from partnership.measuring.views import View

FAR = 2**40
"""The end of a pause that has not ended: an instant after all others."""
PAUSE_EVENTS: Mapping[Pause, tuple[str, str]] = {
    "hold": ("hold_started", "hold_ended"),
    "scope change": ("scope_changed", "intake_completed"),
}
"""The events between which a clock stands still. Other pauses are accepted `Relief` of their type."""


def pause_steps(query: Query, view: View, excused: str = "") -> None:
    """Add the steps that lead to `merged`: each clock's pauses, apart from each other, in order.

    A pause is cut at the start of the clock and where it no longer runs; one that has not ended
    within what is seen ends at `FAR`. The step `relieved` holds the clocks relief covers.

    Args:
        query: The statement; it has the step `clocks`.
        view: What it sees.
        excused: A `SELECT` of further pauses: time another promise excuses.
    """
    definition, reliefs = view.definition, view.reliefs
    cut = query.bind(view.cut)
    zone = definition.calendar.time_zone
    query.step("reliefs", reliefs_sql(query, definition.metric, reliefs, zone))
    query.step("relieved", _relieved(query, cut))
    stands = []
    for name in _pairs(query, definition, cut):
        query.step(f"{name}_times", _times(name))
        stands.append(f"SELECT id, from_at, until_at FROM {name}_times")
    if agrees_holds(view):
        query.step("agreed_holds", _agreed(view))
        if view.extends:
            stands[stands.index("SELECT id, from_at, until_at FROM hold_times")] = _unagreed()
    if definition.metric.reopening == "resume the clock":
        query.step("reopenings", _reopenings(definition, cut))
        stands.append("SELECT id, from_at, until_at FROM reopenings")
    if excused:
        stands.append(excused)
    if view.stopping:
        numbers = ", ".join(str(number) for number in view.stopping)
        stands.append(f"SELECT id, from_at, until_at FROM relieved WHERE relief IN ({numbers})")
    if not stands:
        none = "c.start_at AS from_at, c.start_at AS until_at FROM clocks AS c WHERE 1 = 0"
        query.step("merged", f"SELECT c.id, {none}")
        return
    query.step("pauses", " UNION ALL ".join(stands))
    query.step("clipped", _clipped(query, cut))
    query.step("edges", _edges())
    query.step("runs", _runs())
    query.step(
        "merged", "SELECT id, from_at, max(until_at) AS until_at FROM runs GROUP BY id, from_at"
    )


def agrees_holds(view: View) -> bool:
    """Whether the parties agreed on holds that the event store may tell otherwise."""
    is_paused = "hold" in view.definition.sla.pauses
    return is_paused and any(one.relief.type == "hold" for one in view.reliefs)


def conflicts_select() -> str:
    """Write how many of the period's subjects have a hold that differs from the agreed one.

    The statement needs `agrees_holds`. The agreed hold has days, the store instants: what differs
    by less than a day is the same.
    """
    day = 86_400
    return (
        "SELECT count(*) AS subjects FROM (SELECT h.id FROM hold_times AS h JOIN agreed_holds AS g"
        f" ON g.id = h.id AND {_overlap('h', 'g')} JOIN placed AS p ON p.id = h.id"
        " WHERE p.part IS NOT NULL"
        f" AND (h.from_at - g.from_at >= {day} OR g.from_at - h.from_at >= {day}"
        f" OR coalesce(h.until_at, {FAR}) - g.until_at >= {day}"
        f" OR g.until_at - coalesce(h.until_at, {FAR}) >= {day}) GROUP BY h.id) AS differing"
    )


def standing_select(view: View) -> str:
    """Write how many of the period's subjects have a pause that began on their clock and never ended."""
    names = [
        pause.replace(" ", "_") for pause in view.definition.sla.pauses if pause in PAUSE_EVENTS
    ]
    found = " UNION ALL ".join(f"SELECT id, from_at, until_at FROM {name}_times" for name in names)
    return (
        "SELECT count(*) AS subjects FROM (SELECT x.id FROM"
        f" ({found}) AS x JOIN clocks AS c ON c.id = x.id JOIN placed AS p ON p.id = x.id"
        " WHERE p.part IS NOT NULL AND x.until_at IS NULL"
        " AND (c.ended_at IS NULL OR x.from_at < c.ended_at) GROUP BY x.id) AS standing"
    )


def _times(name: str) -> str:
    """Write a pause's intervals by clock."""
    return (
        "SELECT c.id, h.from_at, min(CASE WHEN h.until_at IS NULL OR e.at_utc < h.until_at"
        f" THEN e.at_utc ELSE h.until_at END) AS until_at FROM clocks AS c JOIN {name}_pairs AS h"
        " ON h.requisition_id = c.requisition_id"
        " AND (h.opening_id = '' OR h.opening_id = c.opening_id)"
        f" LEFT JOIN {name}_others AS e ON e.requisition_id = h.requisition_id"
        " AND e.at_utc > h.from_at AND ((h.opening_id = '' AND e.opening_id = c.opening_id)"
        " OR (h.opening_id <> '' AND e.opening_id = '')) GROUP BY c.id, h.opening_id, h.from_at"
    )


def _agreed(view: View) -> str:
    """Write the holds that the parties agreed on."""
    numbers = [index for index, one in enumerate(view.reliefs) if one.relief.type == "hold"]
    listed = ", ".join(str(number) for number in numbers)
    return f"SELECT id, from_at, until_at FROM relieved WHERE relief IN ({listed})"


def _unagreed() -> str:
    """Write the holds of the store that no agreed hold overlaps: where both tell, the agreed one counts."""
    return (
        "SELECT h.id, h.from_at, h.until_at FROM hold_times AS h LEFT JOIN agreed_holds AS g"
        f" ON g.id = h.id AND {_overlap('h', 'g')} WHERE g.id IS NULL"
    )


def _overlap(one: str, other: str) -> str:
    return f"{other}.from_at < coalesce({one}.until_at, {FAR}) AND {other}.until_at > {one}.from_at"


def _pairs(query: Query, definition: Definition, cut: str) -> Iterator[str]:
    """Add the intervals of each kind of pause, by requisition and opening."""
    for pause in definition.sla.pauses:
        if pause not in PAUSE_EVENTS:
            continue
        started, ended = (query.bind(word) for word in PAUSE_EVENTS[pause])
        name = pause.replace(" ", "_")
        # A start and an end at the same instant leave things as they were before it. Where nothing
        # ever starts, as with most intakes, nothing ends.
        query.step(
            f"{name}_events",
            "SELECT * FROM (SELECT requisition_id, coalesce(opening_id, '') AS opening_id,"
            f" occurred_at AS at_utc, sum(CASE WHEN type = {started} THEN 1 ELSE 0 END) AS starts,"
            f" sum(CASE WHEN type = {ended} THEN 1 ELSE 0 END) AS ends FROM req_event"
            f" WHERE type IN ({started}, {ended}) AND occurred_at < {cut} AND requisition_id IN"
            " (SELECT s.requisition_id FROM req_event AS s"
            f" WHERE s.type = {started} AND s.occurred_at < {cut})"
            " GROUP BY requisition_id, coalesce(opening_id, ''), occurred_at) AS both_kinds"
            " WHERE starts = 0 OR ends = 0",
        )
        query.step(
            f"{name}_pairs",
            "SELECT s.requisition_id, s.opening_id, s.at_utc AS from_at, min(e.at_utc) AS until_at"
            f" FROM {name}_events AS s LEFT JOIN {name}_events AS e"
            " ON e.requisition_id = s.requisition_id AND e.opening_id = s.opening_id"
            " AND e.ends > 0 AND e.at_utc > s.at_utc WHERE s.starts > 0"
            " GROUP BY s.requisition_id, s.opening_id, s.at_utc",
        )
        query.step(f"{name}_others", _other_ends(name))
        yield name


def _other_ends(name: str) -> str:
    """Write the ends that end nothing at their own level."""
    return (
        "SELECT e.requisition_id, e.opening_id, e.at_utc FROM (SELECT x.*, coalesce(sum("
        "x.starts - x.ends) OVER (PARTITION BY x.requisition_id, x.opening_id ORDER BY x.at_utc"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS standing"
        f" FROM {name}_events AS x) AS e LEFT JOIN {name}_pairs AS q"
        " ON q.requisition_id = e.requisition_id AND q.opening_id = e.opening_id"
        " AND q.until_at = e.at_utc WHERE e.ends > 0 AND e.standing <= 0 AND q.until_at IS NULL"
    )


def _reopenings(definition: Definition, cut: str) -> str:
    """Write what lies between a closing, by its stop or a cancellation, and the next reopening.

    Where that reopening gives a new clock there is nothing to stand still.
    """
    link = link_of("cancelled", definition.metric.subject)
    return (
        "SELECT r.id, min(x.at_utc) AS from_at, r.at_utc AS until_at FROM reopened AS r JOIN"
        " (SELECT id, at_utc FROM stop_events UNION ALL"
        f" SELECT s.id, e.occurred_at AS at_utc FROM subjects AS s JOIN {link}"
        f" WHERE e.type = 'cancelled' AND e.occurred_at < {cut}) AS x"
        " ON x.id = r.id AND x.at_utc < r.at_utc AND (r.before_at IS NULL OR x.at_utc >= r.before_at)"
        " LEFT JOIN restarts AS g ON g.id = r.id AND g.reopened_at = r.at_utc"
        " WHERE g.at_utc IS NULL GROUP BY r.id, r.at_utc"
    )


def _relieved(query: Query, cut: str) -> str:
    """Write the clocks that accepted relief covers while they run."""
    far = query.bind(FAR)
    return (
        "SELECT c.id, r.relief, r.from_at,"
        f" CASE WHEN r.until_at < {cut} THEN r.until_at ELSE {far} END AS until_at"
        " FROM clocks AS c JOIN reliefs AS r ON r.id = c.id"
        f" WHERE r.from_at < {cut} AND r.until_at > c.start_at"
        " AND (c.ended_at IS NULL OR r.from_at < c.ended_at)"
    )


def _clipped(query: Query, cut: str) -> str:
    far = query.bind(FAR)
    return (
        "SELECT c.id, CASE WHEN x.from_at < c.start_at THEN c.start_at ELSE x.from_at END AS from_at,"
        " CASE WHEN c.ended_at IS NOT NULL AND (x.until_at IS NULL OR x.until_at > c.ended_at)"
        f" THEN c.ended_at WHEN x.until_at IS NULL OR x.until_at >= {cut} THEN {far}"
        " ELSE x.until_at END AS until_at"
        " FROM pauses AS x JOIN clocks AS c ON c.id = x.id"
        " WHERE (x.until_at IS NULL OR x.until_at > c.start_at)"
        " AND (c.ended_at IS NULL OR x.from_at < c.ended_at)"
    )


def _edges() -> str:
    """Say how far earlier pauses of the same clock reach."""
    return (
        "SELECT id, from_at, until_at, max(until_at) OVER (PARTITION BY id ORDER BY from_at, until_at"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM clipped"
    )


def _runs() -> str:
    """Give pauses that touch the start of the first of them."""
    return (
        "SELECT id, until_at, max(CASE WHEN reached IS NULL OR from_at > reached THEN from_at END)"
        " OVER (PARTITION BY id ORDER BY from_at, until_at"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS from_at FROM edges"
    )
