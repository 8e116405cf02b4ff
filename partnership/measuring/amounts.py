"""Finds what a quantity adds up to in some days, by row of targets; exact, and never a guess.

What happens one by one is counted in SQL on its day. What comes added up is read by period: of the
periods that lie inside the days, at one level of detail. A quantity of which the store holds nothing
is not 0: it is not known, and what is made of it is nothing. Only what is counted one by one can be
known to be 0.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from partnership.clock import day_start
from partnership.documents import SLA, Metric
from partnership.documents.vocabulary import Quantity, Subject
from partnership.errors import PartnershipError, StoreError
from partnership.measuring.aggregates import (
    Entries,
    Entry,
    entries_of,
    months_of,
    place,
    require_one_level,
    spans_in,
)
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.quantities import (
    ATTESTED,
    CAPACITY,
    COMPARABLE,
    COST_ENTRIES,
    COSTS,
    FIELDS,
    FORECASTS,
    HAPPENINGS,
    OPEN_ON_AVERAGE,
    PAY,
    SURVEYED,
)
from partnership.measuring.query import EventStore, Query
from partnership.measuring.required import fields_sql, required_fields_of
from partnership.measuring.scores import answers_of
from partnership.measuring.subjects import reasons_of, subjects_sql
from partnership.store.tables import DECIMAL_PLACES
from partnership.values.periods import Span

ISSUED_LATE = "issued late"
_DAY_ENDS = "day_ends"
_SUM = "SELECT seg, why, sum(days) AS days, count(*) AS subjects FROM found GROUP BY seg, why"


@dataclass(frozen=True, slots=True)
class AmountView:
    """What is seen of quantities: the days of one part of a period, under its terms."""

    store: EventStore
    metric: Metric
    sla: SLA
    """The terms in force on those days; their targets are the rows."""
    zone: str
    first: date
    last: date
    """The last day."""
    seen: date
    """The last day whose events are seen; before `last` where the period still runs."""
    currency: str | None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The periods that lie inside the days."""
        return spans_in(self.first, self.last)

    @property
    def months(self) -> frozenset[Span]:
        """The months of them that are over."""
        return months_of(span for span in spans_in(self.first, self.seen) if span.months == 1)


@dataclass(frozen=True, slots=True)
class Amount:
    """What was found of one quantity in one row of targets."""

    value: Fraction
    n: int = 0
    """How many it counts; 0 of money and full-time equivalents, which are no count."""
    entries: int = 0
    """How many entries it was added up from."""


@dataclass(slots=True)
class Found:
    """What was found of one quantity."""

    rows: dict[int, Amount] = field(default_factory=dict)
    excluded: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unassigned: int = 0
    """What no row of targets takes."""
    there: int = 0
    """How many months the store has entries of."""
    asked: int = 0
    """How many it should have."""


def find(view: AmountView, quantity: Quantity) -> Found:
    """Find what a quantity adds up to.

    Raises:
        StoreError: What is in the store contradicts itself or what was agreed.
        PartnershipError: The definition asks what the store cannot answer.
    """
    if quantity in HAPPENINGS:
        return _happenings(view, quantity)
    if quantity in COSTS:
        return _costs(view, quantity)
    if quantity in SURVEYED:
        return _answers(view, quantity)
    if quantity in ATTESTED:
        return _attestations(view, quantity)
    if quantity in FIELDS:
        return _fields(view, quantity)
    by_name: Mapping[Quantity, Callable[[AmountView], Found]] = {
        OPEN_ON_AVERAGE: _open_on_average,
        "recruiter capacity": _capacity,
        "forecast openings": _forecasts,
    }
    return by_name[quantity](view)


def _happenings(view: AmountView, quantity: Quantity) -> Found:
    """Count each subject once, on the first day it happens."""
    source, query = HAPPENINGS[quantity], Query()
    if source.is_day:
        low, high = view.first.toordinal(), (view.seen + ONE_DAY).toordinal()
    else:
        low, high = _instants(view)
    _add_subjects(query, view, source.subject)
    at = f"e.{source.column}"
    where = f" AND {source.where}" if source.where else ""
    query.step(
        "happened",
        f"SELECT e.{source.key} AS id, min({at}) AS happened_at FROM {source.table} AS e"
        f" WHERE {at} < {query.bind(high)}{where} GROUP BY e.{source.key}",
    )
    query.step(
        "found",
        "SELECT s.seg, s.why, 1 AS days FROM subjects AS s"
        f" JOIN happened AS e ON e.id = s.id WHERE e.happened_at >= {query.bind(low)}",
    )
    return _counted(view, source.subject, query)


