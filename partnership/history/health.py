"""Whether a history can be trusted as the audit trail: what was rewritten, passed by, or dated wrongly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args

from partnership.canonical import digest
from partnership.files import Cache
from partnership.findings import Severity
from partnership.history.changes import Amended, Change
from partnership.history.git import Repository
from partnership.history.outside import find_outside
from partnership.history.remembering import find_forgotten
from partnership.history.states import State
from partnership.history.steps import Line, Step, read_line
from partnership.history.trail import walk

Flawed = Literal[
    "rewritten",
    "close-without-terms",
    "close-out-of-order",
    "sealed-record-changed",
    "late-commit",
    "dated-ahead",
    "clock-skew",
    "straight-onto-main",
    "outside-the-folders",
    "unread",
    "several-roots",
]
ORDER = get_args(Flawed)
SEALED = {"Close", "Measurement"}
"""The kinds whose records never change once they are there."""
SHORT = 12
RESTORE = "restore it from a clone that has it, and ask who may push to main by force"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing about a history that keeps it from being taken at its word."""

    what: Flawed
    severity: Severity
    commit: str
    """In full; empty where it is no single commit's."""
    message: str
    hint: str
    path: str = ""
    """The file, from git's top, where it is about one."""


@dataclass(frozen=True, slots=True)
class Health:
    """What was looked at, and what was found."""

    tip: str
    """In full."""
    commits: int
    """All that lead to the tip."""
    line: int
    """Those of main's own line."""
    amended: int
    """Those of that line that touched the agreement."""
    roots: tuple[str, ...]
    """The commits without a parent, the newest first."""
    flaws: tuple[Flaw, ...]


def examine(
    repository: Repository,
    tip: str,
    today: date,
    remembered: Sequence[str] = (),
    cache: Cache | None = None,
) -> Health:
    """Look at the whole history that ends in a commit.

    Args:
        repository: The partnership's folder, as git sees it.
        tip: A commit, in full.
        today: The day after which nothing can be dated.
        remembered: Commits at which main is known to have stood.
        cache: Where files are remembered by their content.

    Raises:
        GitError: the history is cut off, or an object is missing.

    """
    line = read_line(repository, tip)
    sealing = _Sealing()
    flaws = [
        Flaw("rewritten", Severity.ERROR, commit, message, RESTORE)
        for commit, message in find_forgotten(repository, line, remembered)
    ]
    for found, state in walk(repository, line, cache):
        flaws.extend(sealing.find(found, state))
        flaws.extend(_find_unread(found))
        flaws.extend(_find_straight(found, line))
    late = {flaw.commit for flaw in flaws if flaw.what == "late-commit"}
    flaws.extend(flaw for flaw in find_misdated(line, today) if flaw.commit not in late)
    flaws.extend(
        Flaw("outside-the-folders", Severity.WARNING, tip, message, hint, path)
        for path, message, hint in find_outside(repository, tip)
    )
    roots = tuple(step.commit for step in line.every.values() if not step.parents)
    flaws.extend(_find_roots(line, roots))
    flaws.sort(key=lambda flaw: (list(Severity).index(flaw.severity), ORDER.index(flaw.what)))
    return Health(tip, len(line.every), len(line.own), len(line.steps), roots, tuple(flaws))


class _Sealing:
    """Holds each Close against what the history had when it was brought."""

    def __init__(self) -> None:
        self.versions: dict[str, list[Mapping[str, Any]]] = {}
        self.known: dict[int, str] = {}
        self.closed: Step | None = None
        """The latest dated commit so far that brought a Close."""

    def find(self, found: Amended, state: State) -> Iterator[Flaw]:
        """Yield what does not hold about one step."""
        step = found.step
        if step is None:
            return
        yield from self._find_late(step)
        names = list(dict.fromkeys(change.document for change in found.changes))
        for name in names:
            if name in state.documents:
                self.versions.setdefault(name, []).append(state.documents[name].tree)
        for name in names:
            changes = [change for change in found.changes if change.document == name]
            is_new = any(change.effect == "added" and not change.pointer for change in changes)
            if name.startswith("Close/") and is_new:
                yield from self._find_other_terms(step, name, state)
                if self.closed is None or step.committed > self.closed.committed:
                    self.closed = step
            elif _is_rewritten(name, changes):
                yield _rewritten_record(step, name, changes[0].path, name in state.documents)

    def _find_late(self, step: Step) -> Iterator[Flaw]:
        if self.closed and step.committed.date() < self.closed.committed.date():
            message = (
                f"is dated {step.committed:%Y-%m-%d}, and came after a Close of "
                f"{self.closed.committed:%Y-%m-%d} ({self.closed.commit[:SHORT]}); "
                f"it counts as known on {step.known:%Y-%m-%d}"
            )
            hint = "ask whoever pushed it why its date lies before the Close"
            yield Flaw("late-commit", Severity.ERROR, step.commit, message, hint)

    def _find_other_terms(self, step: Step, name: str, state: State) -> Iterator[Flaw]:
        """Yield what a Close seals and the history up to it never had."""
        written = state.documents[name]
        before = written.tree.get("previous")
        if isinstance(before, Mapping) and f"Close/{before.get('id')}" not in self.versions:
            message = (
                f"brought `{name}`, which follows `{before.get('id')}`, and that was not there"
            )
            yield Flaw(
                "close-out-of-order", Severity.ERROR, step.commit, message, RESTORE, written.path
            )
        for terms in _listed(written.tree.get("terms")):
            document, sealed = str(terms.get("document")), terms.get("digest")
            versions = self.versions.get(document, ())
            if any(self._digest(version) == sealed for version in versions):
                continue
            if self._is_by_rule(document, terms, versions):
                continue
            message = f"brought `{name}`, which seals terms of `{document}` that main never had"
            hint = "main was rewritten since, or the month was closed on a branch of other terms"
            yield Flaw(
                "close-without-terms", Severity.ERROR, step.commit, message, hint, written.path
            )

    def _is_by_rule(
        self, name: str, terms: Mapping[str, Any], versions: Iterable[Mapping[str, Any]]
    ) -> bool:
        """Whether what is sealed is relief by rule: of something that main had, or with the answer of a plan."""
        from partnership.measuring.reliefs import grants

        kind, _, relief = name.partition("/")
        if kind != "Relief":
            return False
        if any(grants(document, relief) for document in self.versions):
            return True
        try:
            written = json.loads(str(terms.get("canonical")), parse_float=Decimal)
        except ValueError:
            return False
        if not isinstance(written, dict) or digest(written) != terms.get("digest"):
            return False
        asked = digest({key: value for key, value in written.items() if key != "answer"})
        return any(self._digest(version) == asked for version in versions)

    def _digest(self, version: Mapping[str, Any]) -> str:
        """Name a version; each is kept by the walk, so its identity is its own."""
        if id(version) not in self.known:
            self.known[id(version)] = digest(dict(version))
        return self.known[id(version)]


