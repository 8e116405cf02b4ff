"""A forecast is renewed as often as both agreed.

Desks are filled and emptied by it. `renew_every` of a hiring plan counts from the day the last one was issued.

To mend it: write an amendment with the new `forecast` and its `issued_on`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import HiringPlan
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every plan in force whose forecast should have been renewed."""
    for plan in agreement.in_force(HiringPlan, as_of):
        from partnership.duties.retention import end_of

        due = end_of(plan.issued_on, plan.renew_every)
        if due < as_of:
            days = (as_of - due).days
            message = (
                f"a new forecast was due by {due}, {days} day{'s' * (days > 1)} ago: "
                f"the last was issued on {plan.issued_on}"
            )
            yield plan.finding(message, "issued_on", hint="amend `forecast` and `issued_on`")
