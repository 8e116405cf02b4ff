"""What the owing party does after a breach: why it happened, what is planned, what was done."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from partnership.documents.base import Model, Record, RoleId, SLAId
from partnership.documents.vocabulary import Favours, Party
from partnership.findings import Loc
from partnership.values import Day, Id, Period, Text, Yes


class Breach(Model):
    """One breach that is answered."""

    sla: SLAId
    """The promise that was broken."""
    period: Period
    """The period."""
    segment: Id | None = None
    """The row; every row that was broken where none is written."""


class RootCause(Model):
    """Why it happened; added once."""

    method: Text
    """How it was found: `five whys`, `timeline`."""
    text: Text
    """The cause, in words about the work and not about a person."""
    delivered_on: Day
    """The day the other party had it."""


class Plan(Model):
    """What is going to be done; added once."""

    text: Text | None = None
    """The plan in a few words; its steps stand in `actions`."""
    delivered_on: Day
    """The day the other party had it."""


class Action(Model):
    """One step of the plan."""

    id: Id
    """A short name for it."""
    text: Text
    """What is done."""
    owner: RoleId
    """The role that does it."""
    due: Day
    """The last day on which it is in time."""
    done_on: Day | None = None
    """The day it was done; added once."""


class Closed(Model):
    """That both parties look at it as done; added once."""

    on: Day
    """The day."""
    client: RoleId
    """The client's role that agrees."""
    provider: RoleId
    """The provider's role that agrees."""
    result: Text | None = None
    """What shows that it worked."""


class CorrectiveAction(Record):
    """What the owing party does after a breach: why it happened, what is planned, what was done."""

    added_once: ClassVar[tuple[Loc, ...]] = (
        ("root_cause",),
        ("plan",),
        ("closed",),
        ("credited",),
        ("actions", "*", "done_on"),
    )
    grows: ClassVar[tuple[Loc, ...]] = (("actions",),)

    kind: Literal["CorrectiveAction"]
    """Always `CorrectiveAction`."""
    owed_by: Party
    """The party that acts: the one that owes the promise."""
    breaches: tuple[Breach, ...] = Field(min_length=1)
    """The breaches that it answers."""
    known_on: Day
    """The day the breach was known to both; the clocks of `remedies` start with it."""
    one_event: Yes | None = None
    """Both agree that one event is behind all these breaches."""
    credited: SLAId | None = None
    """Of one event, the promise whose miss is credited, where the other party may choose; added once."""
    root_cause: RootCause | None = None
    """Why it happened."""
    plan: Plan | None = None
    """What is going to be done."""
    actions: tuple[Action, ...] = ()
    """The steps of the plan; more may be added, none is taken away."""
    verification: Text | None = None
    """What will show that it worked: a metric and a level."""
    closed: Closed | None = None
    """That both parties look at it as done."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: CorrectiveAction
id: slates-2025-11
owed_by: provider
breaches:
  - {sla: first-slate, period: 2025-11, segment: standard}
known_on: 2025-12-05
root_cause:
  method: five whys
  text: Two sourcing desks were vacant for three weeks and requisitions waited for a desk.
  delivered_on: 2025-12-11
plan:
  text: A second sourcer covers each desk, and the weekly meeting looks at what has no slate after four days.
  delivered_on: 2025-12-18
actions:
  - {id: cover-desks, text: Name a second sourcer for each desk., owner: delivery-lead, due: 2026-01-09, done_on: 2026-01-08}
  - {id: weekly-look, text: Put slates older than four days on the weekly agenda., owner: account-director, due: 2026-01-16}
verification: First slates of standard requisitions are at 92% in January and February.
"""
