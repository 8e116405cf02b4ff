"""What both parties agreed to keep lies between what laws ask for and what they allow.

Deleted before the longest legal minimum, the proof of a fair procedure is gone while a claim can still be
made. Kept after the shortest legal maximum, it is kept without a ground. Periods of unlike units are compared
on every day they can start: six months are longer than 182 days for somebody who applied in March.

To mend it: agree on a period between the two, or correct the bound and its source.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import DataProtection
from partnership.duties.retention import bounds_of, find_outside
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
SAID = {"minimum": "is shorter than the minimum", "maximum": "is longer than the maximum"}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every agreed period that breaks a bound; bounds that contradict each other are told apart."""
    for stretch in agreement.stretches(DataProtection):
        for index, one in enumerate(stretch.terms.retention):
            if bounds_of(one).is_empty:
                continue
            for side, bound in find_outside(one):
                message = (
                    f"{one.country}: {one.keep} {SAID[side]} of {bound.period} ({bound.source})"
                )
                hint = "agree on a period between the bounds, or correct the source"
                yield stretch.terms.finding(message, "retention", index, "keep", hint=hint)
