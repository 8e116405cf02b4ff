"""How many openings are expected, period by period, and what follows when it is far more or far fewer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import (
    Commitment,
    EscalationPathId,
    Model,
    RoleId,
    SLAId,
    amendable,
)
from partnership.documents.vocabulary import Favours, Party
from partnership.values import Day, Id, Length, Percentage, Period, Text


class ForecastRow(Model):
    """What is expected of one period."""

    period: Period
    """The month, quarter or year."""
    segment: Id | None = None
    """The row of the counting promise's `targets`; all rows together where nothing is written."""
    openings: int = Field(ge=0, le=1_000_000)
    """How many are expected."""
    confidence: Literal["firm", "likely", "indicative"] = "likely"
    """How sure it is: bands hold for `firm` and `likely` rows."""


class VolumeBand(Model):
    """How far what is counted may lie from what was expected, on one side, and what follows beyond it."""

    id: Id
    """A short name for it: `surge`, `freeze`."""
    over: Percentage | None = None
    """More than this share above the forecast is outside: `20%`."""
    under: Percentage | None = None
    """More than this share below the forecast is outside: `30%`."""
    then: Literal["relief", "trigger"]
    """`relief`: time of these days may be left out by rule; `trigger`: it goes up a ladder."""
    days: Literal["asked for", "whole period"] = "asked for"
    """For `relief`: the days for which a `Relief` asks, or the whole period, for which nobody has to ask."""
    falls_on: Party
    """Whose consequence it is: who bears what follows."""
    affects: tuple[SLAId, ...] = ()
    """The promises that are relieved, for `relief`."""
    escalation: EscalationPathId | None = None
    """The ladder, for `trigger`."""
    level: Id | None = None
    """At which level of it; the lowest where nothing is written."""
    text: Text
    """What both agreed to do then."""


@amendable
class HiringPlan(Commitment):
    """How many openings are expected, period by period, and what follows when it is far more or far fewer."""

    kind: Literal["HiringPlan"]
    """Always `HiringPlan`."""
    counted_by: SLAId
    """The promise whose measurement counts the openings; its window is the length of the periods."""
    issued_on: Day
    """The day on which this forecast was made."""
    issued_by: RoleId
    """The role that makes it."""
    renew_every: Length
    """How often a new one is made: `3 months`."""
    forecast: tuple[ForecastRow, ...] = Field(min_length=1)
    """What is expected, a row for each period and segment."""
    bands: tuple[VolumeBand, ...] = ()
    """How far it may be off, and what follows beyond."""


FAVOURS: Favours = {
    "neither": ("bands.text", "forecast.confidence", "issued_by"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: HiringPlan
id: openings-2026
title: Openings of the year
owners: {client: head-of-ta, provider: account-director}
effective: {from: 2026-01-01}
counted_by: first-slate
issued_on: 2026-01-05
issued_by: head-of-ta
renew_every: 3 months
forecast:
  - {period: 2026-01, openings: 24, confidence: firm}
  - {period: 2026-02, openings: 26}
bands:
  - id: surge
    over: 20%
    then: relief
    falls_on: client
    affects: [first-slate]
    text: The provider adds desks within six weeks; until then what is above the band is relieved.
  - id: freeze
    under: 40%
    then: trigger
    falls_on: client
    escalation: delivery
    text: Both look at the number of desks.
"""
