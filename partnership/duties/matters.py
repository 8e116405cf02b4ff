"""Every escalation that is open on a day: raised by a party, or brought about by the agreement's own terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.clock import day_bounds, local_time
from partnership.documents import (
    SLA,
    CorrectiveAction,
    Dispute,
    Document,
    Escalation,
    EscalationPath,
    Incident,
    Measurement,
)
from partnership.duties.actions import find_meeting_actions
from partnership.duties.causes import (
    clean_needed,
    level_for,
    path_of,
    promised,
    strikes,
    usable,
)
from partnership.duties.climbing import DECIDED, Act, Climb, Lift, Matter, climb
from partnership.duties.deadlines import deadline
from partnership.duties.duty import State
from partnership.duties.meetings import MEETING, find_kept
from partnership.duties.moments import instant_of
from partnership.duties.volumes import find_triggers, said_of
from partnership.findings import Loc
from partnership.judging import Verdict
from partnership.judging.actions import find_owed
from partnership.judging.disputes import is_in_time, is_open

RECENT = timedelta(days=92)
"""How long a meeting that was not held is taken up a ladder."""


@dataclass(frozen=True, slots=True)
class Open:
    """An escalation that is open, and where it stands."""

    climb: Climb
    record: Escalation | None
    """The record that raised it; None where the agreement's own terms did."""
    clean: int = 0
    """How many clean periods there were since it was decided."""
    needed: int = 1
    """How many have to be clean before it comes down."""

    @property
    def matter(self) -> Matter:
        """What climbs."""
        return self.climb.matter

    @property
    def may_be_closed(self) -> bool:
        """Whether it was decided and held for as long as agreed."""
        return self.climb.state == DECIDED and self.clean >= self.needed


def find_open(agreement: Agreement, at: int, verdicts: Iterable[Verdict] = ()) -> tuple[Open, ...]:
    """Give every escalation that is open at an instant, the most pressing first.

    Args:
        agreement: All documents.
        at: The instant, in seconds since 1970-01-01T00:00:00Z.
        verdicts: Every verdict of that day.

    """
    judged = tuple(verdicts)
    found = [_open(agreement, one, record, at, judged) for one, record in raised(agreement, at)]
    known = {name for one in found if one.record for name in concerned(agreement, one.record)}
    settled = _settled(agreement, at)
    for matter in _of_terms(agreement, at, judged):
        after = settled.get(matter.about)
        is_settled = after is not None and matter.since <= after and not matter.lifts
        if matter.about not in known and matter.since <= at and not is_settled:
            found.append(Open(climb(agreement, matter, at), None))
    return tuple(sorted(found, key=lambda one: _order(agreement, one)))


def _order(agreement: Agreement, one: Open) -> tuple[bool, int, int, str]:
    following = one.climb.following(agreement)
    soon = following.at if following and following.at is not None else one.climb.until
    is_decided = one.climb.state == DECIDED
    return is_decided, soon, one.matter.since, one.matter.document.name


def raised(agreement: Agreement, at: int) -> Iterator[tuple[Matter, Escalation]]:
    """Yield what a party raised by an instant and what is not closed then, with its record."""
    for record in agreement.of(Escalation):
        matter = matter_of(agreement, record)
        if matter is None or matter.since > at:
            continue
        day = local_time(agreement.zone(matter.path.calendar), at).date()
        if record.closed is None or record.closed.on > day:
            yield matter, record


def unplaced(agreement: Agreement) -> tuple[Escalation, ...]:
    """Give the records that are not closed and whose ladder cannot be read."""
    every = agreement.of(Escalation)
    return tuple(one for one in every if one.closed is None and matter_of(agreement, one) is None)


def matter_of(agreement: Agreement, record: Escalation) -> Matter | None:
    """Give what a record raises; None where its ladder cannot be read."""
    found = agreement.get(EscalationPath, record.escalation)
    if found is None:
        return None
    path = found.on(record.raised_at.day) or found
    if not usable(agreement, path):
        return None
    return Matter(
        path,
        record.about,
        f"raised by the {record.raised_by}{_skipping(path, record)}",
        begins_at(path, record),
        instant_of(record.raised_at),
        record,
        raised_by=record.raised_by,
        is_raised=True,
        acts=tuple(_acts(agreement, record)),
    )


