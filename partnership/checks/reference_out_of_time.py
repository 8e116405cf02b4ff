"""What a commitment refers to is in force when it is.

An SLA whose escalation path is never in force on the same days has none, though every reference is
spelt right. Its metric and its calendar are needed on each of its days: on a day without them there is
no number, and the party that is owed has nothing to point at.

To mend it: correct the `effective` days of one of the two, or name a document of the same time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import KINDS, SLA, Commitment, Document
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
NEEDED_DAILY = {"Metric", "Calendar"}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every reference to a commitment that is never in force at the same time."""
    for link in agreement.links:
        if link.kind == "role" or not isinstance(link.document, Commitment):
            continue
        target = _target(agreement, link.kind, link.id)
        if not isinstance(target, Commitment) or _is_backwards(link.document, target):
            continue
        is_daily = isinstance(link.document, SLA) and link.kind in NEEDED_DAILY
        if not _meet(link.document, target):
            message = f"`{target.name}` is in force on none of this document's days"
        elif is_daily and link.loc[0] != "amendments" and not _spans(target, link.document):
            message = f"`{target.name}` is not in force on all of this SLA's days"
        else:
            continue
        hint = f"it holds {_days(target)}, this one {_days(link.document)}"
        yield link.document.finding(message, *link.loc, hint=hint)


def _target(agreement: Agreement, kind: str, name: str) -> Document | None:
    return agreement.named(name) if kind == "any" else agreement.get(KINDS[kind], name)


def _is_backwards(*pair: Commitment) -> bool:
    """Whether one of two ends before it begins, which is another check's finding."""
    return any(_last(one) < one.effective.from_ for one in pair)


def _last(document: Commitment) -> date:
    return document.effective.to or date.max


def _meet(one: Commitment, other: Commitment) -> bool:
    """Whether two have a day in common."""
    begins = max(one.effective.from_, other.effective.from_)
    return begins <= min(_last(one), _last(other))


def _spans(whole: Commitment, part: Commitment) -> bool:
    """Whether one is in force on every day of the other, unless that is amended on the way."""
    starts = whole.effective.from_ <= part.effective.from_
    return starts and (bool(part.amendments) or _last(part) <= _last(whole))


def _days(document: Commitment) -> str:
    days = document.effective
    return f"from {days.from_} to {days.to}" if days.to else f"from {days.from_}"
