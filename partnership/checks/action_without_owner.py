"""Somebody does what was decided.

An action belongs to a role. Where nobody fills that seat and no deputy stands in, nobody does it, and its day
passes unseen.

To mend it: write who holds the seat (`held`), name a deputy, or give the work to another role in a new action.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._seats import filled_on
from partnership.duties import State
from partnership.duties.actions import find_actions
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every open action whose owner's seat is empty on the day."""
    if not agreement.is_whole("Roles"):
        return
    filled = filled_on(agreement, as_of)
    for duty in find_actions(agreement):
        is_open = duty.state(as_of) is not State.DONE
        if is_open and duty.owner in agreement.roles and duty.owner not in filled:
            message = f"nobody fills `{duty.owner}` on {as_of}, and it is to do this: {duty.what}"
            yield duty.finding(message, "give it to another role, or fill the seat")
