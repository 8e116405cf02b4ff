"""After a crisis both look back, within the days they agreed on.

What worked and what failed is known while it is fresh. `review_within` of the plan counts from the moment the
crisis was stood down.

To mend it: look back, and write `after_action_review` into the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import CrisisRecord
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every crisis whose review is overdue."""
    if not agreement.of(CrisisRecord):
        return
    from partnership.duties.crises import REVIEW, find_crisis_duties
    from partnership.duties.duty import State

    for duty in find_crisis_duties(agreement, as_of):
        record = duty.document
        if duty.topic == REVIEW and duty.state(as_of) is State.OVERDUE:
            over = (
                record.stood_down.at
                if isinstance(record, CrisisRecord) and record.stood_down
                else ""
            )
            message = f"{duty.what} was due by {duty.due}: it was stood down at {over}"
            yield duty.finding(message, "look back, and write `after_action_review`")
