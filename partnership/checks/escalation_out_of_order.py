"""An escalation happens, is raised, acknowledged, decided and closed, in that order.

Each moment is held against the one that must come before, as instants, whatever the zones they are written
in. Something that was raised before it happened, or acknowledged before it was raised, has a moment that was
written down wrongly, and every deadline counted from it is wrong as well. Steps stand in the order in which
they were done.

To mend it: look the moments up where they were first noted, and correct the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from partnership.agreement import Agreement
from partnership.documents import Escalation
from partnership.duties.moments import instant_of, span_words
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HINT = "look both moments up where they were first noted"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every moment of an escalation that lies before one it follows."""
    for record in agreement.of(Escalation):
        yield from _days(record)
        yield from _steps(record)


def _days(record: Escalation) -> Iterator[Finding]:
    raised = record.raised_at.day
    early = (record.happened_on - raised).days
    if early > 0:
        message = (
            f"raised at {record.raised_at}, {_days_words(early)} before it happened "
            f"on {record.happened_on}"
        )
        yield record.finding(message, "raised_at", hint=HINT)
    for party in ("client", "provider"):
        position = getattr(record, f"{party}_position")
        if position is not None and position.on < raised:
            message = (
                f"the {party}'s facts were written on {position.on}, "
                f"{_days_words((raised - position.on).days)} before it was raised on {raised}"
            )
            yield record.finding(message, f"{party}_position", "on", hint=HINT)
    last = max((step.at.day for step in record.levels), default=raised)
    if record.closed is not None and record.closed.on < last:
        message = (
            f"closed on {record.closed.on}, {_days_words((last - record.closed.on).days)} "
            f"before its last step on {last}"
        )
        yield record.finding(message, "closed", "on", hint=HINT)


def _steps(record: Escalation) -> Iterator[Finding]:
    raised = instant_of(record.raised_at)
    for index, step in enumerate(record.levels):
        at = instant_of(step.at)
        if at < raised:
            message = (
                f"{step.did} at {step.at}, {span_words(raised - at)} before it was raised "
                f"at {record.raised_at}"
            )
            yield record.finding(message, "levels", index, "at", hint=HINT)
    for index, (before, after) in enumerate(pairwise(record.levels), 1):
        first, second = instant_of(before.at), instant_of(after.at)
        if second < first:
            message = (
                f"{after.did} at {after.at}, {span_words(first - second)} before the step above it "
                f"at {before.at}"
            )
            hint = "write the steps in the order in which they were done"
            yield record.finding(message, "levels", index, "at", hint=hint)


def _days_words(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
