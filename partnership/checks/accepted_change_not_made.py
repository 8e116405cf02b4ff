"""A change that was accepted stands in the terms on the day it begins.

A request is no term: what binds and what is measured is what the documents say. From `effective_from` on,
people work by the new agreement and the numbers judge them by the old one.

To mend it: merge the new terms with an amendment from that day, and write the day and the pull request as
`made`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._overdue import find_late
from partnership.duties.changing import MAKE
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every accepted request that no terms follow."""
    yield from find_late(agreement, as_of, MAKE, "merge the new terms, and write `made`")
