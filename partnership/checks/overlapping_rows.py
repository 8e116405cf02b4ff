"""Each subject belongs to one row of targets.

There is no rule of precedence: where two rows take the same requisition, one party holds it against
seven days and the other against four. `otherwise: true` stands in one row at most, which has no
`when`, and takes what the others leave.

To mend it: narrow the `when` of one of the rows, so that no segment is in both.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import with_metric
from partnership.checks._segments import Dimensions, dimensions_during, divide
from partnership.documents import SLA, Metric
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every row that takes what an earlier one takes."""
    for sla in agreement.stretches(SLA):
        yield from _otherwise(sla.terms)
    for sla, metric in with_metric(agreement):
        if len(sla.terms.targets) > 1:
            for dimensions in dimensions_during(agreement, sla):
                yield from _overlaps(sla.terms, metric, dimensions)


def _otherwise(sla: SLA) -> Iterator[Finding]:
    first = None
    for index, row in enumerate(sla.targets):
        if not row.otherwise:
            continue
        if row.when:
            message = f"row `{row.id}` has both `when` and `otherwise`"
            yield sla.finding(message, "targets", index, "otherwise", hint="keep one of the two")
        if first is not None:
            message = f"rows `{first}` and `{row.id}` both take what the others leave"
            hint = "write `otherwise: true` in one row"
            yield sla.finding(message, "targets", index, "otherwise", hint=hint)
        first = first or row.id


def _overlaps(sla: SLA, metric: Metric, dimensions: Dimensions) -> Iterator[Finding]:
    rows = [(index, row) for index, row in enumerate(sla.targets) if not row.otherwise]
    division = divide((row.when for _, row in rows), metric.where, dimensions)
    for earlier, later, shared in division.overlaps if division else ():
        index, row = rows[later]
        other = rows[earlier][1].id
        if row.id == other:
            continue
        message = f"rows `{other}` and `{row.id}` both take {shared}"
        hint = "narrow the `when` of one of them"
        field = ("when",) if row.when else ()
        yield sla.finding(message, "targets", index, *field, hint=hint)
