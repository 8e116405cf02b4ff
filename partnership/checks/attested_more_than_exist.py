"""No more people are covered than there are.

An attestation counts the people of a group who were trained or have signed, and all people of that group on
the same day. More of the first than of the second is a slip of the pen or two counts of different days;
either way nobody knows who is missing. A next count that is due before the count itself is the same slip.

To mend it: count both on the same day, and write a new record where this one is merged already.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Attestation
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every attestation that covers more than there are, or is due again before its day."""
    for one in agreement.of(Attestation):
        if one.covered > one.required:
            message = (
                f"{one.covered} are covered of {one.required} in `{one.group}`: "
                f"{one.covered - one.required} more than there are"
            )
            yield one.finding(message, "covered", hint="count both on the same day")
        if one.next_due is not None and one.next_due <= one.date:
            message = f"the next count is due on {one.next_due}, and this one is of {one.date}"
            yield one.finding(message, "next_due", hint="write a later day")
