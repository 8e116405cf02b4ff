"""A meeting is held when both sides meet.

A side may keep hours free of meetings, and has a right to switch off. A meeting of both sides that falls into
those hours is one that somebody always gives up something for. The hours are those of the calendar of each seat
that needs to be there; a seat without one may sit at any calendar of its side's `Culture`.

To mend it: move the meeting, or agree on the exception in the side's `Culture`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Culture
from partnership.duties.intrusions import find_intrusions
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every meeting that comes round in hours that a side keeps free."""
    if agreement.of(Culture):
        for one in find_intrusions(agreement, as_of):
            meeting = one.meeting
            message = (
                f"the {meeting.cadence.title} of {meeting.day} begins at {meeting.starts:%H:%M}; "
                f"the {one.party} needs to be there, and {one.why}"
            )
            hint = "move the meeting, or change what the side keeps free"
            yield meeting.cadence.finding(message, "recurrence", hint=hint)
