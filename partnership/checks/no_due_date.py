"""What is placed by its due date has one.

A subject is due its row's `within` after its clock starts. A median, a mean or a survey's score has no
such limit, so no day would put a subject into a period and nothing would ever be counted.

To mend it: place by `stop` (the day it ended) or `start`, or promise a `share within` a limit: filled
within 90 calendar days, of those that were due.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import fits, with_metric
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
LIMITED = ("share within", "share beyond")
"""The statistics with a limit for each subject."""


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every SLA placed by a due date that its subjects do not have."""
    for sla, metric in with_metric(agreement):
        terms = sla.terms
        if terms.placed_by != "due date" or terms.statistic.name in LIMITED:
            continue
        if fits(metric, terms.statistic):
            message = f"`{terms.statistic}` has no due date to place subjects by"
            hint = "write `placed_by: stop`, or the statistic `share within`"
            yield terms.finding(message, "placed_by", hint=hint)
