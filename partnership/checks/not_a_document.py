"""Everything under `partnership/` and `records/` is a document.

A file there that is not YAML, or has no `kind`, is read by nobody: a promise written in it would
be lost without a word.

To mend it: begin the file with `kind:`, or move it out of `partnership/` and `records/`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("not-a-document")
