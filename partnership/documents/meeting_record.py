"""What a meeting was: who was there, what was decided, who does what by when."""

from __future__ import annotations

from typing import ClassVar, Literal

from partnership.documents.base import CadenceId, Model, Record, RoleId
from partnership.documents.vocabulary import Favours, Party
from partnership.findings import Loc
from partnership.values import Day, Id, Text
from partnership.values.identifiers import DocumentName


class Paper(Model):
    """When something that was to be prepared was there."""

    id: Id
    """Which one: an id of the cadence's `inputs`."""
    there_on: Day
    """The day it was there."""


class Decision(Model):
    """One decision."""

    id: Id
    """A short name for it."""
    text: Text
    """What was decided, in words about the work and not about a person."""
    decided_by: RoleId
    """The role that decided it."""
    effective: Day | None = None
    """From when it holds; at once where it is not written."""


class MeetingAction(Model):
    """Something that somebody does until a day."""

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


class MeetingRecord(Record):
    """What a meeting was: who was there, what was decided, who does what by when."""

    added_once: ClassVar[tuple[Loc, ...]] = (("minutes_on",), ("actions", "*", "done_on"))
    grows: ClassVar[tuple[Loc, ...]] = (("decisions",), ("actions",))

    kind: Literal["MeetingRecord"]
    """Always `MeetingRecord`."""
    cadence: CadenceId
    """The meeting that comes round."""
    day: Day
    """The day on which it was to be: as `partnership calendar` tells it."""
    status: Literal["held", "cancelled"]
    """`held`, with or without a quorum; or `cancelled`, and then by whom and why."""
    held_on: Day | None = None
    """The day it was held, where that is another one."""
    extra_because: Text | None = None
    """Why it was held beside the days of its cadence; such a meeting is not counted as one of them."""
    cancelled_by: Party | None = None
    """The party that called it off; it owes the meeting."""
    reason: Text | None = None
    """Why it was called off."""
    attendance: tuple[RoleId, ...] = ()
    """The roles that were there; a deputy is written as itself and counts for whom it stands in."""
    inputs: tuple[Paper, ...] = ()
    """When what was to be prepared was there; what is not written was not there."""
    decisions: tuple[Decision, ...] = ()
    """What was decided."""
    actions: tuple[MeetingAction, ...] = ()
    """Who does what by when; more may be added, none is taken away."""
    minutes_on: Day | None = None
    """The day the minutes were there; added once."""
    links: tuple[DocumentName, ...] = ()
    """The documents it talked about or led to: `CorrectiveAction/slates-2025-11`."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: MeetingRecord
id: monthly-review-2026-03
cadence: monthly-review
day: 2026-03-17
status: held
attendance: [head-of-ta, account-director, delivery-lead]
inputs:
  - {id: scorecard, there_on: 2026-03-13}
decisions:
  - id: finance-first
    text: Finance requisitions are sourced first until the end of April.
    decided_by: head-of-ta
    effective: 2026-03-18
actions:
  - {id: desk-plan, text: Show which desk covers which team., owner: delivery-lead, due: 2026-03-31, done_on: 2026-03-27}
  - {id: panels, text: Name two interviewers for each team., owner: head-of-ta, due: 2026-04-10}
minutes_on: 2026-03-19
links: [SLA/first-slate]
"""