def _open_on_average(view: AmountView) -> Found:
    """Add up the days at whose end each opening was open, and divide by the days."""
    days = [date.fromordinal(n) for n in range(view.first.toordinal(), view.seen.toordinal() + 1)]
    ends = [day_start(view.zone, day + ONE_DAY) for day in days]
    view.store.load_table(_DAY_ENDS, {"ends_at": "BIGINT"}, [(end,) for end in ends])
    query = Query()
    last, first = query.bind(ends[-1]), query.bind(ends[0])
    _add_subjects(
        query,
        view,
        "opening",
        {"opened_at": "o.opened_at", "closed_at": "o.closed_at"},
        f" AND o.opened_at < {last} AND (o.closed_at IS NULL OR o.closed_at >= {first})",
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


def _fields(view: AmountView, quantity: Quantity) -> Found:
    """Count the fields that must be filled, or those that are."""
    found = Found()
    column = "filled" if quantity == "required fields filled" else "1"
    for source in required_fields_of(view.metric):
        query = Query()
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
    may_count: str = "",
) -> None:
    """Add the step `subjects`: `id`, `seg`, and `why` one is left out."""
    metric, cut = _counting(view.metric, subject), query.bind(_instants(view)[1])
    sql = subjects_sql(query, metric, view.sla.targets, cut, own, may_count)
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


def _costs(view: AmountView, quantity: Quantity) -> Found:
    every = entries_of(view.store, COST_ENTRIES, view.spans)
    own = [entry for entry in every if _is_cost(entry, quantity)]
    placed = _placed(view, own, COST_ENTRIES)
    _require_one_currency(view, placed)
    if quantity == PAY:
        _require_pay_once(placed)
        require_one_level(_levels(placed), "`cost_entry.first_year_comp`", COST_ENTRIES.many)
    for key in sorted({entry.key[:2] for entry, _ in placed}):
        same = [pair for pair in placed if pair[0].key[:2] == key]
        require_one_level(_levels(same), f"`cost_entry` {' '.join(key)}", COST_ENTRIES.many)
    column = 2 if quantity == PAY else 1
    found = Found(there=len(view.months & months_of(entry.period for entry in every)))
    found.asked = len(view.months)
    for row, entries in _by_row(placed, found).items():
        total = sum(entry.values[column] or 0 for entry in entries)
        found.rows[row] = Amount(_exact(total), entries=len(entries))
    if quantity == PAY:  # a total of few people's pay tells what each has
        hires = _happenings(view, "hires").rows
        for row, pay in found.rows.items():
            found.rows[row] = Amount(pay.value, hires[row].n, pay.entries)
    return found


def _is_cost(entry: Entry, quantity: Quantity) -> bool:
    names = dict(zip(COST_ENTRIES.key, entry.key, strict=True))
    if any(names[column] != word for column, word in COSTS[quantity].items()):
        return False
    comparable, _, pay = entry.values
    if quantity == PAY:
        return pay is not None
    return quantity != COMPARABLE or bool(comparable)


def _require_one_currency(view: AmountView, placed: Sequence[tuple[Entry, int | None]]) -> None:
    """Refuse money of another currency: amounts of two cannot be added up.

    Raises:
        PartnershipError: Nothing says which currency is meant.
        StoreError: An entry is in another one.
    """
    if view.currency is None:
        raise PartnershipError(
            f"{view.metric.path}: `{view.metric.id}` counts money, and no `Partnership` says in which "
            "currency"
        )
    others = [entry.key[2] for entry, _ in placed if entry.key[2] != view.currency]
    if others:
        raise StoreError(
            f"`cost_entry`: column `currency` holds {_listed(sorted(set(others)))} in {len(others)} "
            f"of the {len(placed)} entries counted from {view.first} to {view.last}; only "
            f"`{view.currency}`, the partnership's currency, is added up"
        )


def _require_pay_once(placed: Sequence[tuple[Entry, int | None]]) -> None:
    stands = Counter((entry.period, tuple(sorted(entry.segment.items()))) for entry, _ in placed)
    twice = sum(1 for count in stands.values() if count > 1)
    if twice:
        raise StoreError(
            f"`cost_entry`: column `first_year_comp` stands on several entries of {twice} "
            f"segment{'s' if twice > 1 else ''}, which would count some twice; write a segment's "
            "total on one of them"
        )


def _capacity(view: AmountView) -> Found:
    """Give the provider's full-time equivalents, averaged over the months that are there."""
    entries = entries_of(view.store, CAPACITY, view.spans, {"party": "provider"})
    placed = _placed(view, entries, CAPACITY)
    require_one_level(_levels(placed), "`capacity`", CAPACITY.many)
    found = Found()
    rows = _by_row(placed, found)
    for row, own in rows.items():
        total = sum((entry.values[0] or 0) * entry.period.months for entry in own)
        months = len(months_of(entry.period for entry in own))
        found.rows[row] = Amount(_exact(total) / months, entries=len(own))
    _count_months(view, found, rows.values())
    return found


