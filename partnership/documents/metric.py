"""What is counted: a clock or a ratio, over which subjects, in which unit."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import Commitment, Model, When, amendable
from partnership.documents.vocabulary import (
    Direction,
    Event,
    Exclusion,
    MetricType,
    MetricUnit,
    Outcome,
    Subject,
)
from partnership.values import Id, Scale, Text, Which


class ClockEvent(Model):
    """An event that starts or stops the clock."""

    event: Event
    """What happens."""
    which: Which
    """Which one counts where it happens more than once: `first`, `last`, `3rd`."""


class SurveyItem(Model):
    """The question whose answers are counted."""

    survey: Id
    """The survey's id in the event store."""
    audience: Text
    """Who is asked: `candidate`, `hiring manager`."""
    item: Id
    """The question's id in the event store."""
    scale: Scale
    """The scale answers are given on."""


@amendable
class Metric(Commitment):
    """What is counted: a clock or a ratio, over which subjects, in which unit."""

    kind: Literal["Metric"]
    """Always `Metric`."""
    based_on: Text | None = None
    """The library definition it was copied from: `time-to-fill@1`."""
    intent: Text
    """The behaviour it is meant to bring about."""
    type: MetricType
    """A duration between two events, a ratio of outcomes, a count, or a score from a survey."""
    subject: Subject
    """What one counted thing is."""
    unit: MetricUnit
    """The unit of its values."""
    direction: Direction
    """Which way is better."""
    start: ClockEvent | None = None
    """What starts the clock of a duration."""
    stop: ClockEvent | None = None
    """What stops it."""
    numerator: tuple[Outcome, ...] = ()
    """The outcomes that count for a ratio."""
    denominator: tuple[Outcome, ...] = ()
    """All outcomes a ratio is taken of; others are left out and counted as excluded."""
    answers: SurveyItem | None = None
    """The question a score is taken from."""
    population: Literal["in scope", "all"]
    """Whether requisitions marked out of scope are left out."""
    where: When = {}
    """Only these segments: a dimension of the Scope and its value or values."""
    exclusions: tuple[Exclusion, ...]
    """Subjects that are left out, each counted under its reason."""
    reopening: Literal["resume the clock", "new clock"] | None = None
    """What a reopened opening does to a running clock."""
    standard_ref: Text | None = None
    """The published standard it follows."""


EXAMPLE = """\
kind: Metric
id: time-to-first-slate
title: Time to first slate
owners: {client: ta-ops-lead, provider: delivery-lead}
effective: {from: 2026-01-01}
intent: Managers compare candidates while the need is fresh.
type: duration
subject: requisition
start: {event: intake completed, which: last}
stop: {event: submitted to client, which: 3rd}
unit: business days
population: in scope
exclusions: [evergreen, pipeline]
reopening: resume the clock
direction: lower is better
"""
