"""Which stretches of days are judged at once, and by which terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.measuring.periods import ONE_DAY, days_of, find_periods, parts_of
from partnership.values.periods import Span

LAST_DAY = date(9998, 12, 31)
"""The last day that can be judged: a period after it must still be a period."""


@dataclass(frozen=True, slots=True)
class Part:
    """The days of a period under the same terms; mostly the whole period."""

    period: Span
    first: date
    last: date
    ends: date
    """The last day of the whole period."""
    terms: SLA
    divided: bool = False
    """Whether terms change inside the period, so that it has several parts."""
    agreement: Agreement | None = None
    """The documents by which it is judged, where a Close sealed them; else those that stand."""


def find_parts(sla: SLA, as_of: date) -> Iterator[Part]:
    """Yield every part of every period, from the first that the terms touch to the one of a day."""
    found = [
        (days_of(period, parts[0].sla.window), period, parts)
        for period in find_periods(sla, min(as_of, LAST_DAY) + ONE_DAY)
        if (parts := parts_of(sla, period))
    ]
    for (_, ends), period, parts in sorted(found, key=lambda item: item[0][::-1]):
        for part in parts:
            yield Part(period, part.first, part.last, ends, part.sla, len(parts) > 1)
