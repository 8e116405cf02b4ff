"""A ladder that was never climbed breaks when it is needed.

`drill_every` of an escalation path and of a crisis plan says how often both parties try it out: does
the mailbox exist, does the role answer in time. A drill that is overdue means that nobody knows.

To mend it: hold the drill and write its day as `last_drill`. `partnership escalations simulate` says
who would be called when.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._days import after
from partnership.documents import CrisisPlan, EscalationPath
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every path and every crisis plan in force whose drill is overdue."""
    tried: list[EscalationPath | CrisisPlan] = [*agreement.in_force(EscalationPath, as_of)]
    tried += agreement.in_force(CrisisPlan, as_of)
    for path in tried:
        if path.drill_every is None:
            continue
        since = path.last_drill or path.effective.from_
        due = after(since, path.drill_every)
        if due is not None and due < as_of:
            told = f"the last was on {since}" if path.last_drill else "there was none yet"
            message = f"a drill was due by {due}: {told}"
            field = "last_drill" if path.last_drill else "drill_every"
            yield path.finding(message, field, hint="hold it and write its day as `last_drill`")
