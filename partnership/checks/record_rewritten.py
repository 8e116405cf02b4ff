"""A record says what happened; once merged it is not rewritten.

A number that was reported, a relief that was asked for and the answer to it are what both parties looked
at when they judged. A record grows only where its kind says so: a relief's `interval.until` and its
`answer` are added once. A measurement never changes; `partnership measure` writes a correction beside it.
Only a waiver may be deleted, because it ends.

To mend it: restore the record as it is in the base, and write what is different now into a new one.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.checks._edits import Edit, edits
from partnership.documents import Measurement, Record, Waiver, pointer
from partnership.findings import Finding, Severity
from partnership.history.proposal import Proposal

SEVERITY = Severity.ERROR
HINTS = {
    Measurement: "restore it; `partnership measure` writes a correction beside it",
    Waiver: "restore it, or delete it and agree on a new one with an id of its own",
}
HINT = "restore it, and write what is different now into a new record"


def find(proposal: Proposal) -> Iterator[Finding]:
    """Yield every record of the base that is changed or gone."""
    for before, after in proposal.kept:
        if isinstance(before, Record):
            rewritten = [edit for edit in edits(before, after) if not _is_grown(before, edit)]
            if rewritten:
                message = f"the record is rewritten: {_fields(before, rewritten)}"
                yield after.finding(message, *rewritten[0].loc, hint=_hint(before))
    for gone in proposal.deleted:
        if isinstance(gone, Record) and not isinstance(gone, Waiver):
            yield gone.finding(f"the record `{gone.name}` is deleted", hint=_hint(gone))


def _is_grown(record: Record, edit: Edit) -> bool:
    return edit.before is None and edit.loc in record.added_once


def _fields(record: Record, rewritten: list[Edit]) -> str:
    first = rewritten[0]
    more = f", and {len(rewritten) - 1} more" if len(rewritten) > 1 else ""
    return f"`{pointer(record.written, first.loc)}` {first.words}{more}"


def _hint(record: Record) -> str:
    return HINTS.get(type(record), HINT)
