"""What one side tells the other regularly, by when and where; and what it does not tell, and why."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import (
    CalendarId,
    ChannelId,
    Commitment,
    MetricId,
    Model,
    RoleId,
    SLAId,
    amendable,
)
from partnership.documents.survey import SurveyId
from partnership.documents.vocabulary import DataClass, Favours
from partnership.values import Duration, Id, Text


class Section(Model):
    """One part of what is told."""

    id: Id
    """A short name for it."""
    title: Text
    """What it is."""
    slas: tuple[SLAId, ...] = ()
    """The promises whose numbers stand in it."""
    metrics: tuple[MetricId, ...] = ()
    """The metrics whose numbers stand in it."""
    surveys: tuple[SurveyId, ...] = ()
    """The surveys whose results stand in it."""
    detail: Text | None = None
    """How finely it is told: `by location, counts of 5 and more`."""


class NotShown(Model):
    """Something that is not told."""

    id: Id
    """A short name for it."""
    what: Text
    """What is not told."""
    because: Text
    """Why not."""
    slas: tuple[SLAId, ...] = ()
    """The promises whose numbers are not told."""
    metrics: tuple[MetricId, ...] = ()
    """The metrics whose numbers are not told."""
    surveys: tuple[SurveyId, ...] = ()
    """The surveys whose results are not told."""


@amendable
class Disclosure(Commitment):
    """What one side tells the other regularly, by when and where; and what it does not tell, and why."""

    kind: Literal["Disclosure"]
    """Always `Disclosure`."""
    purpose: Text
    """What it is for."""
    told_by: RoleId
    """The role that tells it."""
    told_to: tuple[RoleId, ...] = Field(min_length=1)
    """The roles that it is told to."""
    every: Literal["month", "quarter", "year"]
    """How often, each time about the month, quarter or year that ended."""
    due_within: Duration
    """How long after that it is told at the latest."""
    calendar: CalendarId | None = None
    """The calendar on which business days count."""
    channel: ChannelId
    """Where it is told."""
    data: DataClass
    """The class of data in it."""
    sections: tuple[Section, ...] = Field(min_length=1)
    """What is told."""
    not_shown: tuple[NotShown, ...] = Field(min_length=1)
    """What is not told, and why: there is always something, and it is better said."""


FAVOURS: Favours = {
    "neither": ("purpose", "told_by", "told_to", "calendar", "channel"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Disclosure
id: monthly-scorecard
title: The monthly scorecard
owners: {client: head-of-ta, provider: account-director}
effective: {from: 2026-01-01}
purpose: Both sides look at the same numbers before they meet.
told_by: delivery-lead
told_to: [head-of-ta, vendor-manager]
every: month
due_within: 5 business days
calendar: client-uk
channel: reviews
data: internal
sections:
  - {id: promises, title: How both sides kept their promises, slas: [first-slate, interview-feedback]}
  - {id: pipeline, title: Openings by stage and age, detail: by location, metrics: [time-to-fill]}
not_shown:
  - {id: recruiters, what: Numbers of single recruiters or hiring managers, because: They are the employer's to judge.}
  - {id: margin, what: What the provider earns on a hire, because: The price is agreed and the cost is its own.}
"""
