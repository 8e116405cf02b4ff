"""A crisis is declared, told, stood down and looked back on, in that order.

Each moment is held against the one that must come before, as instants. From the declaration on promises
stand still and updates are due: a moment that was written down wrongly excuses days that nobody agreed to.

To mend it: look the moments up where they were first noted, and correct the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import CrisisRecord
from partnership.duties.moments import instant_of, span_words
from partnership.findings import Finding, Loc, Severity
from partnership.values.moments import Moment

SEVERITY = Severity.ERROR
HINT = "look both moments up where they were first noted"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every moment of a crisis that lies before one it follows."""
    for record in agreement.of(CrisisRecord):
        begun = record.declared.at
        for loc, what, moment in _moments(record):
            said = _before(moment, begun)
            if said:
                message = f"{what} at {moment}, {said} before it was declared at {begun}"
                yield record.finding(message, *loc, hint=HINT)
        over, review = record.stood_down, record.after_action_review
        if over is not None:
            for index, update in enumerate(record.updates):
                said = _before(over.at, update.at)
                if said:
                    message = (
                        f"stood down at {over.at}, {said} before the update given at {update.at}"
                    )
                    yield record.finding(message, "updates", index, "at", hint=HINT)
        last = over.at.day if over is not None else begun.day
        if review is not None and review.on < last:
            days = (last - review.on).days
            message = f"looked back on {review.on}, {days} day{'s' * (days > 1)} before {last}"
            yield record.finding(message, "after_action_review", "on", hint=HINT)


def _moments(record: CrisisRecord) -> Iterator[tuple[Loc, str, Moment]]:
    if record.met_at is not None:
        yield ("met_at",), "those in command met", record.met_at
    for index, update in enumerate(record.updates):
        yield ("updates", index, "at"), "an update was given", update.at
    if record.stood_down is not None:
        yield ("stood_down", "at"), "stood down", record.stood_down.at


def _before(moment: Moment, first: Moment) -> str:
    """Say how long before another a moment lies; nothing where it does not."""
    at, start = instant_of(moment), instant_of(first)
    return span_words(start - at) if at < start else ""
