"""A change begins no sooner than the notice that was agreed for changes.

`change_notice` of `Partnership` says how long before a term changes the other party knows. A promise
that tightens overnight cannot be kept, and one that loosens overnight was relied on yesterday.

To mend it: date the amendment, or the new document's first day, later. Where both parties want it
sooner, agree on a `Waiver` of this check first, with the reason; it counts once it is merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.checks._days import after
from partnership.documents import Commitment
from partnership.findings import Finding, Severity
from partnership.history.proposal import Proposal

SEVERITY = Severity.ERROR


def find(proposal: Proposal) -> Iterator[Finding]:
    """Yield every new document and amendment that begins before the agreed notice has run."""
    partnership = proposal.policy.partnership
    terms = (partnership.on(proposal.as_of) or partnership) if partnership else None
    if terms is None or terms.change_notice is None:
        return
    first = after(proposal.as_of, terms.change_notice)
    if first is None:
        message = f"`{terms.change_notice}` of notice cannot be counted without a calendar"
        hint = "write it in calendar days, weeks or months"
        yield terms.finding(message, "change_notice", hint=hint)
        return
    told = f"changes are given {terms.change_notice} of notice, which from {proposal.as_of} ends on {first}"
    for document in proposal.added:
        if isinstance(document, Commitment) and document.effective.from_ < first:
            yield document.finding(
                f"{document.name} begins on {document.effective.from_}; {told}",
                *("effective", "from"),
                hint=f"let it begin on {first} or later",
            )
    for before, changed in proposal.kept:
        if isinstance(before, Commitment) and isinstance(changed, Commitment):
            yield from _amended(before, changed, proposal.as_of, first, told)


def _amended(
    before: Commitment, changed: Commitment, as_of: date, first: date, told: str
) -> Iterator[Finding]:
    """Yield the new amendments from a day between today and the end of the notice."""
    old = {
        amendment.from_: written
        for amendment, written in zip(
            before.amendments, before.written.get("amendments", ()), strict=True
        )
    }
    written = changed.written.get("amendments", ())
    for index, (amendment, said) in enumerate(zip(changed.amendments, written, strict=True)):
        is_new = old.get(amendment.from_) != said
        if is_new and as_of <= amendment.from_ < first:
            yield changed.finding(
                f"the amendment begins on {amendment.from_}; {told}",
                *("amendments", index, "from"),
                hint=f"date it from {first} or later",
            )
