"""Something both sides try: what they expect of it, how long, and what the numbers said."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import Commitment, Model, RoleId, SLAId, amendable
from partnership.documents.vocabulary import Favours
from partnership.values import Day, Id, Level, Money, Percentage, Period, Text


class Gain(Model):
    """What it brings in money, and how that is shared."""

    value: Money
    """What it brings in a year."""
    client: Percentage
    """The client's share."""
    provider: Percentage
    """The provider's share; both make 100%."""


class Result(Model):
    """What came of it; written once the numbers are there."""

    on: Day
    """The day both looked at it."""
    outcome: Literal["reached", "reached in part", "not reached", "given up"]
    """What both say of the expected gain; the measured numbers say the same."""
    learned: Text
    """What was learned, in words about the work."""
    kept: Literal["kept", "changed", "dropped"]
    """What becomes of what was tried."""


@amendable
class Improvement(Commitment):
    """Something both sides try: what they expect of it, how long, and what the numbers said."""

    kind: Literal["Improvement"]
    """Always `Improvement`."""
    owner: RoleId
    """The role that tries it, and brings the result."""
    hypothesis: Text
    """What is tried, and why it should help: `If …, then …, because …`."""
    sla: SLAId
    """The promise whose number tells."""
    segment: Id | None = None
    """The row of its targets that tells; all of its rows where it is not written."""
    baseline: Period
    """The period it is compared with."""
    measured_in: Period
    """The period in which the gain shows."""
    expected_gain: Level
    """How much better the number is expected to be than in `baseline`: `5%` of a share are percentage points."""
    until: Day
    """The last day on which both say what came of it; the number of the period in which it shows is there by then."""
    gain: Gain | None = None
    """What it brings in money, and how that is shared."""
    result: Result | None = None
    """What came of it."""


FAVOURS: Favours = {
    "client": ("gain.client",),
    "provider": ("gain.provider",),
    "neither": ("owner", "hypothesis", "until", "result", "gain", "gain.value"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Improvement
id: slots-up-front
title: Interview slots before the slate
owners: {client: ta-ops-lead, provider: delivery-lead}
effective: {from: 2026-01-01, to: 2026-12-31}
owner: ta-ops-lead
hypothesis: If managers give three interview slots with the intake, feedback comes sooner, because panels are fixed.
sla: interview-feedback
baseline: 2025-12
measured_in: 2026-06
expected_gain: 5%
until: 2026-07-31
gain: {value: 18000 EUR, client: 60%, provider: 40%}
"""
