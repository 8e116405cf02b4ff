"""Every rung of an escalation has a person on both sides.

At a level with one role only, one party escalates to itself: nobody on the other side is bound to
answer, and the clock of the level runs for nobody.

To mend it: add the other party's role at the level, `client:` or `provider:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import EscalationPath
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every level at which a party has no role."""
    for path in agreement.stretches(EscalationPath):
        for index, level in enumerate(path.terms.levels):
            for party, role in (("client", level.client), ("provider", level.provider)):
                if role is None:
                    message = f"level `{level.id}` has no role of the {party}"
                    hint = f"add `{party}:` with the role that answers there"
                    yield path.terms.finding(message, "levels", index, hint=hint)
