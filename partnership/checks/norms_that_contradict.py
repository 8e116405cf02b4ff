"""What one side expects, the other side can give.

A side that expects an answer within two hours, from people who have the right to switch off at 18:00, gets none
to what it asks at 17:00. Every quarter of an hour at which a side may ask in the next year is looked at, on each of its
calendars; the answer is due in an hour that the other side works, on one of its calendars and outside its quiet
time there. What one side expects is not sooner than what the other promises for the same channel, and both have a
language in common.

To mend it: count the time on the calendar of those who answer, in business hours, or allow more of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Culture
from partnership.duties.norms import find_clashes
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every norm of one side that the other side's norms rule out."""
    if agreement.of(Culture):
        for one in find_clashes(agreement, as_of):
            yield one.culture.finding(one.message, *one.loc, hint=one.hint)
