"""A file that is not YAML says nothing.

Most often a colon, a quote or an indentation is off in the line that is named or in the one above.
The other files are checked all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("yaml-syntax")
