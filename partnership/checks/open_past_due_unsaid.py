"""An SLA says what a subject is that is still open after its due date.

A clock with a limit can be past it and still run. If that is left out, the oldest and worst cases never count: seven of ten filled in time reads 70%, with
two more still open past their due date it is 58%. That is too much to leave to a default.

To mend it: add `open_past_due: counts as a miss`, or `ignored` where both parties mean that.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import fits, with_metric
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every SLA with a limit that leaves open what is still open past it."""
    for sla, metric in with_metric(agreement):
        terms = sla.terms
        has_limit = terms.statistic.name == "share within" and fits(metric, terms.statistic)
        if has_limit and terms.placed_by != "open at the end" and terms.open_past_due is None:
            message = (
                "subjects have a due date and `open_past_due` does not say what an open one is"
            )
            hint = (
                "add `open_past_due: counts as a miss`; `ignored` leaves it out until it is closed"
            )
            yield terms.finding(message, "placed_by", hint=hint)
