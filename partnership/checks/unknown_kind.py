"""A document's `kind` decides what its words mean.

A kind that does not exist is refused, with the nearest that does. Nothing in such a file is
promised by anyone, however clearly it is written.

To mend it: spell the kind as in the reference: `SLA`, `EscalationPath`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("unknown-kind")
