"""A critical SLA is looked at by both parties in a meeting.

A number that nobody is bound to look at is found out when the credit is invoiced. A meeting that
`reviews` it puts both sides at one table before that.

To mend it: add `SLA/its-id` to `reviews:` of the meeting that should look at it.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, Cadence
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every critical SLA that no meeting reviews."""
    reviews_dangle = any(link.document.kind == "Cadence" for link in agreement.dangling)
    if reviews_dangle or not agreement.is_whole("Cadence"):
        return
    reviewed = {name for meeting in agreement.stretches(Cadence) for name in meeting.terms.reviews}
    for sla in agreement.stretches(SLA):
        if sla.terms.class_ == "critical" and sla.terms.name not in reviewed:
            message = "this SLA is critical and no meeting reviews it"
            hint = f"add `{sla.terms.name}` to `reviews:` of a Cadence"
            yield sla.terms.finding(message, "class", hint=hint)
