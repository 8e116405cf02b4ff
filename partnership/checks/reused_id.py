"""An id names one thing, for good.

Measurements, sign-offs and references speak of a document by its kind and id, and of a seat, a row
of targets or a level by its id. Where two share one, half of what is said about them is about the
other one, and only the first is looked at.

To mend it: give the second a new id of its own; an id is not reused, also not after its document
is gone.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Document, Roles
from partnership.documents.repeats import repeats_in
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HINT = "give it an id of its own"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every document, and every item of a list, whose id another has already."""
    first: dict[str, Document] = {}
    for document in agreement.documents:
        other = first.setdefault(document.name, document)
        if other is not document:
            message = f"`{document.name}` stands in `{other.path}` already"
            yield document.finding(message, "id", hint=HINT)
        for loc, known in repeats_in(document):
            *_, key, _, named = loc
            hint = HINT if named == "id" else "keep one of the two"
            yield document.finding(
                f"the {named} `{known}` stands in `{key}` already", *loc, hint=hint
            )
    yield from _seats(agreement)


def _seats(agreement: Agreement) -> Iterator[Finding]:
    first: dict[str, Roles] = {}
    for roles in agreement.of(Roles):
        for index, role in enumerate(roles.roles):
            other = first.setdefault(role.id, roles)
            if other is not roles:
                message = f"the role `{role.id}` stands in `{other.path}` already"
                yield roles.finding(message, "roles", index, "id", hint=HINT)
