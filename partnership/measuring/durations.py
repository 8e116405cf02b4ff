"""Durations in SQL: when each subject's clock started and stopped, what it stood still, when it is due.

Everything is a difference of one running count (see `partnership.clock.timeline`), so that a due
date needs no look-up: a due count lies in a part of the period where it is at least the count at
the part's first instant and below the count at the first instant after it.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from partnership.documents import SLA
from partnership.measuring.business_time import looked_up
from partnership.measuring.clocks import clock_steps
from partnership.measuring.excuses import excuse_steps
from partnership.measuring.pauses import FAR, pause_steps
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.query import NO_NUMBER, Query
from partnership.measuring.subjects import reasons_of
from partnership.measuring.views import View

_CLOSING = {"cancelled by client", "cancelled", "duplicate", "frozen", "redundancy"}


def duration_query(view: View) -> Query:
    """Write the steps that lead to one row for each subject, in the step `placed`.

    Its columns: `id`, `seg`, `part`, `state`, `why`, `relieved`, `amount`.

    Raises:
        PartnershipError: The definition asks what the store cannot answer.
    """
    query = Query(cut=view.cut)
    timing_steps(query, view)
    query.step("placed", _placed(query, view))
    return query


def timing_steps(query: Query, view: View) -> None:
    """Add the steps up to `timed`: how long each clock ran, and at which running count it is due.

    Raises:
        PartnershipError: The definition asks what the store cannot answer.
    """
    clock_steps(query, view)
    cut = query.bind(view.cut)
    excused = excuse_steps(query, view, timing_steps) if view.excuses else ""
    pause_steps(query, view, excused)
    query.step("counted", _counted(view))
    if view.may_stand_still:
        query.step("stood", _stood(query, view, cut))
        query.step("pause_sums", _pause_sums(query, view))
    query.step("timed", _timed(query, view))


def tally_select(beside: Mapping[str, str] = MappingProxyType({})) -> str:
    """Write the final `SELECT`: how many subjects of each kind.

    Args:
        beside: By name, a `SELECT` of one more number; asked apart it would count everything anew.
    """
    no = NO_NUMBER
    more = "".join(
        f" UNION ALL SELECT {no} AS part, '{name}' AS state, {no} AS seg, {no} AS why,"
        f" {no} AS relieved, {no} AS amount, b.subjects FROM ({select}) AS b"
        for name, select in beside.items()
    )
    return (
        "SELECT part, state, seg, why, relieved, amount, count(*) AS subjects FROM placed"
        f" WHERE part IS NOT NULL GROUP BY part, state, seg, why, relieved, amount{more}"
    )


def divided(
    found: Iterable[tuple[int | str | None, ...]],
) -> tuple[list[tuple[int | str | None, ...]], Counter[str]]:
    """Divide an answer into the subjects of each kind and, by name, the numbers beside them."""
    kinds, beside = [], Counter[str]()
    for row in found:
        part, state, *_, number = row
        if part is not None:
            kinds.append(row)
        elif isinstance(number, int):
            beside[str(state)] = number
    return kinds, beside


def _counted(view: View) -> str:
    """Look up the running count at each start and end."""
    joins, counts = [], []
    for alias, column in (("w1", "start_at"), ("w2", "ended_at"), ("w3", "gone_at")):
        join, count = looked_up(view.unit, view.time.segments, alias, f"c.{column}")
        if column == "gone_at" and not _has_close_reasons(view):
            join, count = "", NO_NUMBER
        joins.append(join)
        counts.append(count)
    allowed = _allowed(view)
    return (
        f"SELECT c.*, {counts[0]} AS r_start, {counts[1]} AS r_ended, {counts[2]} AS r_gone,"
        f" {allowed} AS allowed FROM clocks AS c{''.join(joins)}"
    )


def _has_close_reasons(view: View) -> bool:
    found = set(reasons_of(view.definition.metric))
    return bool(found & _CLOSING)


def _allowed(view: View) -> str:
    """Write the limit of each row of targets, as a running count."""
    cases = [
        f"WHEN {index} THEN {target.within.amount * view.unit.size}"
        for index, target in enumerate(view.definition.sla.targets)
        if target.within
    ]
    return f"CASE c.seg {' '.join(cases)} END" if cases else NO_NUMBER


def _stood(query: Query, view: View, cut: str) -> str:
    """Look up the running count at both ends of each pause; an open one has no end."""
    first, r_from = looked_up(view.unit, view.time.segments, "w1", "m.from_at")
    last, r_until = looked_up(view.unit, view.time.segments, "w2", "m.until_at")
    far = query.bind(FAR)
    return (
        f"SELECT m.id, m.from_at, {r_from} AS r_from,"
        f" CASE WHEN m.until_at < {far} THEN {r_until} END AS r_until"
        f" FROM merged AS m{first}{last} WHERE m.from_at < {cut}"
    )


def _pause_sums(query: Query, view: View) -> str:
    """Add up what pauses put off the due date by, and how long each clock stood still."""
    end = query.bind(view.time.timeline.count(view.unit, view.cut - 1))
    return (
        "SELECT n.id,"
        " sum(CASE WHEN n.net <= n.allowed AND n.r_until IS NOT NULL"
        " THEN n.r_until - n.r_from ELSE 0 END) AS extension,"
        " max(CASE WHEN n.net <= n.allowed AND n.r_until IS NULL THEN 1 ELSE 0 END) AS is_paused,"
        " sum(CASE WHEN n.r_from >= n.r_end THEN 0"
        " WHEN n.r_until IS NULL OR n.r_until > n.r_end THEN n.r_end - n.r_from"
        " ELSE n.r_until - n.r_from END) AS stood"
        " FROM (SELECT q.id, q.r_from, q.r_until, c.allowed,"
        f" CASE WHEN c.r_ended IS NULL THEN {end} ELSE c.r_ended END AS r_end,"
        " q.r_from - c.r_start - coalesce(sum(q.r_until - q.r_from) OVER (PARTITION BY q.id"
        " ORDER BY q.from_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS net"
        " FROM stood AS q JOIN counted AS c ON c.id = q.id) AS n GROUP BY n.id"
    )


def _timed(query: Query, view: View) -> str:
    """Say of each subject how long its clock ran and at which count it is due."""
    end = query.bind(view.time.timeline.count(view.unit, view.cut - 1))
    columns = (
        "c.id, c.seg, c.reason, c.start_at, c.stop_at, c.gone_at, c.gone_reason, c.r_gone, c.early,"
        " c.allowed"
    )
    ran = f"CASE WHEN c.r_ended IS NULL THEN {end} ELSE c.r_ended END - c.r_start"
    if not view.may_stand_still:
        return (
            f"SELECT {columns}, 0 AS is_paused, c.r_start + c.allowed AS due, {ran} AS elapsed"
            " FROM counted AS c"
        )
    return (
        f"SELECT {columns}, coalesce(d.is_paused, 0) AS is_paused,"
        f" c.r_start + c.allowed + coalesce(d.extension, 0) AS due,"
        f" {ran} - coalesce(d.stood, 0) AS elapsed"
        " FROM counted AS c LEFT JOIN pause_sums AS d ON d.id = c.id"
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """SQL of the part of the period that each way of placing puts a subject into."""

    by_start: str
    by_stop: str
    by_due: str
    final: int

    @classmethod
    def of(cls, query: Query, view: View) -> _Places:
        """Write them for a period's parts."""
        bounds = [(view.starts(a), view.starts(b + ONE_DAY)) for a, b in view.parts]
        due = [
            (view.time.at_start_of(view.unit, a), view.time.at_start_of(view.unit, b + ONE_DAY))
            for a, b in view.parts
        ]
        by_start, by_stop = (_part(query, f"u.{name}_at", bounds) for name in ("start", "stop"))
        return cls(by_start, by_stop, _part(query, "u.due", due), len(view.parts) - 1)


