"""How a matter climbs a ladder: at which level it is, until when that level answers and decides, what is next.

A level that is silent hands the matter on at the first instant after its time to acknowledge; one that
acknowledged and does not decide, at the first instant after its time to decide. Time counts on the path's
calendar, from the minute in which the matter reaches the level: what lapses at a cut-off of 17:00 is shown, and received,
at 17:00 and not on the next day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from partnership.agreement import Agreement
from partnership.clock import local_time
from partnership.documents import Document, EscalationPath
from partnership.documents.escalation_path import Level
from partnership.documents.vocabulary import Party
from partnership.duties.deadlines import deadline
from partnership.findings import Loc

MINUTE = 60
PARTIES: tuple[Party, ...] = ("client", "provider")
ACKNOWLEDGED, DECIDED, HANDED_UP = "acknowledged", "decided", "handed up"
SILENCE, UNDECIDED, LIFTED = "not acknowledged", "not decided", "lifted"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done about a matter, by a party's role, at an instant."""

    did: str
    """`acknowledged`, `decided` or `handed up`."""
    party: str
    role: str
    at: int
    level: str = ""
    """The level it was done at; the one where the matter then is, where nothing is written."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Lift:
    """A further trigger that brings a matter to a level."""

    at: int
    level: str
    why: str


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that climbs: what it is, where it begins, and what was done about it."""

    path: EscalationPath
    about: str
    """What it is about: `SLA/first-slate`."""
    what: str
    """What happened, in words."""
    level: str
    """The level it begins at."""
    since: int
    """The instant from which that level's time runs."""
    document: Document
    loc: Loc = ()
    """Where it stands."""
    raised_by: str = ""
    """The party that raised it, or whom it concerns: it knows of it and acknowledges nothing."""
    is_raised: bool = False
    """Whether a record raised it; otherwise the agreement's own terms did."""
    acts: tuple[Act, ...] = ()
    lifts: tuple[Lift, ...] = ()
    returns: tuple[Lift, ...] = ()
    """Failures after which a decision did not hold."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A level that a matter reached."""

    path: EscalationPath
    level: Level
    since: int
    why: str
    """What brought it here."""
    acknowledge_by: int | None
    """The last instant in time; None where its calendar never comes so far."""
    decide_by: int | None
    acknowledged: dict[str, int] = field(default_factory=dict)
    """When each party acknowledged."""
    waits_for: tuple[str, ...] = ()
    """The parties that have not acknowledged."""
    left_at: int | None = None
    """The instant at which it went on; None while it is here."""
    left_because: str = ""
    moved_by: Act | None = None
    """What was done that moved it on."""

    @property
    def decided(self) -> Act | None:
        """The decision that was made here."""
        return self.moved_by if self.moved_by and self.moved_by.did == DECIDED else None

    @property
    def is_acknowledged(self) -> bool:
        """Whether every seat of the pair has answered."""
        return not self.waits_for

    @property
    def lapses_at(self) -> int | None:
        """The first instant at which it goes on by itself."""
        ends = [self.decide_by, self.acknowledge_by if self.waits_for else None]
        return min((end + 1 for end in ends if end is not None), default=None)


@dataclass(frozen=True, slots=True)
class Next:
    """Where a matter goes when a level lets its time pass."""

    level: Level | None
    """None at the end of the ladder."""
    path: EscalationPath
    at: int | None
    """The first instant there; None where time never runs out."""


@dataclass(frozen=True, slots=True)
class Climb:
    """A matter with every level that it reached up to an instant."""

    matter: Matter
    rungs: tuple[Rung, ...]
    until: int

    @property
    def present(self) -> Rung:
        """The level it is at, or was at last."""
        return self.rungs[-1]

    @property
    def state(self) -> str:
        """How it stands: waits to be acknowledged or decided, is decided, or is past the last level."""
        rung = self.present
        if rung.decided is not None:
            return DECIDED
        if rung.left_at is not None:
            return "past the last level"
        return "to be decided" if rung.is_acknowledged else "to be acknowledged"

    def following(self, agreement: Agreement) -> Next | None:
        """Say where it goes next, and when; None where it is decided or past the last level."""
        rung = self.present
        if rung.left_at is not None:
            return None
        above = _above(agreement, rung.path, rung.level, rung.since)
        path, level = above or (rung.path, None)
        return Next(level, path, rung.lapses_at)


def climb(agreement: Agreement, matter: Matter, until: int) -> Climb:
    """Follow a matter up its ladder to an instant.

    Args:
        agreement: All documents.
        matter: What climbs.
        until: The instant up to which it is known what was done, in seconds since 1970-01-01T00:00:00Z.

    """
    return Climb(matter, tuple(_rungs(agreement, matter, until)), until)


def level_named(path: EscalationPath, name: str) -> Level:
    """Give a level of a path; the lowest where there is none of that name."""
    return next((level for level in path.levels if level.id == name), path.levels[0])


