"""What is counted: a clock, a ratio, a sum, a score or an index, over which subjects, in which unit."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from partnership.documents.base import Commitment, Model, When, amendable
from partnership.documents.vocabulary import (
    Direction,
    Event,
    Exclusion,
    Favours,
    HiringStage,
    MetricType,
    MetricUnit,
    Outcome,
    Quantity,
    Subject,
)
from partnership.values import Id, Percentage, Scale, Text, Which

Events = Annotated[tuple[Event, ...], Field(min_length=1)]
Stages = Annotated[tuple[HiringStage, ...], Field(min_length=1)]
Quantities = Annotated[tuple[Quantity, ...], Field(min_length=1)]


class ClockEvent(Model):
    """An event that starts or stops the clock.

    A day is never subtracted from an instant: an event that has a day and no time, such as
    `employee started` or a row of the precision `day`, is counted in days and never in hours.
    """

    event: Event | Events
    """What happens; of several events any one counts, or each of them with `which: all`."""
    which: Which
    """Which one counts where it happens more than once: `first`, `last`, `3rd`; several events are counted together, in the order of time, and of applications each once: the 3rd candidate is a third one. `all` is the moment since when each of them has happened, and of approvals each that was asked for; one that was refused or handed back is not given until one that is asked for after it is."""
    stage: HiringStage | Stages | None = None
    """For `stage entered`: only entries into this stage, or these; every stage where it is not written."""

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, one or several."""
        return (self.event,) if isinstance(self.event, str) else self.event

    @property
    def stages(self) -> tuple[HiringStage, ...]:
        """The stages that count for `stage entered`; none means all."""
        if self.stage is None:
            return ()
        return (self.stage,) if isinstance(self.stage, str) else self.stage


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


class Indicator(Model):
    """One part of an index."""

    id: Id
    """Its name; without `answers` it is the `indicator` in the event store."""
    weight: int = Field(ge=1, le=100)
    """How much it weighs among the others."""
    answers: SurveyItem | None = None
    """The question it is taken from, where it is a survey's: the mean answer, from 0 to 100."""


class Selection(Model):
    """From where to where groups of candidates are compared."""

    dimension: Text
    """What the groups are of, as the event store says it: `gender`."""
    from_: Text = Field(alias="from")
    """The stage a group is counted at before the selection."""
    to: Text
    """The stage it is counted at after it."""
    at_least: Percentage
    """A group that is a smaller share of all before the selection is left out and counted."""


class Composition(Model):
    """Which share of a stage's candidates are of some groups; counts, never persons."""

    dimension: Text
    """What the groups are of, as the event store says it: `gender`."""
    stage: Text
    """The stage at which they are counted."""
    groups: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The groups in the numerator; all groups together are the denominator."""


@amendable
class Metric(Commitment):
    """What is counted: a clock, a ratio, a sum, a score or an index, over which subjects, in which unit."""

    kind: Literal["Metric"]
    """Always `Metric`."""
    based_on: Text | None = None
    """The library definition it was copied from: `time-to-fill@1`."""
    intent: Text
    """The behaviour it is meant to bring about."""
    type: MetricType
    """A duration between two events, a ratio of two counts or sums, a count or cost added up, a score from a survey, or an index of several."""
    subject: Subject
    """What one counted thing is."""
    unit: MetricUnit
    """The unit of its values."""
    direction: Direction
    """Which way is better."""
    start: ClockEvent | None = None
    """What starts the clock of a duration; in a ratio, what puts a subject into the denominator."""
    stop: ClockEvent | None = None
    """What stops it; in a ratio, what a subject reaches to be in the numerator."""
    without_start: Literal["missing data", "not counted"] | None = None
    """What a subject is that stops and never starts: its events are incomplete, as where nothing is written, or it is none of those counted, such as a candidate turned down before any interview."""
    failed_by: ClockEvent | None = None
    """In a ratio with `start` and `stop`: what ends a subject that has not reached `stop`; a subject with neither is undecided and left out. Without it, every subject that started is in the denominator."""
    numerator: tuple[Outcome, ...] = ()
    """The outcomes that count for a ratio."""
    denominator: tuple[Outcome, ...] = ()
    """All outcomes a ratio is taken of; others are left out and counted as excluded. Hires belong to the period of their planned start, `pending` ones too; where `started` stands alone, to the period they started in."""
    of_which: When = {}
    """In a ratio: only subjects of this segment are in the numerator, such as `{source_category: agency}`; the denominator stays."""
    amount: Quantities | None = None
    """What is added up: of a count or cost alone, of a ratio or cost above the line."""
    per: Quantities | None = None
    """What the amount is divided by: one sum over the other, never a mean of ratios."""
    topic: Text | None = None
    """Which attestations are meant, for `attested` and `attestations required`: `privacy training`."""
    indicators: tuple[Indicator, ...] = ()
    """The parts of an index, each with its weight."""
    selection: Selection | None = None
    """The groups whose selection rates an index compares; the lowest is held against the highest."""
    composition: Composition | None = None
    """The groups whose share a ratio is; from counts made elsewhere, never from persons."""
    answers: SurveyItem | None = None
    """The question a score is taken from; of `survey responses` and `survey invitations`, the survey."""
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


FAVOURS: Favours = {
    "owing party": ("exclusions",),
    "neither": ("based_on", "intent", "standard_ref"),
    "needs reading": ("",),
}

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
