"""Subjects whose clock still runs, by the day they are due: counted by the measurement's statement.

The statement that counts a period places subjects by day into parts of the period. Asked for the
days that are not over, each a part of its own, it says how many are due on each of them: those still
open, those that have stopped already, and those whose clock stands still. Only counts come out.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from partnership.documents import Metric
from partnership.documents.sla import Target
from partnership.measuring.business_time import LoadedTime
from partnership.measuring.counting import Counting, is_kept, view_of
from partnership.measuring.definitions import Definition
from partnership.measuring.durations import duration_query
from partnership.measuring.periods import ONE_DAY, Part, last_seen
from partnership.measuring.quantities import is_of_people
from partnership.measuring.query import Query
from partnership.measuring.tallies import SMALLEST
from partnership.measuring.views import View

LIMITED = {"share within", "share beyond"}
"""Statistics of clocks that have a limit, and so a day on which they are due."""
STILL = ("open", "closed", "not yet due")
OPEN_AT_END = "open at the end"


@dataclass(slots=True)
class Flight:
    """The subjects of one row in one part of a running period that are not decided yet."""

    due: Counter[date] = field(default_factory=Counter)
    """Open subjects by the day they are due."""
    length: Counter[int] = field(default_factory=Counter)
    """The same by the length of their clock so far, in the metric's unit, rounded up."""
    stopped: int = 0
    """Subjects that have stopped in time and are placed by a due date still to come."""
    failed: int = 0
    """Subjects that have stopped too early and are placed by a due date still to come."""
    paused: int = 0
    """Subjects whose clock stands still, so that nobody knows when they are due."""
    takes_new: bool = True
    """Whether a subject that starts now may still be counted."""


Flights = defaultdict[tuple[int, str], Flight]
"""By number of the part and id of the row."""


def count_flights(counting: Counting) -> Flights:
    """Count what is in flight in a period that is not over.

    Raises:
        PartnershipError: The SLA asks for what cannot be counted.
    """
    flights: Flights = defaultdict(Flight)
    metric, sla = counting.definitions[-1].metric, counting.parts[-1].sla
    if metric.type == "duration" and sla.statistic.name in LIMITED and sla.placed_by != OPEN_AT_END:
        for definition in counting.definitions:
            _add(counting, definition, flights)
    for index, part in enumerate(counting.parts):
        for target in part.sla.targets:
            flights[index, target.id].takes_new = _takes_new(counting, part, target)
    return flights


def _add(counting: Counting, definition: Definition, flights: Flights) -> None:
    """Ask one definition's statement for the days that are not over."""
    sla = definition.sla
    days = list(_days_left(counting))
    if not days:
        return
    view = _by_due_day(counting, definition, days)
    query = duration_query(view)
    for day, state, seg, origin, amount, subjects in query.ask(
        counting.tables.store, _select(query, counting, view, sla.placed_by)
    ):
        target = sla.targets[_whole(seg)]
        number, length = _whole(subjects), _whole(amount) // view.unit.size
        for index in _parts_of(counting, sla.placed_by, days[_whole(day)], state, origin):
            flight = flights[index, target.id]
            if state == "not yet due":
                flight.paused += number
            elif state == "open":
                flight.due[days[_whole(day)]] += number
                flight.length[length] += number
            elif sla.placed_by == "due date" and is_kept(sla, target, length):
                flight.stopped += number
            elif sla.placed_by == "due date":
                flight.failed += number


def _days_left(counting: Counting) -> Iterator[date]:
    """Yield the days on which something may still be due, from the first that is not seen."""
    horizon = last_seen(counting.parts[-1].sla, counting.period, counting.definitions[-1].calendar)
    day = max(counting.last + ONE_DAY, counting.parts[0].first)
    while day <= horizon:
        yield day
        day += ONE_DAY


def _by_due_day(counting: Counting, definition: Definition, days: list[date]) -> View:
    """Give the same view of the same subjects, placed by due date into days."""
    view = view_of(counting, definition, with_relief=True)
    placed = definition.sla.model_copy(update={"placed_by": "due date"})
    return replace(
        view,
        definition=replace(definition, sla=placed),
        time=_time(counting, definition, days[-1]),
        parts=tuple((day, day) for day in days),
    )


def _time(counting: Counting, definition: Definition, last: date) -> LoadedTime:
    return counting.tables.of(definition.calendar, counting.earliest, last + ONE_DAY)


