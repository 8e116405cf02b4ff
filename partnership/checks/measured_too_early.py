"""A measurement is made after its period.

What is known on the 12th of a month is not the month. The days that were still to come are missing in every
count, and nothing in the record shows it. Such a record judges nothing.

To mend it: measure the period again once it is over, and the correction stands in its place; what still runs is
printed by `partnership measure` and not written.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity
from partnership.measuring.recorded import newest_measurements
from partnership.measuring.records import is_early

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every measurement that was known before its period was over, and is not corrected."""
    for record in newest_measurements(agreement).values():
        if is_early(record):
            message = f"`{record.id}` is known since {record.known}, and {record.period} ends on "
            message += f"{record.period.last}"
            yield record.finding(message, "known", hint="measure the period once it is over")
