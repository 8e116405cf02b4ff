"""A waiver ends.

It accepts a finding for a while, because somebody promised to see to it. After its last day the finding
counts again, and the waiver only looks as if it did something.

To mend it: mend what the finding names and delete the waiver; or agree again, with a new reason and day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Waiver
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every waiver whose last day has passed."""
    for waiver in agreement.of(Waiver):
        if waiver.expires < as_of:
            message = f"this waiver of `{waiver.check}` ended on {waiver.expires}"
            hint = "mend what it was for and delete it, or agree again"
            yield waiver.finding(message, "expires", hint=hint)
