"""No commit message of a proposal holds what belongs to one person.

A message is kept as long as the terms it brings, shown in the trail and on the forge, and cannot be edited
once it is merged. The same is looked for as in documents (`personal-data`). Trailers such as `Signed-off-by`
are passed over, for git keeps the same names beside every commit. A message takes no allow.

To mend it: reword the commit before it is merged, `git rebase -i` or `git commit --amend`; the
commit-msg hook of `partnership init` stops it earlier.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.checks._persons import find_in_message, known_in
from partnership.findings import Finding, Severity
from partnership.history.proposal import Proposal

SEVERITY = Severity.ERROR


def find(proposal: Proposal) -> Iterator[Finding]:
    """Yield what looks like a person's in the messages of new commits."""
    known = known_in(proposal.head)
    for message in proposal.messages:
        path = f"commit {message.commit[:12]}"
        yield from find_in_message(path, message.text, known)
