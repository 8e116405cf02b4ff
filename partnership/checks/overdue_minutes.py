"""Minutes come while people remember.

`minutes_within` says how soon after a meeting its minutes are there. Until then nobody can hold the other to
what was decided.

To mend it: add `minutes_on` to the record when they are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._meetings import failed
from partnership.duties.meetings import MINUTES
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every meeting of the last three months whose minutes are overdue."""
    for duty in failed(agreement, as_of, MINUTES):
        message = f"the {duty.party} owes {duty.what} since {duty.due}"
        yield duty.finding(message, "add `minutes_on` when they are there")