def _select(query: Query, counting: Counting, view: View, placed_by: str) -> str:
    """Write the final `SELECT`: how many subjects of each state are due on each day."""
    states = query.bind_all(STILL)
    origin, join = "0", ""
    if placed_by == "start":
        cases = " ".join(
            f"WHEN t.start_at >= {query.bind(view.starts(part.first))}"
            f" AND t.start_at < {query.bind(view.starts(part.last + ONE_DAY))} THEN {index}"
            for index, part in enumerate(counting.parts)
        )
        origin, join = f"CASE {cases} END", " JOIN timed AS t ON t.id = p.id"
    return (
        "SELECT part, state, seg, origin, amount, count(*) AS subjects FROM"
        f" (SELECT p.part, p.state, p.seg, p.amount, {origin} AS origin FROM placed AS p{join}"
        f" WHERE p.part IS NOT NULL AND p.seg IS NOT NULL AND p.why IS NULL"
        f" AND p.state IN ({states})) AS still"
        " WHERE origin IS NOT NULL GROUP BY part, state, seg, origin, amount"
    )


def _parts_of(
    counting: Counting, placed_by: str, day: date, state: object, origin: object
) -> Iterator[int]:
    """Yield the parts of the period in which a subject may come to be counted."""
    if placed_by == "start":
        yield _whole(origin)
        return
    if placed_by == "stop":
        yield len(counting.parts) - 1
        return
    for index, part in enumerate(counting.parts):
        is_left = part.last > counting.last
        if part.first <= day <= part.last if state != "not yet due" else is_left:
            yield index


def _takes_new(counting: Counting, part: Part, target: Target) -> bool:
    """Whether a subject whose clock starts after what is seen may be counted in a part."""
    sla, first_unseen = part.sla, counting.last + ONE_DAY
    is_over = part.last <= counting.last
    if sla.placed_by == "start" or is_over:
        return not is_over
    adds_misses = sla.missing_data is not None and sla.missing_data.then == "fail"
    if sla.placed_by != "due date" or adds_misses:
        return True
    return any(
        _may_be_due(counting, definition, max(first_unseen, definition.first), part, target)
        for definition in counting.definitions
        if definition.last >= first_unseen and definition.first <= part.last
    )


def _may_be_due(
    counting: Counting, definition: Definition, first: date, part: Part, target: Target
) -> bool:
    """Whether a clock that starts on a day, or later, is due by the end of a part."""
    within = next((one.within for one in definition.sla.targets if one.id == target.id), None)
    if within is None:
        return any(one.id == target.id for one in definition.sla.targets)
    view = view_of(counting, definition, with_relief=False)
    time = _time(counting, definition, part.last)
    due = time.at_start_of(view.unit, first) + within.amount * view.unit.size
    return due < time.at_start_of(view.unit, part.last + ONE_DAY)


def written_flights(
    counting: Counting, flights: Flights, withheld: set[tuple[int, str]]
) -> list[dict[str, Any]]:
    """Give what is in flight as data, a row for each row of targets; of people only larger totals.

    Args:
        counting: What was counted.
        flights: What is in flight.
        withheld: The rows of the period's counts that are too small to be published.
    """
    metric = counting.definitions[-1].metric
    return [
        _row(
            part,
            target.id,
            flights[index, target.id],
            metric,
            is_withheld=(index, target.id) in withheld,
        )
        for index, part in enumerate(counting.parts)
        for target in part.sla.targets
    ]


def _row(
    part: Part, name: str, flight: Flight, metric: Metric, *, is_withheld: bool
) -> dict[str, Any]:
    named: dict[str, Any] = {"segment": name, "from": str(part.first), "to": str(part.last)}
    numbers = {
        "open": flight.due.total(),
        "stopped": flight.stopped,
        "failed": flight.failed,
        "paused": flight.paused,
    }
    takes = {"takes_new": flight.takes_new}
    if is_of_people(metric):
        if is_withheld or any(0 < number < SMALLEST for number in numbers.values()):
            return named | takes | {"withheld": True}
        return named | numbers | takes
    due = {str(day): number for day, number in sorted(flight.due.items())}
    length = {str(size): number for size, number in sorted(flight.length.items())}
    return named | numbers | {"due": due, "length": length} | takes


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
