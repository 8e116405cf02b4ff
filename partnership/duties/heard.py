"""What surveys, reports and cultures ask of somebody soon, as points of what everybody owes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.documents import Culture, Disclosure, Survey
from partnership.duties.duty import Duty, State
from partnership.duties.points import Point, of_duty

AHEAD = timedelta(days=14)
"""How long before its day a survey's result or a culture's review is named: it takes that long."""
FORGOTTEN = timedelta(days=366)
"""How long a round without result is asked for."""


def find_heard(agreement: Agreement, as_of: date, until: date) -> Iterator[Point]:
    """Yield the results, reports and reviews that are overdue, or due by a day.

    Args:
        agreement: All documents.
        as_of: The day.
        until: The last day that is looked at.

    """
    for one in _duties(agreement, as_of, until):
        near = as_of <= one.due <= max(until, as_of + AHEAD)
        if one.state(as_of) is State.OVERDUE or (one.state(as_of) is State.OPEN and near):
            yield of_duty(one)


def _duties(agreement: Agreement, as_of: date, until: date) -> Iterator[Duty]:
    """Yield the duties of the kinds that there are; the others cost nothing."""
    if agreement.of(Survey):
        from partnership.duties.rounds import find_results_due

        rounds = find_results_due(agreement, as_of)
        yield from (one for one in rounds if as_of - one.due <= FORGOTTEN)
    if agreement.of(Disclosure):
        from partnership.duties.telling import find_reports_due

        yield from find_reports_due(agreement, as_of, until)
    if agreement.of(Culture):
        from partnership.duties.telling import find_reviews

        yield from find_reviews(agreement, as_of)
