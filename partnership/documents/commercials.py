"""What one party owes the other in money when it misses, and what it earns when it does better."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import CalendarId, Commitment, Model, SLAId, amendable
from partnership.documents.vocabulary import Favours, Party
from partnership.values import (
    Currency,
    Day,
    Duration,
    Id,
    Level,
    Limit,
    Money,
    Multiple,
    Percentage,
    PeriodCount,
    Rate,
    Text,
    Yes,
)


class Charges(Model):
    """What credits are a share of."""

    fee: Money | None = None
    """A fixed fee for each invoice period; without it `Invoice` records say what was charged."""
    lines: tuple[Id, ...] = ()
    """Only these lines of an invoice; all of them where nothing is written."""
    of: Literal["this period", "next period"] = "this period"
    """Whose charges: those of the period that was missed, or of the one after it."""


class Band(Model):
    """A stretch of values and what it costs; one end each, or none where it is open."""

    from_: Level | None = Field(default=None, alias="from")
    """The lowest value in it."""
    above: Level | None = None
    """Every value in it is above this one."""
    below: Level | None = None
    """Every value in it is below this one."""
    to: Level | None = None
    """The highest value in it."""
    points: int = Field(ge=0, le=1000)
    """The service points of a period whose value lies in it."""


class Step(Model):
    """What a number of points costs."""

    from_: int = Field(alias="from", ge=0)
    """From so many points on"""
    percent: Percentage
    """this share of the charges is credited."""


class Points(Model):
    """Service points by severity, and what they cost together."""

    bands: tuple[Band, ...] = Field(min_length=1)
    """Which value costs how many points; together the bands hold every value, each once."""
    table: tuple[Step, ...] = ()
    """What the period's points cost together; nothing below the first step."""
    each: Percentage | None = None
    """What each point costs, instead of a table."""


class Category(Model):
    """A group of promises whose misses are credited in the same way."""

    id: Id
    """A short name for it: `speed`."""
    title: Text | None = None
    """What people call it."""
    slas: tuple[SLAId, ...] = Field(min_length=1)
    """The promises in it; each pays where it is `critical` on the period's last day."""
    method: Literal["allocation", "points", "gap to target", "fixed percent"]
    """How a miss becomes money; an SLA is credited once a period, for the row that fell shortest."""
    on: Literal["minimum missed", "expected missed"] = "minimum missed"
    """What is credited: misses of the minimum, or of the expected level too."""
    share: Percentage | None = None
    """Its share of the amount at risk, for `allocation`; the whole where it is not written."""
    percent: Percentage | None = None
    """The share of the charges that each miss costs, for `fixed percent`."""
    gap_to: Literal["expected", "minimum"] | None = None
    """The level the gap is measured to, for `gap to target`."""
    points: Points | None = None
    """The points and what they cost, for `points`."""


class Caps(Model):
    """The most that credits come to, whatever was missed."""

    period: Limit | None = None
    """In one invoice period: a share of its charges, or an amount."""
    twelve_months: Limit | None = None
    """In any 12 months that end with an invoice period: a share of their charges, or an amount."""


class Suspension(Model):
    """A credit waits for the next period that is judged, which upholds or waives it."""

    waived_when: Literal["met", "minimum kept"]
    """What the next judged period has to be for the credit to be waived; otherwise it is upheld."""


class Peak(Model):
    """A stretch of days in which a miss weighs so much that its credit is final."""

    id: Id
    """A short name for it: `christmas-2026`."""
    from_: Day = Field(alias="from")
    """Its first day."""
    to: Day
    """Its last day."""


class EarnBack(Model):
    """How a credit is given back after better periods."""

    after: PeriodCount
    """So many judged periods of the promise in a row without a miss"""
    level: Level | None = None
    """in which every row reaches this level too, where one is written,"""
    share: Multiple
    """give back this share of what was paid."""
    peaks: tuple[Peak, ...] = ()
    """What is paid for a period with a day in one of these is never given back."""


class Bonus(Model):
    """What the owing party earns for doing better than promised."""

    id: Id
    """A short name for it."""
    title: Text | None = None
    """What people call it."""
    sla: SLAId
    """The promise that is exceeded."""
    level: Level
    """Every row reaches at least this level."""
    percent: Percentage
    """The share of the charges that is paid for it."""


class GainShare(Model):
    """A saving that both sides made, and the owing party's part of it."""

    id: Id
    """A short name for it."""
    title: Text | None = None
    """What people call it."""
    spend: Id
    """The line of an invoice's `spend` that is to fall: `agency`."""
    baseline: Money
    """What it was in an invoice period before."""
    share: Percentage
    """The owing party's share of what is below the baseline."""


class Trigger(Model):
    """What repeated failures lead to, beyond credits."""

    id: Id
    """A short name for it."""
    gives: Literal["critical default", "right to terminate"]
    """What follows."""
    minimum_missed: int | None = Field(default=None, ge=1)
    """So many misses of the minimum of one critical promise, or"""
    cap_reached: int | None = Field(default=None, ge=1)
    """so many invoice periods in which the period's cap was reached,"""
    in_: Duration | None = Field(default=None, alias="in")
    """within this time; in a row where it is not written."""


