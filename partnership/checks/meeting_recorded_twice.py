"""A meeting has one record.

Two records of one meeting may tell of two sets of people and decisions, and nobody knows which of them holds.

To mend it: keep one of them, and add to it what only the other says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import MeetingRecord
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every record of a meeting that another record tells of."""
    seen: dict[tuple[str, date], str] = {}
    for record in agreement.of(MeetingRecord):
        if record.extra_because is not None:
            continue
        other = seen.setdefault((record.cadence, record.day), record.id)
        if other != record.id:
            message = f"`{other}` tells of the same meeting: `{record.cadence}` of {record.day}"
            yield record.finding(message, "day", hint="keep one of the two records")
