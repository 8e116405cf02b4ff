"""A share on time says what on time is.

`share within` counts the subjects whose clock stopped within a limit, `share beyond` those that outlasted
it. A row without `within` promises 90% of nothing in particular, and nothing can be counted.

To mend it: add `within:` to the row, in the metric's unit, such as `7 business days`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, Goal
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
NAMES = ("share within", "share beyond")
HINT = "add `within:`, such as `within: 7 business days`"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every row and key result with a share and no limit."""
    for sla in agreement.stretches(SLA):
        if sla.terms.statistic.name in NAMES:
            for index, row in enumerate(sla.terms.targets):
                if row.within is None:
                    message = f"row `{row.id}` does not say within what"
                    yield sla.terms.finding(message, "targets", index, hint=HINT)
    for goal in agreement.stretches(Goal):
        for index, result in enumerate(goal.terms.key_results):
            if result.statistic and result.statistic.name in NAMES and result.within is None:
                message = f"key result `{result.id}` does not say within what"
                yield goal.terms.finding(message, "key_results", index, hint=HINT)
