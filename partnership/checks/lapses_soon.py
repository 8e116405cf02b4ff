"""A commitment that lapses is let go on purpose.

`effective.to` ends what binds. A promise that ends next month is measured no more, and nobody owes it,
whether both parties wanted that or forgot. The same holds for the agreement's own term.

To mend it: agree on a later last day, agree on what follows, or let it end and accept this finding in a
`Waiver` that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.duties.lapsing import find_lapses
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every commitment in force whose last day is near, and the agreement's term."""
    for one in find_lapses(agreement, as_of):
        if one.is_term:
            message = f"the agreement's term {one.ends(as_of)}"
            hint = "agree on a later day, or on how it ends"
        else:
            message = f"{one.document.name} {one.ends(as_of)}; nothing binds after it"
            hint = "agree on a later day, or on what follows"
        yield one.document.finding(message, *one.loc, hint=hint)
