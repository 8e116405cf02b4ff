"""A closed month is shown as its Close has it, and its Close says what comes out.

A verdict that is sealed is read as it stands. Where the terms and the counts that the same Close names come to
another status, value or count, somebody typed over it, or another version of this tool wrote it: what is shown
for the month is not what was measured.

To mend it: restore the Close from git. `partnership audit periods` judges every Close again and names every
field.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Close
from partnership.findings import Finding, Severity
from partnership.judging import Verdict
from partnership.judging.audit import find_other_inputs
from partnership.judging.closes import closes_in, revision

SEVERITY = Severity.ERROR


def find(agreement: Agreement, as_of: date, verdicts: tuple[Verdict, ...]) -> Iterator[Finding]:
    """Yield every sealed verdict that its own Close does not come to."""
    del as_of
    doubted: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.again:
            doubted.setdefault(verdict.sealed, []).append(verdict)
    closes = closes_in(agreement) if doubted else ()
    for index, close in enumerate(closes):
        later = closes[index + 1 :]
        is_corrected = any(revision(one) and one.period < close.period for one in later)
        if (
            close.id in doubted
            and not is_corrected
            and not any(find_other_inputs(agreement, close))
        ):
            yield from _told(close, doubted[close.id])


def _told(close: Close, doubted: list[Verdict]) -> Iterator[Finding]:
    rows = {
        (one.sla, str(one.period), one.segment, one.from_): index
        for index, one in enumerate(close.verdicts)
    }
    hint = "restore the Close from git; `partnership audit periods` names every field"
    for one in doubted:
        index = rows[one.sla, one.period, one.segment, one.since]
        sealed = f"{one.status.words} {one.shown}".strip()
        message = (
            f"`{one.sla}`, row `{one.segment}`, of {one.period} is sealed as {sealed}, and comes "
            f"to {one.again} by the terms and counts of the same Close"
        )
        yield close.finding(message, "verdicts", index, "status", hint=hint)
