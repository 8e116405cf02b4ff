"""What both say of an improvement is what was measured.

`outcome: reached` says that every row of the promise gained as much as was expected between `baseline` and
`measured_in`; `not reached` that none did. The arithmetic of the recorded measurements says the same, or one of
them is wrong.

To mend it: correct `outcome`; or measure the period again where its number is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity
from partnership.judging import Verdict

SEVERITY = Severity.ERROR


def find(agreement: Agreement, as_of: date, verdicts: tuple[Verdict, ...]) -> Iterator[Finding]:
    """Yield every result that its numbers contradict."""
    if not agreement.ids("Improvement"):
        return
    from partnership.documents import Improvement
    from partnership.duties.improving import find_measured

    for found in agreement.of(Improvement):
        one = found.on(as_of) or found
        if one.result is None or one.result.outcome not in {"reached", "not reached"}:
            continue
        is_said = one.result.outcome == "reached"
        for row in find_measured(agreement, one, verdicts):
            if row.is_reached != is_said:
                where = "" if row.segment == "all" else f"{row.segment}: "
                message = f"the outcome is `{one.result.outcome}`, but {where}{row.words}"
                hint = "correct `outcome`, or measure the period again"
                yield one.finding(message, "result", "outcome", hint=hint)
