"""A change that somebody asks for is answered by its day.

`answer_by` is the last day on which the other party says yes, no, or to what part. Until then nobody can
plan, and a change that nobody refused is soon lived by one side as if it were agreed.

To mend it: the role under `answer_from` answers, and the answer is written as `answer`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._overdue import find_late
from partnership.duties.changing import ANSWER
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every request whose answer is overdue."""
    yield from find_late(agreement, as_of, ANSWER, "answer it, and write that as `answer`")