def begins_at(path: EscalationPath, record: Escalation) -> str:
    """Name the level at which a record begins: its own, unless it leaves levels out for no agreed reason."""
    lowest = path.levels[0].id
    return lowest if record.level is None or skips_unagreed(path, record) else record.level


def skips_unagreed(path: EscalationPath, record: Escalation) -> bool:
    """Whether a record leaves out lower levels, where the ladder says when they may be, for another reason.

    A level that something may be raised at by hand (`on: manual`) leaves none out.
    """
    if record.level in {None, path.levels[0].id} or not path.skip_level_when:
        return False
    level = next((one for one in path.levels if one.id == record.level), None)
    if level is None or any(trigger.on == "manual" for trigger in level.triggers):
        return False
    agreed = {_plain(reason) for reason in path.skip_level_when}
    return _plain(record.skipped_because or "") not in agreed


def _skipping(path: EscalationPath, record: Escalation) -> str:
    """Say why lower levels were left out, where they were."""
    if record.skipped_because is None or begins_at(path, record) == path.levels[0].id:
        return ""
    return f" at `{record.level}` at once: {record.skipped_because}"


def _plain(reason: str) -> str:
    return " ".join(reason.casefold().split()).rstrip(".")


def concerned(agreement: Agreement, record: Escalation) -> set[str]:
    """Name all that a record is about: a measurement's promise and an action's promises too."""
    found = {record.about}
    about = agreement.named(record.about)
    if isinstance(about, Measurement) and about.sla:
        found.add(f"SLA/{about.sla}")
    if isinstance(about, CorrectiveAction):
        found |= {f"SLA/{one.sla}" for one in about.breaches}
    return found


def _acts(agreement: Agreement, record: Escalation) -> Iterator[Act]:
    for step in record.levels:
        role, at = agreement.roles.get(step.role), instant_of(step.at)
        if role is not None:
            yield Act(step.did, role.party, role.id, at, step.level, step.text or "")


def _open(
    agreement: Agreement,
    matter: Matter,
    record: Escalation,
    at: int,
    verdicts: tuple[Verdict, ...],
) -> Open:
    """Follow a raised matter; a miss after its decision brings it back."""
    names = concerned(agreement, record)
    own = [
        strike
        for sla in agreement.of(SLA)
        if sla.name in names
        for strike in strikes(
            agreement, matter.path, sla, (one for one in verdicts if one.sla == sla.id)
        )
        if strike.at > matter.since
    ]
    later = tuple(Lift(one.at, one.level, one.what) for one in own if one.level)
    climbed = climb(agreement, replace(matter, lifts=later, returns=later), at)
    rung = climbed.present
    since = rung.left_at if rung.decided is not None else None
    after = [one for one in own if since is not None and one.at > since]
    clean = sum(1 for one in after if one.is_clean)
    needed = clean_needed(matter.path) if any(name.startswith("SLA/") for name in names) else 0
    return Open(climbed, record, clean, needed)


def _settled(agreement: Agreement, at: int) -> dict[str, int]:
    """Give the instant at which what each closed record is about was over."""
    found: dict[str, int] = {}
    for record in agreement.of(Escalation):
        if record.closed is not None:
            zone = agreement.zone()
            ended = day_bounds(zone, record.closed.on, record.closed.on)[1]
            if ended <= at:
                for name in concerned(agreement, record):
                    found[name] = max(ended, found.get(name, ended))
    return found


