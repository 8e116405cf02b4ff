"""A record says what happened; once merged it is not rewritten.

A number that was reported, a relief that was asked for and the answer to it are what both parties looked
at when they judged. A record grows only where its kind says so: a relief's `interval.until` and its
`answer` are added once, and steps of a plan at its end. A measurement never changes; `partnership measure` writes a correction beside it.
Only a waiver may be deleted, because it ends.

To mend it: restore the record as it is in the base, and write what is different now into a new one.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.checks._edits import Edit, edits, edits_between
from partnership.documents import Close, Measurement, Record, Waiver, pointer
from partnership.findings import Finding, Loc, Severity
from partnership.history.proposal import Proposal

SEVERITY = Severity.ERROR
HINTS = {
    Measurement: "restore it; `partnership measure` writes a correction beside it",
    Close: "restore it; `partnership close PERIOD --correct` writes a correction beside it",
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
    if edit.before is None:
        return any(_is_at(edit.loc, way) for way in record.added_once)
    return edit.loc in record.grows and _is_longer(record, edit)


def _is_at(loc: Loc, way: Loc) -> bool:
    """Whether a place is at the end of a way, in which `*` is any item of a list."""
    return len(loc) == len(way) and all(
        step in {"*", part} for part, step in zip(loc, way, strict=True)
    )


def _is_longer(record: Record, edit: Edit) -> bool:
    """Whether a list only got more items at its end, and the others what they may be added."""
    before, after = edit.before, edit.after
    if not (isinstance(before, list) and isinstance(after, list) and len(before) < len(after)):
        return False
    kept = edits_between(before, after[: len(before)], edit.loc)
    return all(_is_grown(record, one) for one in kept)


def _fields(record: Record, rewritten: list[Edit]) -> str:
    first = rewritten[0]
    more = f", and {len(rewritten) - 1} more" if len(rewritten) > 1 else ""
    return f"`{pointer(record.written, first.loc)}` {first.words}{more}"


def _hint(record: Record) -> str:
    return HINTS.get(type(record), HINT)
