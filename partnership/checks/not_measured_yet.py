"""What is agreed can be counted from the events.

Every word may be a right one and still say nothing of the subject: requisitions have no outcome, an
interview is never cancelled by a freeze, nobody is reached by a due date. `measure` refuses such a promise.
Each of its periods stays not measured, and who looks at the first report learns it months late. Terms that
begin later are not asked.

To mend it: write what the finding names, or count the subject that the words are about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._promises import fits, with_metric
from partnership.findings import Finding, Severity
from partnership.measuring.answerable import find_unanswerable

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every word in force, or past, that stops its SLA from being measured."""
    seen: set[tuple[str, str]] = set()
    for sla, metric in with_metric(agreement):
        if sla.first > as_of.toordinal() or not fits(metric, sla.terms.statistic):
            continue
        for one in find_unanswerable(sla.terms, metric):
            place = one.document.place(*one.loc)
            if (place.path, place.pointer) not in seen:
                seen.add((place.path, place.pointer))
                yield one.document.finding(one.message, *one.loc, hint=one.hint)
