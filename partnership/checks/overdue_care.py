"""What keeps people's data safe is looked at by its day.

Terms of the data-processing agreement, sub-processors, transfers, attestations, audits of tools and the measures
after an incident each have a last day and a role that acts. What nobody looked at since may long be
otherwise.

To mend it: do it, and write its new day; the finding names the role.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.duties.expiries import Expiry, find_expiries
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
HINTS = {
    "review": "look at it, and write the day as `reviewed_on`",
    "term": "agree on the clause and write it as `clause`, or on a later day",
    "objection": "write `answer` and `answered_on`",
    "transfer": "look at what allows it, and write the new day",
    "attestation": "count, and write a new `Attestation`",
    "audit": "have the audit made, and write it as `audit`",
    "measure": "write `done_on` when it is done",
}


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield everything whose last day has passed, by the role that must act."""
    for one in find_expiries(agreement, as_of):
        if one.is_past(as_of) and not one.told_apart:
            days = (as_of - one.due).days
            when = f"{days} day{'s' * (days > 1)} ago"
            message = f"{who(agreement, one)} was to {one.what} by {one.due}, {when}"
            yield one.document.finding(message, *one.loc, hint=HINTS[one.sort])


def who(agreement: Agreement, one: Expiry) -> str:
    """Name the role that must act, with its party."""
    role = agreement.roles.get(one.owner)
    return f"the {role.party}'s `{one.owner}`" if role else f"`{one.owner}`"
