"""A ladder for what the people at the table cannot settle, with a pair at every level."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import (
    CalendarId,
    ChannelId,
    Commitment,
    EscalationPathId,
    Model,
    RoleId,
    amendable,
)
from partnership.documents.vocabulary import Favours
from partnership.values import Day, Duration, Id, Text
from partnership.values.identifiers import DocumentName


class Trigger(Model):
    """What brings something to a level."""

    on: Literal[
        "expected missed",
        "minimum missed",
        "critical default",
        "overdue",
        "repeated",
        "disputed data",
        "corrective action late",
        "privacy incident",
        "missed meeting",
        "manual",
    ]
    """What happened."""
    of: tuple[DocumentName, ...] = ()
    """Only for these commitments; any where nothing is written."""
    by: Duration | None = None
    """How late, for `overdue`."""
    times: int | None = Field(default=None, ge=1)
    """How often, for `repeated`."""
    in_: Duration | None = Field(default=None, alias="in")
    """Within which time, for `repeated`."""


class Level(Model):
    """One rung: the pair that meets, and how long it has."""

    id: Id
    """A short name for it: `l1`."""
    title: Text | None = None
    """What people call it."""
    client: RoleId | None = None
    """The client's role."""
    provider: RoleId | None = None
    """The provider's role."""
    triggers: tuple[Trigger, ...] = ()
    """What brings something here."""
    acknowledge_within: Duration
    """How soon the pair answers."""
    decide_within: Duration
    """How soon it decides."""
    channel: ChannelId | None = None
    """Where it is raised."""
    contents: tuple[Text, ...] = ()
    """What whoever raises it must say."""
    then: Id | None = None
    """The level it goes to when it is not decided in time."""


class DeEscalation(Model):
    """When something comes down the ladder again."""

    after_clean_periods: int = Field(ge=1, le=12)
    """So many periods without a breach after it was settled."""


@amendable
class EscalationPath(Commitment):
    """A ladder for what the people at the table cannot settle, with a pair at every level."""

    kind: Literal["EscalationPath"]
    """Always `EscalationPath`."""
    calendar: CalendarId
    """The calendar its times count on."""
    levels: tuple[Level, ...] = Field(min_length=1)
    """The rungs, the lowest first."""
    ends_with: Text | None = None
    """What follows the last level: mediation, the dispute clause, the law."""
    continues_in: EscalationPathId | None = None
    """The path that follows the last level, instead."""
    raised_by: Literal["either party"]
    """Who may raise something: always either party."""
    de_escalation: DeEscalation | None = None
    """When something comes down again."""
    non_retaliation: Text | None = None
    """The promise that nobody suffers for using it."""
    skip_level_when: tuple[Text, ...] = ()
    """When a level may be left out; an escalation raised higher up for another reason begins at the lowest."""
    drill_every: Duration | None = None
    """How often the ladder is tried out."""
    last_drill: Day | None = None
    """When it was last tried out."""


FAVOURS: Favours = {
    "neither": (
        "levels.title",
        "levels.channel",
        "levels.contents",
        "drill_every",
        "last_drill",
        "non_retaliation",
    ),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: EscalationPath
id: delivery
title: Delivery
owners: {client: head-of-ta, provider: account-director}
effective: {from: 2026-01-01}
calendar: client-uk
levels:
  - id: l1
    client: ta-ops-lead
    provider: delivery-lead
    triggers: [{on: expected missed}, {on: overdue, by: 2 business days}]
    acknowledge_within: 4 business hours
    decide_within: 3 business days
    then: l2
  - id: l2
    client: head-of-ta
    provider: account-director
    triggers: [{on: minimum missed}, {on: repeated, times: 2, in: 30 calendar days}]
    acknowledge_within: 1 business day
    decide_within: 5 business days
ends_with: The dispute clause of the master services agreement.
raised_by: either party
non_retaliation: Nobody is worse off for having raised something here.
drill_every: 12 months
last_drill: 2026-02-10
"""
