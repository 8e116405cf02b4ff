"""A meeting that comes round: who must be there, what is prepared, what it may decide."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import (
    CadenceId,
    CalendarId,
    ChannelId,
    Commitment,
    Model,
    RoleId,
    amendable,
)
from partnership.documents.vocabulary import Favours, Tier
from partnership.values import Day, Duration, Id, Recurrence, Text
from partnership.values.identifiers import DocumentName


class Chair(Model):
    """Who leads the meeting."""

    role: RoleId
    """The seat that leads it, or leads it first."""
    rotates_with: tuple[RoleId, ...] = ()
    """The seats that take turns with it, in order."""


class Quorum(Model):
    """How many required roles of each side must be there for the meeting to count."""

    client: int = Field(ge=0)
    """Of the client."""
    provider: int = Field(ge=0)
    """Of the provider."""


class Input(Model):
    """Something to be prepared."""

    id: Id
    """A short name for it."""
    title: Text
    """What it is."""
    owner: RoleId
    """Who prepares it."""
    due_before: Duration
    """How long before the meeting it is there."""


class AgendaItem(Model):
    """A standing item."""

    id: Id
    """A short name for it."""
    title: Text
    """What is talked about."""
    minutes: int = Field(ge=1, le=480)
    """How long it takes."""
    owner: RoleId
    """Who leads it."""


class MovedMeeting(Model):
    """One meeting that is moved or left out."""

    day: Day
    """The day it would have been."""
    moved_to: Day | None = None
    """The day it is instead; left out where nothing is written."""
    reason: Text
    """Why."""


@amendable
class Cadence(Commitment):
    """A meeting that comes round: who must be there, what is prepared, what it may decide."""

    kind: Literal["Cadence"]
    """Always `Cadence`."""
    purpose: Text
    """Why it is held."""
    tier: Tier
    """Its level of governance."""
    recurrence: Recurrence
    """How often, as people say it."""
    first: Day | None = None
    """The day that weeks and months are counted from; `effective.from` where it is not written."""
    duration: Duration
    """How long it takes: `60 elapsed minutes`."""
    calendars: tuple[CalendarId, ...] = ()
    """The calendars whose holidays it must not fall on."""
    on_holiday: Literal["move to the next business day", "leave out", "hold all the same"] = (
        "move to the next business day"
    )
    """What happens when it falls on a holiday of one of `calendars`."""
    exceptions: tuple[MovedMeeting, ...] = ()
    """Single meetings that are moved or left out."""
    chair: Chair
    """Who leads it."""
    required: tuple[RoleId, ...]
    """The roles that must be there."""
    optional: tuple[RoleId, ...] = ()
    """The roles that may be there."""
    quorum: Quorum
    """How many required roles of each side make it count."""
    channel: ChannelId | None = None
    """Where it is held."""
    inputs: tuple[Input, ...] = ()
    """What is prepared, by whom, until when."""
    agenda: tuple[AgendaItem, ...] = ()
    """The standing items."""
    reviews: tuple[DocumentName, ...] = ()
    """The commitments it looks at: `SLA/first-slate`."""
    decides: tuple[Text, ...] = ()
    """What it may decide."""
    outputs: tuple[Text, ...] = ()
    """What it leaves behind."""
    minutes_within: Duration | None = None
    """How soon its minutes are there."""
    minutes_by: RoleId | None = None
    """Who writes them; whoever leads the meeting where it is not written."""
    level_above: CadenceId | None = None
    """Where it takes what it cannot decide."""


FAVOURS: Favours = {
    "neither": (
        "purpose",
        "tier",
        "duration",
        "exceptions",
        "chair",
        "optional",
        "channel",
        "inputs",
        "agenda",
        "outputs",
        "minutes_by",
        "level_above",
    ),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Cadence
id: monthly-review
title: Monthly service review
owners: {client: head-of-ta, provider: account-director}
effective: {from: 2026-01-01}
purpose: Look at last month's numbers of both sides and agree what changes.
tier: tactical
recurrence: every month on the 3rd Tuesday at 10:00 Europe/London
duration: 60 elapsed minutes
calendars: [client-uk, provider-uk]
chair: {role: head-of-ta, rotates_with: [account-director]}
required: [head-of-ta, account-director, delivery-lead]
quorum: {client: 1, provider: 1}
inputs:
  - {id: scorecard, title: Scorecard of both sides, owner: delivery-lead, due_before: 2 business days}
agenda:
  - {id: results, title: Results both ways, minutes: 30, owner: delivery-lead}
reviews: [SLA/first-slate]
decides: [Corrective actions, accepted relief]
minutes_within: 2 business days
level_above: quarterly-review
"""
