"""Terms that were measured are amended, not edited in place.

A field edited where it stands reads as if it had always been so: it changes what was promised back to
`effective.from`, and the periods that were measured under the old terms with it. An amendment says from
which day the new terms hold, and both can be read afterwards.

This is asked of SLAs, and of the metrics and calendars they use, once there is a measurement. Words that
only tell about a commitment, such as its title, may be edited; so may holidays and phases of days that
are not measured yet.

To mend it: put the field back, and write the new value under `amendments:` with its `from:`. Where the old
value was a slip of the pen, agree on a `Waiver` of this check first, with the reason; it counts once it is
merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.checks._edits import edits_between
from partnership.checks._measured import measured_to
from partnership.checks._terms import is_term, known_until
from partnership.documents import Commitment, pointer
from partnership.findings import Finding, Severity
from partnership.history.proposal import Proposal

SEVERITY = Severity.ERROR


def find(proposal: Proposal) -> Iterator[Finding]:
    """Yield every field edited in place that measurements rest on."""
    for before, after in proposal.kept:
        changed = before.origin.canonical != after.origin.canonical
        if changed and isinstance(before, Commitment) and isinstance(after, Commitment):
            last = measured_to(proposal.base, before)
            if last is not None:
                yield from _edited(before, after, last)


def _edited(before: Commitment, after: Commitment, last: date) -> Iterator[Finding]:
    for name, info in type(before).model_fields.items():
        key = info.alias or name
        if not is_term(before, key):
            continue
        if known_until(getattr(before, name), last) == known_until(getattr(after, name), last):
            continue
        written = (before.written.get(key), after.written.get(key))
        for edit in edits_between(*written, (key,)):
            shown = pointer(after.written, edit.loc)
            message = f"`{shown}` {edit.words} in place, also for what was measured up to {last}"
            hint = f"put it back, and amend: `amendments: [{{from: DAY, {key}: …}}]`"
            yield after.finding(message, *edit.loc, hint=hint)
            break
