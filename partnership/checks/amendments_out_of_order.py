"""Amendments stand in the order of their days, inside the days the commitment binds.

Each replaces what stood before it from its day on. One in the wrong place reads as the latest
terms and is not; one before the first day or after the last is never in force, and on the first
day itself it silently replaces the terms above it.

To mend it: put the amendments in order of `from`, each later than `effective.from` and not later
than `effective.to`; terms that never held go into the document itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from partnership.agreement import Agreement
from partnership.documents import Commitment
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every amendment that is out of order or never in force."""
    for document in agreement.documents:
        if isinstance(document, Commitment) and document.amendments:
            yield from _order(document)
            yield from _inside(document)


def _order(document: Commitment) -> Iterator[Finding]:
    days = [amendment.from_ for amendment in document.amendments]
    for index, (earlier, later) in enumerate(pairwise(days), 1):
        if later <= earlier:
            message = f"the amendment from {later} follows the one from {earlier}"
            hint = "put amendments in the order of their days, one for a day"
            yield document.finding(message, "amendments", index, "from", hint=hint)


def _inside(document: Commitment) -> Iterator[Finding]:
    binds = document.effective
    if binds.to is not None and binds.to < binds.from_:
        return
    for index, amendment in enumerate(document.amendments):
        if amendment.from_ <= binds.from_:
            message = f"the amendment from {amendment.from_} leaves the first terms no day"
            hint = f"`effective.from` is {binds.from_}; amend from a later day"
        elif binds.to is not None and amendment.from_ > binds.to:
            message = f"the amendment from {amendment.from_} never holds"
            hint = f"`effective.to` is {binds.to}; amend from an earlier day"
        else:
            continue
        yield document.finding(message, "amendments", index, "from", hint=hint)
