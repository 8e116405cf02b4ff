"""A meeting leaves time for work.

One that lasts longer than the time to the next one overlaps with itself. One that takes more than a quarter of a
working week of 40 hours is mostly a slip in `recurrence` or `duration`. Four weeks are added up.

To mend it: meet less often, or shorter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from partnership.agreement import Agreement, Stretch
from partnership.documents import Cadence
from partnership.duties.schedule import Meeting, meetings_of
from partnership.findings import Finding, Severity
from partnership.values.durations import Span

SEVERITY = Severity.WARNING
MINUTES = {
    "elapsed minutes": 1,
    "elapsed hours": 60,
    "business hours": 60,
    "business days": 480,
    "calendar days": 1440,
    "weeks": 10080,
}
FOUR_WEEKS = 28
MOST = 40 * 60
"""Minutes in four weeks: a quarter of 160 hours."""
HINT = "meet less often, or shorter"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every meeting that overlaps with its next one or takes too much of a week."""
    for stretch in agreement.stretches(Cadence):
        length = _minutes(stretch.terms.duration)
        meetings = _first_weeks(agreement, stretch)
        shortest = min((_gap(one, two) for one, two in pairwise(meetings)), default=None)
        if shortest is not None and length > shortest:
            message = (
                f"it lasts {length} minutes, and the next one begins {shortest} minutes after it"
            )
            yield stretch.terms.finding(message, "duration", hint=HINT)
        elif len(meetings) * length > MOST:
            sum_ = f"{len(meetings)} × {length} = {len(meetings) * length} minutes"
            message = f"it takes {sum_} in four weeks, and a quarter of the time at work is {MOST}"
            yield stretch.terms.finding(message, "duration", hint=HINT)


def _first_weeks(agreement: Agreement, stretch: Stretch[Cadence]) -> list[Meeting]:
    """Give the meetings of the first four weeks, by the time they begin."""
    anchor = stretch.terms.first or stretch.terms.effective.from_
    first = min(max(stretch.first, anchor.toordinal()), date.max.toordinal() - FOUR_WEEKS)
    span = date.fromordinal(first), date.fromordinal(first + FOUR_WEEKS - 1)
    return sorted(meetings_of(agreement, stretch, *span), key=lambda one: one.starts)


def _gap(one: Meeting, two: Meeting) -> int:
    return int((two.starts - one.starts).total_seconds()) // 60


def _minutes(span: Span) -> int:
    return span.amount * MINUTES.get(span.unit, 43200)
