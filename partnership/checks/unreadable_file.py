"""A file that cannot be read cannot bind anyone.

A document is a plain UTF-8 text file of at most 1 MiB inside the repository, a Close of at most
8 MiB, without control characters. A link that leads out of the documents' folders, a pipe, a file without read permission
and a file in another encoding are refused, because the two parties would not see the same text.

To mend it: save the file as UTF-8, or put the text itself where the link stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("unreadable-file")