class ClassNotice(Model):
    """Notice that a promise changes its class."""

    sla: SLAId
    """The promise."""
    class_: Literal["critical", "kpi"] = Field(alias="class")
    """What it becomes."""
    on: Day
    """The day the notice was given."""


class ClassChanges(Model):
    """How a promise is promoted to `critical`, which pays credits, or demoted to `kpi`."""

    notice: Duration
    """How long before the day of the amendment notice is given."""
    at_most: int | None = Field(default=None, ge=1)
    """How many changes of class a calendar year may have."""
    notices: tuple[ClassNotice, ...] = ()
    """The notices that were given; the SLA's own amendment makes the change."""


class Rounding(Model):
    """Where amounts are rounded, once."""

    to: Money
    """The unit: `0.01 GBP`."""
    when: Literal["each line", "total"]
    """Each credit on its own, or only their sum."""
    mode: Literal["half up", "half even", "down", "up"]
    """What becomes of the rest: half a unit up, to the even one, or always down or up."""


class CurrencyRate(Model):
    """What another currency is worth in this document's."""

    from_: Currency = Field(alias="from")
    """The other currency; one unit of it"""
    is_: Rate = Field(alias="is")
    """is worth this much."""


@amendable
class Commercials(Commitment):
    """What one party owes the other in money when it misses, and what it earns when it does better."""

    fixed = frozenset({"owed_by", "currency", "invoice_period"})
    kind: Literal["Commercials"]
    """Always `Commercials`."""
    owed_by: Party
    """Who owes the credits; the terms of each party stand in a document of their own."""
    currency: Currency
    """The currency in which the account is kept; no amendment changes it, nor who owes credits."""
    invoice_period: Literal["month", "quarter", "year"]
    """The stretch that one account is about; for another, end these terms and begin others."""
    charges: Charges
    """What credits are a share of."""
    at_risk: Percentage | None = None
    """The share of a period's charges that is at risk: the most that its credits come to."""
    pool: Multiple | None = None
    """The most that all allocations may add up to; above 100% a few misses reach what is at risk."""
    categories: tuple[Category, ...] = Field(min_length=1)
    """Groups of promises, each with how a miss becomes money; a promise stands in one of them."""
    caps: Caps | None = None
    """The most that credits come to; the lower of these and what is at risk counts."""
    single_event: Literal["highest only", "choice of the other party"] | None = None
    """What is credited of several misses that both agreed were one event (CorrectiveAction)."""
    suspended: Suspension | None = None
    """Credits wait for the next judged period."""
    earn_back: EarnBack | None = None
    """How a credit is given back after better periods."""
    bonus: tuple[Bonus, ...] = ()
    """What is earned for doing better than promised."""
    gain_share: tuple[GainShare, ...] = ()
    """Savings that are shared."""
    triggers: tuple[Trigger, ...] = ()
    """What repeated failures lead to, beyond credits."""
    class_changes: ClassChanges | None = None
    """How a promise changes its class."""
    rounding: Rounding | None = None
    """Where amounts are rounded; without it amounts stay exact, and that is a finding."""
    rates: tuple[CurrencyRate, ...] = ()
    """What other currencies are worth."""
    calendar: CalendarId | None = None
    """The calendar on which business days count here."""
    statement_within: Duration | None = None
    """How long after an invoice period's end its account is due."""
    sole_remedy: Yes | None = None
    """Credits are the only remedy for what they are paid for."""


FAVOURS: Favours = {
    "owing party": (
        "suspended",
        "earn_back",
        "earn_back.share",
        "bonus",
        "bonus.percent",
        "gain_share",
        "gain_share.share",
        "triggers.minimum_missed",
        "triggers.cap_reached",
        "sole_remedy",
    ),
    "other party": (
        "at_risk",
        "categories.share",
        "categories.percent",
        "categories.points.bands.points",
        "categories.points.each",
        "categories.points.table.percent",
        "triggers",
        "triggers.in",
        "earn_back.peaks",
    ),
    "neither": (
        "categories.id",
        "categories.title",
        "earn_back.peaks.id",
        "bonus.id",
        "bonus.title",
        "gain_share.id",
        "gain_share.title",
        "triggers.id",
    ),
    "needs reading": (
        "",
        "suspended.waived_when",
        "earn_back.after",
        "earn_back.level",
        "earn_back.peaks.from",
        "earn_back.peaks.to",
        "bonus.sla",
        "bonus.level",
        "gain_share.spend",
        "gain_share.baseline",
        "triggers.gives",
    ),
}

EXAMPLE = """\
kind: Commercials
id: provider-credits
title: What the provider owes when it misses
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
owed_by: provider
currency: GBP
invoice_period: month
charges: {fee: 100000 GBP}
at_risk: 10%
pool: 200%
categories:
  - id: speed
    slas: [first-slate, time-to-fill]
    method: allocation
    share: 50%
  - id: experience
    slas: [candidate-nps]
    method: points
    points:
      bands:
        - {from: 30, points: 0}
        - {from: 10, below: 30, points: 2}
        - {below: 10, points: 5}
      each: 0.5%
caps: {period: 10%, twelve_months: 80000 GBP}
single_event: highest only
earn_back: {after: 3 periods, share: 50%}
triggers:
  - {id: cap-three-times, gives: right to terminate, cap_reached: 3, in: 12 months}
rounding: {to: 0.01 GBP, when: total, mode: half even}
"""
