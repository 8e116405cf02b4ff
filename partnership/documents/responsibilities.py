"""Who does what, who answers for it, and who decides: across both sides."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import ChannelId, Commitment, Model, RoleId, SLAId, amendable
from partnership.documents.vocabulary import Favours
from partnership.values import Duration, Id, Text


class Activity(Model):
    """Something that is done, again and again."""

    id: Id
    """A short name for it: `cv-review`."""
    title: Text
    """What is done."""
    also: tuple[Text, ...] = ()
    """Other words people use for it; `partnership who` finds it by them."""
    accountable: RoleId
    """The one seat that answers for it."""
    responsible: tuple[RoleId, ...] = Field(min_length=1)
    """The seats that do it."""
    consulted: tuple[RoleId, ...] = ()
    """The seats that are asked before."""
    informed: tuple[RoleId, ...] = ()
    """The seats that are told after."""
    slas: tuple[SLAId, ...] = ()
    """The promises that are kept by doing it; who owes one is accountable or responsible here."""
    channel: ChannelId | None = None
    """Where to ask about it."""


class Decision(Model):
    """Something that one seat may decide."""

    id: Id
    """A short name for it: `offer-above-band`."""
    title: Text
    """What is decided."""
    also: tuple[Text, ...] = ()
    """Other words people use for it; `partnership who` finds it by them."""
    decided_by: RoleId
    """The one seat that decides."""
    threshold: Text
    """How far that seat may go: `up to 10% above the band's midpoint`."""
    beyond: RoleId | None = None
    """Who decides what goes further; nobody here where nothing is written."""
    within: Duration
    """How soon it is decided once it is asked; business time counts on the calendar of the seat that decides."""
    fallback: RoleId
    """Who decides when it is not decided in time."""
    consulted: tuple[RoleId, ...] = ()
    """The seats that are asked before."""
    informed: tuple[RoleId, ...] = ()
    """The seats that are told after."""
    channel: ChannelId | None = None
    """Where it is asked."""


@amendable
class Responsibilities(Commitment):
    """Who does what, who answers for it, and who decides: across both sides."""

    kind: Literal["Responsibilities"]
    """Always `Responsibilities`."""
    activities: tuple[Activity, ...] = Field(min_length=1)
    """What is done, by whom."""
    decisions: tuple[Decision, ...] = ()
    """What is decided, by whom, how far and how soon."""


FAVOURS: Favours = {
    "neither": (
        "activities.title",
        "activities.also",
        "activities.consulted",
        "activities.informed",
        "activities.channel",
        "decisions.title",
        "decisions.also",
        "decisions.consulted",
        "decisions.informed",
        "decisions.channel",
    ),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Responsibilities
id: responsibilities
title: Who does what, and who decides
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
activities:
  - id: first-slate
    title: Present the first slate
    also: [shortlist, submittal]
    accountable: account-director
    responsible: [delivery-lead]
    consulted: [ta-ops-lead]
    informed: [head-of-ta]
    slas: [first-slate]
    channel: daily-delivery
decisions:
  - id: offer-above-band
    title: Offer above band
    also: [salary exception]
    decided_by: head-of-ta
    threshold: up to 10% above the band's midpoint
    beyond: vendor-manager
    within: 2 business days
    fallback: vendor-manager
    consulted: [delivery-lead]
    informed: [account-director]
    channel: daily-delivery
"""
