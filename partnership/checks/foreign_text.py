"""A file's bytes should not change when another editor saves it.

A byte order mark or carriage returns make git show every line as changed, so that a real change of
terms drowns in it.

To mend it: save the file as UTF-8 with plain line ends; `* text eol=lf` in `.gitattributes` keeps it so.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("foreign-text")
