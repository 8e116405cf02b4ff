"""How a side works and wants to be worked with, so that neither has to guess; reviewed by a day."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import (
    CalendarId,
    ChannelId,
    Commitment,
    Model,
    RoleId,
    amendable,
)
from partnership.documents.survey import SurveyId
from partnership.documents.vocabulary import Favours, Owing, Party, Weekday
from partnership.values import Clock, Day, Duration, Id, Length, Text, TimeRange


class Asked(Model):
    """The question of a survey that tells whether something is lived."""

    survey: SurveyId
    """The survey."""
    item: Id
    """The question."""


class Value(Model):
    """Something that a side holds to."""

    id: Id
    """A short name for it."""
    value: Text
    """What it is, in one's own words."""
    in_hiring: Text
    """How it shows when people are hired."""
    measured_by: Asked | None = None
    """The question that asks whether it is lived; prose where there is none."""


class Deciding(Model):
    """How decisions come about."""

    style: Literal["consensus", "advice", "majority", "top down"]
    """Who has the last word: all together, the owner after advice, most, or the top."""
    said: Text
    """What that means for the other side."""
    may_veto: tuple[RoleId, ...] = ()
    """The seats that can stop a decision."""


class Response(Model):
    """How soon an answer is expected, and given."""

    id: Id
    """A short name for it."""
    channel: ChannelId | None = None
    """On which channel; on any where none is written."""
    expects_within: Duration | None = None
    """How soon it expects the other side to answer."""
    answers_within: Duration | None = None
    """How soon it answers itself."""
    calendar: CalendarId | None = None
    """On which calendar business time counts; its own first one where none is written."""


class QuietTime(Model):
    """When nobody of a side has to answer."""

    off_from: Clock
    """From when in the evening."""
    until: Clock
    """Until when in the morning."""
    calendar: CalendarId | None = None
    """On whose clock; that of its own first calendar where none is written."""


class MeetingFree(Model):
    """A stretch of a weekday without meetings."""

    weekday: Weekday
    """The weekday."""
    hours: TimeRange
    """The hours."""


class Communication(Model):
    """How a side talks and writes."""

    languages: tuple[Text, ...] = Field(min_length=1)
    """The languages it works in, the first one first."""
    directness: Text | None = None
    """How plainly things are said, and how a no sounds."""
    etiquette: Text | None = None
    """How meetings go: cameras, being late, who speaks."""
    feedback: Text | None = None
    """How feedback is given and taken."""
    responses: tuple[Response, ...] = ()
    """How soon an answer is expected and given."""
    quiet: QuietTime | None = None
    """The right to disconnect: outside it nobody has to answer."""
    meeting_free: tuple[MeetingFree, ...] = ()
    """When no meeting is held."""


class CandidateTone(Model):
    """How candidates are spoken to."""

    voice: Text
    """How the side sounds."""
    we_say: tuple[Text, ...] = ()
    """Words that are right."""
    never_say: tuple[Text, ...] = ()
    """Words that are never used."""


class Observance(Model):
    """Days that matter to people beyond the holidays of the calendar."""

    id: Id
    """A short name for it."""
    title: Text
    """What is kept."""
    means: Text
    """What that means for the work: no offers go out, interviews are moved."""


class Onboarding(Model):
    """How people of the other side are brought in."""

    id: Id
    """A short name for it."""
    session: Text
    """What they are shown."""
    party: Party
    """Whose people come."""
    group: Text
    """Which of them, as the `Attestation` calls the group."""
    topic: Text
    """What the `Attestation` calls it."""
    every: Length
    """How often it is attested how many have been."""
    owner: RoleId
    """The role that brings them in and attests it."""


class CulturalRisk(Model):
    """Where the two sides may misread each other."""

    id: Id
    """A short name for it."""
    risk: Text
    """What may happen."""
    then: Text
    """What both do about it."""


class Review(Model):
    """When it was looked at, and when again."""

    reviewed_on: Day | None = None
    """The last day both sides looked at it; `effective.from` where none is written."""
    every: Length
    """How often it is looked at."""
    owner: RoleId
    """The role that calls both sides together for it."""


@amendable
class Culture(Commitment):
    """How a side works and wants to be worked with, so that neither has to guess; reviewed by a day."""

    kind: Literal["Culture"]
    """Always `Culture`."""
    party: Owing
    """Whose it is; `both` for what the two share."""
    values: tuple[Value, ...] = ()
    """What it holds to, and how that shows in hiring."""
    deciding: Deciding | None = None
    """How decisions come about."""
    communication: Communication | None = None
    """How it talks and writes."""
    candidate_tone: CandidateTone | None = None
    """How candidates are spoken to."""
    hiring_bar: Text | None = None
    """What good looks like."""
    inclusion: Text | None = None
    """How candidates are accommodated, and bias is kept out."""
    calendars: tuple[CalendarId, ...] = ()
    """The calendars whose hours and holidays its people keep."""
    observances: tuple[Observance, ...] = ()
    """What else is kept, and what that means for the work."""
    onboarding: tuple[Onboarding, ...] = ()
    """How people of the other side are brought in."""
    risks: tuple[CulturalRisk, ...] = ()
    """Where the two may misread each other."""
    review: Review
    """When it is looked at again."""


FAVOURS: Favours = {
    "neither": ("values", "candidate_tone", "hiring_bar", "inclusion", "observances", "risks"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Culture
id: client-culture
title: How Harbour Foods works
owners: {client: head-of-ta, provider: account-director}
effective: {from: 2026-01-01}
party: client
values:
  - id: plain-speech
    value: We say what we mean, early.
    in_hiring: Every no has a reason that a candidate could be told.
    measured_by: {survey: relationship, item: trust-own}
deciding: {style: advice, said: The hiring manager decides after hearing the panel; nobody else overrules., may_veto: [head-of-ta]}
communication:
  languages: [English, German]
  directness: A question is a question and no criticism.
  responses:
    - {id: daily, channel: daily-delivery, expects_within: 4 business hours, answers_within: 1 business day}
  quiet: {off_from: 18:00, until: 08:30}
  meeting_free: [{weekday: friday, hours: 13:00-17:00}]
candidate_tone: {voice: Warm and brief., never_say: [overqualified, culture fit]}
calendars: [client-uk]
observances:
  - {id: harvest, title: The harvest weeks in September, means: Site managers interview before ten only.}
onboarding:
  - id: site-day
    session: A day on a site, with the people who will be worked with.
    party: provider
    group: Recruiters on the account
    topic: site day
    every: 1 year
    owner: delivery-lead
review: {reviewed_on: 2026-01-15, every: 1 year, owner: head-of-ta}
"""
