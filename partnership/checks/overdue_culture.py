"""How the sides work together is looked at again.

A page about culture that nobody reads again tells new people how it was. Both sides look at it by its day, and
whoever is brought in from the other side is counted in an `Attestation`, as often as was agreed.

To mend it: look at it together and write the day as `reviewed_on`; or write the `Attestation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Culture
from partnership.duties import State
from partnership.duties.telling import REVIEW, find_reviews
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every review and every count of onboarding that is overdue."""
    if not agreement.of(Culture):
        return
    for duty in find_reviews(agreement, as_of):
        if duty.state(as_of) is State.OVERDUE:
            late = (as_of - duty.due).days
            message = (
                f"`{duty.owner}` of the {duty.party} was to {duty.what} by {duty.due}, "
                f"{late} day{'s' * (late > 1)} ago"
            )
            hint = (
                "write the day as `reviewed_on`"
                if duty.topic == REVIEW
                else "write the `Attestation`"
            )
            yield duty.finding(message, hint)
