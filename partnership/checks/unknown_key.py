"""A misspelt key is a promise nobody hears.

A key that the document's kind does not have is refused, with the nearest one that it has. Were it
ignored, one party would believe that a term holds and the other would never see it.

To mend it: write the key as the hint spells it, or delete the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("unknown-key")
