"""The recent meetings of an agreement, worked out once for the checks that ask about them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.duties import Duty, State
from partnership.duties.meetings import Kept, find_kept

RECENT = timedelta(days=92)
"""How long a meeting that failed is named; afterwards it stands in the counts alone."""


def recently_kept(agreement: Agreement, as_of: date) -> tuple[Kept, ...]:
    """Give the meetings of the last three months with what each asked."""
    key = ("recently kept", as_of)
    if key not in agreement.answers:
        first = date.fromordinal(max(as_of.toordinal() - RECENT.days, 1))
        agreement.answers[key] = tuple(find_kept(agreement, first, as_of))
    found: tuple[Kept, ...] = agreement.answers[key]
    return found


def failed(agreement: Agreement, as_of: date, topic: str) -> Iterator[Duty]:
    """Yield what the meetings of the last three months asked and did not get."""
    for kept in recently_kept(agreement, as_of):
        for duty in kept.duties:
            if duty.topic == topic and duty.state(as_of) in {State.OVERDUE, State.MISSED}:
                yield duty
