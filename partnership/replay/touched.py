"""Which of the changed terms verdicts and credits rest on, and which promises they concern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from partnership.history.changes import Change

BESIDE = {
    "title",
    "description",
    "labels",
    "owners",
    "escalation",
    "remedies",
    "ratchet",
    "measured_by",
    "verified_by",
    "data_owner",
    "data_source",
    "tool_change",
    "intent",
    "based_on",
    "standard_ref",
    "class_changes",
    "statement_within",
    "sole_remedy",
    "pool",
}
"""Fields of deciding kinds on which no verdict and no amount rests."""
DECIDING = {
    "Partnership": {"measured_within", "disputes", "currency"},
    "Calendar": None,
    "Metric": None,
    "SLA": None,
    "Commercials": None,
}
"""The kinds on which verdicts rest, with the only fields that count where there are few."""


def is_beside(change: Change) -> bool:
    """Whether no verdict and no amount rests on what changed."""
    if change.kind not in DECIDING:
        return True
    field = change.keys[0] if change.keys else ""
    only = DECIDING[change.kind]
    return field in BESIDE or (only is not None and field not in only)


def is_date(change: Change) -> bool:
    """Whether it says when a document binds, and not what it says."""
    return bool(change.keys) and change.keys[0] == "effective" and not is_beside(change)


def by_promise(changes: Iterable[Change]) -> Mapping[str, list[Change]]:
    """Put changed terms to the promises they concern: their own, and those they are counted by."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        for name in _promises(change):
            found.setdefault(name, []).append(change)
    return found


def find_elsewhere(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield changed terms that concern no promise of its own: credits, the partnership's terms."""
    for change in changes:
        if not (is_beside(change) or is_date(change) or _promises(change)):
            yield change


def _promises(change: Change) -> list[str]:
    if is_beside(change) or is_date(change):
        return []
    pairs = (name.partition("/") for name in (change.document, *change.affects))
    return [plain for kind, _, plain in pairs if kind == "SLA"]
