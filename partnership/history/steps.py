"""The commits of a history as they stand: who wrote and merged what, when, and which files it touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache

from partnership.errors import GitError
from partnership.history.git import NO_TIP, Repository
from partnership.loading.gathering import FOLDERS, ROOT_FILE, path_from_git_top

FIELDS = "%H%x00%P%x00%aN%x00%aE%x00%at%x00%cN%x00%cE%x00%ct%x00%s%x00"
TRAILERS = "%(trailers:only=true,unfold=true,separator=%x1f)"
NEVER = datetime.min.replace(tzinfo=UTC)
SIZE = 10
"""How many fields a commit has in that form."""
WHOLE_ANSWERS = (
    ("diff.relative", "false"),
    ("log.showRoot", "true"),
    ("log.diffMerges", "separate"),
    ("i18n.logOutputEncoding", "UTF-8"),
)
RAW = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff")
PLAIN = ("100644", "100755")
ABSENT = "000000"
AGREED = ("agreed-by", "signed-off-by")
"""The trailers by which someone says that they agree."""
REQUESTED = re.compile(r"\((pull request )?[#!][0-9]+\)|^Merged PR [0-9]+")
"""How forges name the pull request in a commit that they squashed."""
WHOLE = "fetch the whole history, `git fetch --unshallow` (`fetch-depth: 0` in a workflow)"


@dataclass(frozen=True, slots=True)
class Person:
    """Who git says it was, by the repository's mailmap."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that a commit changed; a blob is None where the file is not there."""

    path: str
    before: str | None
    after: str | None
    is_other: bool = False
    """Whether what is there now is no file of its own: a link, or another repository."""


@dataclass(frozen=True, slots=True)
class Step:
    """One commit."""

    commit: str
    parents: tuple[str, ...]
    author: Person
    authored: datetime
    """In UTC."""
    committer: Person
    committed: datetime
    """In UTC."""
    subject: str
    trailers: tuple[tuple[str, str], ...] = ()
    """Key and value, as written."""
    brought: tuple[Step, ...] = ()
    """The commits that a merge brought onto the line, the oldest first."""
    known: datetime = NEVER
    """When it was known: the latest committer date on the line so far."""
    entries: tuple[Entry, ...] = ()
    """The agreement's files that it changed against its first parent."""
    is_own: bool = False
    """Whether it stands on main's own line."""

    @property
    def proposed_by(self) -> tuple[str, ...]:
        """Who wrote it, or what it merged; and who wrote with them."""
        steps = self.brought or (self,)
        names = [name for one in steps for name in (one.author.name, *one.said("co-authored-by"))]
        return tuple(dict.fromkeys(names))

    @property
    def agreed_by(self) -> tuple[str, ...]:
        """Who says in a trailer that they agree; declared, not verified."""
        steps = (*self.brought, self)
        return tuple(
            dict.fromkeys(name for one in steps for key in AGREED for name in one.said(key))
        )

    @property
    def is_straight(self) -> bool:
        """Whether it went onto main's line without a merge, and names no pull request it came by."""
        return self.is_own and len(self.parents) == 1 and not REQUESTED.search(self.subject)

    def said(self, key: str) -> tuple[str, ...]:
        """Give the names in the trailers of a key, without their addresses."""
        found = (value for name, value in self.trailers if name.lower() == key)
        return tuple(value.partition(" <")[0].strip() for value in found)


@dataclass(frozen=True)
class Line:
    """The steps that lead to a commit, the oldest first."""

    tip: str
    """In full."""
    steps: tuple[Step, ...]
    every: Mapping[str, Step] = field(default_factory=dict)
    """All commits behind the tip, whatever they touched, the newest first."""

    @cached_property
    def own(self) -> tuple[Step, ...]:
        """Main's own line, whatever its commits touched, the oldest first."""
        line = _first_parents(self.every, self.tip)
        known = dict(_known(line))
        return tuple(replace(step, known=known[step.commit]) for step in line)


