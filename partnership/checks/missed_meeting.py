"""Meetings are held.

From the first record of a cadence on, each of its meetings has one. A meeting that was called off, or of
which nobody wrote anything by the day its minutes were due, was missed: what it would have decided waits for
the next one. It is named for three months with the party that leads it, or that called it off.

To mend it: write its `MeetingRecord`; where both sides want to leave a meeting out, write that beforehand
under `exceptions:` of the cadence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._meetings import failed
from partnership.documents import MeetingRecord
from partnership.duties.meetings import MEETING
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every meeting of the last three months that was not held."""
    for duty in failed(agreement, as_of, MEETING):
        if isinstance(duty.document, MeetingRecord):
            hint = "leave meetings out by agreement, under `exceptions` of the cadence"
            yield duty.finding(f"the {duty.party} called off {duty.what}", hint)
        else:
            message = f"the {duty.party} owes {duty.what}: it has no record"
            yield duty.finding(message, "write its `MeetingRecord`, in records/meetings/")