def _placed(query: Query, view: View) -> str:
    """Put each subject into a part of the period and say what it is there."""
    stop = view.definition.metric.stop
    nth = max(stop.which.number, 1) if stop else 1
    places = _Places.of(query, view)
    size = view.unit.size
    rounded = f"u.elapsed + ({size} - u.elapsed % {size}) % {size}"
    found = list(_states(view.definition.sla, places, nth))
    states = "".join(f" WHEN {when} THEN '{state}'" for when, state, _ in found)
    parts = "".join(f" WHEN {when} THEN {part}" for when, _, part in found)
    relieved, joined = "0", ""
    others = set(range(len(view.reliefs))) - set(() if view.extends else view.stopping)
    if others:
        relieved = "CASE WHEN l.id IS NULL THEN 0 ELSE 1 END"
        numbers = ", ".join(map(str, sorted(others)))
        joined = (
            f" LEFT JOIN (SELECT DISTINCT id FROM relieved WHERE relief IN ({numbers})) AS l"
            " ON l.id = t.id"
        )
    why = _why(view.definition.sla)
    timed = f"SELECT t.*, {why} AS why, {relieved} AS relieved FROM timed AS t{joined}"
    placed = (
        f"SELECT u.id, u.seg, CASE{parts} END AS part, CASE{states} END AS state, u.why, u.relieved,"
        f" {rounded} AS amount FROM ({timed}) AS u"
    )
    if view.definition.sla.placed_by == "open at the end":
        return placed
    return (
        f"{placed} UNION ALL"
        f" SELECT z.id, z.seg, {places.by_stop.replace('u.', 'z.')} AS part,"
        " 'missing' AS state, NULL AS why, 0 AS relieved, 0 AS amount FROM missing AS z"
    )