def read_line(repository: Repository, tip: str, *, full: bool = False) -> Line:
    """Read the steps that touched the agreement: main's own line, or every commit.

    Args:
        repository: The partnership's folder, as git sees it.
        tip: A commit, in full.
        full: Whether every commit is read, also those that a merge brought.

    Raises:
        GitError: the history is cut off, or an object is missing.

    """
    require_whole(repository)
    every = {step.commit: step for step in _commits(repository, tip)}
    line = _first_parents(every, tip)
    touched = _touched(repository, line, full=full)
    known = dict(_known(line))
    brought = {} if full else _brought(every, line)
    wanted = [one for one in reversed(every.values()) if full or one.commit in known]
    if not full:
        wanted = line
    steps = tuple(
        replace(
            step,
            entries=touched[step.commit],
            known=known.get(step.commit, step.committed),
            brought=brought.get(step.commit, ()),
            is_own=step.commit in known,
        )
        for step in wanted
        if step.commit in touched
    )
    return Line(tip, steps, every)


def find_line(repository: Repository, tip: str) -> tuple[Step, ...]:
    """Give every commit of main's own line, the oldest first, whatever it touched.

    Args:
        repository: The partnership's folder, as git sees it.
        tip: Where the line ends, in full.

    Raises:
        GitError: the history is cut off.

    """
    require_whole(repository)
    every = {step.commit: step for step in _commits(repository, tip)}
    return Line(tip, (), every).own


def find_after(repository: Repository, line: Sequence[Step], commit: str) -> Line:
    """Read the steps that follow a commit and touched the agreement in the folder it stands in now.

    Args:
        repository: The partnership's folder, as git sees it.
        line: Main's own line.
        commit: One of its commits, in full.

    """
    tip = line[-1].commit
    touched = dict(_entries(repository, f"{commit}..{tip}", FOLDERS, full=False))
    steps = (replace(one, entries=touched[one.commit]) for one in line if one.commit in touched)
    return Line(tip, tuple(steps))


def require_whole(repository: Repository) -> None:
    """Make sure that the history is all there.

    Raises:
        GitError: it is cut off, or parts of it are replaced; the text says what to do.

    """
    if repository.tip() == NO_TIP:
        msg = f"git keeps no commit in {repository.folder}, so there is no history to read"
        raise GitError(f"{msg}; commit, and ask again")
    asked = repository.ask("rev-parse", "--is-shallow-repository", "--git-common-dir").split(b"\n")
    if asked[0] == b"true":
        raise GitError(f"the history here is cut off, so the trail would be short; {WHOLE}")
    common = repository.folder / asked[1].decode(errors="surrogateescape")
    grafts = common / "info" / "grafts"
    if grafts.exists():
        msg = "the history here is grafted, so its commits are not what was made"
        raise GitError(f"{msg}; remove {grafts}, and ask again")
    if repository.ask("for-each-ref", "--count=1", "refs/replace").strip():
        msg = "commits here are replaced by others, so the trail would not be what was made"
        raise GitError(f"{msg}; `git replace -d` the replacements, and ask again")


def _commits(repository: Repository, tip: str) -> Iterator[Step]:
    """Yield every commit behind a tip, the newest first, parents after children."""
    how = (
        "--topo-order",
        "--no-show-signature",
        "--no-color",
        "-z",
        f"--format={FIELDS}{TRAILERS}",
    )
    said = _plainly(repository).ask("log", *how, tip).decode("utf-8", "replace")
    parts = said.split("\0")
    for start in range(0, len(parts) - SIZE + 1, SIZE):
        commit, parents, *who, subject, trailers = parts[start : start + SIZE]
        author, email, authored, committer, mail, committed = who
        pairs = (one.partition(":") for one in trailers.split("\x1f") if ":" in one)
        yield Step(
            commit=commit,
            parents=tuple(parents.split()),
            author=Person(author, email),
            authored=_instant(authored),
            committer=Person(committer, mail),
            committed=_instant(committed),
            subject=subject,
            trailers=tuple((key.strip(), value.strip()) for key, _, value in pairs),
        )


@lru_cache(maxsize=16)
def _instant(seconds: str) -> datetime:
    """Give an instant in UTC; a commit is mostly written and made in the same second."""
    return datetime.fromtimestamp(int(seconds), UTC)


def _first_parents(every: Mapping[str, Step], tip: str) -> list[Step]:
    """Walk main's own line, the oldest first."""
    found, at = [], tip
    while at:
        if at not in every:
            msg = f"git lacks the commit {at[:12]}; `git fetch` brings it, or clone afresh"
            raise GitError(msg)
        found.append(every[at])
        at = every[at].parents[0] if every[at].parents else ""
    return found[::-1]


def _known(line: Sequence[Step]) -> Iterator[tuple[str, datetime]]:
    """Say of each commit when it was known; a clock that was set back does not undo it."""
    latest = NEVER
    for step in line:
        latest = max(latest, step.committed)
        yield step.commit, latest


