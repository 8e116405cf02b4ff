"""What the two parties want to reach together, and the numbers that will tell."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import (
    CadenceId,
    CalendarId,
    Commitment,
    MetricId,
    Model,
    SLAId,
    When,
    amendable,
)
from partnership.documents.vocabulary import Favours, PlacedBy, Tier, Window
from partnership.values import Day, Duration, Id, Level, StatisticName, Text


class KeyResult(Model):
    """A number that tells whether the goal is reached: of an SLA, or of a metric."""

    id: Id
    """A short name for it."""
    title: Text | None = None
    """What it tells."""
    sla: SLAId | None = None
    """The SLA whose number it is."""
    metric: MetricId | None = None
    """The metric that is counted for this goal alone, with the four fields below."""
    statistic: StatisticName | None = None
    """How values become one number."""
    window: Window | None = None
    """The stretch that is counted at once."""
    placed_by: PlacedBy | None = None
    """Which day puts a subject into a period."""
    calendar: CalendarId | None = None
    """The calendar that counts."""
    within: Duration | None = None
    """The limit of one subject's clock."""
    when: When = {}
    """Only this segment."""
    baseline: Level
    """Where it stood at the start."""
    target: Level
    """Where it should be."""
    due: Day
    """By when."""
    weight: int | None = Field(default=None, ge=0, le=100)
    """Its weight within the goal; all of them make 100."""


@amendable
class Goal(Commitment):
    """What the two parties want to reach together, and the numbers that will tell."""

    kind: Literal["Goal"]
    """Always `Goal`."""
    objective: Text
    """What will be different, in a sentence."""
    key_results: tuple[KeyResult, ...]
    """The numbers that will tell."""
    review: CadenceId | None = None
    """The meeting that looks at it."""
    tier: Tier | None = None
    """The level of governance that answers for it."""


FAVOURS: Favours = {
    "neither": ("key_results.title", "review", "tier"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Goal
id: faster-hiring
title: Hire faster
owners: {client: head-of-ta, provider: account-director}
effective: {from: 2026-01-01}
objective: Managers see three good candidates within a week and fill the seat within six.
key_results:
  - id: slates
    sla: first-slate
    baseline: 82%
    target: 92%
    due: 2026-12-31
    weight: 100
review: quarterly-review
tier: strategic
"""
