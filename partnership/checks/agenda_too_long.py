"""The agenda fits the meeting.

Where the items take longer than the meeting, the last ones are never reached, and they are often the
other party's.

To mend it: shorten items, or lengthen `duration:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Cadence
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
MINUTES = {"elapsed minutes": 1, "elapsed hours": 60, "business hours": 60}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every meeting whose items take longer than it does."""
    for cadence in agreement.stretches(Cadence):
        terms = cadence.terms
        unit = MINUTES.get(terms.duration.unit)
        needed = sum(item.minutes for item in terms.agenda)
        if unit is not None and needed > terms.duration.amount * unit:
            message = f"the items take {needed} minutes and the meeting {terms.duration}"
            hint = "shorten items, or lengthen `duration`"
            yield terms.finding(message, "agenda", hint=hint)
