"""A measurement is contested while it can be.

`disputes` of the Partnership says how long after a measurement is known it may be contested. Both parties
rely on what nobody contested by then; a dispute raised later does not count, and the verdict is not shown as
disputed.

To mend it: where both parties agree to look at it all the same, measure again and correct the Close; else leave
it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Dispute
from partnership.errors import PartnershipError
from partnership.findings import Finding, Severity
from partnership.judging.disputes import last_day_to_raise

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every dispute that was raised too late to count."""
    for dispute in agreement.of(Dispute):
        try:
            last = last_day_to_raise(agreement, dispute)
        except PartnershipError:  # the calendar's own finding says why nothing gets due on it
            continue
        if last is not None and dispute.raised_on > last:
            message = (
                f"the {dispute.raised_by} contests `{dispute.measurement}` on {dispute.raised_on}, "
                f"and could until {last}: it does not count"
            )
            hint = "where both agree to look at it, measure again and correct the Close"
            yield dispute.finding(message, "raised_on", hint=hint)
