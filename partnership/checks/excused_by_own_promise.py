"""Only the other party's delay excuses.

`excused_by` names promises that are owed to the party whose clock stops. One that the same party
owes, or both, would let it excuse its lateness with its own lateness.

To mend it: name an SLA that the other party owes.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
OTHER = {"client": "provider", "provider": "client"}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every excuse that is not a promise of the other party."""
    for sla in agreement.stretches(SLA):
        for index, name in enumerate(sla.terms.excused_by):
            for excuse in agreement.during(SLA, name, sla):
                if excuse.owed_by != OTHER.get(sla.terms.owed_by):
                    same = " too" if excuse.owed_by == sla.terms.owed_by else ""
                    message = f"`{name}` is owed by {_who(excuse)}{same}"
                    hint = "name a promise of the other party"
                    yield sla.terms.finding(message, "excused_by", index, hint=hint)


def _who(sla: SLA) -> str:
    return "both" if sla.owed_by == "both" else f"the {sla.owed_by}"
