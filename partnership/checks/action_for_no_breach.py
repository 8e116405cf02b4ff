"""A corrective action answers a breach of its own party.

It names the promise, the period and the row that fell below the minimum. Where that is no breach, or one of
the other party, the breach that was meant stays without an answer, and its clocks go on.

To mend it: write the period and the row as `partnership check` prints them, and the party that owes the
promise as `owed_by`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import CorrectiveAction
from partnership.documents.corrective_action import Breach
from partnership.findings import Finding, Severity
from partnership.judging import Verdict
from partnership.judging.actions import names

SEVERITY = Severity.ERROR


def find(agreement: Agreement, as_of: date, verdicts: tuple[Verdict, ...]) -> Iterator[Finding]:
    """Yield every breach that a record names and that is none."""
    for action in agreement.of(CorrectiveAction):
        if action.known_on > as_of:
            continue
        for index, breach in enumerate(action.breaches):
            meant = [one for one in verdicts if names(breach, one)]
            if not any(one.is_breach and one.owed_by == action.owed_by for one in meant):
                message = f"{_name(breach)} is no breach of the {action.owed_by}{_why(meant)}"
                hint = "write the period and the row as `partnership check` prints them"
                yield action.finding(message, "breaches", index, hint=hint)


def _name(breach: Breach) -> str:
    row = f", row `{breach.segment}`," if breach.segment else ""
    return f"`{breach.sla}`{row} in {breach.period}"


def _why(meant: list[Verdict]) -> str:
    if not meant:
        return ": there is no such verdict"
    worst = next((one for one in meant if one.is_breach), meant[0])
    owed = f", owed by the {worst.owed_by}" if worst.owed_by != "both" else ", owed by both"
    return f": it is {worst.status.words}{owed}"
