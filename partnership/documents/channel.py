"""Where people reach each other, how fast, for what, and what may not be said there."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import CalendarId, Commitment, RoleId, amendable
from partnership.documents.vocabulary import DataClass, Favours
from partnership.values import Duration, Text, TimeRange


@amendable
class Channel(Commitment):
    """Where people reach each other, how fast, for what, and what may not be said there."""

    kind: Literal["Channel"]
    """Always `Channel`."""
    purpose: Text
    """What it is for."""
    tool: Text
    """What it runs on: Slack, Teams, e-mail, telephone, the tracking system."""
    address: Text | None = None
    """Where to find it: a channel's name or a shared mailbox."""
    audience: tuple[RoleId, ...]
    """The roles that read it."""
    response_within: Duration
    """How soon an answer can be expected."""
    hours: TimeRange | None = None
    """When it is read on a business day."""
    calendar: CalendarId | None = None
    """The calendar its hours and times count on."""
    data_allowed: tuple[DataClass, ...]
    """The classes of data that may be sent through it."""
    not_for: tuple[Text, ...] = ()
    """What may not be said there."""
    retention: Duration | None = None
    """How long messages are kept."""


FAVOURS: Favours = {
    "neither": ("purpose", "tool", "address", "audience", "hours", "calendar"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Channel
id: daily-delivery
title: Daily delivery
owners: {client: ta-ops-lead, provider: delivery-lead}
effective: {from: 2026-01-01}
purpose: Questions about open requisitions.
tool: Teams
address: "#delivery"
audience: [ta-ops-lead, delivery-lead]
response_within: 4 business hours
hours: 09:00-17:00
calendar: client-uk
data_allowed: [public, internal]
not_for: [Names of candidates, salaries]
retention: 12 months
"""
