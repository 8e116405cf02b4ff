"""Whoever tries something says in the end what came of it.

`until` is the last day for the result. An improvement without one is neither kept nor dropped, its gain is
shared by nobody, and the next idea finds fewer friends.

To mend it: look at the number of `measured_in` together, and write `result` with what was learned.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._overdue import find_late
from partnership.duties.changing import RESULT
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every improvement whose result is overdue."""
    yield from find_late(agreement, as_of, RESULT, "write `result` with what was learned")
