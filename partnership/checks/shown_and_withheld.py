"""What is not told is told nowhere else.

A disclosure says what it does not show, and why. Where another part of it, or another report to the same seat, shows
just that, the reason is not kept.

To mend it: leave it out there, or take it off `not_shown`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Disclosure
from partnership.documents.disclosure import NotShown, Section
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
FIELDS = ("slas", "metrics", "surveys")


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield everything that one report keeps back from a seat and another shows it."""
    every = list(agreement.stretches(Disclosure))
    for one in every:
        for index, withheld in enumerate(one.terms.not_shown):
            kept = _named(withheld)
            for other in every if kept else ():
                seats = [role for role in one.terms.told_to if role in other.terms.told_to]
                if seats and other.first < one.until and one.first < other.until:
                    for section in other.terms.sections:
                        for name in sorted(kept & _named(section)):
                            message = (
                                f"`{name}` is not told, and `{section.id}` of `{other.terms.id}` "
                                f"tells it to `{seats[0]}`"
                            )
                            hint = "leave it out there, or take it off `not_shown`"
                            yield one.terms.finding(message, "not_shown", index, hint=hint)


def _named(part: NotShown | Section) -> set[str]:
    return {name for field in FIELDS for name in getattr(part, field)}
