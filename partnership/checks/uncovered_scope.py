"""Every subject in scope belongs to a row of targets.

What no row takes is counted as unassigned: it is measured against nothing, so nobody owes it. Which
requisitions those are should be decided, not left over.

To mend it: widen a row's `when`, add a row for the segment that is named, or end with a row that
says `otherwise: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import with_metric
from partnership.checks._segments import (
    Dimensions,
    both,
    box_of,
    describe,
    dimensions_during,
    first_gap,
    is_known,
)
from partnership.checks.overlapping_rows import find_overlaps
from partnership.documents.base import When
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every SLA whose rows leave part of the scope uncovered."""
    for sla, metric in with_metric(agreement):
        rows = sla.terms.targets
        if any(row.otherwise or not row.when for row in rows):
            continue
        for dimensions in dimensions_during(agreement, sla):
            gap = find_gap([row.when for row in rows], metric.where, dimensions)
            if gap:
                message = f"no row takes {gap}"
                hint = "add a row for it, or one with `otherwise: true`"
                yield sla.terms.finding(message, "targets", hint=hint)


def find_gap(rows: list[When], where: When, dimensions: Dimensions) -> str | None:
    """Name a segment that no row takes; silent where rows overlap or name what is not there."""
    if not all(is_known(when, dimensions) for when in (*rows, where)):
        return None
    if next(find_overlaps(rows, where, dimensions), None):
        return None
    whole = box_of(where, dimensions)
    gap = first_gap(whole, [both(whole, box_of(when, dimensions)) for when in rows])
    return describe(gap, dimensions) if gap else None
