"""The subjects behind a row of counts, one by one: by token, with their clocks, from the store.

The statement that counts is asked for its rows instead of its sums, so that what is listed is what
was counted. Nothing of it is written anywhere: a token may stand on a screen, never in git.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnership.clock import Pause
from partnership.documents import SLA
from partnership.documents.sla import Target
from partnership.errors import WrongUsage
from partnership.measuring.counting import Counting, is_kept, view_of
from partnership.measuring.definitions import Definition
from partnership.measuring.durations import duration_query
from partnership.measuring.pauses import FAR
from partnership.measuring.query import Query
from partnership.measuring.ratios import UNDECIDED, outcomes_of, ratio_query
from partnership.measuring.reached import reached_query
from partnership.measuring.subjects import MISSING_DATA, reasons_of
from partnership.measuring.summing import way_of
from partnership.measuring.views import View

Answer = tuple[int | str | None, ...]
CLOCKS = (
    "SELECT p.id, p.part, p.state, p.seg, p.why, p.relieved, p.amount, t.start_at, t.stop_at"
    " FROM placed AS p LEFT JOIN timed AS t ON t.id = p.id"
    " WHERE p.part IS NOT NULL ORDER BY p.id"
)
PAUSES = "SELECT m.id, m.from_at, m.until_at FROM merged AS m ORDER BY m.id, m.from_at"
DECIDED = (
    "SELECT id, part, seg, why, outcome, of_which FROM decided WHERE part IS NOT NULL ORDER BY id"
)
REACHED = "SELECT id, part, state, seg, why FROM decided WHERE part IS NOT NULL ORDER BY id"


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject in one row of one part of a period; instants are seconds since 1970 in UTC."""

    token: str
    part: int
    segment: str
    what: str
    """What it was counted as, in words: `on time`, `late`, `left out: evergreen`."""
    is_counted: bool
    """Whether it is one of those counted, the denominator."""
    is_met: bool = False
    """Whether it is in the numerator."""
    start: int | None = None
    stop: int | None = None
    due: int | None = None
    """The last instant that is on time, where there is a limit and the calendar goes that far."""
    length: int | None = None
    """How long its clock ran, net of what it stood still, in the metric's unit, rounded up."""
    pauses: tuple[tuple[int, int | None], ...] = ()
    """When its clock stood still; without an end where it still does."""


def list_subjects(counting: Counting) -> Iterator[Subject]:
    """Yield the subjects of a period that have a row, by token within each of its definitions.

    Raises:
        WrongUsage: What is counted has no subjects of its own in the store.
        PartnershipError: The definition asks what the store cannot answer.
    """
    metric = counting.definitions[-1].metric
    if way_of(metric) or metric.type not in {"duration", "ratio"}:
        raise WrongUsage(
            f"`{metric.id}` is made of counts that were added up elsewhere, so the event store "
            "has no subjects to list"
        )
    for definition in counting.definitions:
        if metric.type == "duration":
            yield from _clocks(counting, definition)
        elif metric.start:
            yield from _reached(counting, definition)
        else:
            yield from _outcomes(counting, definition)


def _clocks(counting: Counting, definition: Definition) -> Iterator[Subject]:
    view = view_of(counting, definition, with_relief=True)
    query = duration_query(view)
    stood = _pauses(counting, query)
    for token, part, state, seg, why, relieved, amount, start, stop in query.ask(
        counting.tables.store, CLOCKS
    ):
        if seg is None:
            continue
        target, index = definition.sla.targets[_whole(seg)], _whole(part)
        terms = counting.parts[index].sla
        length = _whole(amount) // view.unit.size
        reason = reasons_of(definition.metric)[_whole(why)] if why is not None else ""
        what, is_counted, is_met = _told(
            terms, definition.sla, target, str(state), length, reason, covered=bool(relieved)
        )
        has_clock = start is not None
        pauses = stood.get(str(token), ())
        yield Subject(
            token=str(token),
            part=index,
            segment=target.id,
            what=what,
            is_counted=is_counted,
            is_met=is_met,
            start=_maybe(start),
            stop=_maybe(stop),
            due=_due(view, target, _whole(start), pauses) if has_clock else None,
            length=length if has_clock else None,
            pauses=pauses,
        )


