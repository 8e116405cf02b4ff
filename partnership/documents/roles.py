"""The seats on both sides: who answers for what, without a name."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import CalendarId, Commitment, Effective, Model, RoleId, amendable
from partnership.documents.vocabulary import Favours, Party, Tier
from partnership.values import Id, Text, TimeRange


class Role(Model):
    """One seat."""

    id: Id
    """The seat's lasting name: `delivery-lead`."""
    title: Text
    """What people call it."""
    party: Party
    """Whose seat it is."""
    tier: Tier
    """At which level of governance it sits."""
    contact: Text
    """A shared mailbox or channel; never a person's own address."""
    team: Text | None = None
    """The handle of its team on the forge, for review requests: `@client/talent`."""
    deputies: tuple[RoleId, ...] = ()
    """The seats that stand in, in order."""
    hours: TimeRange | None = None
    """When it can be reached on a business day."""
    calendar: CalendarId | None = None
    """The calendar its hours are meant on."""
    held: Effective | None = None
    """The days the seat is filled; a seat without it is filled for as long as it stands."""


@amendable
class Roles(Commitment):
    """The seats on both sides: who answers for what, without a name."""

    kind: Literal["Roles"]
    """Always `Roles`."""
    roles: tuple[Role, ...]
    """The seats of both parties."""


FAVOURS: Favours = {
    "neither": (
        "roles.title",
        "roles.tier",
        "roles.contact",
        "roles.team",
        "roles.deputies",
        "roles.hours",
        "roles.calendar",
        "roles.held",
    ),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Roles
id: roles
title: Roles
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
roles:
  - id: vendor-manager
    title: Vendor manager
    party: client
    tier: tactical
    contact: vendor-management@client.example
    team: "@client/vendor-management"
  - id: account-director
    title: Account director
    party: provider
    tier: tactical
    contact: account@provider.example
    hours: 09:00-17:30
    held: {from: 2026-01-01}
"""
