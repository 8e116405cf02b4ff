"""Somebody does the work behind every promise.

Where `Responsibilities` says who does what, a promise that none of its activities names belongs to
nobody in particular: when it is missed, both sides look for whom to ask.

To mend it: name the promise in `slas` of the activity that keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Responsibilities
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every SLA in force that no activity keeps."""
    in_force = agreement.in_force(Responsibilities, as_of)
    if not in_force or not agreement.is_whole("Responsibilities"):
        return
    kept = {name for terms in in_force for one in terms.activities for name in one.slas}
    for sla in agreement.in_force(SLA, as_of):
        if sla.id not in kept:
            message = f"no activity keeps `{sla.id}`, so nobody is named who works on it"
            hint = f"add `slas: [{sla.id}]` to an activity of {in_force[0].path}"
            yield sla.finding(message, "id", hint=hint)
