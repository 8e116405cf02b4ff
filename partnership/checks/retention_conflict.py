"""A law does not ask to keep longer than another allows.

For each country the longest of the legal minima is held against the shortest of the legal maxima. Where the
minimum is longer, no period satisfies both: one of the two sources is read wrongly, holds for other data, or
counsel has to choose, and say so.

To mend it: have counsel on both sides look at the two sources; split the entry where they hold for
different data.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import DataProtection
from partnership.duties.retention import bounds_of
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HINT = "have counsel look at both sources; split the entry where they hold for different data"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every retention between whose bounds nothing lies."""
    for stretch in agreement.stretches(DataProtection):
        for index, one in enumerate(stretch.terms.retention):
            bounds = bounds_of(one)
            low, high = bounds.longest_minimum, bounds.shortest_maximum
            if bounds.is_empty and low and high:
                message = (
                    f"{one.country}: {low.source} asks for at least {low.period}, and "
                    f"{high.source} for at most {high.period}; nothing is both"
                )
                yield stretch.terms.finding(message, "retention", index, hint=HINT)
