"""A measurement's period is as long as the SLA's window.

A quarter's counts do not judge a monthly promise: three good weeks would hide a bad month, and the
months themselves read as not measured. An SLA over 12 months is measured at the end of each month.

To mend it: measure the periods of the SLA's `window`, and delete the one that is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, Measurement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
MONTHS = {"month": 1, "quarter": 3, "year": 12, "12 months": 1}
WORDS = {1: "a month", 3: "a quarter", 12: "a year"}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every measurement whose period is not one of its SLA's."""
    windows: dict[str, set[int]] = {}
    for sla in agreement.stretches(SLA):
        windows.setdefault(sla.terms.id, set()).add(MONTHS[sla.terms.window])
    for record in agreement.of(Measurement):
        known = windows.get(record.sla)
        if known and record.period.months not in known:
            is_ = WORDS[record.period.months]
            wanted = " or ".join(WORDS[months] for months in sorted(known))
            message = f"`{record.period}` is {is_}, and `{record.sla}` is judged by {wanted}"
            hint = "measure the periods of the SLA's `window`"
            yield record.finding(message, "period", hint=hint)
