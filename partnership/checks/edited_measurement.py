"""A measurement is what was measured.

The record carries a digest of its rows and its gate. Where the two do not fit, somebody changed a count,
or the digest, after it was measured; such a record judges nothing.

To mend it: restore the record from history. Where the counts are wrong, correct the events and measure
again: the correction stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.findings import Finding, Severity
from partnership.measuring.records import is_as_measured

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every measurement whose counts are not those of its digest."""
    for record in agreement.of(Measurement):
        if not is_as_measured(record):
            message = f"the counts of `{record.id}` differ from their digest"
            hint = "restore the record; a correction is measured, never typed"
            yield record.finding(message, "digests", "counts", hint=hint)
