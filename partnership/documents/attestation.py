"""How many of a group were trained or have signed, on a day; a count, never a list of names."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import Record, RoleId
from partnership.documents.vocabulary import Favours, Party
from partnership.values import Day, Text


class Attestation(Record):
    """How many of a group were trained or have signed, on a day; a count, never a list of names."""

    kind: Literal["Attestation"]
    """Always `Attestation`."""
    topic: Text
    """What is attested: `privacy training`, `confidentiality`. The same words each time, so that one follows the other."""
    party: Party
    """Whose people."""
    group: Text
    """Which of them, by what they do: `recruiters with access to the tracking system`."""
    covered: int = Field(ge=0, le=1_000_000)
    """How many of the group are covered on the day."""
    required: int = Field(ge=0, le=1_000_000)
    """How many there are in the group on the day."""
    date: Day
    """The day of the count."""
    next_due: Day | None = None
    """The last day on which the next count is in time."""
    owner: RoleId
    """The role that attests, and that counts again."""
    evidence: Text
    """Where the proof is: a report's number in the training system. Never the proof itself."""
    note: Text | None = None
    """What is done about those who are not covered, without naming anybody."""


FAVOURS: Favours = {
    "neither": ("evidence", "topic", "group", "note", "owner"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Attestation
id: privacy-training-2026-h1-provider
topic: privacy training
party: provider
group: Recruiters with access to the tracking system
covered: 24
required: 25
date: 2026-03-31
next_due: 2026-09-30
owner: delivery-lead
evidence: Learning system, report PT-2026-Q1
note: Whoever joins gets access after the training, and not before.
"""
