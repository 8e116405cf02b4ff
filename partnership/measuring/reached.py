"""Ratios of what is reached, in SQL: of the subjects that start, those that come to `stop`.

A subject is decided by whichever comes first, `stop` or `failed_by`; of both at one instant it is
`stop` that counts. With `failed_by`, what has come to neither is undecided and left out; without it,
every subject that started is in the denominator. It is placed by its start, or by the instant that
decided it; what is undecided has no such instant and is counted only where it is placed by start.
What comes to `stop` before its start alone is out of order, and always placed by its start.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from partnership.errors import PartnershipError
from partnership.measuring.clocks import clock_steps
from partnership.measuring.ends import end_steps
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.query import NO_NUMBER, Query
from partnership.measuring.ratios import UNDECIDED
from partnership.measuring.views import View

FAR = 2**40
"""An instant after all others."""


def reached_query(view: View) -> tuple[Query, str]:
    """Write the statement of a ratio of what is reached: subjects by part, state, row and reason.

    Raises:
        PartnershipError: The definition asks what the store cannot answer.
    """
    metric, query = view.definition.metric, Query(cut=view.cut)
    if metric.stop is None:
        raise PartnershipError(f"{metric.path}: the ratio `{metric.id}` needs `start` and `stop`")
    clock_steps(query, view)
    nth = max(metric.stop.which.number, 1)
    if metric.failed_by is None:
        fails, join, otherwise = str(FAR), "", "not reached"
    else:
        end_steps(query, view, "fail", metric.failed_by)
        fails = f"coalesce(f.at_utc, {FAR})"
        join, otherwise = " LEFT JOIN fails AS f ON f.id = c.id", UNDECIDED
    counts = "s.of_which" if metric.of_which else "1"
    query.step(
        "courses",
        "SELECT c.id, c.seg, c.start_at, c.stop_at, c.early, c.gone_at, c.reason, c.gone_reason,"
        f" {counts} AS of_which, {fails} AS fail_at, CASE WHEN c.stop_at <= {fails}"
        f" THEN c.stop_at ELSE {fails} END AS decided_at"
        f" FROM clocks AS c JOIN subjects AS s ON s.id = c.id{join}",
    )
    query.step("decided", _decided(query, view, nth, otherwise))
    return query, (
        "SELECT part, state, seg, why, count(*) AS subjects FROM decided"
        " WHERE part IS NOT NULL GROUP BY part, state, seg, why"
    )


def _decided(query: Query, view: View, nth: int, otherwise: str) -> str:
    """Say what each subject came to, and in which part."""
    is_reached = "d.stop_at <= d.fail_at"
    is_early = f"d.stop_at IS NULL AND d.early >= {nth}"
    state = (
        f"CASE WHEN {is_early} THEN 'out of order'"
        f" WHEN {is_reached} AND d.of_which = 1 THEN 'reached'"
        f" WHEN {is_reached} OR d.fail_at < {FAR} THEN 'not reached' ELSE '{otherwise}' END"
    )
    why = (
        "CASE WHEN d.reason IS NOT NULL THEN d.reason"
        " WHEN d.gone_at < d.decided_at THEN d.gone_reason END"
    )
    is_by_start = view.definition.sla.placed_by == "start"
    gone = f"CASE WHEN d.decided_at = {FAR} OR d.gone_at < d.decided_at THEN d.gone_at ELSE d.decided_at END"
    at = "d.start_at" if is_by_start else f"(CASE WHEN {is_early} THEN d.start_at ELSE {gone} END)"
    return (
        f"SELECT d.id, {_part(query, view, at)} AS part, {state} AS state, d.seg, {why} AS why"
        " FROM courses AS d UNION ALL"
        f" SELECT z.id, {_part(query, view, 'z.stop_at')} AS part, 'missing' AS state, z.seg,"
        f" {NO_NUMBER} AS why FROM missing AS z"
    )


def _part(query: Query, view: View, at: str) -> str:
    cases = " ".join(
        f"WHEN {at} >= {query.bind(view.starts(first))}"
        f" AND {at} < {query.bind(view.starts(last + ONE_DAY))} THEN {index}"
        for index, (first, last) in enumerate(view.parts)
    )
    return f"CASE {cases} END"
