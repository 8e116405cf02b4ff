"""What is promised about a metric: by whom, how well, on which clock, with which consequences."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import (
    CalendarId,
    Commitment,
    EscalationPathId,
    MetricId,
    Model,
    SLAId,
    When,
    amendable,
)
from partnership.documents.vocabulary import (
    Favours,
    Order,
    Owing,
    Party,
    Pause,
    PlacedBy,
    Precision,
    Window,
)
from partnership.values import (
    Day,
    Duration,
    Id,
    Level,
    Percentage,
    PeriodCount,
    StatisticName,
    Text,
    Yes,
)


class Target(Model):
    """The thresholds of one segment."""

    id: Id
    """The row's lasting name; measurements and verdicts use it."""
    when: When = Field(default_factory=dict)
    """The segment it holds for; all where nothing is written."""
    otherwise: Yes | None = None
    """Holds for whatever the other rows leave; one row may say so."""
    within: Duration | None = None
    """The limit of one subject's clock: at most this for `share within`, at least this for `share beyond`."""
    expected: Level
    """What is promised."""
    minimum: Level
    """Below it the promise is broken at once."""


class LowVolume(Model):
    """What happens when there is too little to judge."""

    below: int = Field(ge=1)
    """The number of subjects under which a period is not judged on its own."""
    then: Literal["report only", "carry forward", "allow misses"]
    """Show the number only, pool it with the next periods, or allow so many misses."""
    at_most: PeriodCount | None = None
    """How many periods are pooled before the pool is dropped: `2 periods`."""
    misses: int | None = Field(default=None, ge=0)
    """How many misses are allowed, for `allow misses`."""
    response: Percentage | None = None
    """The least share of those asked who have to answer, for answers to a survey: `25%`; of fewer the number is only shown."""


class MissingData(Model):
    """What happens to subjects whose events are incomplete."""

    then: Literal["exclude", "fail", "block"]
    """Leave them out, count them as a miss, or judge nothing until they are complete."""
    at_most: Percentage
    """Above this share of subjects the period is not measured."""


class GateFloors(Model):
    """How good the events have to be; below any of these a period is not measured."""

    completeness: Percentage | None = None
    """At least this share of subjects has all its events."""
    latency: Percentage | None = None
    """At least this share of event rows is recorded within one business day of what happened."""
    precision: Precision | None = None
    """The least exact instant among those used."""
    orphans: Percentage | None = None
    """At most this share of event rows belongs to nothing."""
    out_of_order: Percentage | None = None
    """At most this share of subjects stops before it starts."""


class RelaxedTarget(Model):
    """The thresholds of a row of `targets` while a ramp lasts."""

    id: Id
    """The row of `targets` they stand for."""
    expected: Level
    """What is promised while the ramp lasts."""
    minimum: Level
    """Below it the promise is broken while the ramp lasts."""


class Phase(Model):
    """A stretch of the agreement in which a promise is not judged as usual."""

    phase: Literal["baselining", "ramp", "steady"]
    """Measured without consequences, with relaxed targets, or as written."""
    from_: Day = Field(alias="from")
    """The first day."""
    to: Day | None = None
    """The last day; open where it is not written."""
    targets: tuple[RelaxedTarget, ...] = ()
    """The relaxed thresholds of a ramp, by row; a row that is not named is judged as written."""
    conversion: Literal["midpoint", "mean of best", "negotiated"] | None = None
    """How the expected level is set at the end of baselining: in the middle between what is written and what was achieved, at the mean of the best periods, or by agreement. It is proposed then, and holds once both have agreed to an amendment."""
    best_of: PeriodCount | None = None
    """How many of the best periods are averaged, for `mean of best`: `3 periods`."""


class Chronic(Model):
    """When repeated misses of the expected level weigh like a miss of the minimum."""

    expected_missed: int = Field(ge=1)
    """So many misses of the expected level"""
    in_: Duration = Field(alias="in")
    """within this time"""
    becomes: Literal["minimum missed"]
    """count as this."""


