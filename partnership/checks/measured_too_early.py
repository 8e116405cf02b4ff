"""A measurement is made after its period.

What is known on the 12th of a month is not the month. The days that were still to come are missing in every
count, and nothing in the record shows it. Such a record judges nothing.

To mend it: measure the period again once it is over; what still runs is printed by `partnership measure` and
not written.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every measurement that was known before its period was over."""
    for record in agreement.of(Measurement):
        if record.known <= record.period.last:
            message = f"`{record.id}` is known since {record.known}, and {record.period} ends on "
            message += f"{record.period.last}"
            yield record.finding(message, "known", hint="measure the period once it is over")
