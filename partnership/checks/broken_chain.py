"""Closes form one chain.

Each Close names the one before it by its content, corrections included. So nobody can take a closed month
out, change it or slip one in between: the next Close says what it was. A Close whose predecessor is gone or
is another one now, and two Closes that name one predecessor, leave open which of them holds.

To mend it: restore the records from git. Where two branches closed on top of the same Close, delete the one
that is not merged yet, and close again on top of the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Close
from partnership.findings import Finding, Severity
from partnership.judging.closes import find_breaks

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every link of the chain that does not hold."""
    for one in find_breaks(agreement.of(Close)):
        hint = "restore the Closes from git, and close again on top of the last one"
        yield one.close.finding(one.message, *one.loc, hint=hint)