class Repeat(Model):
    """What a failure right after a failure costs more."""

    within: Duration
    """How soon after the last failure the next one is a repeat, from period's end to period's end: `1 month`. A period that met its level in between ends the row; one that is not known does not."""
    multiplier: int = Field(ge=2, le=10)
    """How many times a repeat counts."""


class Remedies(Model):
    """What the owing party does after a breach, and by when."""

    root_cause_within: Duration | None = None
    """The root-cause analysis is due so long after the breach is known."""
    plan_within: Duration | None = None
    """The corrective-action plan is due so long after the breach is known."""


class Termination(Model):
    """When failures give the other party the right to end the agreement."""

    id: Id
    """A short name for it."""
    minimum_missed: int = Field(ge=1)
    """So many misses of the minimum"""
    in_: Duration | None = Field(default=None, alias="in")
    """within this time; in a row where it is not written."""


class Ratchet(Model):
    """The yearly reset of the expected level towards what was achieved."""

    formula: Literal["best", "mean of best", "mean"]
    """Which achieved level it moves towards: the best period's, the mean of the best ones, or the mean of all."""
    best_of: PeriodCount | None = None
    """How many of the best periods are averaged, for `mean of best`: `3 periods`."""
    cap: Percentage
    """The largest share of the gap to 100%, or to the best value there can be, that one reset may close."""
    review: Literal["annual"]
    """How often: each year from the first day the SLA binds. The reset is proposed then, and holds once both have agreed to an amendment."""


@amendable
class SLA(Commitment):
    """What is promised about a metric: by whom, how well, on which clock, with which consequences."""

    kind: Literal["SLA"]
    """Always `SLA`."""
    owed_by: Owing
    """Who owes it; `both` is judged and is nobody's breach."""
    class_: Literal["critical", "kpi"] = Field(alias="class")
    """`critical` carries credits, `kpi` is measured and reported."""
    metric: MetricId
    """What is counted."""
    statistic: StatisticName
    """How the subjects' values become one number."""
    window: Window
    """The stretch that is judged at once."""
    placed_by: PlacedBy
    """Which day puts a subject into a period: its start, its stop or its due date; `open at the end` takes those whose clock runs at the period's end."""
    calendar: CalendarId
    """The calendar whose hours, holidays and time zone count: that of the party that owes; for what both owe, one that is common to those of both."""
    targets: tuple[Target, ...] = Field(min_length=1)
    """The thresholds, a row for each segment; rows are disjoint and cover the scope."""
    open_past_due: Literal["counts as a miss", "ignored"] | None = None
    """What a subject is that is still open after its due date."""
    pauses: tuple[Pause, ...] = ()
    """What stops the clock."""
    relief: Literal["extend the clock", "remove", "count as met"] | None = None
    """What accepted relief does to the subjects it covers."""
    relief_notice: Duration | None = None
    """How soon after the reason begins the other party is told, on the SLA's calendar: `5 business days`. Relief notified later does not count, whatever the answer."""
    excused_by: tuple[SLAId, ...] = ()
    """Promises of the other party that stop this clock while they alone are overdue."""
    low_volume: LowVolume | None = None
    """What happens when there is too little to judge."""
    missing_data: MissingData | None = None
    """What happens to subjects whose events are incomplete."""
    matures: Duration | None = None
    """How long after the period's end its subjects are followed, where they are placed by start."""
    on_change: Literal["judge each part", "terms of the last day"] = "judge each part"
    """What is judged where terms change inside a period."""
    precision: Precision | None = None
    """The least exact events that may be used; hours and minutes are never counted from or to one that is exact to the day alone."""
    buckets: tuple[Duration, ...] = ()
    """The upper ends of the buckets, for `bucket counts`: `[30 calendar days, 60 calendar days]`; the number beyond the last is judged."""
    gate: GateFloors | None = None
    """How good the events have to be; below any of these a period is not measured."""
    data_owner: Party | None = None
    """Who owes the events; named where a period is not measured for their sake."""
    phases: tuple[Phase, ...] = ()
    """Baselining, ramp and steady, by day."""
    chronic: Chronic | None = None
    """When repeated misses of the expected level weigh like a miss of the minimum."""
    repeat: Repeat | None = None
    """What a failure right after a failure costs more."""
    remedies: Remedies | None = None
    """What the owing party does after a breach, and by when."""
    escalation: EscalationPathId | None = None
    """The ladder a breach climbs."""
    weight: int | None = Field(default=None, ge=0, le=100)
    """Its weight in the owing party's scorecard; all of a party's weights make 100."""
    allocation: Percentage | None = None
    """Its share of the pool at risk."""
    termination_triggers: tuple[Termination, ...] = ()
    """When failures give the other party the right to end the agreement."""
    ratchet: Ratchet | None = None
    """The yearly reset of the expected level."""
    measured_by: Party | None = None
    """Who computes it."""
    verified_by: Party | None = None
    """Who may compute it again."""
    data_source: Text | None = None
    """The system the events come from."""
    tool_change: Text | None = None
    """What happens to the levels when the measuring tool changes."""


