"""A document says each thing where it stands.

Anchors, aliases, merge keys, tags, directives, several documents in one file, keys that are not
words, tabs as indentation, `.inf`, `.nan`, numbers of more than fifteen digits, and nesting beyond
64 levels are refused: they hide what is promised from a reader, or mean different things to
different programs.

To mend it: write the value out where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what the loader refused for this reason."""
    yield from agreement.refused_by("refused-yaml")
