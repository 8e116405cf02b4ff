"""A record says one thing about a meeting.

A meeting that was held had people in it. One that was called off says by whom and why, because that party owes
it, and nobody was there to decide anything.

To mend it: write who was there; or `cancelled_by` and `reason`, and leave out what only a meeting can have.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Cadence, MeetingRecord
from partnership.findings import Finding, Severity, nearest

SEVERITY = Severity.ERROR
HELD_ONLY = ("held_on", "attendance", "inputs", "decisions", "minutes_on")
CANCELLED_ONLY = ("cancelled_by", "reason")


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every record whose status and fields say different things."""
    for record in agreement.of(MeetingRecord):
        is_held = record.status == "held"
        for field in CANCELLED_ONLY if is_held else HELD_ONLY:
            if getattr(record, field):
                message = f"the meeting was {record.status}, and `{field}` says otherwise"
                yield record.finding(
                    message, field, hint=f"leave out `{field}`, or change `status`"
                )
        if is_held and not record.attendance:
            message = "the meeting was held, and nobody was there"
            yield record.finding(message, "status", hint="write the roles as `attendance`")
        missing = [field for field in CANCELLED_ONLY if not is_held and not getattr(record, field)]
        if missing:
            unsaid = " and ".join("by whom" if one == "cancelled_by" else "why" for one in missing)
            message = f"the meeting was called off, and nothing says {unsaid}"
            wanted = " and ".join(f"`{field}`" for field in missing)
            yield record.finding(message, "status", hint=f"add {wanted}")
        yield from _papers(agreement, record)


def _papers(agreement: Agreement, record: MeetingRecord) -> Iterator[Finding]:
    cadence = agreement.get(Cadence, record.cadence)
    if cadence is None:
        return
    known = [one.id for one in (cadence.on(record.day) or cadence).inputs]
    for index, paper in enumerate(record.inputs):
        if paper.id not in known:
            near = nearest(paper.id, known)
            hint = f"did you mean `{near}`?" if near else "add it to `inputs` of the cadence"
            message = f"`{record.cadence}` asks for no `{paper.id}`"
            yield record.finding(message, "inputs", index, "id", hint=hint)
