"""A risk is looked at as often as both agreed.

`review_every` counts from `reviewed_on`, or from the first day where nobody looked yet. A list of risks
that nobody reads warns nobody: what was possible in spring may be likely in autumn.

To mend it: look at it in the meeting, correct `likelihood` and `impact` where they changed, and write the
day as `reviewed_on`. A risk that is past ends: write `effective.to`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._overdue import find_late
from partnership.duties.changing import REVIEW
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every risk in force that was not looked at in time."""
    hint = "look at it, and write the day as `reviewed_on`"
    yield from find_late(agreement, as_of, REVIEW, hint)
