"""An SLA says what a subject is that is still open after its due date.

If it is left out, the oldest and worst cases never count: seven of ten filled in time reads 70%, with
two more still open past their due date it is 58%. That is too much to leave to a default.

To mend it: add `open_past_due: counts as a miss`, or `ignored` where both parties mean that.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every SLA by due date that leaves open what is still open."""
    for sla in agreement.stretches(SLA):
        terms = sla.terms
        by_due_date = terms.placed_by == "due date" and terms.statistic.name == "share within"
        if by_due_date and terms.open_past_due is None:
            message = (
                "subjects have a due date and `open_past_due` does not say what an open one is"
            )
            hint = "add `open_past_due: counts as a miss`"
            yield terms.finding(message, "placed_by", hint=hint)
