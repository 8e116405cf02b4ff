"""A file that is not YAML says nothing.

Until it is mended, no promise in it is checked or measured, whoever owes it. The other files are
checked all the same.

To mend it: look for a colon, a quote or an indentation that is off in the line that is named or in
the one above.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("yaml-syntax")
