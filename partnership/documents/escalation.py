"""Something that was taken up a ladder: what each side says happened, who answered, what was decided."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from partnership.documents.base import EscalationPathId, Model, Record, RoleId
from partnership.documents.vocabulary import Favours, Party
from partnership.findings import Loc
from partnership.values import Day, Id, LocalMoment, Text
from partnership.values.identifiers import DocumentName


class Position(Model):
    """What one side says happened, and what it proposes."""

    facts: tuple[Text, ...] = Field(min_length=1)
    """What happened, one fact a line, without a person in it."""
    proposal: Text
    """What it would do about it."""
    role: RoleId
    """The role that writes it."""
    on: Day
    """The day it was written."""


class LevelStep(Model):
    """What was done at a level, by whom, and when."""

    level: Id
    """The level of the path."""
    did: Literal["acknowledged", "decided", "handed up"]
    """`acknowledged` that it is here, `decided` it, or `handed up` what this level cannot decide."""
    role: RoleId
    """The role that did it: one of the level's pair, or a deputy."""
    at: LocalMoment
    """When."""
    text: Text | None = None
    """What was decided, or why it goes up."""


class EscalationClosed(Model):
    """That it is over; added once."""

    on: Day
    """The day."""
    client: RoleId
    """The role that agrees for the client."""
    provider: RoleId
    """The role that agrees for the provider."""
    result: Text
    """What holds from now on."""


class Escalation(Record):
    """Something that was taken up a ladder: what each side says happened, who answered, what was decided."""

    added_once: ClassVar[tuple[Loc, ...]] = (
        ("client_position",),
        ("provider_position",),
        ("agreed_facts",),
        ("levels",),
        ("closed",),
    )
    grows: ClassVar[tuple[Loc, ...]] = (("levels",),)

    kind: Literal["Escalation"]
    """Always `Escalation`."""
    escalation: EscalationPathId
    """The ladder it is taken up."""
    about: DocumentName
    """What it is about: `SLA/first-slate`, `CorrectiveAction/slates-2025-11`, `Incident/…`."""
    raised_by: Party
    """The party that raises it; either may."""
    role: RoleId
    """The role that raises it."""
    raised_at: LocalMoment
    """When it was raised; from then on the first level's time runs."""
    happened_on: Day
    """The day on which what it is about happened, or was due."""
    level: Id | None = None
    """The level it is raised at; the lowest where it is not written."""
    skipped_because: Text | None = None
    """Why lower levels are left out, in the words of the path's `skip_level_when`."""
    client_position: Position | None = None
    """What the client says happened; added once."""
    provider_position: Position | None = None
    """What the provider says happened; added once."""
    agreed_facts: tuple[Text, ...] = ()
    """What both sides say happened."""
    levels: tuple[LevelStep, ...] = ()
    """What was done at each level, in order."""
    closed: EscalationClosed | None = None
    """That it is over, and what holds from now on."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: Escalation
id: slots-2026-04
title: Interview slots for finance
escalation: delivery
about: SLA/interview-feedback
raised_by: provider
role: delivery-lead
raised_at: 2026-04-13 10:30 Europe/London
happened_on: 2026-04-10
provider_position:
  facts: [Six finance candidates have waited for a slot since 27 March.]
  proposal: Two fixed slots a week until the end of May.
  role: delivery-lead
  on: 2026-04-13
levels:
  - {level: l1, did: acknowledged, role: ta-ops-lead, at: 2026-04-13 13:05 Europe/London}
  - {level: l1, did: decided, role: ta-ops-lead, at: 2026-04-15 16:00 Europe/London, text: Two fixed slots a week until 31 May.}
"""