def _listed(value: Any) -> Iterable[Mapping[str, Any]]:  # noqa: ANN401
    items = value if isinstance(value, list) else []
    return (item for item in items if isinstance(item, Mapping))


def _is_rewritten(name: str, changes: Sequence[Change]) -> bool:
    is_sealed = name.partition("/")[0] in SEALED
    is_new = any(change.effect == "added" and not change.pointer for change in changes)
    return is_sealed and not is_new and any(change.effect != "moved" for change in changes)


def _rewritten_record(step: Step, name: str, path: str, is_there: bool) -> Flaw:  # noqa: FBT001
    did = "changed" if is_there else "took away"
    hint = f"`git show {step.commit[:SHORT]}` has it as it was; restore it"
    message = f"{did} `{name}`, which never changes once it is there"
    return Flaw("sealed-record-changed", Severity.ERROR, step.commit, message, hint, path)


def _find_unread(found: Amended) -> Iterator[Flaw]:
    if found.step is None:
        return
    others = {entry.path for entry in found.step.entries if entry.is_other}
    for path in found.unread:
        message = f"left {path} in a state that nobody can read as a document"
        hint = "the trail tells nothing of it from there on until it can be read again"
        if path in others:
            message = f"made {path} a link or a repository of its own"
            hint = "what it leads to changes without a trace here; put the file itself there"
        yield Flaw("unread", Severity.WARNING, found.step.commit, message, hint, path)


def _find_straight(found: Amended, line: Line) -> Iterator[Flaw]:
    step = found.step
    if step is None or step == line.steps[0] or not step.is_straight:
        return
    documents = dict.fromkeys(change.document for change in found.changes if change.binds)
    if documents:
        message = f"changed {_some(list(documents))} straight on main, without a merge"
        hint = "let main take merges alone: the forge's branch protection sees to it"
        yield Flaw("straight-onto-main", Severity.WARNING, step.commit, message, hint)


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:3])
    return shown + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def find_misdated(line: Line, today: date) -> Iterator[Flaw]:
    """Yield every commit whose day is later than today, or before the day of a parent.

    Args:
        line: The history.
        today: The day after which nothing can be dated.

    """
    known = {step.commit: step.known for step in line.own}
    for step in line.every.values():
        day = step.committed.date()
        if day > today:
            message = f"is dated {day}, which is to come"
            hint = (
                "until then, what follows it counts as not known; commit it again by a true clock"
            )
            yield Flaw("dated-ahead", Severity.ERROR, step.commit, message, hint)
        parents = [line.every[parent] for parent in step.parents if parent in line.every]
        latest = max(parents, key=lambda parent: parent.committed, default=step)
        if day < latest.committed.date():
            of = f"{latest.commit[:SHORT]} of {latest.committed:%Y-%m-%d}"
            message = f"is dated {day}, before its parent {of}"
            if step.commit in known:
                message += f"; it counts as known on {known[step.commit]:%Y-%m-%d}"
            hint = "set the clock of whoever made it; what is known when follows main's own line"
            yield Flaw("clock-skew", Severity.WARNING, step.commit, message, hint)


def _find_roots(line: Line, roots: Sequence[str]) -> Iterator[Flaw]:
    own = line.own[0].commit
    for root in roots:
        if root != own:
            message = f"is a beginning of its own; main's own line begins with {own[:SHORT]}"
            hint = (
                "what it led to is told where it was merged; `partnership log --full` tells it all"
            )
            yield Flaw("several-roots", Severity.NOTE, root, message, hint)
