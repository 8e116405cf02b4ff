"""A closed month is restated by a new Close.

A measurement that is written after its month was closed changes nothing: the Close names the one that was
judged. It may be right all the same, because events came late or were corrected; then both parties say so
in a correction, and it is seen.

To mend it: `partnership close PERIOD --correct --because TEXT`, or delete the measurement before it is merged.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity
from partnership.judging.measured import newest_measurements
from partnership.judging.sealed import seals_of

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every newest measurement of a closed window that its Close does not name."""
    windows = seals_of(agreement).windows
    for (sla, period), record in sorted(newest_measurements(agreement).items()):
        window = windows.get(sla, {}).get(period)
        if window is None or record.id in window.close.measurements:
            continue
        message = (
            f"`{record.id}` is measured after {period} was closed; a correction is a new Close"
        )
        hint = f'`partnership close {window.close.period} --correct --because "…"` seals it'
        yield record.finding(message, "id", hint=hint)
