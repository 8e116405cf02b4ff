"""What a breach asks of the party that owes the promise: its cause, a plan, and the plan's steps, each by a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, CorrectiveAction, Document, Measurement
from partnership.documents.corrective_action import Breach
from partnership.errors import PartnershipError
from partnership.findings import Loc
from partnership.judging.due import day_after
from partnership.judging.verdicts import Verdict
from partnership.values.durations import Span

ROOT_CAUSE, PLAN = "root cause", "plan"
SPANS = {ROOT_CAUSE: "root_cause_within", PLAN: "plan_within"}


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that follows from breaches: what, by whom, by when, and whether it was done."""

    what: str
    """`root cause`, `plan`, or the id of a step of the plan."""
    owed_by: str
    """`client` or `provider`."""
    due: date
    """The last day on which it is in time."""
    done_on: date | None
    breaches: tuple[Verdict, ...]
    """The breaches it answers."""
    action: CorrectiveAction | None
    """The record that answers them, where there is one."""
    document: Document
    loc: Loc
    """Where it stands: in the record, or in the SLA that asks for it."""
    owner: str = ""
    """The role that does a step."""

    @property
    def is_step(self) -> bool:
        """Whether it is a step of a plan."""
        return self.what not in SPANS

    def is_overdue(self, as_of: date) -> bool:
        """Whether it is not done on a day, though it was due."""
        return self.due < as_of and (self.done_on is None or self.done_on > as_of)

    @property
    def is_late(self) -> bool:
        """Whether it was done after it was due."""
        return self.done_on is not None and self.done_on > self.due


def find_owed(agreement: Agreement, verdicts: Iterable[Verdict]) -> tuple[Owed, ...]:
    """Give everything that breaches ask for, by due day.

    A breach whose measurement is disputed asks for nothing until that is decided; the steps of a
    plan that was made are owed all the same.

    Args:
        agreement: All documents.
        verdicts: Every verdict of the day judged.

    """
    breaches = [one for one in verdicts if one.is_breach]
    found: list[Owed] = []
    answered: set[int] = set()
    for action in agreement.of(CorrectiveAction):
        own = [one for one in breaches if answers(action, one)]
        answered.update(id(one) for one in own)
        found.extend(_of_record(agreement, action, tuple(own)))
    alone: dict[tuple[str, str], list[Verdict]] = {}
    for one in breaches:
        if id(one) not in answered and not one.disputed:
            alone.setdefault((one.sla, one.period), []).append(one)
    for group in alone.values():
        found.extend(_of_breaches(agreement, tuple(group)))
    return tuple(sorted(found, key=lambda one: (one.due, one.document.name, one.what)))


def answers(action: CorrectiveAction, verdict: Verdict) -> bool:
    """Whether a record names a breach, and is of the party that owes the promise."""
    return action.owed_by == verdict.owed_by and any(names(one, verdict) for one in action.breaches)


def names(breach: Breach, verdict: Verdict) -> bool:
    """Whether a row of a record means a verdict."""
    same = (breach.sla, str(breach.period)) == (verdict.sla, verdict.period)
    return same and breach.segment in {None, verdict.segment}


def _of_record(
    agreement: Agreement, action: CorrectiveAction, breaches: tuple[Verdict, ...]
) -> Iterator[Owed]:
    """Yield what a record has to hold, and its steps; several promises: the earliest day counts."""
    done = {
        ROOT_CAUSE: action.root_cause.delivered_on if action.root_cause else None,
        PLAN: action.plan.delivered_on if action.plan else None,
    }
    for what in SPANS:
        certain = (one for one in breaches if not one.disputed)
        days = [_due(agreement, one, what, action.known_on) for one in certain]
        due = min((day for day in days if day is not None), default=None)
        if due is not None:
            key = what.replace(" ", "_")
            yield Owed(what, action.owed_by, due, done[what], breaches, action, action, (key,))
    for index, step in enumerate(action.actions):
        loc = ("actions", index, "due")
        yield Owed(
            step.id,
            action.owed_by,
            step.due,
            step.done_on,
            breaches,
            action,
            action,
            loc,
            step.owner,
        )


def _of_breaches(agreement: Agreement, breaches: tuple[Verdict, ...]) -> Iterator[Owed]:
    """Yield what breaches ask for that no record answers."""
    promise = agreement.get(SLA, breaches[0].sla)
    measurement = agreement.get(Measurement, breaches[0].measurement)
    if promise is None or measurement is None:
        return
    terms = promise.on(breaches[0].last) or promise
    for what, key in SPANS.items():
        due = _due(agreement, breaches[0], what, measurement.known)
        if due is not None:
            owed_by = breaches[0].owed_by
            yield Owed(what, owed_by, due, None, breaches, None, terms, ("remedies", key))


def _due(agreement: Agreement, verdict: Verdict, what: str, known: date) -> date | None:
    """Give the last day on which something is in time, on the calendar of the SLA."""
    promise = agreement.get(SLA, verdict.sla)
    terms = (promise.on(verdict.last) or promise) if promise else None
    span: Span | None = getattr(terms.remedies, SPANS[what]) if terms and terms.remedies else None
    if span is None or terms is None:
        return None
    try:
        return day_after(known, span, agreement, terms.calendar)
    except PartnershipError:
        return None