def _of_terms(agreement: Agreement, at: int, verdicts: tuple[Verdict, ...]) -> Iterator[Matter]:
    """Yield what the agreement's own terms bring to a ladder."""
    day = local_time(agreement.zone(), at).date()
    paths = [one for one in agreement.in_force(EscalationPath, day) if usable(agreement, one)]
    if not paths:
        return
    for sla in agreement.of(SLA):
        path = path_of(agreement, sla, day)
        own = [one for one in verdicts if one.sla == sla.id]
        if path is not None and own and usable(agreement, path):
            matter = promised(agreement, path, sla, own)
            if matter:
                yield matter
    yield from _late(agreement, paths, day, verdicts)
    yield from _contested(agreement, paths, day)
    yield from _missed_meetings(agreement, paths, day)
    for ladder, level, volume, band in find_triggers(agreement, day):
        if volume.known is not None and usable(agreement, ladder):
            after = _end(agreement, volume.known)
            what = said_of(volume, band)
            plan = volume.plan
            yield Matter(ladder, plan.name, what, level, after, plan, volume.loc)
    for incident in agreement.of(Incident):
        is_over = incident.closed is not None and incident.closed.on <= day
        if not is_over:
            since = instant_of(incident.detected)
            words = ("privacy incident",)
            yield from _brought(agreement, paths, words, incident, since, incident.what)


def _late(
    agreement: Agreement, paths: list[EscalationPath], day: date, verdicts: tuple[Verdict, ...]
) -> Iterator[Matter]:
    """Yield root causes, plans and steps that are overdue, and actions of meetings."""
    for owed in find_owed(agreement, verdicts):
        if owed.is_overdue(day):
            what = f"{owed.what.replace('-', ' ')} overdue since {owed.due}"
            after = _end(agreement, owed.due)
            words = ("corrective action late", "overdue")
            yield from _brought(
                agreement, paths, words, owed.document, after, what, owed.loc, owed.owed_by
            )
    for duty in find_meeting_actions(agreement):
        if duty.state(day) is State.OVERDUE:
            what = f"{duty.what} overdue since {duty.due}"
            after = _end(agreement, duty.due)
            yield from _brought(
                agreement, paths, ("overdue",), duty.document, after, what, duty.loc, duty.party
            )


def _contested(agreement: Agreement, paths: list[EscalationPath], day: date) -> Iterator[Matter]:
    for dispute in agreement.of(Dispute):
        if is_open(dispute, day) and is_in_time(agreement, dispute):
            after = _end(agreement, dispute.raised_on)
            what = f"the {dispute.raised_by} disputes `{dispute.measurement}`"
            yield from _brought(agreement, paths, ("disputed data",), dispute, after, what)


def _missed_meetings(
    agreement: Agreement, paths: list[EscalationPath], day: date
) -> Iterator[Matter]:
    """Yield the meetings that were not held, until the next one of the same cadence is."""
    words = ("missed meeting", "overdue")
    if not any(level_for(path, word, "") for path in paths for word in words) and not any(
        trigger.on in words for path in paths for level in path.levels for trigger in level.triggers
    ):
        return
    waiting: dict[str, Matter] = {}
    first = date.fromordinal(max(day.toordinal() - RECENT.days, 1))
    for kept in find_kept(agreement, first, day):
        cadence = kept.meeting.cadence
        for duty in kept.duties:
            if duty.topic != MEETING:
                continue
            if duty.state(day) is State.DONE:
                waiting.pop(cadence.id, None)
            elif duty.state(day) in {State.MISSED, State.OVERDUE} and cadence.id not in waiting:
                after = _end(agreement, max(duty.due, duty.told_on))
                what = f"{duty.what} was not held"
                for one in _brought(
                    agreement, paths, words, cadence, after, what, duty.loc, duty.party
                ):
                    waiting[cadence.id] = one
    yield from waiting.values()


def _brought(
    agreement: Agreement,
    paths: list[EscalationPath],
    words: tuple[str, ...],
    document: Document,
    after: int,
    what: str,
    loc: Loc = (),
    owed_by: str = "",
) -> Iterator[Matter]:
    """Yield the matter of the first trigger that asks for it, on the first ladder that has one."""
    other = {"client": "provider", "provider": "client"}.get(owed_by, "")
    for word in words:
        for path in paths:
            found = level_for(path, word, document.name)
            if found is None:
                continue
            level, trigger = found
            since: int | None = after
            if trigger.by is not None:
                since = deadline(agreement, path.calendar, after, trigger.by)
            if since is not None:
                said = what[:1].lower() + what[1:] if what[:4] == "The " else what
                yield Matter(
                    path, document.name, said, level, since, document, loc, raised_by=other
                )
            return


def _end(agreement: Agreement, day: date) -> int:
    zone = agreement.zone()
    return day_bounds(zone, day, day)[1] - 1
