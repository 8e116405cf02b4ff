"""Hours end after they begin, and no hour counts twice.

Business time is counted along them. A stretch that runs backwards has no hours, and two that overlap
would count the same hour for both; a due date would come on another day than either party expects.

To mend it: write the earlier time first, and let one stretch end before the next begins. `00:00` as an end
is midnight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time

from partnership.agreement import Agreement
from partnership.documents import Calendar, Channel, Document, Roles
from partnership.findings import Finding, Loc, Severity
from partnership.values.clock_times import Hours

SEVERITY = Severity.ERROR
MIDNIGHT = time()


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every stretch of hours that is backwards or overlaps another."""
    for calendar in agreement.stretches(Calendar):
        terms = calendar.terms
        yield from _disorder(terms, ("hours",), terms.hours)
        for index, weekday in enumerate(terms.hours_on):
            yield from _disorder(terms, ("hours_on", index, "hours"), weekday.hours)
        for index, holiday in enumerate(terms.holidays):
            yield from _disorder(terms, ("holidays", index, "hours"), holiday.hours)
    for channel in agreement.stretches(Channel):
        if channel.terms.hours:
            yield from _backwards(channel.terms, ("hours",), channel.terms.hours)
    for roles in agreement.stretches(Roles):
        for index, role in enumerate(roles.terms.roles):
            if role.hours:
                yield from _backwards(roles.terms, ("roles", index, "hours"), role.hours)


def _disorder(document: Document, loc: Loc, stretches: Sequence[Hours]) -> Iterator[Finding]:
    placed = sorted(enumerate(stretches), key=lambda pair: pair[1].start)
    earlier: Hours | None = None
    for index, hours in placed:
        backwards = list(_backwards(document, (*loc, index), hours))
        yield from backwards
        if backwards:
            continue
        if earlier is not None and (earlier.end == MIDNIGHT or hours.start < earlier.end):
            hint = "let one end before the next begins"
            message = f"`{earlier}` and `{hours}` overlap"
            yield document.finding(message, *loc, index, hint=hint)
        earlier = hours


def _backwards(document: Document, loc: Loc, hours: Hours) -> Iterator[Finding]:
    if hours.end != MIDNIGHT and hours.end <= hours.start:
        message = f"`{hours}` ends before it begins"
        yield document.finding(message, *loc, hint="write the earlier time first")
