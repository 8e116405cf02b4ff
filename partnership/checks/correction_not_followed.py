"""A correction is followed in the months after it.

Later months carry counts of few subjects, count misses in a row and add up to the caps of twelve months. A Close
that was written before a month before it was corrected holds what followed from the old verdicts. Each such month
is judged and settled again after the correction; where nothing in it changes, nothing is asked.

To mend it: `partnership close PERIOD --correct --because TEXT`, month by month in their order.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity
from partnership.judging.audit import find_unfollowed

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every Close that comes out otherwise after a later correction."""
    yield from find_unfollowed(agreement)
