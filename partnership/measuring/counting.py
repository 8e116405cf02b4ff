"""Asks the store for one SLA's counts in one period, and adds up its answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from partnership.clock import Unit
from partnership.documents import SLA
from partnership.documents.sla import Target
from partnership.errors import PartnershipError
from partnership.measuring.aggregates import covered, spans_in
from partnership.measuring.business_time import TimeTables
from partnership.measuring.definitions import Definition
from partnership.measuring.durations import divided, duration_query, tally_select
from partnership.measuring.excuses import Excuse, court_select
from partnership.measuring.gate import Look, look
from partnership.measuring.instants import known_by_day
from partnership.measuring.pauses import (
    PAUSE_EVENTS,
    agrees_holds,
    conflicts_select,
    standing_select,
)
from partnership.measuring.periods import ONE_DAY, Part, days_of
from partnership.measuring.query import Query
from partnership.measuring.ratios import UNDECIDED, outcomes_of, ratio_query
from partnership.measuring.reached import reached_query
from partnership.measuring.reliefs import AcceptedRelief, is_pause, require_usable
from partnership.measuring.scores import answers_of
from partnership.measuring.subjects import MISSING_DATA, reasons_of
from partnership.measuring.summing import Way, made_by_part, way_of
from partnership.measuring.supported import require_supported
from partnership.measuring.tallies import Gate, Tally
from partnership.measuring.views import View
from partnership.values.periods import Span

CONFLICTING, STANDING = "conflicting holds", "standing holds"
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
    excuses: Mapping[str, Excuse] = field(default_factory=dict)
    """The promises that excuse this one, by id."""
    gate: Gate = field(default_factory=Gate)

    @property
    def days(self) -> tuple[date, date]:
        """The period's first and last day."""
        return days_of(self.period, self.parts[-1].sla.window)

    @property
    def months(self) -> frozenset[Span]:
        """The months that are over, of the days under any terms."""
        first, last = self.parts[0].first, min(self.parts[-1].last, self.last)
        return frozenset(span for span in spans_in(first, last) if span.months == 1)

    @property
    def earliest(self) -> date:
        """The first day of any terms under which something is counted."""
        excusing = [one for excuse in self.excuses.values() for one in excuse.definitions]
        days = [one.first for one in (*self.definitions, *excusing)]
        return min(self.parts[0].first, *days)

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
    way = way_of(metric)
    match metric.type:
        case _ if way:
            tallies, unrelieved = _count_made(counting, way), None
        case "duration":
            tallies, unrelieved = _count_durations(counting)
        case "ratio" if metric.start:
            tallies, unrelieved = _count_reached(counting), None
        case "ratio":
            tallies, unrelieved = _count_ratios(counting), None
        case _:
            tallies, unrelieved = _count_scores(counting), None
    counting.gate.complete += sum(tally.complete for tally in tallies.values())
    if metric.type in {"duration", "ratio"} or metric.amount:
        look(_look(counting), counting.gate)
    return tallies, unrelieved


def _count_made(counting: Counting, way: Way) -> Tallies:
    tallies: Tallies = defaultdict(Tally)
    for index, made in made_by_part(counting, way):
        targets = counting.parts[index].sla.targets
        for row, one in made.rows.items():
            tallies[index, targets[row].id].made = one
        counting.gate.unassigned += made.unassigned
        counting.gate.shares.extend(made.shares)
    return tallies


def _count_durations(counting: Counting) -> tuple[Tallies, Tallies | None]:
    tallies: Tallies = defaultdict(Tally)
    for definition in counting.definitions:
        view = view_of(counting, definition, with_relief=True)
        query = duration_query(view)
        found, holds = divided(_ask(counting, query, tally_select(_holds(view))))
        _require_one_unit(counting, definition, found)
        _add(counting, definition, found, tallies, counting.gate)
        if view.excuses:
            _add_courts(definition, _ask(counting, query, court_select(query, view)), tallies)
        counting.gate.conflicting_holds += holds[CONFLICTING]
        counting.gate.standing_holds += holds[STANDING]
    extends = counting.reliefs and counting.parts[-1].sla.relief == "extend the clock"
    if not extends and not counting.excuses:
        return tallies, None
    unrelieved: Tallies = defaultdict(Tally)
    for definition in counting.definitions:
        query = duration_query(view_of(counting, definition, with_relief=False))
        _add(counting, definition, _ask(counting, query, tally_select()), unrelieved, Gate())
    return tallies, unrelieved


def _add_courts(
    definition: Definition,
    found: Sequence[tuple[int | str | None, ...]],
    tallies: Tallies,
) -> None:
    """Add in whose court subjects lay to the tallies of their rows."""
    for part, seg, subjects, waited, ran in found:
        court = tallies[_whole(part), definition.sla.targets[_whole(seg)].id].court
        court.subjects += _whole(subjects)
        court.waited += _whole(waited)
        court.ran += _whole(ran)


def _holds(view: View) -> dict[str, str]:
    """Give what else is asked of a period's subjects, by name: each a `SELECT` of how many."""
    asked = {}
    if agrees_holds(view):
        asked[CONFLICTING] = conflicts_select()
    if PAUSE_EVENTS.keys() & set(view.definition.sla.pauses):
        asked[STANDING] = standing_select(view)
    return asked


