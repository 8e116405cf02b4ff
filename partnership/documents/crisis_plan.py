"""What both sides do when hiring cannot go on as agreed: who declares it, who leads, what pauses, what is said."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import (
    CalendarId,
    ChannelId,
    Commitment,
    Model,
    RoleId,
    SLAId,
    When,
    amendable,
)
from partnership.documents.vocabulary import Favours
from partnership.values import Day, Duration, Id, Length, Text


class CrisisTrigger(Model):
    """What makes it a crisis."""

    id: Id
    """A short name for it: `hiring-freeze`."""
    text: Text
    """What happens, so that both sides recognise it."""
    severity: Id
    """How grave it is at first: the id of a severity."""


class CrisisSeverity(Model):
    """How grave it is, and how often is told what."""

    id: Id
    """A short name for it: `sev1`."""
    title: Text
    """What it means: `Hiring stopped, or data lost`."""
    meet_within: Duration
    """How soon after the declaration the command meets."""
    update_every: Duration
    """How soon after the last update the next one is given."""
    updates_to: tuple[RoleId, ...] = Field(min_length=1)
    """Who is told."""
    channel: ChannelId
    """Where."""


class CrisisRights(Model):
    """Who may do something, on each side; one role is enough."""

    client: tuple[RoleId, ...] = Field(min_length=1)
    """The client's roles."""
    provider: tuple[RoleId, ...] = Field(min_length=1)
    """The provider's roles."""


class CommandRole(Model):
    """One job while it lasts."""

    id: Id
    """The job: `lead`, `communications`, `data`, `candidate-care`, `scribe`."""
    role: RoleId
    """The seat that has it."""
    does: Text
    """What it does."""


class AgreedAction(Model):
    """Something that both agreed to do without asking again."""

    id: Id
    """A short name for it."""
    text: Text
    """What is done."""
    owner: RoleId
    """Who does it."""
    within: Duration
    """How soon after the declaration."""
    severities: tuple[Id, ...] = ()
    """Only for these severities; for all where nothing is written."""


class CrisisPause(Model):
    """A promise whose clock stands while a crisis lasts."""

    sla: SLAId
    """The promise."""
    severities: tuple[Id, ...] = ()
    """Only for these severities; for all where nothing is written."""
    when: When = Field(default_factory=dict)
    """Only this segment; all where nothing is written."""
    at_most: Length
    """No longer than this from the day it was declared, however long it lasts: `10 calendar days`."""
    because: Text
    """Why both sides let it stand."""


class CandidateWords(Model):
    """What candidates are told, and what they never are."""

    by: RoleId
    """Who tells them."""
    within: Duration
    """How soon after the declaration."""
    told: Text
    """What they are told, word for word."""
    never: tuple[Text, ...] = ()
    """What nobody says to them."""


@amendable
class CrisisPlan(Commitment):
    """What both sides do when hiring cannot go on as agreed: who declares it, who leads, what pauses, what is said."""

    kind: Literal["CrisisPlan"]
    """Always `CrisisPlan`."""
    calendar: CalendarId
    """The calendar its times count on."""
    triggers: tuple[CrisisTrigger, ...] = Field(min_length=1)
    """What makes it a crisis."""
    severities: tuple[CrisisSeverity, ...] = Field(min_length=1)
    """How grave it can be, the gravest first."""
    declares: CrisisRights
    """Who may declare it; a deputy may where its seat is empty."""
    stands_down: CrisisRights
    """Who says that it is over: one role of each side."""
    command: tuple[CommandRole, ...] = Field(min_length=1)
    """Who has which job while it lasts."""
    actions: tuple[AgreedAction, ...] = ()
    """What both agreed to do without asking again."""
    pauses: tuple[CrisisPause, ...] = ()
    """Which promises stand still, and for how long at most; no other does."""
    candidates: CandidateWords
    """What candidates are told."""
    commercials: Text | None = None
    """What holds for fees and credits while it lasts."""
    review_within: Duration
    """How soon after it is over both look back: `10 business days`."""
    drill_every: Duration | None = None
    """How often the plan is tried out."""
    last_drill: Day | None = None
    """When it was last tried out."""


FAVOURS: Favours = {
    "neither": ("triggers.text", "severities.title", "command.does", "drill_every", "last_drill"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: CrisisPlan
id: crisis
title: When hiring cannot go on as agreed
owners: {client: head-of-ta, provider: account-director}
effective: {from: 2026-01-01}
calendar: client-uk
triggers:
  - {id: hiring-freeze, text: The client stops approving or filling openings., severity: sev1}
severities:
  - id: sev1
    title: Hiring stopped, or data lost
    meet_within: 2 elapsed hours
    update_every: 4 business hours
    updates_to: [head-of-ta, account-director]
    channel: reviews
declares: {client: [head-of-ta], provider: [account-director]}
stands_down: {client: [head-of-ta], provider: [account-director]}
command:
  - {id: lead, role: head-of-ta, does: Decides what is done next.}
  - {id: scribe, role: delivery-lead, does: Writes the timeline.}
actions:
  - {id: triage, text: Sort open requisitions into now and later., owner: ta-ops-lead, within: 1 business day}
pauses:
  - {sla: first-slate, at_most: 20 calendar days, because: Nobody presents candidates for seats that may go.}
candidates:
  by: delivery-lead
  within: 1 business day
  told: We are looking at our plans again and will write to you by Friday.
  never: [That an offer is safe, Who else is affected]
review_within: 10 business days
drill_every: 12 months
last_drill: 2026-02-10
"""
