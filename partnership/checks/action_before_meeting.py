"""What a meeting leaves behind comes after it.

Minutes of a day before the meeting, an action due or done before it was given: one of the two days is wrong, and
with it whether the work was in time.

To mend it: correct the day that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import MeetingRecord
from partnership.findings import Finding, Loc, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every day in a record that is before the meeting though it follows from it."""
    for record in agreement.of(MeetingRecord):
        held = record.held_on or record.day
        for loc, what, day in _days(record):
            if day is not None and day < held:
                message = f"{what} on {day}, before the meeting of {held}"
                yield record.finding(message, *loc, hint="correct the day that is wrong")


def _days(record: MeetingRecord) -> Iterator[tuple[Loc, str, date | None]]:
    yield ("minutes_on",), "the minutes were there", record.minutes_on
    for index, action in enumerate(record.actions):
        yield ("actions", index, "due"), f"`{action.id}` is due", action.due
        yield ("actions", index, "done_on"), f"`{action.id}` was done", action.done_on
