"""A fire drill: what is raised at its start, and what happens how long after. No document of the agreement."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import EscalationPathId, Model, RoleId
from partnership.documents.vocabulary import Party
from partnership.values import Duration, Id, LocalMoment, Text
from partnership.values.identifiers import DocumentName


class DrillEvent(Model):
    """Something that happens in a drill."""

    after: Duration | None = None
    """How long after the drill's start, on the path's calendar: `2 business hours`."""
    at: LocalMoment | None = None
    """When, instead: `2026-07-14 09:00 Europe/London`."""
    did: Literal["acknowledged", "decided", "handed up"]
    """What is done at the level where it then is."""
    role: RoleId
    """The role that does it: one of that level's pair, or a deputy."""
    text: Text | None = None
    """What is decided, or why it goes up."""


class Drill(Model):
    """A fire drill: what is raised at its start, and what happens when."""

    title: Text | None = None
    """What people call it."""
    escalation: EscalationPathId
    """The ladder that is tried out."""
    raised_by: Party
    """The party that raises it."""
    about: DocumentName | None = None
    """What it is said to be about: `SLA/first-slate`."""
    level: Id | None = None
    """The level it is raised at; the lowest where it is not written."""
    events: tuple[DrillEvent, ...] = ()
    """What happens, in any order; nobody answers where nothing is written."""
