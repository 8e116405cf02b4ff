"""A waiver accepts a finding that can exist.

It names a check and a document. Where either is not there, nothing is accepted: the finding that was
meant still stands, and a reader of the waiver believes that both parties live with it.

To mend it: spell the check as in the finding's brackets and the document as `Kind/id`; delete a waiver whose
document is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from partnership.agreement import Agreement
from partnership.documents import Waiver
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every waiver whose check or document is not there."""
    waivers = agreement.of(Waiver)
    checks = _check_ids() if waivers else ()
    documents = _documents(agreement) if waivers else set()
    for waiver in waivers:
        if waiver.check not in checks:
            yield _unknown(waiver, "check", waiver.check, checks)
        if waiver.document not in documents:
            yield _unknown(waiver, "document", waiver.document, tuple(documents))


def _unknown(waiver: Waiver, field: str, name: str, known: tuple[str, ...]) -> Finding:
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"name a {field} that is there"
    return waiver.finding(f"there is no {field} `{name}`", field, hint=hint)


def _check_ids() -> tuple[str, ...]:
    from partnership.checks import check_id
    from partnership.checks.register import ALL  # the registry holds this module too

    return tuple(check_id(check) for check in ALL)


def _documents(agreement: Agreement) -> set[str]:
    """Name what a finding can be about: documents, and files that could not be taken."""
    names = {document.name for document in agreement.documents}
    for refused in agreement.refused:
        names.update((refused.place.document, refused.place.path))
    if agreement.site is not None:
        names.add(agreement.site.path)
    return (names | set(agreement.own)) - {""}
