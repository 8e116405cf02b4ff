"""A key that stands twice has two meanings.

Most programs keep the last one and drop the first without a word, so each party can point at a
line that says what it remembers. Here neither is taken.

To mend it: agree which of the two holds and delete the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("duplicate-key")
