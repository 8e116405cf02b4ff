"""A fire drill: who would be called when, from any moment on. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from partnership.agreement import Agreement
from partnership.clock import local_time
from partnership.documents import Channel, EscalationPath
from partnership.documents.drill import Drill, DrillEvent
from partnership.duties.causes import usable
from partnership.duties.climbing import PARTIES, Act, Climb, Matter, Rung, climb
from partnership.duties.deadlines import deadline
from partnership.duties.moments import instant_of
from partnership.duties.reach import Reach, reach
from partnership.errors import WrongUsage
from partnership.findings import nearest

HORIZON = 3 * 366 * 24 * 3600
"""How long a drill may last: three years."""


@dataclass(frozen=True, slots=True)
class Called:
    """Who is called at a level for one side."""

    party: str
    role: str
    """The seat that the level names."""
    reach: Reach | None
    """Who answers for it, and from when; None where nobody does."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing of a drill's course."""

    at: int
    what: str
    """`called`, `acknowledged`, `decided`, `handed up`, `climbs` or `ends`."""
    rung: Rung
    act: Act | None = None
    called: tuple[Called, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """How a drill goes."""

    climb: Climb
    steps: tuple[Step, ...]
    unused: tuple[Act, ...] = ()
    """What was done too late, or by nobody of the level where it then was."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """A drill as it goes as written, and when nobody answers."""

    drill: Drill
    path: EscalationPath
    at: int
    zone: str
    as_written: Course
    silent: Course


def who_is_called(agreement: Agreement, rung: Rung, at: int) -> tuple[Called, ...]:
    """Give who holds a level on both sides at an instant: the seat, or the deputy who stands in."""
    found = []
    for party in PARTIES:
        name = getattr(rung.level, party)
        if name is not None:
            found.append(Called(party, name, reach(agreement, name, at)))
    return tuple(found)


def channel_of(agreement: Agreement, rung: Rung) -> Channel | None:
    """Give where a level is raised."""
    return agreement.get(Channel, rung.level.channel)


def simulate(agreement: Agreement, drill: Drill, at: int) -> Simulated:
    """Run a drill from an instant.

    Args:
        agreement: All documents.
        drill: What is raised, and what happens.
        at: The instant at which it is raised, in seconds since 1970-01-01T00:00:00Z.

    Raises:
        WrongUsage: The drill names what is not there, or something happens before it is raised.

    """
    path = _path(agreement, drill, at)
    zone = agreement.zone(path.calendar)
    matter = Matter(
        path,
        drill.about or path.name,
        f"raised by the {drill.raised_by}",
        drill.level or path.levels[0].id,
        at,
        path,
        raised_by=drill.raised_by,
        is_raised=True,
    )
    acts = tuple(_acts(agreement, drill, path, at))
    return Simulated(
        drill,
        path,
        at,
        zone,
        _course(agreement, replace(matter, acts=acts)),
        _course(agreement, matter),
    )


def _path(agreement: Agreement, drill: Drill, at: int) -> EscalationPath:
    found = agreement.get(EscalationPath, drill.escalation)
    if found is None:
        raise WrongUsage(
            _unknown("EscalationPath", drill.escalation, agreement.ids("EscalationPath"))
        )
    path = found.on(local_time(agreement.zone(found.calendar), at).date())
    if path is None:
        raise WrongUsage(f"`{drill.escalation}` is not in force on that day")
    if not usable(agreement, path):
        raise WrongUsage(
            f"nothing gets due on the calendar `{path.calendar}` of `{drill.escalation}`"
        )
    levels = tuple(level.id for level in path.levels)
    if drill.level is not None and drill.level not in levels:
        raise WrongUsage(_unknown("level", drill.level, levels))
    if drill.about is not None and agreement.named(drill.about) is None:
        known = tuple(one.name for one in agreement.documents)
        raise WrongUsage(_unknown("document", drill.about, known, listed=False))
    return path


def _acts(agreement: Agreement, drill: Drill, path: EscalationPath, at: int) -> Iterator[Act]:
    for number, event in enumerate(drill.events, 1):
        role = agreement.roles.get(event.role)
        if role is None:
            known = tuple(agreement.roles)
            raise WrongUsage(f"event {number}: {_unknown('role', event.role, known, listed=False)}")
        when = _when(agreement, event, path, at, number)
        yield Act(event.did, role.party, role.id, when, text=event.text or "")


def _when(
    agreement: Agreement, event: DrillEvent, path: EscalationPath, at: int, number: int
) -> int:
    if (event.after is None) == (event.at is None):
        raise WrongUsage(f"event {number} says when by one of `after` and `at`")
    if event.after is not None:
        found = deadline(agreement, path.calendar, at, event.after) if event.after.amount else at
        if found is None:
            raise WrongUsage(f"event {number}: {event.after} after the start never come")
        return found
    when = instant_of(event.at) if event.at else at
    if when < at:
        raise WrongUsage(f"event {number} happens at {event.at}, before the drill begins")
    return when


def _course(agreement: Agreement, matter: Matter) -> Course:
    climbed = climb(agreement, matter, matter.since + HORIZON)
    left = sorted(matter.acts, key=lambda one: one.at)
    steps: list[Step] = []
    for rung in climbed.rungs:
        own = [act for act in left if _is_of(act, rung)]
        left = [act for act in left if act not in own]
        steps.append(_called(agreement, rung))
        steps += [Step(act.at, act.did, rung, act) for act in own]
        if rung.left_at is not None and rung is climbed.rungs[-1] and rung.decided is None:
            steps.append(Step(rung.left_at, "ends", rung, words=rung.left_because))
        elif rung.left_at is not None and rung.moved_by is None:
            steps.append(Step(rung.left_at, "climbs", rung, words=rung.left_because))
    return Course(climbed, tuple(steps), tuple(left))


def _is_of(act: Act, rung: Rung) -> bool:
    """Whether something was done while the matter was at a level."""
    if act is rung.moved_by or rung.left_at is None:
        return act.at >= rung.since
    return rung.since <= act.at < rung.left_at


def _called(agreement: Agreement, rung: Rung) -> Step:
    called = who_is_called(agreement, rung, rung.since)
    return Step(rung.since, "called", rung, called=called, words=rung.why)


def _unknown(kind: str, name: str, known: tuple[str, ...], *, listed: bool = True) -> str:
    near = nearest(name, known)
    if near:
        return f"there is no {kind} `{name}`; did you mean `{near}`?"
    there = f"; there are: {', '.join(known) or 'none'}" if listed else ""
    return f"there is no {kind} `{name}`{there}"
