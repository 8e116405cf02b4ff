"""Both sets of terms, each as if it had been in force all along.

Where two revisions say the same of a field on every day, its history stands as it was. A field that
differs holds on each side, from the first day to the last, as it stands on the last days on which
the two differ: so an amendment that begins next year is replayed over the past, and replaying the
other way round gives the mirror image. What has not begun yet has begun with the first period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from partnership.agreement import Agreement
from partnership.canonical import canonical_json
from partnership.documents import KINDS, SLA, Commercials, Commitment, Document, Origin
from partnership.findings import Loc
from partnership.history.differences import ALWAYS, Written
from partnership.measuring.periods import period_of
from partnership.values.periods import Span

DECIDING = ("Partnership", "Calendar", "Metric", "SLA", "Commercials")
"""The kinds on whose terms verdicts and credits rest."""
EVER = date(1900, 1, 1)
"""The first day of what others only refer to."""
Marks = Mapping[Loc, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """How far the past is replayed."""

    as_of: date
    """The day judged."""
    periods: int
    """How many periods of each window."""
    begun: date
    """The first day of the partnership: there is nothing before it."""

    def first_of(self, document: Commitment) -> date:
        """Give the first day on which a document binds that has not begun yet."""
        if isinstance(document, SLA):
            last = period_of(self.as_of, document.window)
        elif isinstance(document, Commercials):
            last = Span.containing(self.as_of, document.invoice_period)
        else:
            return EVER
        for _ in range(self.periods):
            last = last.previous
        return max(last.first, self.begun)


def as_if(base: Agreement, head: Agreement, stretch: Stretch) -> tuple[Agreement, Agreement]:
    """Give the commitments of both revisions, each as if they had been in force all along.

    Args:
        base: The documents as they were.
        head: The documents as they are proposed.
        stretch: How far the past is replayed.

    """
    pairs = [_pair(name, base, head, stretch) for name in _names(base, head)]
    before, after = zip(*pairs, strict=True) if pairs else ((), ())
    return (
        Agreement(tuple(one for one in before if one), base=base.base),
        Agreement(tuple(one for one in after if one), base=head.base),
    )


def _names(base: Agreement, head: Agreement) -> list[str]:
    both = (*base.documents, *head.documents)
    return sorted({one.name for one in both if isinstance(one, Commitment)})


def _pair(
    name: str, base: Agreement, head: Agreement, stretch: Stretch
) -> tuple[Document | None, Document | None]:
    old, new = _commitment(base, name), _commitment(head, name)
    if name.partition("/")[0] not in DECIDING:
        return old, new
    if old is None or new is None:
        return old and _begun(old, stretch), new and _begun(new, stretch)
    if old.origin.canonical == new.origin.canonical:
        return (old, old) if isinstance(old, SLA | Commercials) else (_begun(old, stretch),) * 2
    was, now = (Written(one.name, one.path, one.written) for one in (old, new))
    differing = dict(_differing(was, now))
    shared = _days(was) & _days(now)
    both = (
        _rewritten(document, written, differing, shared, _widest(was, now))
        for document, written in ((old, was), (new, now))
    )
    first, second = (_begun(one, stretch) for one in both)
    return first, second


def _commitment(agreement: Agreement, name: str) -> Commitment | None:
    found = agreement.named(name)
    return found if isinstance(found, Commitment) else None


def _differing(was: Written, now: Written) -> Iterator[tuple[str, str]]:
    """Yield each field that ever differs, with the last day from which it does."""
    found: dict[str, str] = {}
    for day in sorted({day for one in (was, now) for day, _, _ in one.versions}):
        old, new = was.on(day)[0], now.on(day)[0]
        for key in {*old, *new} - {"effective"}:
            if canonical_json(old.get(key)) != canonical_json(new.get(key)):
                found[key] = day
    yield from sorted(found.items())


def _days(written: Written) -> set[str]:
    return {day for day, _, _ in written.versions if day != ALWAYS}


def _widest(was: Written, now: Written) -> dict[str, Any]:
    """Give the days that either binds: when terms bind is no term that is replayed."""
    both: list[Any] = [one.tree["effective"] for one in (was, now)]
    days = {"from": min(str(one["from"]) for one in both)}
    if all(one.get("to") for one in both):
        days["to"] = max(str(one["to"]) for one in both)
    return days


def _rewritten(
    document: Commitment,
    written: Written,
    differing: Mapping[str, str],
    shared: set[str],
    effective: Mapping[str, Any],
) -> Commitment:
    """Write a document anew: what differs holds on every day; places stay those of its file."""
    tree: dict[str, Any] = {**written.tree, "effective": dict(effective)}
    ways: dict[Loc, Loc] = {}
    """Where what stands in the new tree is written."""
    for key, day in differing.items():
        terms, moved = written.on(day)
        tree.pop(key, None)
        if key in terms:
            tree[key] = terms[key]
        if key in moved:
            ways[(key,)] = ("amendments", moved[key], key)
    kept: list[Any] = []
    for index, amendment in enumerate(written.tree.get("amendments") or ()):
        rest = {key: value for key, value in amendment.items() if key not in differing}
        if len(rest) > 1 or str(rest["from"]) in shared:
            ways["amendments", len(kept)] = ("amendments", index)
            kept.append(rest)
    tree["amendments"] = kept
    return _made(document, tree, ways)


def _begun(document: Commitment, stretch: Stretch) -> Commitment:
    """Give a document that has begun: one that has not begins with the first period."""
    if document.effective.from_ <= stretch.as_of:
        return document
    days: Any = document.written["effective"]
    first = stretch.first_of(document)
    return _made(document, {**document.written, "effective": {**days, "from": str(first)}}, {})


D = TypeVar("D", bound=Commitment)


def _made(document: D, tree: Mapping[str, Any], ways: Mapping[Loc, Loc]) -> D:
    canonical = canonical_json(tree)
    made = KINDS[document.kind].model_validate_json(canonical, strict=True)
    locate = document.origin.locate
    origin = Origin(document.path, canonical, lambda: _moved(locate(), ways))
    placed: Any = made.placed(origin)
    return placed  # type: ignore[no-any-return]


def _moved(marks: Marks, ways: Mapping[Loc, Loc]) -> Marks:
    """Lead the ways of a rewritten document to the lines of its file."""
    new_of = {old: new for new, old in ways.items()}
    kept = {
        loc: mark
        for loc, mark in marks.items()
        if loc[:1] != ("amendments",) and loc[:1] not in ways
    }
    moved = {
        (*new_of[loc[:length]], *loc[length:]): mark
        for loc, mark in marks.items()
        for length in (2, 3)
        if loc[:length] in new_of
    }
    return {**kept, **moved}
