"""After a breach, cause and plan come in time.

`remedies` of an SLA says how long after a breach is known the party that owes the promise explains it and
plans what to do; the steps of the plan have days of their own. What is overdue is named with the party that owes
it. A breach whose measurement is disputed asks for nothing until that is decided.

To mend it: write a `CorrectiveAction` that names the breach; add `root_cause`, `plan` and each step's
`done_on` when they come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity
from partnership.judging import Verdict
from partnership.judging.actions import ROOT_CAUSE, Owed, find_owed

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date, verdicts: tuple[Verdict, ...]) -> Iterator[Finding]:
    """Yield everything that breaches ask for and that is overdue."""
    for owed in find_owed(agreement, verdicts):
        if owed.is_overdue(as_of):
            message = f"the {owed.owed_by} owes {_what(owed)} since {owed.due}"
            yield owed.document.finding(message, *owed.loc, hint=_hint(owed))


def _what(owed: Owed) -> str:
    if owed.is_step:
        return f"the step `{owed.what}` of its plan"
    named = dict.fromkeys(f"`{one.sla}` in {one.period}" for one in owed.breaches)
    breach = f"the breach of {' and '.join(named)}"
    return f"the root cause of {breach}" if owed.what == ROOT_CAUSE else f"a plan after {breach}"


def _hint(owed: Owed) -> str:
    if owed.is_step:
        return "write `done_on` when it is done"
    if owed.action is None:
        return "write a `CorrectiveAction` that names the breach, in records/corrective-actions/"
    return f"add `{owed.loc[0]}` when it is delivered"
