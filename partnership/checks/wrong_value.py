"""A value is written one way, so that both sides read the same.

Durations, percentages, days, periods and enumerated words each have one grammar. `10 days` may
mean working days to one party and calendar days to the other; `10 business days` cannot.

To mend it: write the value as the hint shows: a right example, or the nearest right spelling.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("wrong-value")
