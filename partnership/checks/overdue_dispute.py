"""A dispute is decided.

`disputes` of the Partnership says how long both parties take to decide what one of them contests. A dispute
that stays open keeps a verdict in doubt, and with it whatever follows from it.

To mend it: count again, write what came out as `recomputed`, and agree on an `outcome`; or take it up the
escalation path.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Dispute
from partnership.errors import PartnershipError
from partnership.findings import Finding, Severity
from partnership.judging.disputes import is_in_time, is_open, last_day_to_decide

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every dispute that is open after the day on which it was to be decided."""
    for dispute in agreement.of(Dispute):
        try:
            last = last_day_to_decide(agreement, dispute)
            counts = is_open(dispute, as_of) and is_in_time(agreement, dispute)
        except PartnershipError:  # the calendar's own finding says why nothing gets due on it
            continue
        if counts and last is not None and last < as_of:
            message = f"the dispute of {dispute.raised_on} was to be decided by {last}"
            hint = "write `outcome`, or take it up the escalation path"
            yield dispute.finding(message, "raised_on", hint=hint)
