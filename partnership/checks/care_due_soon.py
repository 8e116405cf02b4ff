"""What keeps people's data safe is named before its day.

Each thing is named as long before its last day as it takes: 90 days for a transfer, 60 for a tool's audit, 30
for a review or an attestation, 7 for an objection or a measure. The finding names the role that must act.

To mend it: do it, and write its new day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks.overdue_care import HINTS, who
from partnership.duties.expiries import find_expiries
from partnership.findings import Finding, Severity

SEVERITY = Severity.NOTE


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield everything whose last day is near, by the role that must act."""
    for one in find_expiries(agreement, as_of):
        if one.is_near(as_of) and one.told_apart != "always":
            left = (one.due - as_of).days
            when = f"in {left} day{'s' * (left > 1)}" if left else "today"
            message = f"{who(agreement, one)} is to {one.what} by {one.due}, {when}"
            yield one.document.finding(message, *one.loc, hint=HINTS[one.sort])
