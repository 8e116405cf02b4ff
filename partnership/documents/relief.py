"""An agreed reason why some subjects or some time do not count against a party."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from partnership.documents.base import Model, Record, SLAId, When
from partnership.documents.vocabulary import Favours, Party, ReliefType, Subject
from partnership.findings import Loc
from partnership.values import Day, Text


class Interval(Model):
    """The days the reason held; the end is the day things ran again."""

    from_: Day = Field(alias="from")
    """The first day stopped."""
    until: Day | None = None
    """The day it ran again; added once, when it does."""


class Covers(Model):
    """What the relief is for: a segment, or so many subjects named in the event store."""

    count: int | None = Field(default=None, ge=1)
    """How many subjects; which ones stands only in the event store."""
    subject: Subject
    """What kind of subject."""
    when: When = {}
    """The segment; all where nothing is written."""


class Evidence(Model):
    """Where the proof is; never the proof itself."""

    kind: Text
    """What kind of proof: `ats status`, `e-mail`."""
    ref: Text
    """Its reference."""


class Answer(Model):
    """What the other party said; added once."""

    by: Party
    """Who answers."""
    decision: Literal["accepted", "accepted in part", "refused"]
    """The answer."""
    on: Day
    """The day."""
    reason: Text | None = None
    """Why, where it is not accepted whole."""
    part: Interval | None = None
    """The days that are accepted, where it is accepted in part."""


class Relief(Record):
    """An agreed reason why some subjects or some time do not count against a party."""

    added_once: ClassVar[tuple[Loc, ...]] = (("interval", "until"), ("answer",))

    kind: Literal["Relief"]
    """Always `Relief`."""
    type: ReliefType
    """What kind of reason."""
    raised_by: Party
    """Who asks for it."""
    notified_on: Day
    """The day the other party was told."""
    interval: Interval
    """The days the reason held."""
    covers: Covers
    """What it is for."""
    affects: tuple[SLAId, ...] = Field(min_length=1)
    """The SLAs it is asked for."""
    cause: Text
    """How the reason caused the delay."""
    evidence: Evidence
    """Where the proof is."""
    answer: Answer | None = None
    """What the other party said; only accepted relief counts."""


FAVOURS: Favours = {"neither": ("evidence",), "needs reading": ("",)}

EXAMPLE = """\
kind: Relief
id: relief-2026-014
type: hold
raised_by: provider
notified_on: 2026-03-17
interval: {from: 2026-03-16, until: 2026-03-26}
covers: {subject: opening, when: {job_family: finance}}
affects: [time-to-fill]
cause: Budget freeze put three approved openings on hold.
evidence: {kind: ats status, ref: monthly-holds-report-2026-03}
answer: {by: client, decision: accepted, on: 2026-03-18}
"""
