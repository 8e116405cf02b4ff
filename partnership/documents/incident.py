"""A breach of personal data: when it was noticed and told, of how many it was, and what was done."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from partnership.documents.base import Model, Record, Reference, RoleId
from partnership.documents.vocabulary import Favours, Party
from partnership.findings import Loc
from partnership.values import Day, Id, LocalMoment, Text

DataProtectionId = Annotated[Id, Reference("DataProtection", "recruitment-data")]
PeopleCount = Literal["fewer than 5"] | Annotated[int, Field(ge=5, le=1_000_000_000)]
"""How many people; so few that they could be known are only said to be few."""


class Aware(Model):
    """When each party was reasonably certain that personal data was breached."""

    client: LocalMoment | None = None
    """When the client was; where it is not written, when it was told."""
    provider: LocalMoment | None = None
    """When the provider was."""


class Notice(Model):
    """That somebody was told."""

    whom: Literal["controller", "authority", "people"]
    """Who was told: the controller, its supervisory authority, the people themselves."""
    by: Party
    """Who told."""
    at: LocalMoment
    """When."""
    reference: Text | None = None
    """Under which number the notice is filed; what is not known yet may follow in phases."""


class NoNotice(Model):
    """That somebody need not be told, and why."""

    whom: Literal["authority", "people"]
    """Who is not told."""
    by: Party
    """Which party decided that."""
    role: RoleId
    """The role that decided it."""
    on: Day
    """The day."""
    because: Text
    """Why a risk to people is unlikely, or not high."""


class Affected(Model):
    """One category of data, and of how many people."""

    category: Text
    """Which data: contact details, curriculum vitae. Never the data itself."""
    people: Text
    """Whose: candidates, employees."""
    count: PeopleCount
    """Of how many, as far as it is known; below 5 only `fewer than 5`."""


class Measure(Model):
    """One thing that is done about it."""

    id: Id
    """A short name for it."""
    text: Text
    """What is done."""
    owner: RoleId
    """The role that does it."""
    due: Day
    """By when."""
    done_on: Day | None = None
    """The day it was done; added once."""


class IncidentClosed(Model):
    """That it is over; added once."""

    on: Day
    """The day."""
    client: RoleId
    """The role that agrees for the client."""
    provider: RoleId
    """The role that agrees for the provider."""
    learned: Text
    """What both do differently since."""


class Incident(Record):
    """A breach of personal data: when it was noticed and told, of how many it was, and what was done."""

    added_once: ClassVar[tuple[Loc, ...]] = (
        ("aware", "client"),
        ("aware", "provider"),
        ("notices",),
        ("no_notice",),
        ("measures",),
        ("measures", "*", "done_on"),
        ("closed",),
    )
    grows: ClassVar[tuple[Loc, ...]] = (
        ("notices",),
        ("no_notice",),
        ("scope",),
        ("measures",),
    )

    kind: Literal["Incident"]
    """Always `Incident`."""
    protection: DataProtectionId
    """The terms under which the data was processed."""
    activity: Id
    """Which of its activities; from it follows who is controller and who processor."""
    party: Party
    """With whom it happened."""
    what: Text
    """What happened, without a person in it."""
    detected: LocalMoment
    """When somebody first saw that something was wrong."""
    aware: Aware
    """When each party was reasonably certain; from then on its clock runs, nights and holidays included."""
    notices: tuple[Notice, ...] = ()
    """Who was told, and when."""
    no_notice: tuple[NoNotice, ...] = ()
    """Who need not be told, and why."""
    scope: tuple[Affected, ...] = Field(min_length=1)
    """Which data, and of how many people."""
    measures: tuple[Measure, ...] = ()
    """What is done about it."""
    closed: IncidentClosed | None = None
    """That it is over, and what was learned."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: Incident
id: misdirected-shortlist-2026-03
protection: recruitment-data
activity: client-recruiting
party: provider
what: A shortlist went to the mailbox of another team at the client.
detected: 2026-03-27 16:40 Europe/London
aware: {provider: 2026-03-27 18:05 Europe/London, client: 2026-03-27 19:10 Europe/London}
notices:
  - {whom: controller, by: provider, at: 2026-03-27 19:10 Europe/London, reference: PB-2026-02}
no_notice:
  - whom: authority
    by: client
    role: head-of-ta
    on: 2026-03-30
    because: The readers are bound to confidence and deleted it unread; a risk to people is unlikely.
scope:
  - {category: curriculum vitae, people: candidates, count: 14}
measures:
  - {id: address-list, text: Send shortlists through the tracking system only., owner: delivery-lead, due: 2026-04-17, done_on: 2026-04-14}
closed: {on: 2026-04-20, client: head-of-ta, provider: delivery-lead, learned: No shortlist leaves the tracking system as a file.}
"""
