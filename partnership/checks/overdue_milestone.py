"""A handover goes step by step, and each step has its day.

Milestones of a transition plan have a day, those of an exit plan one that counts from the notice
(`after_notice`, once `notice_given_on` is written). One that is late moves all that rest on it, up to the day
on which candidates and managers notice.

To mend it: do it and write `done_on`, or agree on a later day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._overdue import find_late
from partnership.duties.changing import MILESTONE
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every milestone that is not done in time."""
    yield from find_late(agreement, as_of, MILESTONE, "write `done_on`, or agree on a later day")
