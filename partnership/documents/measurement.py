"""The exact counts of one SLA in one period; written by `measure`, never changed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import MeasurementRef, Model, Record, SLAId
from partnership.documents.vocabulary import Favours, Precision
from partnership.values import Day, Id, Percentage, Period, Text, Yes
from partnership.values.identifiers import Digest, MeasurementId

Bins = dict[Text, int]


class Counted(Model):
    """A numerator and a denominator."""

    numerator: int
    """What counts."""
    denominator: int = Field(ge=0)
    """Out of what."""


class BeforeRelief(Model):
    """A numerator and a denominator, or a median or percentile of so many."""

    numerator: int | None = None
    """What counts."""
    denominator: int = Field(ge=0)
    """Out of what."""
    value: Text | None = None
    """The exact value of a median or percentile: `73/2`."""


class Court(Model):
    """In whose court the subjects lay whose time another promise excuses; never of one subject."""

    subjects: int = Field(ge=1)
    """How many subjects."""
    client: int = Field(ge=0)
    """Days in the client's court, added up; where the provider owes, those excused."""
    provider: int = Field(ge=0)
    """Days in the provider's court, added up; where the client owes, those excused."""


class Row(Model):
    """The counts of one row of targets."""

    segment: Id
    """The row of `targets` it belongs to."""
    from_: Day | None = Field(default=None, alias="from")
    """The first day of its part, where terms change inside the period."""
    to: Day | None = None
    """The last day of its part."""
    numerator: int | None = None
    """What counts, after relief; promoters less detractors for a net promoter score."""
    denominator: int | None = Field(default=None, ge=0)
    """Out of what, after relief."""
    n: int | None = Field(default=None, ge=0)
    """How many subjects there are."""
    value: Text | None = None
    """The exact value of a mean or percentile where bins are not published: `323/10`."""
    amount: Text | None = None
    """What quantities add up to, exactly, above the line: `700000`; of a weighted mean the weighted sum, of selection rates the lowest."""
    per: Text | None = None
    """What the amount is divided by, exactly: `27/2`."""
    open_past_due: int | None = Field(default=None, ge=0)
    """Subjects still open after their due date at the period's end."""
    not_yet_due: int | None = Field(default=None, ge=0)
    """Subjects whose due date is not in yet because their clock stands still."""
    invited: int | None = Field(default=None, ge=0)
    """How many were asked, for a survey."""
    excluded: Bins = Field(default_factory=dict)
    """Subjects left out, by reason."""
    before_relief: BeforeRelief | None = None
    """The same before relief, where relief changed it."""
    court: Court | None = None
    """In whose court the subjects lay whose time was excused by the other party's promises: days by the calendar, pauses included."""
    closed: Bins = Field(default_factory=dict)
    """Closed subjects by the length of their clock, in the metric's unit, rounded up."""
    open: Bins = Field(default_factory=dict)
    """Open subjects by the length of their clock so far."""
    buckets: Bins = Field(default_factory=dict)
    """Subjects by the bucket their clock falls in, for `bucket counts`: `0 to 30`, `31 to 60`, `over 60`."""
    withheld: Yes | None = None
    """The row is too small to be published without telling of a person."""


class Gate(Model):
    """Whether the data was good enough."""

    completeness: Percentage
    """The share of subjects whose events are complete; 0%, 50% or 100%, rounded down, where all rows are withheld."""
    latency: Percentage | None = None
    """The share of stops recorded within one business day of when they happened. Like the shares below, it would tell of few people, and is left out where all rows are withheld."""
    precision: Precision | None = None
    """The least exact instant among the events of the period."""
    orphans: int = Field(ge=0)
    """Events that belong to nothing."""
    out_of_order: int = Field(ge=0)
    """Subjects left out because their clock stops before it starts."""
    orphan_share: Percentage | None = None
    """The share of event rows that belongs to nothing, rounded up."""
    out_of_order_share: Percentage | None = None
    """The share of subjects left out because their clock stops before it starts, rounded up."""
    unassigned: int = Field(default=0, ge=0)
    """Subjects that no row of targets takes."""
    imprecise: int = Field(default=0, ge=0)
    """Event rows less exact than the SLA asks; they are not used."""
    conflicting_holds: int = Field(default=0, ge=0)
    """Subjects whose holds in the event store differ from the agreed ones; where relief extends the clock, the agreed ones count."""
    standing_holds: int = Field(default=0, ge=0)
    """Subjects whose hold, or change of scope, had not ended when their clock stopped or the period did."""


class Digests(Model):
    """What the counts were made from, by digest."""

    definition: Digest
    """Of the metric, the SLA and the calendar as they stood."""
    counts: Digest
    """Of the counts in this record, never of rows."""
    reliefs: dict[Text, Digest] = Field(default_factory=dict)
    """Of each relief that was used, by its id."""


class Measurement(Record):
    """The exact counts of one SLA in one period; written by `measure`, never changed."""

    kind: Literal["Measurement"]
    """Always `Measurement`."""
    id: MeasurementId
    """`SLA.PERIOD`, with `.r1` for the first correction."""
    sla: SLAId
    """The SLA that was measured."""
    period: Period
    """The period that was measured."""
    known: Day
    """The day to which the events were read: what was recorded later is not counted."""
    replaces: MeasurementRef | None = None
    """The record that a correction stands in place of; in corrections only, and required there."""
    rows: tuple[Row, ...]
    """The counts, a row for each row of targets."""
    gate: Gate
    """Whether the data was good enough."""
    digests: Digests
    """What the counts were made from."""
    measured_with: Text | None = None
    """The version of the tool; shown, not digested."""


FAVOURS: Favours = {"neither": ("",)}

EXAMPLE = """\
kind: Measurement
id: time-to-fill.2026-03
sla: time-to-fill
period: 2026-03
known: 2026-04-05
rows:
  - segment: standard
    numerator: 19
    denominator: 23
    n: 23
    open_past_due: 2
    excluded: {cancelled by client: 1, evergreen: 4}
    before_relief: {numerator: 17, denominator: 23}
    closed: {"21": 4, "28": 9, "30": 6, "41": 2}
    open: {"44": 1, "50": 1}
gate: {completeness: 98.8%, orphans: 0, out_of_order: 1}
digests:
  definition: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
  counts: f305494807f549aa6950a11aec3ed32140db7fd56fa419f962ffed9f52e77715
"""
