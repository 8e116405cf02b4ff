"""Somebody sits in every seat that an escalation reaches.

A role that is held until a day that has passed, or not yet, and has no deputy who is there, answers
nothing. The other party's clock runs against an empty chair.

To mend it: write who holds the seat from when (`held`), or name a deputy whose seat is filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._seats import filled_on
from partnership.documents import EscalationPath
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every role of a ladder that nobody fills on the day."""
    paths = agreement.in_force(EscalationPath, as_of)
    if not paths or not agreement.is_whole("Roles"):
        return
    filled = filled_on(agreement, as_of)
    for path in paths:
        for index, level in enumerate(path.levels):
            for party, name in (("client", level.client), ("provider", level.provider)):
                if name in agreement.roles and name not in filled:
                    message = f"nobody fills `{name}` on {as_of}, and no deputy stands in"
                    hint = f"see `held` and `deputies` of the role `{name}`"
                    yield path.finding(message, "levels", index, party, hint=hint)
