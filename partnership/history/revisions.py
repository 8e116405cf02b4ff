"""Reads revisions in bulk: a partnership's files at one, the names that are gone, the paths changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from partnership.agreement import Agreement
from partnership.canonical import digest
from partnership.errors import GitError
from partnership.files import Cache
from partnership.findings import Finding
from partnership.history.git import NO_TIP, Repository
from partnership.history.proposal import Message, Proposal, Removed
from partnership.history.resolving import resolve
from partnership.loading import Gathered, load_gathered
from partnership.loading.gathering import (
    ENDINGS,
    FOLDERS,
    MAX_BYTES,
    MAX_CLOSE_BYTES,
    ROOT_FILE,
    SITE_FILE,
    most_bytes,
    not_a_document,
    path_from_git_top,
    unreadable,
)
from partnership.loading.tree import parse

LINK = "120000"
PLAIN = ("100644", "100755")
WHOLE = "fetch the whole history, `git fetch --unshallow` (`fetch-depth: 0` in a workflow)"
KIND = re.compile(rb"""^kind:[ \t]+(["']?)([A-Za-z]+)\1[ \t]*(?:[ \t]#.*)?$""", re.MULTILINE)
ID = re.compile(rb"""^id:[ \t]+(["']?)([A-Za-z0-9._-]+)\1[ \t]*(?:[ \t]#.*)?$""", re.MULTILINE)
LEADS = {
    "symlink": ("the link leads out of the repository", "write the file itself"),
    "dangling": ("the file cannot be read: no such file or directory", "write the file itself"),
    "loop": ("the link leads to itself", "write the file itself"),
}
NOT_PLAIN = ("this is not a plain file", "delete it, or move it elsewhere")


@dataclass(frozen=True, slots=True)
class Fork:
    """Where a branch left the revision it is compared with; commits in full."""

    tip: str
    """The revision's own commit."""
    start: str
    """The last commit that it and the branch share."""
    changed: tuple[str, ...]
    """Every path that the working tree changes since, from git's top, sorted."""


def find_fork(repository: Repository, revision: str) -> Fork:
    """Find where what is checked out left a revision.

    Args:
        repository: The partnership's folder, as git sees it.
        revision: A branch, tag or commit, as the user wrote it.

    Raises:
        WrongUsage: there is no such revision.
        GitError: nothing is kept or committed here, or the history is cut off.

    """
    tip = resolve(repository, revision)
    if repository.tip() == NO_TIP:
        msg = f"nothing is committed here yet, so nothing can be compared with `{revision}`"
        raise GitError(f"{msg}; commit, and ask again")
    if repository.ask("rev-parse", "--is-shallow-repository").strip() == b"true":
        msg = (
            f"the history here is cut off, so the way back to `{revision}` may be missing; {WHOLE}"
        )
        raise GitError(msg)
    try:
        shared = repository.ask("merge-base", tip, "HEAD").split()
    except GitError as error:
        msg = f"`{revision}` and what is checked out share no commit; name the branch it began from"
        raise GitError(msg) from error
    start = shared[0].decode()
    return Fork(tip, start, changed_paths(repository, start))


def propose(
    repository: Repository,
    fork: Fork,
    head: Agreement,
    root: Path,
    as_of: date,
    cache: Cache | None = None,
) -> Proposal:
    """Compare the documents of the working tree with those where they left the base.

    Args:
        repository: The partnership's folder, as git sees it.
        fork: What they are compared with.
        head: The documents of the working tree.
        root: The partnership's folder.
        as_of: The day judged.
        cache: Where documents that were clean before are remembered by their content.

    Raises:
        GitError: an object is missing.

    """
    base = load_gathered(gather_at(repository, fork.start, root), cache)
    policy = base
    if fork.tip != fork.start:
        policy = load_gathered(gather_at(repository, fork.tip, root), cache)
    messages = tuple(find_messages(repository, fork.start))
    proposal = Proposal(base, head, policy, as_of, changed=fork.changed, messages=messages)
    new = {document.name for document in proposal.added}
    return replace(proposal, removed=tuple(find_removed(repository, fork.tip, new)))


def gather_at(
    repository: Repository, revision: str, root: Path, without: Collection[bytes] = ()
) -> Gathered:
    """Read a partnership's files at a revision, by the same paths as in the working tree.

    Where its folder holds none there, but one other folder does, the agreement was moved since.

    Args:
        repository: The partnership's folder, as git sees it.
        revision: A branch, tag or commit.
        root: The folder that holds the partnership, today.
        without: Files that are left out, by path from the partnership's folder.

    Raises:
        WrongUsage: there is no such revision.
        GitError: an object is missing.

    """
    commit = resolve(repository, revision)
    base, entries = _entries(repository, commit, path_from_git_top(root))
    entries = [one for one in entries if one.path not in without]
    links = [entry for entry in entries if entry.mode == LINK]
    followed = _follow(repository, f"{commit}:{base}".encode(), links)
    wanted = {entry.path: followed.get(entry.path) or entry.leads for entry in entries}
    blobs = read_blobs(repository, (name for name in wanted.values() if isinstance(name, bytes)))
    contents, refused, site = {}, [], None
    for entry in entries:
        path = base + entry.path.decode("utf-8", "backslashreplace")
        content = _content(path, wanted[entry.path], blobs)
        if path == base + SITE_FILE:
            site = content
        elif isinstance(content, Finding):
            refused.append(content)
        else:
            contents[path] = content
    return Gathered(contents, tuple(refused), site, base)


def alike(repository: Repository, one: str, other: str, folder: str) -> frozenset[bytes]:
    """Give the files of a folder that are the same at two revisions, by path.

    Args:
        repository: The partnership's folder, as git sees it.
        one: A commit, in full.
        other: Another one.
        folder: A folder below the partnership's.

    """
    top = path_from_git_top(repository.folder)
    found = (_entries(repository, at, top)[1] for at in (one, other))
    both = [{(entry.path, entry.mode, entry.object) for entry in entries} for entries in found]
    below = f"{folder}/".encode()
    return frozenset(path for path, _, _ in both[0] & both[1] if path.startswith(below))


def _entries(repository: Repository, commit: str, base: str) -> tuple[str, list[_Entry]]:
    """List the files of a partnership at a commit, and say in which folder it stood there."""
    found = list(_listed(repository, commit, base))
    if any(entry.path == ROOT_FILE.encode() for entry in found):
        return base, found
    named = repository.ask("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit)
    roots = [_text(path) for path in named.split(b"\0") if path.endswith(ROOT_FILE.encode())]
    others = [path.removesuffix(ROOT_FILE) for path in roots]
    if len(others) != 1 or not f"/{others[0]}".endswith("/"):
        return base, found
    return others[0], list(_listed(repository, commit, others[0]))


def _listed(repository: Repository, commit: str, base: str) -> Iterator[_Entry]:
    below = [f"{base}{name}" for name in (*FOLDERS, SITE_FILE)]
    listed = repository.ask("ls-tree", "-r", "-z", "--full-tree", commit, "--", *below)
    for line in listed.split(b"\0"):
        if line:
            entry = _Entry.of(line)
            yield replace(entry, path=entry.path.removeprefix(base.encode()))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file of a tree."""

    mode: str
    object: bytes
    path: bytes

    @classmethod
    def of(cls, line: bytes) -> _Entry:
        about, _, path = line.partition(b"\t")
        mode, _, name = about.split(b" ")
        return cls(mode.decode(), name, path)

    @property
    def leads(self) -> bytes | tuple[str, str]:
        """Its blob, or what it is instead: a repository of its own."""
        return self.object if self.mode in PLAIN else NOT_PLAIN


def _content(
    path: str, name: bytes | tuple[str, str], blobs: Mapping[bytes, bytes | int]
) -> bytes | Finding:
    """Give a file's bytes, or say why it is no document, in the words of the working tree."""
    if isinstance(name, tuple):
        return unreadable(path, *name)
    if not path.endswith(ENDINGS):
        return not_a_document(path)
    content = blobs[name]
    if isinstance(content, int) or len(content) > most_bytes(content):
        size = content if isinstance(content, int) else len(content)
        message = f"the file has {size:,} bytes; a document has at most {MAX_BYTES:,}"
        message += f", and a Close {MAX_CLOSE_BYTES:,}" if size > MAX_CLOSE_BYTES else ""
        return unreadable(path, message, "split it by subject")
    return content


def _follow(
    repository: Repository, below: bytes, links: Collection[_Entry]
) -> dict[bytes, bytes | tuple[str, str]]:
    """Find the blob that each link leads to, or say where it leads."""
    found: dict[bytes, bytes | tuple[str, str]] = {
        link.path: LEADS["dangling"] for link in links if b"\n" in link.path
    }
    asked = [link.path for link in links if link.path not in found]
    lines = b"".join(below + path + b"\n" for path in asked)
    how = ("cat-file", "--batch-check", "--follow-symlinks")
    said = iter(repository.ask(*how, given=lines).split(b"\n") if asked else ())
    for path in asked:
        words = next(said).split(b" ")
        told = LEADS.get(words[0].decode(errors="replace"))
        if told or words[0] == b"notdir":
            next(said)  # the target it stopped at
            found[path] = told or LEADS["dangling"]
        elif words[-1] == b"missing":
            found[path] = LEADS["dangling"]
        else:
            found[path] = words[0] if words[1] == b"blob" else NOT_PLAIN
    return found


def read_blobs(repository: Repository, names: Iterable[bytes]) -> dict[bytes, bytes | int]:
    """Give the content of each blob by its name, or its size where it is too large."""
    asked = sorted(set(names))
    if not asked:
        return {}
    said = repository.ask("cat-file", "--batch-check", given=b"\n".join(asked) + b"\n")
    found: dict[bytes, bytes | int] = {}
    small = []
    for line in said.splitlines():
        name, kind, *size = line.split(b" ")
        if kind == b"missing":
            msg = (
                f"git lacks the object {name.decode()[:12]}; `git fetch` brings it, or clone afresh"
            )
            raise GitError(msg)
        if kind == b"blob" and int(size[0]) <= MAX_CLOSE_BYTES:
            small.append(name)
        else:
            found[name] = int(size[0])
    answer = repository.ask("cat-file", "--batch", given=b"".join(one + b"\n" for one in small))
    start = 0
    for name in small:
        begin = answer.index(b"\n", start) + 1
        size_of = int(answer[start : begin - 1].rpartition(b" ")[2])
        found[name] = answer[begin : begin + size_of]
        start = begin + size_of + 1
    return found


def changed_paths(repository: Repository, commit: str) -> tuple[str, ...]:
    """Give every path that the working tree changes since a commit, from git's top, sorted.

    Args:
        repository: The partnership's folder, as git sees it.
        commit: Its full name.

    """
    plain = replace(repository, settings=(*repository.settings, ("diff.relative", "false")))
    how = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=dirty")
    told = plain.ask("diff", *how, commit, "--")
    told += plain.ask("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/")
    return tuple(sorted({_text(path) for path in told.split(b"\0") if path}))


def _text(path: bytes) -> str:
    return path.decode("utf-8", "backslashreplace")


def find_messages(repository: Repository, start: str) -> Iterator[Message]:
    """Yield what each commit says that is checked out and was not there yet.

    Args:
        repository: The partnership's folder, as git sees it.
        start: The last commit that was there, in full.

    """
    plain = ("--no-color", "--no-show-signature", "--encoding=UTF-8", "--format=%H%n%B")
    told = repository.ask("log", "-z", *plain, f"{start}..HEAD", "--")
    for one in filter(None, told.split(b"\0")):
        commit, _, text = one.decode("utf-8", "replace").partition("\n")
        yield Message(commit, text)


def find_removed(repository: Repository, commit: str, wanted: Collection[str]) -> Iterator[Removed]:
    """Yield the names that documents of first-parent history had, the newest of each.

    Args:
        repository: The partnership's folder, as git sees it.
        commit: Where the history ends, in full.
        wanted: The names asked for, `Kind/id`.

    """
    if not wanted:
        return
    gone = list(_gone(repository, commit))
    blobs = read_blobs(repository, (name for _, _, name in gone))
    seen: set[str] = set()
    for by, day, blob in gone:
        content = blobs[blob]
        name = name_in(content) if isinstance(content, bytes) else ""
        if isinstance(content, bytes) and name in wanted and name not in seen:
            seen.add(name)
            yield Removed(name, by, day, digest(parse(content).value))


def _gone(repository: Repository, commit: str) -> Iterator[tuple[str, date, bytes]]:
    """Yield each version of a file that a commit replaced or deleted, the newest first."""
    how = ("--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff")
    plain = ("--no-color", "--no-show-signature", "--diff-filter=DMT", "--format=%x1e%H%x1f%cs")
    told = iter(repository.ask("log", *how, *plain, commit, "--", *FOLDERS).split(b"\0"))
    by, day = "", date.min
    for part in told:
        word = part.lstrip(b"\n")
        if word.startswith(b"\x1e"):
            by, _, written = word[1:].decode().partition("\x1f")
            day = date.fromisoformat(written)
        elif word.startswith(b":"):
            mode, _, blob, *_ = word[1:].decode().split(" ")
            path = next(told)
            if mode in PLAIN and path.endswith(tuple(end.encode() for end in ENDINGS)):
                yield by, day, blob.encode()


def name_in(content: bytes) -> str:
    """Read a document's `Kind/id`, without parsing it where both stand on lines of their own."""
    kind, name = KIND.search(content), ID.search(content)
    if kind and name:
        return f"{kind[2].decode()}/{name[2].decode()}"
    tree = parse(content)
    if not isinstance(tree.value, dict):
        return ""
    return f"{tree.value.get('kind')}/{tree.value.get('id')}"


__all__ = ["Fork", "changed_paths", "find_fork", "find_removed", "gather_at", "propose", "resolve"]
