"""What is owed of each sort: one finder for each, and the tuple that names them all.

A new kind of thing that somebody owes is one function here (or in its own module) and one line in
`FINDERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.clock import day_bounds, local_time
from partnership.documents import (
    SLA,
    Cadence,
    CrisisPlan,
    CrisisRecord,
    EscalationPath,
    Goal,
    Waiver,
)
from partnership.duties.actions import find_actions, find_answers
from partnership.duties.changing import find_changing
from partnership.duties.crises import find_crisis_duties
from partnership.duties.duty import Duty, State
from partnership.duties.expiries import find_expiries
from partnership.duties.heard import find_heard
from partnership.duties.matters import find_open
from partnership.duties.meetings import MEETING, MINUTES, find_duties, find_inputs, named
from partnership.duties.points import (
    Point,
    find_awaited,
    find_decisions,
    find_lapsing,
    for_both,
    of_duty,
)
from partnership.duties.retention import end_of
from partnership.duties.schedule import find_meetings
from partnership.duties.volumes import find_forecasts
from partnership.judging import Status, Verdict
from partnership.values.durations import LENGTHS

LOOKED_BACK = timedelta(days=92)
"""How long ago a meeting is at most whose record or minutes are still asked for."""
PREPARED = timedelta(days=60)
"""How long before a meeting at most something for it is looked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: what is owed on a day, until another."""

    agreement: Agreement
    as_of: date
    until: date
    verdicts: tuple[Verdict, ...]


Finder = Callable[[Asked], Iterator[Point]]
"""Gives what is owed of one sort: what is overdue, due by the last day, or open without a day."""


def find_steps(asked: Asked) -> Iterator[Point]:
    """Yield the actions of meetings and of corrective actions, and what breaches ask for."""
    duties = (*find_actions(asked.agreement), *find_answers(asked.agreement, asked.verdicts))
    yield from _open(asked, duties)


def find_meeting_duties(asked: Asked) -> Iterator[Point]:
    """Yield meetings to hold and to record, what is prepared for them, and their minutes."""
    agreement, as_of = asked.agreement, asked.as_of
    for one in find_inputs(agreement, as_of, asked.until + PREPARED):
        if as_of <= one.due <= asked.until:
            yield of_duty(one)
    for meeting in find_meetings(agreement, as_of, asked.until):
        role = agreement.roles.get(meeting.chair)
        place = meeting.cadence.place("recurrence")
        party = role.party if role else "client"
        yield Point(f"hold the {named(meeting)}", party, meeting.chair, meeting.day, place)
    for one in find_duties(agreement, as_of - LOOKED_BACK, as_of - timedelta(days=1)):
        if one.topic == MINUTES and one.state(as_of) in {State.OPEN, State.OVERDUE}:
            yield of_duty(one)
        elif one.topic == MEETING and isinstance(one.document, Cadence):
            place = one.document.place(*one.loc)
            yield Point(f"the record of {one.what}", one.party, one.owner, one.told_on, place)


def find_measuring(asked: Asked) -> Iterator[Point]:
    """Yield the measurements that are due of periods that are over, one point for each promise."""
    unmeasured: dict[str, dict[str, date]] = {}
    for one in asked.verdicts:
        is_ahead = one.status is Status.NOT_YET_DUE and one.last < asked.as_of
        if one.is_unmeasured or (is_ahead and one.due <= asked.until):
            unmeasured.setdefault(one.sla, {}).setdefault(one.period, one.due)
    for name, periods in unmeasured.items():
        sla = asked.agreement.get(SLA, name)
        if sla:
            first, more = next(iter(periods)), len(periods) - 1
            rest = f" and {more} later period{'s' * (more > 1)}" if more else ""
            party = (sla.on(asked.as_of) or sla).measured_by or "both"
            what = f"measure `{name}` for {first}{rest}"
            yield Point(what, party, "", periods[first], sla.place("measured_by"))


def find_care(asked: Asked) -> Iterator[Point]:
    """Yield what runs out in the care for data, the clocks of breaches and attestations among it."""
    for one in find_expiries(asked.agreement, asked.as_of):
        if one.due <= asked.until or one.is_near(asked.as_of):
            role = asked.agreement.roles.get(one.owner)
            party = role.party if role else "both"
            yield Point(one.what, party, one.owner, one.due, one.document.place(*one.loc))


def find_answers_awaited(asked: Asked) -> Iterator[Point]:
    """Yield relief that nobody answered."""
    yield from find_awaited(asked.agreement, asked.as_of)


def find_undecided(asked: Asked) -> Iterator[Point]:
    """Yield disputes to be decided and levels to be set."""
    yield from find_decisions(asked.agreement, asked.as_of)


def find_ending(asked: Asked) -> Iterator[Point]:
    """Yield what stops binding soon, and waivers that end."""
    yield from find_lapsing(asked.agreement, asked.as_of)
    for one in asked.agreement.of(Waiver):
        if asked.as_of <= one.expires <= asked.until:
            role = asked.agreement.roles.get(one.accepted_by)
            what = f"mend or accept again what the waiver `{one.id}` accepts of {one.document}"
            party = role.party if role else "both"
            yield Point(what, party, one.accepted_by, one.expires, one.place("expires"))


def find_changes(asked: Asked) -> Iterator[Point]:
    """Yield what change asks: answers, terms to write, risks, results, drills of the end, milestones."""
    yield from _open(asked, tuple(find_changing(asked.agreement, asked.as_of)))


def find_drills(asked: Asked) -> Iterator[Point]:
    """Yield the ladders and the crisis plans that are to be tried out."""
    tried: list[EscalationPath | CrisisPlan] = []
    tried += asked.agreement.in_force(EscalationPath, asked.as_of)
    tried += asked.agreement.in_force(CrisisPlan, asked.as_of)
    for path in tried:
        if path.drill_every and path.drill_every.unit in LENGTHS:
            field = "last_drill" if path.last_drill else "drill_every"
            due = end_of(path.last_drill or path.effective.from_, path.drill_every)
            if due <= asked.until:
                words = "escalation path" if isinstance(path, EscalationPath) else "crisis plan"
                yield for_both(f"try out the {words} `{path.id}`", path, (field,), due)


def find_on_ladders(asked: Asked) -> Iterator[Point]:
    """Yield what is to be acknowledged or decided on a ladder, one point for each side that must."""
    at = day_bounds(asked.agreement.zone(), asked.as_of, asked.as_of)[1] - 1
    for one in find_open(asked.agreement, at, asked.verdicts):
        rung = one.climb.present
        if rung.decided is not None:
            continue
        zone = asked.agreement.zone(rung.path.calendar)
        verb, last = (
            ("acknowledge", rung.acknowledge_by) if rung.waits_for else ("decide", rung.decide_by)
        )
        due = local_time(zone, last).date() if last is not None else None
        for party in rung.waits_for or ("client", "provider"):
            owner = getattr(rung.level, party)
            if owner is not None and (due is None or due <= asked.until):
                what = f"{verb} at level `{rung.level.id}`: {one.matter.about}, {one.matter.what}"
                yield Point(what, party, owner, due, one.matter.document.place(*one.matter.loc))


def find_new_forecasts(asked: Asked) -> Iterator[Point]:
    """Yield the forecasts that are to be renewed."""
    yield from _open(asked, tuple(find_forecasts(asked.agreement, asked.as_of)))


def find_in_crises(asked: Asked) -> Iterator[Point]:
    """Yield the updates and actions of crises, and looking back on them."""
    if asked.agreement.of(CrisisRecord):
        yield from _open(asked, tuple(find_crisis_duties(asked.agreement, asked.as_of)))


def find_goals(asked: Asked) -> Iterator[Point]:
    """Yield the key results whose day comes."""
    for goal in asked.agreement.in_force(Goal, asked.as_of):
        for index, one in enumerate(goal.key_results):
            if asked.as_of <= one.due <= asked.until:
                what = f"{goal.title}: {one.title or one.id} at {one.target}"
                yield for_both(what, goal, ("key_results", index, "due"), one.due)


def find_listening(asked: Asked) -> Iterator[Point]:
    """Yield results of surveys, reports to the other side, and reviews of culture."""
    yield from find_heard(asked.agreement, asked.as_of, asked.until)


FINDERS: tuple[Finder, ...] = (
    find_steps,
    find_listening,
    find_meeting_duties,
    find_measuring,
    find_care,
    find_answers_awaited,
    find_undecided,
    find_ending,
    find_changes,
    find_drills,
    find_on_ladders,
    find_in_crises,
    find_new_forecasts,
    find_goals,
)
"""Every sort of thing that somebody owes."""


def _open(asked: Asked, duties: tuple[Duty, ...]) -> Iterator[Point]:
    for one in duties:
        is_open = one.state(asked.as_of) in {State.OPEN, State.OVERDUE}
        if is_open and one.due <= asked.until:
            yield of_duty(one)
