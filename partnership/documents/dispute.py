"""What one party says against a measurement, and what came of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from partnership.documents.base import MeasurementRef, Model, Record
from partnership.documents.measurement import Counted
from partnership.documents.vocabulary import Favours, Party
from partnership.findings import Loc
from partnership.values import Day, Exact, Id, Text


class Recomputed(Model):
    """What came out when it was counted again; added once."""

    by: Party
    """Who counted again."""
    on: Day
    """The day."""
    numerator: int | None = None
    """What counts."""
    denominator: int | None = Field(default=None, ge=0)
    """Out of what."""
    value: Exact | None = None
    """The exact value, where it is no fraction of two counts."""
    note: Text | None = None
    """What was different."""


class DisputeOutcome(Model):
    """How it ended; added once."""

    decision: Literal["upheld", "dismissed", "settled"]
    """`upheld`: the measurement was wrong and is corrected; `dismissed`: it stands; `settled`: both agreed otherwise."""
    on: Day
    """The day."""
    reason: Text
    """Why."""


class Dispute(Record):
    """What one party says against a measurement, and what came of it."""

    added_once: ClassVar[tuple[Loc, ...]] = (("recomputed",), ("outcome",))

    kind: Literal["Dispute"]
    """Always `Dispute`."""
    measurement: MeasurementRef
    """The measurement that is contested."""
    segments: tuple[Id, ...] = ()
    """The rows that are contested; all where none is written, and the others stand."""
    raised_by: Party
    """Who contests it."""
    raised_on: Day
    """The day the other party was told."""
    claim: Text
    """What is said to be wrong, in counts and reasons, without naming a person."""
    undisputed: Counted | None = None
    """The counts of the one contested row that nobody contests: a part of what was measured. They stand whatever comes of the rest, and what they cost by themselves is owed meanwhile."""
    recomputed: Recomputed | None = None
    """What came out when it was counted again."""
    outcome: DisputeOutcome | None = None
    """How it ended; until then the verdict is shown as disputed and keeps its status."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: Dispute
id: dispute-2026-03-slates
measurement: first-slate.2026-03
segments: [critical]
raised_by: provider
raised_on: 2026-04-14
claim: Two requisitions were reopened after their intake and counted from the first one.
undisputed: {numerator: 7, denominator: 9}
recomputed: {by: client, on: 2026-04-20, numerator: 9, denominator: 11}
outcome: {decision: upheld, on: 2026-04-21, reason: Both count the reopened requisitions from their second intake.}
"""
