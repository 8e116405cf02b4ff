"""Expected levels follow what was achieved, where that is agreed.

An SLA may say that its expected level is set at the end of baselining (`conversion`), or raised at each
yearly review (`ratchet`). The level that follows is computed and proposed; nothing changes before both
parties agree to it. Until then the promise is held against a level that was meant for another time.

To mend it: add an amendment with the level in the hint, or another one that both agree on; or waive the
finding where both leave the level as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity
from partnership.judging.proposals import Proposed, find_all_proposals

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every level that what was achieved has moved, and that the promise still says."""
    for one in find_all_proposals(agreement, as_of):
        if one.is_open and one.level != one.written.value:
            yield _finding(one)


def _finding(one: Proposed) -> Finding:
    row = f"row `{one.segment}`"
    if one.level is None:
        message = f"{row} still expects {one.written}, and its level is to be agreed: "
        hint = f"agree on the level, and amend `expected` from {one.since}"
    else:
        message = f"{row} still expects {one.written}, and {one.shown} follows: "
        hint = f"propose an amendment with `expected: {one.shown}` from {one.since}"
    return one.terms.finding(message + one.arithmetic, *one.loc, hint=hint)
