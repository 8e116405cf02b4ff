"""A moment of an incident, an escalation or a crisis is one instant, and there is such a moment.

When clocks go forward an hour is left out, and when they go back one comes twice. A clock of 72 hours that
starts in such an hour starts an hour too early or too late.

To mend it: write the moment in UTC: `2026-10-25 00:30 UTC`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from partnership.agreement import Agreement
from partnership.clock.zones import time_zone
from partnership.documents import CrisisRecord, Escalation, Incident
from partnership.findings import Finding, Loc, Severity
from partnership.values.moments import Moment

SEVERITY = Severity.ERROR
Dated = Incident | Escalation | CrisisRecord


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every moment of a record that is no instant, or two."""
    records: list[Dated] = [*agreement.of(Incident), *agreement.of(Escalation)]
    records += agreement.of(CrisisRecord)
    for record in records:
        for loc, moment in _moments(record):
            message = _unclear(moment)
            if message:
                yield record.finding(message, *loc, hint="write the moment in UTC")


def _moments(record: Dated) -> Iterator[tuple[Loc, Moment]]:
    if isinstance(record, CrisisRecord):
        yield ("declared", "at"), record.declared.at
        for index, update in enumerate(record.updates):
            yield ("updates", index, "at"), update.at
        if record.stood_down is not None:
            yield ("stood_down", "at"), record.stood_down.at
        return
    if isinstance(record, Escalation):
        yield ("raised_at",), record.raised_at
        for index, step in enumerate(record.levels):
            yield ("levels", index, "at"), step.at
        return
    yield ("detected",), record.detected
    for party in ("client", "provider"):
        own: Moment | None = getattr(record.aware, party)
        if own is not None:
            yield ("aware", party), own
    for index, notice in enumerate(record.notices):
        yield ("notices", index, "at"), notice.at


def _unclear(moment: Moment) -> str:
    zone = time_zone(moment.zone)
    local = datetime.combine(moment.day, moment.at)
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return ""
    said = f"{moment.at:%H:%M} on {moment.day} in {moment.zone}"
    if first.astimezone(zone).replace(tzinfo=None) != local:
        return f"there is no {said}: the clocks leave it out"
    return f"{said} comes twice: it is {first:%H:%M} or {second:%H:%M} UTC"
