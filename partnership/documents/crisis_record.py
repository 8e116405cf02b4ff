"""A crisis as it went: who declared it, what was done and told when, and what both learned."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from partnership.documents.base import Model, Record, Reference, RoleId
from partnership.documents.vocabulary import Favours
from partnership.findings import Loc
from partnership.values import Day, Id, LocalMoment, Text

CrisisPlanId = Annotated[Id, Reference("CrisisPlan", "crisis")]


class Declared(Model):
    """That it is a crisis."""

    at: LocalMoment
    """When; from then on the plan holds."""
    role: RoleId
    """The role that declares it."""


class TimelineEntry(Model):
    """One thing that happened."""

    at: LocalMoment
    """When."""
    text: Text
    """What happened, without a person in it."""


class CrisisUpdate(Model):
    """That everybody was told how it stands."""

    at: LocalMoment
    """When."""
    role: RoleId
    """The role that told them."""
    text: Text
    """What they were told, in a sentence."""


class TakenAction(Model):
    """That one of the plan's actions was done."""

    id: Id
    """The action's name in the plan; `candidates` where candidates were told."""
    on: Day
    """The day it was done."""


class StoodDown(Model):
    """That it is over; added once."""

    at: LocalMoment
    """When; from that day on every clock runs again."""
    client: RoleId
    """The role that says so for the client."""
    provider: RoleId
    """The role that says so for the provider."""
    because: Text
    """Why it is over."""


class ReviewStep(Model):
    """One thing that changes after it."""

    id: Id
    """A short name for it."""
    text: Text
    """What is done."""
    owner: RoleId
    """Who does it."""
    due: Day
    """By when."""
    done_on: Day | None = None
    """The day it was done; added once."""


class AfterActionReview(Model):
    """What both learned; added once."""

    on: Day
    """The day both looked back."""
    worked: tuple[Text, ...] = Field(min_length=1)
    """What worked."""
    failed: tuple[Text, ...] = ()
    """What did not."""
    steps: tuple[ReviewStep, ...] = ()
    """What changes, by whom, by when."""


class CrisisRecord(Record):
    """A crisis as it went: who declared it, what was done and told when, and what both learned."""

    added_once: ClassVar[tuple[Loc, ...]] = (
        ("met_at",),
        ("timeline",),
        ("updates",),
        ("actions",),
        ("stood_down",),
        ("after_action_review",),
        ("after_action_review", "steps", "*", "done_on"),
    )
    grows: ClassVar[tuple[Loc, ...]] = (("timeline",), ("updates",), ("actions",))

    kind: Literal["CrisisRecord"]
    """Always `CrisisRecord`."""
    plan: CrisisPlanId
    """The plan that holds."""
    trigger: Id
    """Which of the plan's triggers it is."""
    severity: Id
    """Which of the plan's severities."""
    what: Text
    """What happened, in a sentence, without a person in it."""
    declared: Declared
    """Who declared it, and when."""
    met_at: LocalMoment | None = None
    """When those in command first met, which the plan's severity says how soon they do; added once."""
    timeline: tuple[TimelineEntry, ...] = ()
    """What happened, in order."""
    updates: tuple[CrisisUpdate, ...] = ()
    """Each time everybody was told how it stands, in order."""
    actions: tuple[TakenAction, ...] = ()
    """What was done of what the plan agreed."""
    stood_down: StoodDown | None = None
    """That it is over."""
    after_action_review: AfterActionReview | None = None
    """What both learned."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: CrisisRecord
id: freeze-2026-03
plan: crisis
trigger: hiring-freeze
severity: sev1
what: The client stopped approvals and offers in production for two weeks.
declared: {at: 2026-03-09 09:30 Europe/London, role: head-of-ta}
met_at: 2026-03-09 11:00 Europe/London
timeline:
  - {at: 2026-03-09 08:50 Europe/London, text: The board asked for a stop of all approvals in production.}
updates:
  - {at: 2026-03-09 13:00 Europe/London, role: head-of-ta, text: Offers that are out stand; nothing new goes out.}
actions:
  - {id: triage, on: 2026-03-10}
stood_down:
  at: 2026-03-20 16:00 Europe/London
  client: head-of-ta
  provider: account-director
  because: The board released the openings of the second quarter.
after_action_review:
  on: 2026-03-31
  worked: [Candidates were told on the same day.]
  failed: [The list of open offers took a day.]
  steps:
    - {id: offers, text: Keep the list of open offers in the weekly papers., owner: delivery-lead, due: 2026-04-17}
"""
