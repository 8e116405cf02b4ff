"""What a kind requires is what the other party relies on.

Nothing that matters has a hidden default: a field that changes the number or the duty is written
by the people who agreed on it. The finding names the field and what it is for.

To mend it: agree on the value and add the field; `partnership explain KIND.FIELD` shows how.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("missing-key")
