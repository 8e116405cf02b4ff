"""The audit trail: every change of a term, in order, with who proposed, agreed and merged it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from partnership.files import Cache
from partnership.history.changes import Amended, changes_of
from partnership.history.differences import Written
from partnership.history.git import Repository
from partnership.history.reading import canonical_of_versions
from partnership.history.revisions import read_blobs
from partnership.history.states import State, written
from partnership.history.steps import Entry, Line, Step, read_line
from partnership.loading.gathering import ENDINGS, most_bytes


@dataclass(frozen=True, slots=True)
class Trail:
    """All that a history changed, the oldest first, and where it ends."""

    line: Line
    amended: tuple[Amended, ...]
    state: State
    """The agreement at the tip."""


def read_trail(
    repository: Repository, tip: str, cache: Cache | None = None, *, full: bool = False
) -> Trail:
    """Read the history that ends in a commit, as terms.

    Args:
        repository: The partnership's folder, as git sees it.
        tip: A commit, in full.
        cache: Where files are remembered by their content.
        full: Whether every commit is read, also those that a merge brought.

    Raises:
        GitError: the history is cut off, or an object is missing.

    """
    line = read_line(repository, tip, full=full)
    amended, state = [], State()
    for found, state in walk(repository, line, cache, full=full):  # noqa: B007 - the last is kept
        amended.append(found)
    return Trail(line, tuple(amended), state)


def walk(
    repository: Repository,
    line: Line,
    cache: Cache | None = None,
    begun: State | None = None,
    *,
    full: bool = False,
) -> Iterator[tuple[Amended, State]]:
    """Yield what each step of a history changed, with the agreement as it left it.

    Args:
        repository: The partnership's folder, as git sees it.
        line: The steps.
        cache: Where files are remembered by their content.
        begun: The agreement before the first of the steps; nothing where it is left out.
        full: Whether the steps are every commit, also those that a merge brought.

    Raises:
        GitError: an object is missing.

    """
    telling = _Telling(_canonical_blobs(repository, line.steps, cache))
    states: dict[str, State] = {}
    state = begun or State()
    for step in line.steps:
        parent = _last(line, step, states) if full else state
        found, state = telling.tell(step, parent)
        if full:
            states[step.commit] = state
        yield found, state


class _Telling:
    """Says step by step what changed."""

    def __init__(self, blobs: Mapping[str, str]) -> None:
        self.blobs = blobs
        self.versions: dict[str, tuple[str, Written | None]] = {}
        """What each file held when it was last asked for, by path, with its blob."""
        self.obscured: set[str] = set()
        """The files that some commit left in a state nobody could read, by path."""

    def tell(self, step: Step, before: State) -> tuple[Amended, State]:
        """Say what one step changed in a state, and give the state after it."""
        entries = [one for one in step.entries if one.path.endswith(ENDINGS)]
        gone = [self.held(one, before) for one in entries]
        come = [self.left(one, before) for one in entries]
        there = {one.name: before.documents.get(one.name, one) for one in gone if one}
        after = before.after(there.values(), (one for one in come if one))
        names = sorted({*there, *(one.name for one in come if one)})
        changes = (change for name in names for change in changes_of(name, before, after))
        unread = [one.path for one in entries if one.after and self.is_obscure(one)]
        unread.extend(one.path for one in step.entries if one.is_other)
        return Amended(step, tuple(changes), tuple(unread)), after

    def is_obscure(self, entry: Entry) -> bool:
        """Whether nobody can read as a document what a commit left of a file."""
        return entry.is_other or bool(entry.after and self.version(entry.path, entry.after) is None)

    def held(self, entry: Entry, before: State) -> Written | None:
        """Give the document that a file held, or the last that it held before nobody could read it."""
        found = self.version(entry.path, entry.before) if entry.before else None
        if found or entry.path not in self.obscured:
            return found
        return next((one for one in before.documents.values() if one.path == entry.path), None)

    def left(self, entry: Entry, before: State) -> Written | None:
        """Give the document that a file holds now; what nobody can read leaves the one it held."""
        if self.is_obscure(entry):
            self.obscured.add(entry.path)
            return self.held(entry, before)
        return self.version(entry.path, entry.after) if entry.after else None

    def version(self, path: str, blob: str) -> Written | None:
        """Give the document that a file held; the last one is kept, as the next commit asks for it."""
        known = self.versions.get(path)
        if known is None or known[0] != blob:
            known = blob, written(path, self.blobs.get(blob, ""))
            self.versions[path] = known
        return known[1]


def _last(line: Line, step: Step, states: Mapping[str, State]) -> State:
    """Give the state that a step's first parent left, or its parent's, and so on."""
    at = step
    while at.parents:
        if at.parents[0] in states:
            return states[at.parents[0]]
        at = line.every[at.parents[0]]
    return State()


def _canonical_blobs(
    repository: Repository, steps: tuple[Step, ...], cache: Cache | None
) -> dict[str, str]:
    """Read every version of every document once, and give each in canonical form by its blob."""
    wanted = {blob for step in steps for blob in _blobs_of(step)}
    contents = {
        name.decode(): content
        for name, content in read_blobs(repository, (one.encode() for one in wanted)).items()
        if isinstance(content, bytes) and len(content) <= most_bytes(content)
    }
    canonical = canonical_of_versions(contents, cache)
    return {name: canonical[text] for name, text in contents.items() if text in canonical}


def _blobs_of(step: Step) -> Iterator[str]:
    for entry in step.entries:
        if entry.path.endswith(ENDINGS):
            yield from (blob for blob in (entry.before, entry.after) if blob)