FAVOURS: Favours = {
    "owing party": (
        "targets.within",
        "pauses",
        "excused_by",
        "relief_notice",
        "low_volume.below",
        "low_volume.misses",
        "low_volume.response",
        "missing_data.at_most",
        "chronic.expected_missed",
        "remedies.root_cause_within",
        "remedies.plan_within",
        "termination_triggers.minimum_missed",
        "ratchet.best_of",
    ),
    "other party": (
        "",
        "class",
        "targets.expected",
        "targets.minimum",
        "open_past_due",
        "chronic",
        "chronic.in",
        "repeat",
        "repeat.within",
        "repeat.multiplier",
        "remedies",
        "allocation",
        "termination_triggers",
        "termination_triggers.in",
        "ratchet",
        "ratchet.cap",
    ),
    "neither": (
        "targets.id",
        "escalation",
        "verified_by",
        "data_source",
        "termination_triggers.id",
    ),
    "needs reading": (
        "owed_by",
        "metric",
        "statistic",
        "window",
        "placed_by",
        "calendar",
        "targets",
        "targets.when",
        "targets.otherwise",
        "relief",
        "low_volume",
        "low_volume.then",
        "low_volume.at_most",
        "missing_data",
        "missing_data.then",
        "matures",
        "on_change",
        "precision",
        "buckets",
        "gate",
        "data_owner",
        "phases",
        "chronic.becomes",
        "weight",
        "ratchet.formula",
        "ratchet.review",
        "measured_by",
        "tool_change",
    ),
}
ORDER: Order = {
    "class": ("kpi", "critical"),
    "open_past_due": ("ignored", "counts as a miss"),
}

EXAMPLE = """\
kind: SLA
id: first-slate
title: First slate on time
owners: {client: ta-ops-lead, provider: delivery-lead}
effective: {from: 2026-01-01}
owed_by: provider
class: critical
metric: time-to-first-slate
statistic: share within
window: month
placed_by: due date
calendar: client-uk
targets:
  - id: standard
    when: {urgency: standard}
    within: 7 business days
    expected: 90%
    minimum: 80%
  - id: critical
    when: {urgency: critical}
    within: 4 business days
    expected: 90%
    minimum: 80%
open_past_due: counts as a miss
pauses: [hold, scope change]
relief: extend the clock
low_volume: {below: 8, then: carry forward, at_most: 2 periods}
missing_data: {then: exclude, at_most: 5%}
escalation: delivery
measured_by: provider
verified_by: client
data_source: The client's applicant-tracking system
amendments:
  - from: 2026-07-01
    targets:
      - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 92%, minimum: 80%}
      - {id: critical, when: {urgency: critical}, within: 4 business days, expected: 92%, minimum: 80%}
"""