def _why(sla: SLA) -> str:
    """Write why a subject is left out; what ends after it is due does not leave it out.

    Of time that is to be outlasted nothing is taken away by what ends on the very day it is due.
    """
    is_outlasted = sla.statistic.name == "share beyond"
    gone = "1 = 1"
    if is_outlasted or sla.placed_by == "due date":
        gone = f"(t.r_gone IS NULL OR t.r_gone {'<' if is_outlasted else '<='} t.due)"
    return (
        "CASE WHEN t.reason IS NOT NULL THEN t.reason"
        f" WHEN t.gone_reason IS NOT NULL AND {gone} THEN t.gone_reason END"
    )


def _states(sla: SLA, places: _Places, nth: int) -> Iterator[tuple[str, str, str]]:
    """Yield what a subject is, under which condition and in which part; the first one holds."""
    placed_by, final = sla.placed_by, str(places.final)
    yield f"u.stop_at IS NULL AND u.early >= {nth}", "out of order", places.by_start
    if placed_by == "open at the end":
        yield "u.stop_at IS NOT NULL OR u.gone_at IS NOT NULL", "closed", NO_NUMBER
        yield "u.seg IS NULL AND u.why IS NULL", "unassigned", final
        yield "u.why IS NOT NULL", "excluded", final
        yield "1 = 1", "standing", final
        return
    by = {"start": places.by_start, "stop": places.by_stop}.get(placed_by, places.by_start)
    yield "u.seg IS NULL AND u.why IS NULL", "unassigned", by
    yield "u.seg IS NULL", "excluded", NO_NUMBER
    if placed_by == "due date":
        yield "u.why IS NOT NULL AND u.is_paused = 0", "excluded", places.by_due
        yield "u.why IS NOT NULL", "excluded", NO_NUMBER
        yield "u.is_paused = 1", "not yet due", final
        yield "u.stop_at IS NOT NULL", "closed", places.by_due
        yield "1 = 1", "open", places.by_due
        return
    yield "u.why IS NOT NULL", "excluded", by
    yield "u.stop_at IS NOT NULL", "closed", by
    by_start = placed_by == "start"
    # A limit to be outlasted is reached on its last unit, one to be kept is not yet passed then.
    beyond = ">=" if sla.statistic.name == "share beyond" else ">"
    past = f"u.allowed IS NULL OR u.elapsed {beyond} u.allowed"
    yield past, "open", places.by_start if by_start else final
    yield "1 = 1", "not yet due", places.by_start if by_start else NO_NUMBER


def _part(query: Query, value: str, bounds: Sequence[tuple[int, int]]) -> str:
    cases = " ".join(
        f"WHEN {value} >= {query.bind(low)} AND {value} < {query.bind(high)} THEN {index}"
        for index, (low, high) in enumerate(bounds)
    )
    return f"CASE {cases} END"
