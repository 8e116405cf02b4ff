"""What people are asked leads to something.

A question that was asked in two rounds, and about which nobody did anything, tells people that their answers do not
matter; they stop giving them. An action about one question of a pair counts for both.

To mend it: agree an action about it in the last round's record, or ask it no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.duties.rounds import find_unacted
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every question whose last two rounds led to nothing."""
    for one in find_unacted(agreement, as_of):
        question = one.survey.items[one.index]
        rounds = " and ".join(str(period) for period in one.rounds)
        message = f"`{question.id}` was asked in {rounds}, and no action is about it"
        hint = "agree an action about it in the last result, or ask it no more"
        yield one.survey.finding(message, "items", one.index, hint=hint)
