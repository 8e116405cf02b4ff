"""What a disclosure promises is told by its day.

One side waits for the numbers that the other said it would tell. A period that is over is to be told within
`due_within` of its end, and a `DisclosureRecord` says that it was. Periods of the last year are asked for, from the
one in which the disclosure began to bind; one finding names the oldest and how many came after it. Where
nothing is recorded at all, of any kind, none is asked for.

To mend it: tell it, and write a `DisclosureRecord` with the day; or say in `left_out` what could not be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Disclosure
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every disclosure of which a period is overdue."""
    if not agreement.of(Disclosure):
        return
    from partnership.duties.telling import untold

    for terms in agreement.in_force(Disclosure, as_of):
        late = [one for _, one in untold(agreement, terms, as_of) if one.due < as_of]
        if not late:
            continue
        first, more = late[0], len(late) - 1
        days = (as_of - first.due).days
        rest = f", nor {more} later {terms.every}{'s' * (more > 1)}" if more else ""
        message = (
            f"`{first.owner}` of the {first.party} was to {first.what} by {first.due} "
            f"({terms.due_within} after its end), {days} day{'s' * (days > 1)} ago: "
            f"nothing records that it was told{rest}"
        )
        yield first.finding(
            message,
            "write a `DisclosureRecord` with the day on which it was told, one for each period",
        )
