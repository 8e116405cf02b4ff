"""There is one `Partnership` and one `Scope`, and at least one `Roles`.

Two partnerships in one repository would each have their own parties, time zone and term; two
scopes would each have their own dimensions, and a row of targets would not know which it covers.
Without any `Roles` nobody answers for anything.

To mend it: merge the two documents into one, or write the one that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Document, Partnership, Roles, Scope
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
ROOT_FILE = "partnership/partnership.yaml"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every second Partnership and Scope, and what is missing altogether."""
    kinds: tuple[type[Document], ...] = (Partnership, Scope)
    for kind in kinds:
        first, *others = agreement.of(kind) or (None,)
        for other in others:
            message = f"there is a second `{kind.__name__}`; the first is `{first.id}`"  # type: ignore[union-attr]
            yield other.finding(message, "kind", hint="merge the two into one")
    for kind in (Partnership, Roles):
        if not agreement.of(kind) and agreement.is_whole(kind.__name__):
            hint = f"write a file that begins with `kind: {kind.__name__}`"
            message = f"there is no `{kind.__name__}`"
            yield Finding(agreement.place(ROOT_FILE), message, hint)
