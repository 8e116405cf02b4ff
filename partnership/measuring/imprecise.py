"""Clocks whose events are less exact than is asked: they are missing, and neither late nor open.

The SLA asks, and so do hours and minutes, which are not counted from or to a day.

A row that is not exact enough is not used. Without it a clock would seem to run on, or to have
stopped by a later event, so its subject is counted as one whose events are incomplete, once, on the
day of the first such row. A row that cannot have been the event that counts changes nothing: one
before the clock started, or after the first stop.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections.abc import Iterator

from partnership.documents.metric import ClockEvent
from partnership.measuring.business_time import SECONDS_A_DAY
from partnership.measuring.events import DATED, less_exact, source_of
from partnership.measuring.instants import events_sql
from partnership.measuring.query import Query
from partnership.measuring.views import View


def may_be_imprecise(view: View) -> bool:
    """Whether any event that starts or ends a clock may be less exact than is asked."""
    asked = less_exact(view.definition.precision)
    return bool(asked) and any(_dated(event) for event in _ends(view))


def imprecise_rows(query: Query, view: View) -> str:
    """Add a step for each event of the metric with the rows that are not used: `id`, `at_utc`.

    Returns:
        A `SELECT` of the subjects they are of.
    """
    names = []
    for number, event in enumerate(_ends(view)):
        if _dated(event):
            names.append(f"imprecise_{number}")
            query.step(names[-1], events_sql(query, view, event, is_imprecise=True))
    return " UNION ".join(f"SELECT id FROM {name}" for name in names)


def imprecise_steps(query: Query, view: View, *, has_start: bool) -> None:
    """Add the steps `imprecise` (`id`, `at_utc`) and `missing`, of `never_started` and it.

    Args:
        query: The statement; it has the steps `subjects`, `all_clocks` and `never_started`.
        view: What it sees.
        has_start: Whether the start stands in the subject's own row.
    """
    found = [
        sql
        for number, event in enumerate(_ends(view))
        if _dated(event)
        for sql in _unused(view, number, event.which.number, has_start=has_start)
    ]
    query.step(
        "imprecise",
        f"SELECT id, min(at_utc) AS at_utc FROM ({' UNION ALL '.join(found)}) AS unused GROUP BY id",
    )
    query.step(
        "missing",
        "SELECT n.id, n.seg, n.stop_at FROM never_started AS n LEFT JOIN imprecise AS i ON i.id = n.id"
        " WHERE i.id IS NULL UNION ALL SELECT s.id, s.seg, i.at_utc AS stop_at FROM imprecise AS i"
        " JOIN subjects AS s ON s.id = i.id WHERE s.reason IS NULL AND s.gone_reason IS NULL",
    )


def _unused(view: View, number: int, nth: int, *, has_start: bool) -> Iterator[str]:
    """Write the rows of one event that might have been the one that counts."""
    name = f"imprecise_{number}"
    if number == 0:
        where = "1 = 1" if nth == -1 else "p.id IS NULL OR x.at_utc <= p.at_utc"
        yield (
            f"SELECT x.id, x.at_utc FROM {name} AS x LEFT JOIN every_start AS p ON p.id = x.id"
            f" WHERE {where}"
        )
        return
    before = "" if nth == -1 else " AND (c.stop_at IS NULL OR x.at_utc <= c.stop_at)"
    yield (
        f"SELECT x.id, x.at_utc FROM {name} AS x JOIN all_clocks AS c ON c.id = x.id"
        f" WHERE x.at_utc > c.start_at - {SECONDS_A_DAY}{before}"
    )
    if view.definition.metric.without_start == "not counted":
        return
    join, start = "LEFT JOIN every_start AS p ON p.id = x.id", "p.id"
    if has_start:
        join, start = "JOIN subjects AS s ON s.id = x.id", "s.own_start"
    yield f"SELECT x.id, x.at_utc FROM {name} AS x {join} WHERE {start} IS NULL"


def _ends(view: View) -> tuple[ClockEvent, ...]:
    """Give what starts a clock, and what ends it."""
    metric = view.definition.metric
    return tuple(one for one in (metric.start, metric.stop, metric.failed_by) if one)


def _dated(event: ClockEvent) -> bool:
    return any(source_of(name).table in DATED for name in event.events)