def _rungs(agreement: Agreement, matter: Matter, until: int) -> Iterator[Rung]:
    acts = tuple(sorted((one for one in matter.acts if one.at <= until), key=lambda one: one.at))
    path, level, since = matter.path, level_named(matter.path, matter.level), matter.since
    why, knows, seen = matter.what, matter.raised_by, set[tuple[str, str]]()
    while True:
        rung = _rung(agreement, path, level, since, why, acts, knows)
        rung = _left(rung, acts, _lifts(matter, rung), until)
        yield rung
        seen.add((path.id, level.id))
        if rung.left_at is None:
            return
        found = _onwards(agreement, matter, rung, until)
        if found is None or (rung.decided is None and (found[0].id, found[1].id) in seen):
            return  # a ladder that goes round is a finding of its own
        path, level, since, why = found
        acts = tuple(one for one in acts if one is not rung.moved_by)
        knows = ""


def _onwards(
    agreement: Agreement, matter: Matter, rung: Rung, until: int
) -> tuple[EscalationPath, Level, int, str] | None:
    """Give the path, the level, the instant and why, where a matter left a level for another."""
    left = rung.left_at or rung.since
    if rung.decided is not None:
        again = [one for one in matter.returns if left < one.at <= until]
        first = min(again, key=lambda one: one.at, default=None)
        return (rung.path, rung.level, first.at, first.why) if first else None
    if rung.left_because.startswith(LIFTED):
        lift = next(one for one in _lifts(matter, rung) if one.at == left)
        return rung.path, level_named(rung.path, lift.level), left, lift.why
    above = _above(agreement, rung.path, rung.level, left)
    return (*above, left, rung.left_because) if above else None


def _rung(
    agreement: Agreement,
    path: EscalationPath,
    level: Level,
    since: int,
    why: str,
    acts: tuple[Act, ...],
    knows: str,
) -> Rung:
    counted = since - since % MINUTE
    own = [one for one in acts if one.at >= since and one.level in {"", level.id}]
    acknowledged = {knows: since} if knows else {}
    for act in own:
        acknowledged.setdefault(act.party, act.at)
    asked = [party for party in PARTIES if getattr(level, party) is not None]
    return Rung(
        path,
        level,
        since,
        why,
        deadline(agreement, path.calendar, counted, level.acknowledge_within),
        deadline(agreement, path.calendar, counted, level.decide_within),
        acknowledged,
        tuple(party for party in asked if party not in acknowledged),
    )


def _left(rung: Rung, acts: tuple[Act, ...], lifts: Iterable[Lift], until: int) -> Rung:
    """Say when and why a matter left a level, if it did by an instant."""
    known = {
        party: at for party, at in rung.acknowledged.items() if at <= (rung.acknowledge_by or at)
    }
    asked = [party for party in PARTIES if getattr(rung.level, party) is not None]
    silent = tuple(party for party in asked if party not in known)
    ways: list[tuple[int, int, str, Act | None]] = []
    if silent and rung.acknowledge_by is not None:
        ways.append((rung.acknowledge_by + 1, 3, SILENCE, None))
    if rung.decide_by is not None:
        ways.append((rung.decide_by + 1, 2, UNDECIDED, None))
    ways.extend(
        (one.at, 0, one.did, one)
        for one in acts
        if one.at >= rung.since and one.level in {"", rung.level.id} and one.did != ACKNOWLEDGED
    )
    ways.extend((one.at, 1, f"{LIFTED}: {one.why}", None) for one in lifts)
    never: tuple[int, int, str, Act | None] = (until + 1, 0, "", None)
    at, _, why, moved_by = min(ways, key=lambda way: way[:2], default=never)
    kept = {party: on for party, on in rung.acknowledged.items() if on <= min(at, until)}
    waits = tuple(party for party in asked if party not in kept)
    rung = replace(rung, acknowledged=kept, waits_for=waits)
    if at > until:
        return rung
    return replace(rung, left_at=at, left_because=why, moved_by=moved_by)


def _lifts(matter: Matter, rung: Rung) -> list[Lift]:
    """Give the further triggers that bring a matter above a level, while it is there."""
    if rung.path.id != matter.path.id:
        return []
    order = {level.id: index for index, level in enumerate(rung.path.levels)}
    here = order.get(rung.level.id, 0)
    return [one for one in matter.lifts if one.at > rung.since and order.get(one.level, -1) > here]


def _above(
    agreement: Agreement, path: EscalationPath, level: Level, at: int
) -> tuple[EscalationPath, Level] | None:
    """Give the level above one: in its own path, or the first of the path that follows."""
    if level.then is not None:
        return path, level_named(path, level.then)
    if level.id != path.levels[-1].id:  # leads nowhere: a finding of its own
        return None
    found = agreement.get(EscalationPath, path.continues_in)
    if found is None:
        return None
    day = local_time(agreement.zone(found.calendar), at).date()
    terms = found.on(day) or found
    return terms, terms.levels[0]