def view_of(counting: Counting, definition: Definition, *, with_relief: bool) -> View:
    """Give what a definition's statement sees, with or without relief, derived relief included."""
    time = counting.tables.of(definition.calendar, counting.earliest, counting.last + ONE_DAY)
    sla = definition.sla
    reliefs = [one for one in counting.reliefs if with_relief or is_pause(sla, one)]
    excuses = tuple(_excusing(counting, definition)) if with_relief else ()
    by_day = known_by_day(counting.tables, definition)
    return View(definition, time, counting.last, counting.seen, reliefs, excuses, by_day)


def _excusing(counting: Counting, definition: Definition) -> Iterator[View]:
    """Yield what is seen of the promises that excuse a definition: all their clocks so far."""
    for name in definition.sla.excused_by:
        excuse = counting.excuses[name]
        for one in excuse.definitions:
            require_supported(one)
            if one.first <= counting.last:
                time = counting.tables.of(one.calendar, counting.earliest, counting.last + ONE_DAY)
                seen = ((one.first, counting.last),)
                by_day = known_by_day(counting.tables, one)
                yield View(one, time, counting.last, seen, excuse.reliefs, by_day=by_day)


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
            _count_missing(counting, tally, _whole(part), number)
        elif state == "not yet due":
            tally.not_yet_due += number
        else:
            length = _whole(amount) // size
            kept = is_kept(definition.sla, target, length)
            if state == "open" and definition.sla.statistic.name != "share beyond":
                has_limit = target.within is not None
                tally.open[length] += number
                tally.open_late += number if has_limit else 0
                tally.excused_open[length] += number if relieved and has_limit else 0
            else:
                _count_clock(tally, str(state), length, number, kept, covered=bool(relieved))


def is_kept(sla: SLA, target: Target, length: int) -> bool:
    """Whether a clock of a length keeps the limit of its row, or outlasts it."""
    if target.within is None:
        return True
    is_beyond = sla.statistic.name == "share beyond"
    return length >= target.within.amount if is_beyond else length <= target.within.amount


def _count_clock(
    tally: Tally,
    state: str,
    length: int,
    number: int,
    is_kept: bool,  # noqa: FBT001
    *,
    covered: bool,
) -> None:
    bins, excused = tally.closed, tally.excused_closed
    if state != "closed":
        bins, excused = tally.open, tally.excused_open
    bins[length] += number
    if is_kept:
        tally.on_time += number
        return
    tally.late += number
    if covered:
        excused[length] += number


def _count_ratios(counting: Counting) -> Tallies:
    tallies: Tallies = defaultdict(Tally)
    for definition in counting.definitions:
        metric, names = definition.metric, outcomes_of(definition)
        reasons = reasons_of(metric)
        query, select = ratio_query(definition, counting.last, counting.seen)
        for part, seg, why, outcome, of_which, subjects in _ask(counting, query, select):
            number, name = _whole(subjects), names[_whole(outcome)]
            if seg is None:
                counting.gate.unassigned += number if why is None else 0
                continue
            tally = tallies[_whole(part), definition.sla.targets[_whole(seg)].id]
            if why is not None:
                tally.excluded[reasons[_whole(why)]] += number
            elif name in metric.numerator and of_which:
                tally.on_time += number
            elif name in metric.denominator:
                tally.late += number
            else:
                tally.excluded[name] += number
    return tallies


def _count_reached(counting: Counting) -> Tallies:
    tallies: Tallies = defaultdict(Tally)
    for definition in counting.definitions:
        query, select = reached_query(view_of(counting, definition, with_relief=False))
        for part, state, seg, why, subjects in _ask(counting, query, select):
            number = _whole(subjects)
            if state == "out of order":
                counting.gate.out_of_order += number
                continue
            if seg is None:
                counting.gate.unassigned += number if why is None else 0
                continue
            tally = tallies[_whole(part), definition.sla.targets[_whole(seg)].id]
            if why is not None:
                tally.excluded[reasons_of(definition.metric)[_whole(why)]] += number
            elif state == "missing":
                _count_missing(counting, tally, _whole(part), number)
            elif state == UNDECIDED:
                tally.excluded[UNDECIDED] += number
            elif state == "reached":
                tally.on_time += number
            else:
                tally.late += number
    return tallies


def _count_missing(counting: Counting, tally: Tally, part: int, number: int) -> None:
    """Count subjects with incomplete events: a miss, where that is agreed."""
    counting.gate.missing += number
    agreed = counting.parts[part].sla.missing_data
    if agreed and agreed.then == "fail":
        tally.failed += number
    else:
        tally.excluded[MISSING_DATA] += number


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
        counting.tables.store, definition.metric, targets, spans_in(*counting.days)
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
    placed = [one.periods for index, one in found.items() if index is not None]
    there, asked = covered(counting.months, placed)
    counting.gate.shares += [Fraction(there, asked)] if asked else []
    return tallies


def _look(counting: Counting) -> Look:
    """Give what the data gate looks at: the last terms' rows in the whole period."""
    definition, (first, last) = counting.definitions[-1], counting.days
    time = counting.tables.of(definition.calendar, counting.earliest, counting.last + ONE_DAY)
    tables = counting.tables
    last = min(last, counting.last)
    return Look(tables.store, definition, time, first, last, tables.looked, tables.sound)


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
