"""A plan for the end that was never tried fails at the end.

`drill_every` says how often both go through it on paper with today's numbers: does the list of open
requisitions come out, who has the accounts, who answers for data. Most plans are first read on the day notice
is given.

To mend it: hold the drill, correct the plan, and write its day as `last_drill`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._overdue import find_late
from partnership.duties.changing import DRILL
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every exit plan whose drill is overdue."""
    yield from find_late(agreement, as_of, DRILL, "hold it and write its day as `last_drill`")
