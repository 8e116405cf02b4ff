"""A measurement is called, and filed, by what it measures.

Its id is the SLA and the period, `first-slate.2026-03`, with `.r1` for a correction, and its file is
`records/measurements/2026-03/first-slate.yaml`. Filed elsewhere it is not found by whoever looks, and the
next run writes a second one beside it.

To mend it: move the file, or measure again; a measurement is not edited by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
CORRECTION = re.compile(r"\.r[1-9][0-9]?$")


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every measurement whose id or path does not say what it measures."""
    for record in agreement.of(Measurement):
        wanted = f"{record.sla}.{record.period}"
        correction = CORRECTION.search(record.id)
        suffix = correction.group() if correction else ""
        if record.id != wanted + suffix:
            message = f"`{record.id}` measures `{record.sla}` in {record.period}"
            yield record.finding(message, "id", hint=f"its id is `{wanted}{suffix}`")
            continue
        folder = f"{agreement.base}records/measurements/{record.period}/"
        known = {f"{folder}{record.sla}{suffix}{ending}" for ending in (".yaml", ".yml")}
        if record.path not in known:
            message = f"the file of `{record.id}` stands elsewhere"
            hint = f"move it to `{folder}{record.sla}{suffix}.yaml`"
            yield record.finding(message, "period", hint=hint)
