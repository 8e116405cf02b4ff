"""Meetings are held.

From the first record of a cadence on, each of its meetings has one. A meeting that was called off, or of
which nobody wrote anything by the day its minutes were due, was missed: what it would have decided waits for
the next one. It is named for three months with the party that leads it, or that called it off. Where other
meetings have records, one that never had any is named once, with the last day it should have been.

To mend it: write its `MeetingRecord`; where both sides want to leave a meeting out, write that beforehand
under `exceptions:` of the cadence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._meetings import failed
from partnership.documents import MeetingRecord
from partnership.duties.meetings import MEETING, find_never_recorded
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
HINT = "write its `MeetingRecord`, in records/meetings/"


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every meeting of the last three months that was not held."""
    for duty in failed(agreement, as_of, MEETING):
        if isinstance(duty.document, MeetingRecord):
            hint = "leave meetings out by agreement, under `exceptions` of the cadence"
            yield duty.finding(f"the {duty.party} called off {duty.what}", hint)
        else:
            message = f"the {duty.party} owes {duty.what}: it has no record"
            yield duty.finding(message, HINT)
    for meeting in find_never_recorded(agreement, as_of):
        message = f"no {meeting.cadence.title} was ever recorded, and other meetings are; the last was to be on {meeting.day}"
        yield meeting.cadence.finding(message, "recurrence", hint=HINT)
