"""A new Close says what comes out.

Whoever proposes a Close proposes how a month is judged from then on, for good. So its verdicts are worked out
once more from the terms it holds and the measurements it names; another status, value or count than the one
written there was typed or came from another version of this tool.

To mend it: delete the record, and let `partnership close` write it.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.documents import Close
from partnership.findings import Finding, Severity
from partnership.history.proposal import Proposal
from partnership.judging.audit import (
    Credited,
    find_differences,
    find_other_credits,
    find_other_inputs,
    judged_again,
    rows_of,
)
from partnership.judging.closes import closes_in

SEVERITY = Severity.ERROR


def find(proposal: Proposal) -> Iterator[Finding]:
    """Yield every verdict of a new Close that comes out otherwise when it is judged again."""
    head = proposal.head
    new = {one.id for one in proposal.added if isinstance(one, Close)}
    if not new:
        return
    closes = closes_in(head)
    for index, close in enumerate(closes):
        if close.id in new and not any(find_other_inputs(head, close)):
            chain = closes[: index + 1]
            found = list(find_differences(close, rows_of(judged_again(head, chain, (close,)))))
            yield from found or find_other_credits(head, chain, Credited(head, (), []))
