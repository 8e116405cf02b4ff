"""A commitment that lapses is let go on purpose.

`effective.to` ends what binds. A promise that ends next month is measured no more, and nobody owes it,
whether both parties wanted that or forgot. The same holds for the agreement's own term.

To mend it: agree on a later last day, agree on what follows, or let it end and accept this finding in a
`Waiver` that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.documents import Commitment, Partnership
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
AHEAD = timedelta(days=60)
"""How long before its last day a commitment is named."""


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every commitment in force whose last day is near, and the agreement's term."""
    for document in agreement.documents:
        if not isinstance(document, Commitment) or not document.effective.covers(as_of):
            continue
        last = document.effective.to
        if last is not None and last - as_of <= AHEAD:
            yield document.finding(
                f"{document.name} {_ends(last, as_of)}; nothing binds after it",
                *("effective", "to"),
                hint="agree on a later day, or on what follows",
            )
        terms = document.on(as_of)
        if isinstance(terms, Partnership) and terms.term.to is not None:
            left = terms.term.to - as_of
            if timedelta() <= left <= AHEAD:
                yield terms.finding(
                    f"the agreement's term {_ends(terms.term.to, as_of)}",
                    *("term", "to"),
                    hint="agree on a later day, or on how it ends",
                )


def _ends(last: date, as_of: date) -> str:
    days = (last - as_of).days
    return f"lapses on {last}, " + ("today" if not days else f"in {days} day{'s' * (days > 1)}")