def _forecasts(view: AmountView) -> Found:
    """Add up the last forecast of each period and segment that was issued before the period."""
    last: dict[tuple[Span, tuple[tuple[str, str], ...]], Entry] = {}
    late: list[Entry] = []
    for entry in entries_of(view.store, FORECASTS, view.spans):
        if (entry.values[0] or 0) >= entry.period.first.toordinal():
            late.append(entry)
            continue
        key = (entry.period, tuple(sorted(entry.segment.items())))
        there = last.get(key)
        if there is None or (entry.values[0] or 0) > (there.values[0] or 0):
            last[key] = entry
    placed = _placed(view, list(last.values()), FORECASTS)
    require_one_level(_levels(placed), "`forecast`", FORECASTS.many)
    found = Found()
    rows = _by_row(placed, found)
    for row, own in rows.items():
        total = sum(entry.values[1] or 0 for entry in own)
        found.rows[row] = Amount(Fraction(total), total, len(own))
    for _, late_row in _placed(view, late, FORECASTS):
        if late_row is not None:
            found.excluded[late_row][ISSUED_LATE] += 1
    _count_months(view, found, rows.values())
    return found


def _count_months(view: AmountView, found: Found, rows: Iterable[Sequence[Entry]]) -> None:
    """Count the months that each row has entries of; one without any has nothing to be made of."""
    covered = [len(view.months & months_of(entry.period for entry in own)) for own in rows]
    found.there, found.asked = sum(covered), len(view.months) * max(len(covered), 1)


def _answers(view: AmountView, quantity: Quantity) -> Found:
    answers, _ = answers_of(view.store, view.metric, view.sla.targets, view.spans)
    found = Found()
    for row, one in answers.items():
        if one.answered > one.invited:
            survey = view.metric.answers.survey if view.metric.answers else ""
            raise StoreError(
                f"survey `{survey}`: {one.answered} answers were given by {one.invited} who were asked"
            )
        number = one.answered if quantity == "survey responses" else one.invited
        if row is None:
            found.unassigned += number
        else:
            found.rows[row] = Amount(Fraction(number), number)
    return found


def _attestations(view: AmountView, quantity: Quantity) -> Found:
    """Add up what was attested on a topic, of the party that owes it."""
    metric, query = view.metric, Query()
    if metric.topic is None:
        raise PartnershipError(f"{metric.path}: `{quantity}` of `{metric.id}` needs a `topic`")
    narrowed = [*metric.where, *(name for target in view.sla.targets for name in target.when)]
    if narrowed:
        raise PartnershipError(f"{metric.path}: attestations do not carry `{narrowed[0]}`")
    days = query.bind(view.first.toordinal()), query.bind((view.seen + ONE_DAY).toordinal())
    party = "" if view.sla.owed_by == "both" else f" AND v.party = {query.bind(view.sla.owed_by)}"
    sql = (
        "SELECT count(*) AS entries, coalesce(sum(v.covered), 0) AS covered,"
        " coalesce(sum(v.required), 0) AS required,"
        " coalesce(sum(CASE WHEN v.covered > v.required OR v.covered < 0 THEN 1 ELSE 0 END), 0)"
        f" AS wrong FROM attestation AS v WHERE v.topic = {query.bind(metric.topic)}"
        f' AND v."date" >= {days[0]} AND v."date" < {days[1]}{party}'
    )
    entries, covered, required, wrong = (_whole(value) for value in query.ask(view.store, sql)[0])
    if wrong:
        raise StoreError(
            f"`attestation`: column `covered` is above `required`, or below 0, in {wrong} of the "
            f"{entries} rows of `{metric.topic}` from {view.first} to {view.last}"
        )
    number = covered if quantity == "attested" else required
    return Found({0: Amount(Fraction(number), number, entries)} if entries else {})


def _placed(
    view: AmountView, entries: Iterable[Entry], source: Entries
) -> list[tuple[Entry, int | None]]:
    """Give the entries that are counted, with their row of targets."""
    found = []
    for entry in entries:
        counts, row = place(entry, view.metric, view.sla.targets, source.many)
        if counts:
            found.append((entry, row))
    return found


def _levels(
    placed: Iterable[tuple[Entry, int | None]],
) -> list[tuple[Span, tuple[str, ...]]]:
    return [(entry.period, entry.dimensions) for entry, _ in placed]


def _by_row(placed: Iterable[tuple[Entry, int | None]], found: Found) -> dict[int, list[Entry]]:
    rows: dict[int, list[Entry]] = {}
    for entry, row in placed:
        if row is None:
            found.unassigned += 1
        else:
            rows.setdefault(row, []).append(entry)
    return rows


def _instants(view: AmountView) -> tuple[int, int]:
    return day_start(view.zone, view.first), day_start(view.zone, view.seen + ONE_DAY)


def _exact(ten_thousandths: int) -> Fraction:
    return Fraction(ten_thousandths, 10**DECIMAL_PLACES)


def _listed(words: Sequence[str]) -> str:
    return " and ".join(f"`{word}`" for word in words)


def _whole(value: int | str | None) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
