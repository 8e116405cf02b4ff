"""Relief is proposed before it is accepted.

One party asks, the other answers, in a change of its own: so each can be held to what it said. A relief
that arrives with its acceptance was proposed to nobody; whoever wrote the change spoke for both.

To mend it: propose the relief without `answer`; let the other party add it in the next change.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.documents import Relief
from partnership.findings import Finding, Severity
from partnership.history.proposal import Proposal
from partnership.measuring.reliefs import ACCEPTED

SEVERITY = Severity.WARNING


def find(proposal: Proposal) -> Iterator[Finding]:
    """Yield every new relief that is accepted in the change that brings it."""
    for relief in proposal.added:
        answer = relief.answer if isinstance(relief, Relief) else None
        if answer is not None and answer.decision in ACCEPTED:
            message = f"the {answer.by} accepts what this change proposes for the first time"
            hint = f"propose it without `answer`; the {answer.by} adds it in a change of its own"
            yield relief.finding(message, "answer", hint=hint)
