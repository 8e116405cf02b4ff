"""Asks the store for one SLA's counts in one period, and adds up its answers."""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from partnership.clock import Unit, day_start
from partnership.errors import PartnershipError
from partnership.measuring.business_time import TimeTables
from partnership.measuring.definitions import Definition
from partnership.measuring.durations import duration_query, tally_select
from partnership.measuring.events import EventSource, lineage, source_of
from partnership.measuring.periods import ONE_DAY, Part, days_of
from partnership.measuring.query import Query
from partnership.measuring.ratios import OUTCOMES, outcomes_of, ratio_query
from partnership.measuring.reliefs import AcceptedRelief, require_usable
from partnership.measuring.scores import answers_of
from partnership.measuring.subjects import MISSING_DATA, reasons_of
from partnership.measuring.tallies import Gate, Tally
from partnership.measuring.views import View
from partnership.values.periods import Span

Tallies = defaultdict[tuple[int, str], Tally]
"""By number of the part and id of the row."""


@dataclass(slots=True)
class Counting:
    """What is asked for, and what is noticed on the way."""

    tables: TimeTables
    period: Span
    parts: tuple[Part, ...]
    definitions: tuple[Definition, ...]
    last: date
    """The last day whose events are seen."""
    reliefs: Sequence[AcceptedRelief] = ()
    gate: Gate = field(default_factory=Gate)

    @property
    def days(self) -> tuple[date, date]:
        """The period's first and last day."""
        return days_of(self.period, self.parts[-1].sla.window)

    @property
    def seen(self) -> tuple[tuple[date, date], ...]:
        """Give the days of each part, as far as events are seen."""
        return tuple(
            (part.first, min(part.last, self.last))
            for part in self.parts
            if part.first <= self.last
        )


def count(counting: Counting) -> tuple[Tallies, Tallies | None]:
    """Count with relief, and again without where relief stops clocks."""
    metric = counting.definitions[-1].metric
    for definition in counting.definitions:
        require_usable(counting.tables.store, definition.sla, definition.metric, counting.reliefs)
    match metric.type:
        case "duration":
            tallies, unrelieved = _count_durations(counting)
        case "ratio":
            tallies, unrelieved = _count_ratios(counting), None
        case _:
            tallies, unrelieved = _count_scores(counting), None
    counting.gate.complete += sum(tally.complete for tally in tallies.values())
    if metric.type != "score":
        counting.gate.orphans = _orphans(counting)
    return tallies, unrelieved


def _count_durations(counting: Counting) -> tuple[Tallies, Tallies | None]:
    tallies: Tallies = defaultdict(Tally)
    for definition in counting.definitions:
        view = _view(counting, definition, counting.reliefs)
        query = duration_query(view)
        found = _ask(counting, query, tally_select())
        _require_one_unit(counting, definition, found)
        _add(counting, definition, found, tallies, counting.gate)
    if not counting.reliefs or counting.parts[-1].sla.relief != "extend the clock":
        return tallies, None
    unrelieved: Tallies = defaultdict(Tally)
    for definition in counting.definitions:
        query = duration_query(_view(counting, definition, ()))
        _add(counting, definition, _ask(counting, query, tally_select()), unrelieved, Gate())
    return tallies, unrelieved


def _view(counting: Counting, definition: Definition, reliefs: Sequence[AcceptedRelief]) -> View:
    first = min(definition.first, counting.parts[0].first)
    time = counting.tables.of(definition.calendar, first, counting.last + ONE_DAY)
    return View(definition, time, counting.last, counting.seen, reliefs)


def _add(
    counting: Counting,
    definition: Definition,
    found: Sequence[tuple[int | str | None, ...]],
    tallies: Tallies,
    gate: Gate,
) -> None:
    """Add a statement's answer to the tallies of its rows."""
    reasons = reasons_of(definition.metric)
    size = Unit(definition.metric.unit).size
    for part, state, seg, why, relieved, amount, subjects in found:
        number = _whole(subjects)
        if state == "out of order":
            gate.out_of_order += number
            continue
        if state == "unassigned" or seg is None:
            gate.unassigned += number
            continue
        target = definition.sla.targets[_whole(seg)]
        tally = tallies[_whole(part), target.id]
        if state == "excluded":
            tally.excluded[reasons[_whole(why)]] += number
        elif state == "missing":
            gate.missing += number
            agreed = counting.parts[_whole(part)].sla.missing_data
            if agreed and agreed.then == "fail":
                tally.failed += number
            else:
                tally.excluded[MISSING_DATA] += number
        elif state == "not yet due":
            tally.not_yet_due += number
        else:
            limit = target.within.amount if target.within else None
            length = _whole(amount) // size
            _count_clock(tally, str(state), length, limit, number, covered=bool(relieved))


