"""Who decides and who works on instruction fit together.

A processor works for a controller: where both parties say that they are processors, nobody answers to the
people whose data it is, and no one's clock runs to the authority. Joint control takes two. An activity of
neither party is none of this agreement.

To mend it: ask counsel on both sides what each is for this activity, and write both.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import DataProtection
from partnership.documents.data_protection import Activity
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HINT = "ask counsel on both sides what each party is for this activity"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every activity whose two roles contradict each other."""
    for stretch in agreement.stretches(DataProtection):
        for index, one in enumerate(stretch.terms.activities):
            message = _contradiction(one)
            if message:
                yield stretch.terms.finding(message, "activities", index, hint=HINT)


def _contradiction(one: Activity) -> str:
    roles = (one.client, one.provider)
    known = [role for role in roles if role is not None]
    if not known:
        return f"neither party has a role in `{one.id}`"
    if "processor" in roles and "controller" not in roles and "joint controller" not in roles:
        return f"`{one.id}` has a processor and no controller for whom it works"
    if roles.count("joint controller") == 1 and "processor" not in roles:
        return f"`{one.id}` has one joint controller; it takes two"
    if roles == ("controller", "controller"):
        return f"`{one.id}` has two controllers; say whether they are joint or independent"
    return ""
