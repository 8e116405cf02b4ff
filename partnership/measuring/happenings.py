"""Counts in SQL what happens one by one: each subject once, on the day it happens first.

A row of targets in which nothing happened is known to have 0.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from partnership.clock import day_start
from partnership.documents import Metric
from partnership.documents.vocabulary import Quantity, Subject
from partnership.measuring.made import Amount, AmountView, Found
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.quantities import HAPPENINGS
from partnership.measuring.query import Query
from partnership.measuring.required import fields_sql, required_fields_of
from partnership.measuring.subjects import reasons_of, subjects_sql

_DAY_ENDS = "day_ends"
_SUM = "SELECT seg, why, sum(days) AS days, count(*) AS subjects FROM found GROUP BY seg, why"


def happenings(view: AmountView, quantity: Quantity) -> Found:
    """Count each subject once, on the first day it happens."""
    source, query = HAPPENINGS[quantity], Query(cut=view.instants[1])
    if source.is_day:
        low, high = view.first.toordinal(), (view.seen + ONE_DAY).toordinal()
    else:
        low, high = view.instants
    at = f"e.{source.column}"
    where = f" AND {source.where}" if source.where else ""
    query.step(
        "happened",
        f"SELECT e.{source.key} AS id FROM {source.table} AS e WHERE {at} < {query.bind(high)}{where}"
        f" GROUP BY e.{source.key} HAVING min({at}) >= {query.bind(low)}",
    )
    _add_subjects(query, view, source.subject, among="happened")
    query.step("found", "SELECT s.seg, s.why, 1 AS days FROM subjects AS s")
    return _counted(view, source.subject, query)


def open_on_average(view: AmountView) -> Found:
    """Add up the days at whose end each opening was open, and divide by the days."""
    days = [date.fromordinal(n) for n in range(view.first.toordinal(), view.seen.toordinal() + 1)]
    ends = [day_start(view.zone, day + ONE_DAY) for day in days]
    view.store.load_table(_DAY_ENDS, {"ends_at": "BIGINT"}, [(end,) for end in ends])
    query = Query(cut=view.instants[1])
    last, first = query.bind(ends[-1]), query.bind(ends[0])
    _add_subjects(
        query,
        view,
        "opening",
        {"opened_at": "o.opened_at", "closed_at": "o.closed_at"},
        may_count=f" AND o.opened_at < {last} AND (o.closed_at IS NULL OR o.closed_at >= {first})",
    )
    query.step(
        "found",
        f"SELECT s.id, s.seg, s.why, count(*) AS days FROM subjects AS s JOIN {_DAY_ENDS} AS d"
        " ON s.opened_at < d.ends_at AND (s.closed_at IS NULL OR s.closed_at >= d.ends_at)"
        " GROUP BY s.id, s.seg, s.why",
    )
    found = _counted(view, "opening", query)
    found.rows = {
        row: Amount(amount.value / len(days), amount.n) for row, amount in found.rows.items()
    }
    return found


def required_fields(view: AmountView, quantity: Quantity) -> Found:
    """Count the fields that must be filled, or those that are."""
    found = Found()
    column = "filled" if quantity == "required fields filled" else "1"
    for source in required_fields_of(view.metric):
        query = Query(cut=view.instants[1])
        _add_subjects(query, view, source.subject)
        query.step("fields", fields_sql(query, source, view.zone, view.first, view.seen))
        query.step(
            "found",
            f"SELECT s.seg, s.why, {column} AS days FROM subjects AS s"
            " JOIN fields AS e ON e.id = s.id",
        )
        part = _counted(view, source.subject, query)
        for row, amount in part.rows.items():
            value = found.rows.get(row, Amount(Fraction(0))).value + amount.value
            found.rows[row] = Amount(value, int(value))
        for row, reasons in part.excluded.items():
            found.excluded[row].update(reasons)
        found.unassigned += part.unassigned
    return found


def _add_subjects(
    query: Query,
    view: AmountView,
    subject: Subject,
    own: Mapping[str, str] | None = None,
    *,
    may_count: str = "",
    among: str = "",
) -> None:
    """Add the step `subjects`: `id`, `seg`, and `why` one is left out."""
    metric, cut = _counting(view.metric, subject), query.bind(view.instants[1])
    sql = subjects_sql(query, metric, view.sla.targets, cut, own, may_count=may_count, among=among)
    query.step("known_subjects", sql)
    query.step(
        "subjects",
        "SELECT k.*, coalesce(k.reason, k.gone_reason) AS why FROM known_subjects AS k",
    )


def _counting(metric: Metric, subject: Subject) -> Metric:
    """Give a metric's population for another subject."""
    return metric.model_copy(update={"subject": subject})


def _counted(view: AmountView, subject: Subject, query: Query) -> Found:
    """Read how much was found by row and reason; a row with nothing in it is known to have 0."""
    reasons = reasons_of(_counting(view.metric, subject))
    found = Found({row: Amount(Fraction(0)) for row in range(len(view.sla.targets))})
    for seg, why, days, subjects in query.ask(view.store, _SUM):
        number = _whole(subjects)
        if seg is None:
            found.unassigned += number if why is None else 0
        elif why is not None:
            found.excluded[_whole(seg)][reasons[_whole(why)]] += number
        else:
            found.rows[_whole(seg)] = Amount(Fraction(_whole(days)), number)
    return found


def _whole(value: int | str | None) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
