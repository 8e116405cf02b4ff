"""A trigger says when it fires.

`overdue` without `by` does not say how late is late; `repeated` without `times` and `in` does not say
how often within which time. One party would escalate on the first day and the other call it too
soon.

To mend it: write `by:` for `overdue`; `times:` and `in:` for `repeated`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import EscalationPath
from partnership.documents.escalation_path import Trigger
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every trigger that leaves open when it fires."""
    for path in agreement.stretches(EscalationPath):
        for index, level in enumerate(path.terms.levels):
            for position, trigger in enumerate(level.triggers):
                for missing in _missing(trigger):
                    message = f"`{trigger.on}` does not say `{missing}`"
                    hint = f"add `{missing}:`, as in `{EXAMPLES[trigger.on]}`"
                    where = ("levels", index, "triggers", position)
                    yield path.terms.finding(message, *where, hint=hint)


EXAMPLES = {
    "overdue": "{on: overdue, by: 2 business days}",
    "repeated": "{on: repeated, times: 2, in: 30 calendar days}",
}


def _missing(trigger: Trigger) -> Iterator[str]:
    if trigger.on == "overdue" and trigger.by is None:
        yield "by"
    if trigger.on == "repeated" and trigger.times is None:
        yield "times"
    if trigger.on == "repeated" and trigger.in_ is None:
        yield "in"