def _pauses(counting: Counting, query: Query) -> dict[str, tuple[tuple[int, int | None], ...]]:
    found: dict[str, tuple[tuple[int, int | None], ...]] = {}
    for token, begin, end in query.ask(counting.tables.store, PAUSES):
        until = None if end is None or _whole(end) >= FAR else _whole(end)
        found[str(token)] = (*found.get(str(token), ()), (_whole(begin), until))
    return found


def _due(
    view: View, target: Target, start: int, pauses: tuple[tuple[int, int | None], ...]
) -> int | None:
    """Give the last instant on time; none where a pause has no end, or days are not loaded."""
    if target.within is None:
        return None
    stood = [Pause(begin, end) for begin, end in pauses]
    try:
        return view.time.timeline.due(view.unit, start, target.within.amount, stood)
    except ValueError:
        return None


def _told(
    terms: SLA,
    defined: SLA,
    target: Target,
    state: str,
    length: int,
    reason: str,
    *,
    covered: bool,
) -> tuple[str, bool, bool]:
    """Say what a subject was counted as, whether it was counted, and whether it kept its limit."""
    if state == "excluded":
        return f"left out: {reason}", False, False
    if state == "out of order":
        return "left out: it stops before it starts", False, False
    if state == "missing":
        return _missing(terms)
    if state == "not yet due":
        return "not yet due", False, False
    is_beyond = defined.statistic.name == "share beyond"
    kept = is_kept(defined, target, length)
    is_open = state == "open" and not is_beyond
    if target.within is None:
        return ("still open" if is_open else "counted"), not is_open, not is_open
    if is_open and terms.open_past_due == "ignored":
        return "open past due, ignored as agreed", False, False
    if kept and not is_open:
        return ("lasted long enough" if is_beyond else "on time"), True, True
    what = "open past due" if is_open else "too short" if is_beyond else "late"
    if covered and terms.relief == "remove":
        return f"{what}, excused: removed", False, False
    if covered and terms.relief == "count as met":
        return f"{what}, excused: counted as met", True, True
    return what, True, False


def _missing(terms: SLA) -> tuple[str, bool, bool]:
    agreed = terms.missing_data
    if agreed and agreed.then == "fail":
        return f"missed: {MISSING_DATA}", True, False
    return f"left out: {MISSING_DATA}", False, False


def _outcomes(counting: Counting, definition: Definition) -> Iterator[Subject]:
    metric, names = definition.metric, outcomes_of(definition)
    query, _ = ratio_query(definition, counting.last, counting.seen)
    for token, part, seg, why, outcome, of_which in query.ask(counting.tables.store, DECIDED):
        if seg is None:
            continue
        name, met = names[_whole(outcome)], False
        if why is not None:
            what, counted = f"left out: {reasons_of(metric)[_whole(why)]}", False
        else:
            counted = name in metric.denominator
            met = name in metric.numerator and bool(of_which)
            what = name if counted else f"left out: {name}"
        target = definition.sla.targets[_whole(seg)]
        yield Subject(str(token), _whole(part), target.id, what, counted, met)


def _reached(counting: Counting, definition: Definition) -> Iterator[Subject]:
    query, _ = reached_query(view_of(counting, definition, with_relief=False))
    for token, part, state, seg, why in query.ask(counting.tables.store, REACHED):
        if seg is None:
            continue
        index = _whole(part)
        if why is not None:
            told = (f"left out: {reasons_of(definition.metric)[_whole(why)]}", False, False)
        elif state == "missing":
            told = _missing(counting.parts[index].sla)
        elif state == "out of order":
            told = ("left out: it stops before it starts", False, False)
        else:
            is_decided = state != UNDECIDED
            told = (str(state), is_decided, state == "reached")
        target = definition.sla.targets[_whole(seg)]
        yield Subject(str(token), index, target.id, *told)


def _maybe(value: int | str | None) -> int | None:
    return None if value is None else _whole(value)


def _whole(value: int | str | None) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
