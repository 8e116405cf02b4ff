"""What a crisis asks: updates on their clock, the actions both agreed to, and looking back when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.clock import local_time
from partnership.documents import CrisisPlan, CrisisRecord
from partnership.documents.crisis_plan import CrisisSeverity
from partnership.duties.deadlines import deadline
from partnership.duties.duty import Duty
from partnership.duties.moments import instant_of
from partnership.findings import Loc
from partnership.measuring.by_plan import plan_of

UPDATE, CRISIS_ACTION, REVIEW = "crisis update", "crisis action", "after-action review"
COMMAND = "crisis meeting"
CANDIDATES = "candidates"
"""How a record names that candidates were told."""


@dataclass(frozen=True, slots=True)
class UpdateDue:
    """One update: from when its time runs, until when, and when it was given."""

    record: CrisisRecord
    since: int
    due: int
    given: int | None
    loc: Loc

    def is_late(self, at: int) -> bool:
        """Whether it was given too late, or was not given in time at an instant."""
        return (self.given if self.given is not None else at) > self.due


def is_open(agreement: Agreement, record: CrisisRecord, at: int) -> bool:
    """Whether a crisis is declared and not over at an instant."""
    begun = instant_of(record.declared.at)
    over = instant_of(record.stood_down.at) if record.stood_down else None
    has_plan = plan_of(agreement, record) is not None
    return has_plan and begun <= at and (over is None or over > at)


def severity_of(plan: CrisisPlan, record: CrisisRecord) -> CrisisSeverity | None:
    """Give the severity at which a crisis was declared."""
    return next((one for one in plan.severities if one.id == record.severity), None)


def find_updates(agreement: Agreement, record: CrisisRecord) -> Iterator[UpdateDue]:
    """Yield each update that a crisis asks for, in order; the last is not given while it is open.

    The clock of an update starts with the one before it, the first's with the declaration, and counts on
    the plan's calendar.
    """
    plan, since = plan_of(agreement, record), instant_of(record.declared.at)
    terms = severity_of(plan, record) if plan else None
    if plan is None or terms is None:
        return
    over = instant_of(record.stood_down.at) if record.stood_down else None
    for index, update in enumerate(record.updates):
        at = instant_of(update.at)
        due = deadline(agreement, plan.calendar, since, terms.update_every)
        if due is None:
            return
        yield UpdateDue(record, since, due, at, ("updates", index, "at"))
        since = max(since, at)
    due = deadline(agreement, plan.calendar, since, terms.update_every)
    if due is not None and (over is None or due < over):
        yield UpdateDue(record, since, due, None, ("declared",))


def find_crisis_duties(agreement: Agreement, as_of: date) -> Iterator[Duty]:
    """Yield all that crises ask of a role: updates, agreed actions, looking back and what follows from it."""
    for record in agreement.of(CrisisRecord):
        if record.declared.at.day <= as_of:
            key = ("crisis duties", record.id)
            if key not in agreement.answers:  # two checks and what is owed ask for the same
                agreement.answers[key] = tuple(_duties(agreement, record))
            yield from agreement.answers[key]


def _duties(agreement: Agreement, record: CrisisRecord) -> Iterator[Duty]:
    plan, begun = plan_of(agreement, record), instant_of(record.declared.at)
    if plan is not None:
        zone = agreement.zone(plan.calendar)
        yield from _meeting(agreement, plan, record)
        speaker = _speaker(plan)
        for update in find_updates(agreement, record):
            local = local_time(zone, update.due)
            done = local_time(zone, update.given).date() if update.given is not None else None
            what = f"an update on the crisis `{record.id}`"
            owner = (_party(agreement, speaker), speaker)
            yield Duty(UPDATE, what, *owner, local.date(), record, update.loc, done, local)
        yield from _actions(agreement, plan, record, begun)
        yield from _review(agreement, plan, record)


def command_due(agreement: Agreement, plan: CrisisPlan, record: CrisisRecord) -> int | None:
    """Give the last instant at which those in command meet in time for the first time."""
    terms = severity_of(plan, record)
    if terms is None:
        return None
    return deadline(agreement, plan.calendar, instant_of(record.declared.at), terms.meet_within)


def _meeting(agreement: Agreement, plan: CrisisPlan, record: CrisisRecord) -> Iterator[Duty]:
    """Yield that those in command meet, unless it was over before they had to."""
    due = command_due(agreement, plan, record)
    if due is None:
        return
    met = instant_of(record.met_at) if record.met_at else None
    over = instant_of(record.stood_down.at) if record.stood_down else None
    if met is None and over is not None and over <= due:
        return
    zone, lead = agreement.zone(plan.calendar), plan.command[0].role
    local, loc = local_time(zone, due), ("met_at",) if record.met_at else ("declared",)
    done = local_time(zone, met).date() if met is not None else None
    what = f"the first meeting of those in command of the crisis `{record.id}`"
    owner = (_party(agreement, lead), lead)
    yield Duty(COMMAND, what, *owner, local.date(), record, loc, done, local)


def _actions(
    agreement: Agreement, plan: CrisisPlan, record: CrisisRecord, begun: int
) -> Iterator[Duty]:
    done = {one.id: one.on for one in record.actions}
    asked = [
        (one.id, one.text, one.owner, one.within)
        for one in plan.actions
        if not one.severities or record.severity in one.severities
    ]
    words = plan.candidates
    asked.append((CANDIDATES, "Tell candidates what the plan says.", words.by, words.within))
    zone = agreement.zone(plan.calendar)
    for name, text, owner, within in asked:
        due = deadline(agreement, plan.calendar, begun, within)
        if due is not None:
            local = local_time(zone, due)
            side = _party(agreement, owner)
            what = text.rstrip(".")
            yield Duty(
                CRISIS_ACTION,
                what,
                side,
                owner,
                local.date(),
                record,
                ("actions",),
                done.get(name),
                local,
            )


def _review(agreement: Agreement, plan: CrisisPlan, record: CrisisRecord) -> Iterator[Duty]:
    over = instant_of(record.stood_down.at) if record.stood_down else None
    review = record.after_action_review
    lead = plan.command[0].role
    if over is not None:
        due = deadline(agreement, plan.calendar, over, plan.review_within)
        if due is not None:
            day = local_time(agreement.zone(plan.calendar), due).date()
            what = f"the after-action review of the crisis `{record.id}`"
            owner = (_party(agreement, lead), lead)
            done = review.on if review else None
            yield Duty(REVIEW, what, *owner, day, record, ("stood_down",), done)
    for index, step in enumerate(review.steps if review else ()):
        loc: Loc = ("after_action_review", "steps", index)
        side = _party(agreement, step.owner)
        what = step.text.rstrip(".")
        yield Duty(CRISIS_ACTION, what, side, step.owner, step.due, record, loc, step.done_on)


def _speaker(plan: CrisisPlan) -> str:
    """Name the seat that tells everybody how it stands."""
    found = (one.role for one in plan.command if one.id == "communications")
    return next(found, plan.command[0].role)


def _party(agreement: Agreement, name: str) -> str:
    role = agreement.roles.get(name)
    return role.party if role else "client"
