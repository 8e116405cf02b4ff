"""What was raised is answered, level by level.

Each level of a ladder acknowledges within its time and decides within its time, on the ladder's calendar,
from the moment it gets the matter. When that passes, the matter goes up by itself, and the level that let it
pass is named with the side that was silent. `partnership escalations` says where it is now.

To mend it: answer at the level where it is, and write the step under `levels` of the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from partnership.agreement import Agreement
from partnership.clock import day_bounds
from partnership.documents import Escalation
from partnership.duties.moments import shown_at
from partnership.findings import Finding, Severity

if TYPE_CHECKING:
    from partnership.duties.climbing import Rung

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every open escalation that went up by silence, with the level that let it."""
    if not agreement.of(Escalation):
        return
    from partnership.duties.climbing import DECIDED, SILENCE, UNDECIDED, climb
    from partnership.duties.matters import raised

    zone = agreement.zone()
    until = day_bounds(zone, as_of, as_of)[1] - 1
    for matter, record in raised(agreement, until):
        climbed = climb(agreement, matter, until)
        if climbed.state == DECIDED:
            continue
        silent = [one for one in climbed.rungs if one.left_because in {SILENCE, UNDECIDED}]
        if silent:
            hint = "answer where it is now, and write the step under `levels`"
            yield record.finding(
                _said(agreement, silent[-1], climbed.present), "raised_at", hint=hint
            )


def _said(agreement: Agreement, rung: Rung, present: Rung) -> str:
    """Say which level let its time pass, on which side, and where the matter is now."""
    waits = " and the ".join(rung.waits_for)
    who = f"the {waits} did not acknowledge it" if waits else "nobody decided it"
    last = shown_at((rung.left_at or rung.since) - 1, agreement.zone(rung.path.calendar))
    now = "past the last level" if present.left_at is not None else f"at `{present.level.id}`"
    return f"{who} at level `{rung.level.id}` until {last}; it is {now}"
