"""An id is not given to another document, also not after its own is gone.

Measurements, minutes, mails and the trail in git go on naming the old document. Where a new one takes
its name, what was said about the old one reads as if it had been said about the new one.

A document that comes back as it was, word for word, is the same document and may keep its id.

To mend it: give the new document an id of its own, as `first-slate-2027`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.findings import Finding, Severity
from partnership.history.proposal import Proposal

SEVERITY = Severity.ERROR


def find(proposal: Proposal) -> Iterator[Finding]:
    """Yield every new document whose id another one had before."""
    gone = {removed.name: removed for removed in proposal.removed}
    for document in proposal.added:
        removed = gone.get(document.name)
        if removed is not None and removed.digest != document.digest:
            by = f"{removed.day}, commit {removed.commit[:12]}"
            message = f"`{document.name}` was another document until {by}"
            yield document.finding(message, "id", hint="give this one an id of its own")
