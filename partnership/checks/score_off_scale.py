"""An answer lies on its question's scale.

A 7 on a scale from 1 to 5 is an answer to another question, or one that was counted on another scale. A mean
over both is no number of either.

To mend it: correct the answer, or write the question's own `scale` in the survey.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._surveys import find_answered
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every answer outside its question's scale."""
    for one in find_answered(agreement):
        for answer in one.item.histogram or {}:
            if not one.scale.lowest <= int(answer) <= one.scale.highest:
                message = (
                    f"`{one.item.item}` is answered from {one.scale}, and {answer} is not on it"
                )
                hint = "correct the answer, or write the question's own `scale` in the survey"
                yield one.result.finding(message, *one.loc, "histogram", answer, hint=hint)