def _count_clock(
    tally: Tally, state: str, length: int, limit: int | None, number: int, *, covered: bool
) -> None:
    if state == "open":
        tally.open[length] += number
        tally.open_late += number if limit is not None else 0
        if covered and limit is not None:
            tally.excused_open[length] += number
        return
    tally.closed[length] += number
    if limit is None or length <= limit:
        tally.on_time += number
        return
    tally.late += number
    if covered:
        tally.excused_closed[length] += number


def _count_ratios(counting: Counting) -> Tallies:
    tallies: Tallies = defaultdict(Tally)
    for definition in counting.definitions:
        metric, names = definition.metric, outcomes_of(definition)
        reasons = reasons_of(metric)
        query, select = ratio_query(definition, counting.last, counting.seen)
        for part, seg, why, outcome, subjects in _ask(counting, query, select):
            number, name = _whole(subjects), names[_whole(outcome)]
            if seg is None:
                counting.gate.unassigned += number if why is None else 0
                continue
            tally = tallies[_whole(part), definition.sla.targets[_whole(seg)].id]
            if why is not None:
                tally.excluded[reasons[_whole(why)]] += number
            elif name in metric.numerator:
                tally.on_time += number
            elif name in metric.denominator:
                tally.late += number
            else:
                tally.excluded[name] += number
    return tallies


def _count_scores(counting: Counting) -> Tallies:
    """Count answers under the terms of the last day: they carry a period and no day."""
    definition = counting.definitions[-1]
    if len(counting.parts) > 1:
        sla = counting.parts[-1].sla
        raise PartnershipError(
            f"{sla.path}: the terms of `{sla.id}` change inside {counting.period}, and survey answers "
            "have no day; write `on_change: terms of the last day`"
        )
    targets = counting.parts[-1].sla.targets
    found, _answered = answers_of(
        counting.tables.store, definition.metric, targets, _spans(*counting.days)
    )
    tallies: Tallies = defaultdict(Tally)
    for index, answers in found.items():
        if index is None:
            counting.gate.unassigned += answers.scores.total()
            continue
        tally = tallies[0, targets[index].id]
        tally.closed = Counter(answers.scores)
        tally.on_time = answers.scores.total()
        tally.invited = answers.invited
        counting.gate.missing += answers.answered - answers.scores.total()
    return tallies


def _spans(first: date, last: date) -> tuple[Span, ...]:
    """Give every month, quarter and year that lies inside some days."""
    found = []
    for months in ("month", "quarter", "year"):
        span = Span.containing(first, months)
        while span.first <= last:
            if span.first >= first and span.last <= last:
                found.append(span)
            span = span.next
    return tuple(found)


def _orphans(counting: Counting) -> int:
    """Count the period's rows of the metric's own tables that belong to nothing."""
    metric = counting.definitions[-1].metric
    sources = [source_of(event.event) for event in (metric.start, metric.stop) if event]
    if not sources:
        outcome = OUTCOMES[metric.subject]
        sources = [EventSource(outcome.table, outcome.decided)]
    zone, (first, last) = counting.definitions[-1].calendar.time_zone, counting.days
    after = min(last, counting.last) + ONE_DAY
    total = 0
    for source in sources:
        low, high = (
            day.toordinal() if source.is_day else day_start(zone, day) for day in (first, after)
        )
        joins, broken = lineage(source.table)
        query = Query()
        where = f" AND {source.where}" if source.where else ""
        sql = (
            f"SELECT count(*) AS orphans FROM {source.table} AS e{joins} WHERE ({broken})"
            f" AND e.{source.column} >= {query.bind(low)} AND e.{source.column} < {query.bind(high)}"
            f"{where}"
        )
        total += _whole(_ask(counting, query, sql)[0][0])
    return total


def _require_one_unit(
    counting: Counting, definition: Definition, found: Sequence[tuple[int | str | None, ...]]
) -> None:
    """Refuse to add up bins of two units where the unit changes while clocks run.

    Raises:
        PartnershipError: Subjects were counted in a unit that is no longer the metric's.
    """
    now = counting.definitions[-1].metric
    if found and definition.metric.unit != now.unit:
        raise PartnershipError(
            f"{now.path}: `{now.id}` counts {now.unit} since clocks of {counting.period} started "
            f"that count {definition.metric.unit}; give the new unit a metric of its own"
        )


def _ask(counting: Counting, query: Query, select: str) -> Sequence[tuple[int | str | None, ...]]:
    return query.ask(counting.tables.store, select)


def _whole(value: int | str | None) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
