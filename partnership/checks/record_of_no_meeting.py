"""Minutes belong to a meeting that was planned.

A record names its cadence and the day on which the meeting was to be. On another day it is taken for no meeting
of the cadence: that one counts as missed, though people met.

To mend it: write the planned day as `day:`, and the day it was held as `held_on:`; a meeting beside the
cadence's days says why in `extra_because:`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.documents import Cadence, MeetingRecord
from partnership.duties.schedule import find_meetings
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
NEAR = timedelta(days=45)


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every record of a day on which its cadence has no meeting."""
    by_cadence: dict[str, list[MeetingRecord]] = {}
    for record in agreement.of(MeetingRecord):
        if record.extra_because is None and agreement.get(Cadence, record.cadence):
            by_cadence.setdefault(record.cadence, []).append(record)
    for cadence, records in by_cadence.items():
        days = _days(agreement, cadence, [record.day for record in records])
        wrong = [record for record in records if record.day not in days]
        if len(wrong) == len(records) > 1:
            yield _none_fits(wrong)
        else:
            yield from (_finding(record, days) for record in wrong)


def _none_fits(records: list[MeetingRecord]) -> Finding:
    """Say once that no record fits: then it is the recurrence that was changed."""
    first, *others = sorted(records, key=lambda record: record.day)
    days = (
        f"{first.day} and {len(others)} other days"
        if len(others) > 1
        else f"{first.day} and {others[0].day}"
    )
    message = f"`{first.cadence}` has no meeting on {days}: none of its records fits its recurrence"
    return first.finding(
        message, "day", hint="amend the recurrence from a day on, so that what was stays"
    )


def _days(agreement: Agreement, cadence: str, recorded: list[date]) -> set[date]:
    first = max(min(recorded).toordinal() - NEAR.days, 1)
    last = min(max(recorded).toordinal() + NEAR.days, date.max.toordinal() - NEAR.days)
    span = date.fromordinal(first), date.fromordinal(max(first, last))
    return {meeting.day for meeting in find_meetings(agreement, *span, cadence)}


def _finding(record: MeetingRecord, days: set[date]) -> Finding:
    message = f"`{record.cadence}` has no meeting on {record.day}"
    near = min(days, key=lambda day: (abs(day - record.day), day), default=None)
    if near is None or abs(near - record.day) > NEAR:
        return record.finding(message, "day", hint="say why it was held, in `extra_because`")
    hint = f"write `day: {near}` and `held_on: {record.day}`, or say in `extra_because` why it was held"
    return record.finding(f"{message}; the nearest is on {near}", "day", hint=hint)
