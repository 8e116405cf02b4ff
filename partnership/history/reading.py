"""Reads an agreement as it is written, at a revision or in the working tree, without its models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from partnership.errors import WrongUsage
from partnership.files import Cache
from partnership.findings import Loc, nearest
from partnership.history.changes import Amended, Change
from partnership.history.differences import Written
from partnership.history.git import Repository
from partnership.history.revisions import alike, gather_at, read_blobs, resolve
from partnership.history.states import State, state_of, written
from partnership.loading import Gathered, gather
from partnership.loading.blocks import canonical_by_blocks
from partnership.loading.parsing import start_parsing
from partnership.loading.tree import parse

RECORDS = "records"
Marks = Mapping[Loc, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of one agreement, and the files of both, for places."""

    before: State
    after: State
    base: str
    """The commit of the first, in full."""
    head: str
    """The commit of the second, in full; empty for the working tree."""
    old: Gathered
    new: Gathered


def compare(
    repository: Repository, root: Path, base: str, head: str | None, cache: Cache | None
) -> Compared:
    """Read two revisions; of the records only those that differ.

    Args:
        repository: The partnership's folder, as git sees it.
        root: The folder that holds the partnership.
        base: A branch, tag or commit.
        head: Another one; the working tree where it is None.
        cache: Where files are remembered by their content.

    Raises:
        WrongUsage: there is no such revision.
        GitError: git keeps nothing here, or an object is missing.

    """
    first = resolve(repository, base)
    second = resolve(repository, head) if head is not None else ""
    same = alike(repository, first, second, RECORDS) if second else frozenset()
    old = gather_at(repository, first, root, same)
    new = gather_at(repository, second, root, same) if second else gather(root)
    return Compared(read(old, cache), read(new, cache), first, second, old, new)


def read_at(
    repository: Repository, root: Path, revision: str, cache: Cache | None
) -> tuple[State, Gathered]:
    """Read one revision, as `compare` does."""
    gathered = gather_at(repository, revision, root)
    return read(gathered, cache), gathered


def read(gathered: Gathered, cache: Cache | None) -> State:
    """Make files a state; what has no form or no name is told, not passed by.

    Args:
        gathered: The files, as bytes.
        cache: Where files are remembered by their content.

    """
    canonical = canonical_of(gathered.contents, cache)
    documents, unread = [], [finding.place.path for finding in gathered.refused]
    for path, content in gathered.contents.items():
        found = written(path, canonical.get(content, ""))
        if found:
            documents.append(found)
        else:
            unread.append(path)
    return state_of(documents, unread)


def canonical_of(contents: Mapping[str, bytes], cache: Cache | None) -> Mapping[bytes, str]:
    """Give files in canonical form by their content; one that has none is left out.

    Args:
        contents: The files, by any name.
        cache: Where files are remembered by their content.

    """
    parsed = start_parsing(contents, cache)
    fresh = parsed.fresh()
    if cache and fresh:
        cache.put_many(fresh)
    return {**parsed.known, **fresh}


def canonical_of_versions(contents: Mapping[str, bytes], cache: Cache | None) -> dict[bytes, str]:
    """Give versions of files in canonical form, as `canonical_of` does; most is alike in them.

    Args:
        contents: The files, by any name.
        cache: Where files are remembered by their content.

    """
    known = cache.get_many(contents.values()) if cache else {}
    missing = {name: content for name, content in contents.items() if content not in known}
    told = {content: canonical_by_blocks(content) for content in missing.values()}
    rest = {name: content for name, content in missing.items() if not told[content]}
    fresh = {content: canonical for content, canonical in told.items() if canonical}
    fresh |= start_parsing(rest, None).fresh()
    if cache and fresh:
        cache.put_many(fresh)
    return {**known, **fresh}


def with_lines(
    amended: Amended, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> Amended:
    """Say on which line each change stands: of what is gone, where it stood.

    Args:
        amended: What changed.
        before: The files as they were, by path.
        after: The files as they are.

    """
    marks: dict[tuple[bool, str], Marks] = {}

    def line_of(change: Change) -> int:
        is_gone = change.effect == "removed" and not change.pointer
        known = is_gone, change.path
        if known not in marks:
            text = (before if is_gone else after).get(change.path, b"")
            marks[known] = parse(text, with_places=True).keys if text else {}
        loc = change.loc
        while loc and loc not in marks[known]:
            loc = loc[:-1]
        return marks[known].get(loc, (1, 1))[0]

    changes = tuple(replace(change, line=line_of(change)) for change in amended.changes)
    return replace(amended, changes=changes)


def with_lines_at(repository: Repository, amended: Iterable[Amended]) -> tuple[Amended, ...]:
    """Say on which line each change of a trail stands, in its own commit."""
    kept = tuple(amended)
    wanted = {blob.encode() for one in kept for blob in _files_of(one)[1].values()}
    wanted |= {blob.encode() for one in kept for blob in _files_of(one)[0].values()}
    found = read_blobs(repository, wanted)
    texts = {name.decode(): text for name, text in found.items() if isinstance(text, bytes)}
    placed = []
    for one in kept:
        old, new = (
            {path: texts[blob] for path, blob in files.items() if blob in texts}
            for files in _files_of(one)
        )
        placed.append(with_lines(one, old, new))
    return tuple(placed)


def _files_of(one: Amended) -> tuple[dict[str, str], dict[str, str]]:
    """Give the blobs of the files in which something changed, before and after."""
    paths = {change.path for change in one.changes}
    entries = [entry for entry in (one.step.entries if one.step else ()) if entry.path in paths]
    return (
        {entry.path: entry.before for entry in entries if entry.before},
        {entry.path: entry.after for entry in entries if entry.after},
    )


def find_document(state: State, asked: str) -> tuple[Written, str]:
    """Find the document that is asked for, and the field of it, if one is.

    Args:
        state: The agreement.
        asked: `Kind/id`, or an id that one document alone has; a pointer may follow a dot.

    Raises:
        WrongUsage: nothing has that name, or several have; the text says which.

    """
    name, _, field = asked.partition(".")
    if asked in state.documents:  # a record's own id may have dots
        name, field = asked, ""
    found = [one for one in state.documents if name in {one, one.partition("/")[2]}]
    if len(found) > 1:
        msg = f"several documents are called `{name}`: {', '.join(sorted(found))}; name its kind"
        raise WrongUsage(msg)
    if not found:
        near = nearest(name, (*state.documents, *(n.partition("/")[2] for n in state.documents)))
        guess = f"; did you mean `{near}`?" if near else "; `partnership log` names what there is"
        msg = f"there is no document `{name}` at that commit{guess}"
        raise WrongUsage(msg)
    return state.documents[found[0]], field