def _brought(every: Mapping[str, Step], line: Sequence[Step]) -> dict[str, tuple[Step, ...]]:
    """Say of each merge which commits it brought onto the line, the oldest first."""
    seen = {step.commit for step in line}
    order = {commit: place for place, commit in enumerate(every)}
    found = {}
    for merge in line:
        waiting, new = list(merge.parents[1:]), []
        while waiting:
            commit = waiting.pop()
            if commit in seen or commit not in every:
                continue
            seen.add(commit)
            new.append(commit)
            waiting.extend(every[commit].parents)
        new.sort(key=order.__getitem__, reverse=True)
        if new:
            found[merge.commit] = tuple(every[commit] for commit in new)
    return found


def _touched(
    repository: Repository, line: Sequence[Step], *, full: bool
) -> dict[str, tuple[Entry, ...]]:
    """Say which commits touched the agreement, wherever it stood: its folder may have been moved."""
    folders = list(FOLDERS)
    found = dict(_entries(repository, line[-1].commit, folders, full=full))
    while first := next((step for step in line if step.commit in found), None):
        earlier = _moved_from(repository, first)
        if earlier is None:
            break
        folders.extend(f":(top,literal){earlier}{folder}" for folder in FOLDERS)
        found |= dict(_entries(repository, first.commit, folders, full=full))
    return found


def _moved_from(repository: Repository, step: Step) -> str | None:
    """Name the folder in which the agreement stood before a commit that moved it, from git's top."""
    if not step.parents:
        return None
    how = ("-r", "-z", "-M", "--diff-filter=R", "--raw", "--no-ext-diff")
    told = _plainly(repository).ask("diff-tree", *how, step.parents[0], step.commit).split(b"\0")
    wanted = f"{path_from_git_top(repository.folder)}{ROOT_FILE}"
    for old, new in zip(told[1::3], told[2::3], strict=True):
        before = old.decode("utf-8", "surrogateescape")
        if new == wanted.encode() and before.endswith(ROOT_FILE):
            return before.removesuffix(ROOT_FILE)
    return None


def _plainly(repository: Repository) -> Repository:
    """Run git as told here alone: nobody's settings leave out a commit, a file or its folder."""
    return replace(repository, settings=(*repository.settings, *WHOLE_ANSWERS))


def _entries(
    repository: Repository, commits: str, folders: Sequence[str], *, full: bool
) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Yield the commits that touched the agreement, with the files they changed."""
    line = ("--no-merges",) if full else ("--first-parent", "-m")
    plain = ("--no-show-signature", "--no-color", "--format=%x1e%H")
    said = _plainly(repository).ask("log", *line, *RAW, *plain, commits, "--", *folders)
    yield from _parsed(said)
    if full:
        yield from _parsed(_merged(repository, commits, folders))


def _merged(repository: Repository, commits: str, folders: Sequence[str]) -> bytes:
    """Give what every merge changed against its first parent, as `log` would say it.

    `log --diff-merges` says it at once, and needs git 2.31.
    """
    plainly = _plainly(repository)
    merges = plainly.ask("rev-list", "--merges", "--parents", commits).splitlines()
    pairs = b"".join(b" ".join(line.split(b" ")[:2]) + b"\n" for line in merges)
    how = ("-r", "--stdin", *RAW, "--pretty=format:%x1e%H%x00")
    return plainly.ask("diff-tree", *how, "--", *folders, given=pairs)


def _parsed(said: bytes) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Read what git says of commits and the files they changed."""
    told = iter(said.split(b"\0"))
    commit, entries = "", list[Entry]()
    for part in told:
        word = part.lstrip(b"\n")
        if word.startswith(b"\x1e"):
            if entries:
                yield commit, tuple(entries)
            commit, entries = word[1:].decode(), []
        elif word.startswith(b":"):
            old_mode, new_mode, old, new, _ = word[1:].decode().split(" ")
            path = next(told).decode("utf-8", "backslashreplace")
            is_other = new_mode not in {*PLAIN, ABSENT}
            before, after = _plain(old_mode, old), _plain(new_mode, new)
            entries.append(Entry(path, before, after, is_other))
    if entries:
        yield commit, tuple(entries)


def _plain(mode: str, blob: str) -> str | None:
    """Give a plain file's blob; links, folders and repositories of their own hold no document."""
    return blob if mode in PLAIN else None
