"""Relief is notified in time.

The other party can look into a delay while it lasts, and not half a year later. Where an SLA has a
`relief_notice`, relief that is notified after it does not count, whatever the answer; who reads the answer
alone believes that it does.

To mend it: leave the record as it is, because it says what happened; where both mean to let it count, agree
on a longer `relief_notice`, by an amendment from a day before the reason began.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, Relief
from partnership.errors import PartnershipError
from partnership.findings import Finding, Severity
from partnership.measuring.reliefs import notice_ends

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every notice that is too late, once for each SLA it is too late for."""
    for relief in agreement.of(Relief):
        for name in relief.affects:
            sla = agreement.get(SLA, name)
            late = _late(agreement, sla, relief) if sla else ""
            if late:
                hint = "it counts only where both agree on a longer `relief_notice` from before that day"
                yield relief.finding(late, "notified_on", hint=hint)


def _late(agreement: Agreement, sla: SLA, relief: Relief) -> str:
    """Say by which day notice was due, where it came later; a calendar without work asks nothing."""
    try:
        ends = notice_ends(agreement, sla, relief)
    except PartnershipError:
        return ""
    terms = sla.on(relief.interval.from_) or sla
    if ends is None or relief.notified_on <= ends:
        return ""
    return (
        f"`{sla.id}` takes notice until {ends}, {terms.relief_notice} after "
        f"{relief.interval.from_}; this one is of {relief.notified_on} and does not count"
    )
