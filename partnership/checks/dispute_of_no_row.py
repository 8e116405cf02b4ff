"""A dispute names rows that were measured, and days in their order.

A row that the measurement does not have contests nothing, and the verdict that was meant stands undisputed. An
outcome or a recount that is older than the dispute answers another one.

To mend it: write the rows as the measurement has them, and the day each thing was said.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Dispute, Measurement
from partnership.findings import Finding, Severity, nearest

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every row that was not measured, and every answer older than its dispute."""
    for dispute in agreement.of(Dispute):
        yield from _rows(agreement, dispute)
        for name in ("recomputed", "outcome"):
            said = getattr(dispute, name)
            if said is not None and said.on < dispute.raised_on:
                message = (
                    f"the {name} of {said.on} is older than the dispute of {dispute.raised_on}"
                )
                yield dispute.finding(message, name, "on", hint="correct one of the two days")


def _rows(agreement: Agreement, dispute: Dispute) -> Iterator[Finding]:
    measurement = agreement.get(Measurement, dispute.measurement)
    if measurement is None:
        return
    known = list(dict.fromkeys(row.segment for row in measurement.rows))
    for index, segment in enumerate(dispute.segments):
        if segment not in known:
            near = nearest(segment, known)
            hint = f"write `{near}`" if near else f"its rows are {', '.join(known)}"
            message = f"`{measurement.id}` has no row `{segment}`"
            yield dispute.finding(message, "segments", index, hint=hint)
