"""That one side told the other what a disclosure promises, about one period."""

from __future__ import annotations

from typing import Annotated, Literal

from partnership.documents.base import ChannelId, Record, Reference, RoleId
from partnership.documents.vocabulary import Favours
from partnership.values import Day, Id, Period, Text

DisclosureId = Annotated[Id, Reference("Disclosure", "monthly-scorecard")]


class DisclosureRecord(Record):
    """That one side told the other what a disclosure promises, about one period."""

    kind: Literal["DisclosureRecord"]
    """Always `DisclosureRecord`."""
    disclosure: DisclosureId
    """What was told."""
    period: Period
    """The month, quarter or year that it was about: as long as the disclosure's `every`."""
    told_on: Day
    """The day on which the readers had it."""
    told_by: RoleId
    """The role that told it."""
    channel: ChannelId | None = None
    """Where, if it was not the channel that is agreed."""
    evidence: Text | None = None
    """Where it can be found: a report's number. Never the report itself."""
    left_out: Text | None = None
    """What of it was not told this time, and why."""


FAVOURS: Favours = {
    "neither": ("evidence", "channel", "told_by"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: DisclosureRecord
id: monthly-scorecard-2026-03
disclosure: monthly-scorecard
period: 2026-03
told_on: 2026-04-10
told_by: delivery-lead
evidence: Reporting folder, scorecard 2026-03
"""
