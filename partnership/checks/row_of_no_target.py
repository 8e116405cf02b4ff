"""Each row of a measurement belongs to a row of targets.

Counts for a segment that the SLA does not have are judged against nothing, and the segment they were
meant for reads as not measured.

To mend it: measure again; or, if a row of the SLA was renamed, give it its old id back: a row's id is
for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from partnership.agreement import Agreement
from partnership.documents import SLA, Measurement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every measured row that is in no terms of its SLA."""
    rows: dict[str, set[str]] = {}
    for sla in agreement.stretches(SLA):
        rows.setdefault(sla.terms.id, set()).update(row.id for row in sla.terms.targets)
    for record in agreement.of(Measurement):
        known = rows.get(record.sla)
        if known is None:
            continue
        for index, row in enumerate(record.rows):
            if row.segment not in known:
                near = get_close_matches(row.segment, known, n=1, cutoff=0.5)
                listed = ", ".join(f"`{name}`" for name in sorted(known))
                hint = f"did you mean `{near[0]}`?" if near else f"its rows are {listed}"
                message = f"`{record.sla}` has no row `{row.segment}`"
                yield record.finding(message, "rows", index, "segment", hint=hint)
