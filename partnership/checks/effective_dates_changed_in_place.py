"""The days on which a commitment bound its parties stay as they were.

`effective` says from when until when a commitment binds. Moving its first day, or its last, over days that
have passed makes something owed that nobody owed then, or lets it go. A last day to come may be moved: that
is how a commitment ends or is prolonged.

To mend it: put the date back; end a commitment on a day to come, and begin a new one where it binds again.
Where the date was a slip of the pen, agree on a `Waiver` of this check first, with the reason; it counts
once it is merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.documents import Commitment
from partnership.findings import Finding, Severity
from partnership.history.proposal import Proposal

SEVERITY = Severity.ERROR


def find(proposal: Proposal) -> Iterator[Finding]:
    """Yield every first or last day that moves over days that have passed."""
    for before, after in proposal.kept:
        if isinstance(before, Commitment) and isinstance(after, Commitment):
            yield from _moved(before, after, proposal.as_of)


def _moved(before: Commitment, after: Commitment, as_of: date) -> Iterator[Finding]:
    old, new = before.effective, after.effective
    if old.from_ != new.from_ and min(old.from_, new.from_) < as_of:
        message = _message("from", str(old.from_), str(new.from_), as_of)
        yield after.finding(message, "effective", "from", hint=f"put `{old.from_}` back")
    ends = (old.to or date.max, new.to or date.max)
    if ends[0] != ends[1] and min(ends).toordinal() + 1 < as_of.toordinal():
        message = _message("to", str(old.to or "open"), str(new.to or "open"), as_of)
        hint = "end it on a day to come" if old.to is None else f"put `{old.to}` back"
        yield after.finding(message, "effective", "to", hint=hint)


def _message(field: str, old: str, new: str, as_of: date) -> str:
    return f"`effective.{field}` moves from {old} to {new}, over days before {as_of}"
