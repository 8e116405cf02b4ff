"""The only place that runs git: always a list of arguments, never a shell, never a hook of ours."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from partnership.errors import GitError

MAIN = "main"
SHORT = 12
OLDEST = (2, 25)
KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")
"""What an isolated git still needs from its surroundings."""
LOCAL = re.compile(
    "GIT_(DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|NAMESPACE|PREFIX|OBJECT_DIRECTORY|GRAFT_FILE"
    "|ALTERNATE_OBJECT_DIRECTORIES|CEILING_DIRECTORIES|SHALLOW_FILE|REPLACE_REF_BASE)"
)
"""What points git at some other repository, as where we run inside a hook."""
PLAIN = (
    ("core.hooksPath", os.devnull),
    ("core.autocrlf", "false"),
    ("core.fsmonitor", "false"),
    ("commit.gpgSign", "false"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("init.defaultBranch", MAIN),
)
"""What an isolated git is told, whatever a system's build of it has as its default."""
LACKING = re.compile(
    "could not read [0-9a-f]{40}|unable to read|bad object|failed to traverse|promisor remote"
    "|missing (blob|tree|object)|object file .* is empty",
    re.IGNORECASE,
)
"""How git says that an object is not there or cannot be read."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who writes a commit: a role and its shared mailbox."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Tip:
    """The commit that is checked out."""

    full: str
    short: str
    edited: bool = False
    """Whether files differ from it, as far as that was asked."""


NO_TIP = Tip("none", "none")
"""Where there is no git, or no commit yet."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A folder that git keeps, and how git runs in it: see `as_user` and `isolated`."""

    folder: Path
    environment: Mapping[str, str]
    settings: tuple[tuple[str, str], ...] = ()
    """Configuration that stands above everyone's."""

    def init(self) -> None:
        """Begin a repository whose branch is `main`; one that is there already stays."""
        self._git("init", "--quiet")
        if self.tip() == NO_TIP:
            self._git("symbolic-ref", "HEAD", f"refs/heads/{MAIN}")

    def add_all(self) -> None:
        """Stage everything that is not ignored."""
        self._git("add", "--all", "--", ".")

    def commit(
        self, message: str, author: Identity | None = None, when: datetime | None = None
    ) -> None:
        """Commit what is staged.

        Args:
            message: What the commit says; given to git on its standard input.
            author: Who writes and commits it; whoever git knows where it is left out.
            when: The instant, with its zone; now where it is left out.

        """
        said = message.rstrip("\n") + "\n"
        self._git(
            "commit", "--quiet", "--cleanup=verbatim", "--file=-", text=said, who=(author, when)
        )

    def branch(self, name: str) -> None:
        """Start a branch here and check it out."""
        self._git("checkout", "--quiet", "-b", _checked(name))

    def switch(self, name: str) -> None:
        """Check a branch out."""
        self._git("checkout", "--quiet", _checked(name), "--")

    def merge(
        self, name: str, message: str, author: Identity | None = None, when: datetime | None = None
    ) -> None:
        """Merge a branch with a commit of its own, also where none is needed, and drop its name."""
        merge = ("merge", "--quiet", "--no-ff", "--no-commit", _checked(name))
        self._git(*merge, who=(author, when))
        self.commit(message, author, when)
        self._git("branch", "--quiet", "-D", _checked(name))

    def program(self) -> str:
        """Let git say which version it is."""
        return self._git("version")

    def tip(self) -> Tip:
        """Name the commit that is checked out; `none` where there is no git or no commit."""
        if not _is_kept(self.folder):
            return NO_TIP
        try:
            found = self._run("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        except GitError:
            return NO_TIP
        full = found.stdout.strip()
        return Tip(full, full[:SHORT]) if found.returncode == 0 and full else NO_TIP

    def tip_and_edits(self) -> Tip:
        """Name the commit that is checked out, and say whether files here differ from it."""
        tip = self.tip()
        if tip == NO_TIP:
            return tip
        found = self._run("--no-optional-locks", "status", "--porcelain", "--", ".")
        return replace(tip, edited=bool(found.stdout))

    def ask(self, *arguments: str, given: bytes = b"") -> bytes:
        """Give what git answers as bytes: paths and contents need not be UTF-8.

        Args:
            arguments: A subcommand and its arguments; never a document's text.
            given: What git reads on its standard input.

        Raises:
            GitError: where git refuses; it says why.

        """
        found = self._start(arguments, given)
        if found.returncode:
            said = (found.stderr.strip() or found.stdout.strip()).decode(errors="replace")
            raise self._refused(arguments[0], said)
        return found.stdout

    def names_people_by(self) -> bytes:
        """Give all by which git names people: its mailmap here, and what its configuration says."""
        top = self._run("rev-parse", "--show-toplevel").stdout.strip()
        mailmap = Path(top or self.folder) / ".mailmap"
        told = self._run("config", "--get-regexp", r"^mailmap\.").stdout.encode()
        return told + (mailmap.read_bytes() if mailmap.is_file() else b"")

    def is_kept(self) -> bool:
        """Whether git keeps the folder, or one above it."""
        return _is_kept(self.folder)

    def leaves_out(self, path: Path) -> bool:
        """Whether git ignores a path in the folder, which need not be there."""
        return self._run("check-ignore", "--quiet", "--", str(path)).returncode == 0

    def knows_identity(self) -> bool:
        """Whether git was told who commits here; a guess from the machine's name is none."""
        told = ("-c", "user.useConfigOnly=true")
        return all(
            self._run(*told, "var", f"GIT_{role}_IDENT").returncode == 0
            for role in ("AUTHOR", "COMMITTER")
        )

    def _git(
        self,
        *arguments: str,
        text: str = "",
        who: tuple[Identity | None, datetime | None] = (None, None),
    ) -> str:
        found = self._run(*arguments, text=text, who=who)
        if found.returncode:
            raise self._refused(arguments[0], found.stderr.strip() or found.stdout.strip())
        return found.stdout

    def _refused(self, subcommand: str, said: str) -> GitError:
        lines = said.splitlines()
        words = next((line for line in lines if not line.startswith("hint:")), "nothing")
        if LACKING.search(said):
            msg = f"git lacks objects of the history in {self.folder}, so none of it is told"
            return GitError(f"{msg} ({words}); `git fetch` may bring them, else clone it whole")
        return GitError(f"`git {subcommand}` failed in {self.folder}: {words}")

    def _run(
        self,
        *arguments: str,
        text: str = "",
        who: tuple[Identity | None, datetime | None] = (None, None),
    ) -> subprocess.CompletedProcess[str]:
        found = self._start(arguments, text.encode(), who)
        said = (found.stdout.decode(errors="replace"), found.stderr.decode(errors="replace"))
        return subprocess.CompletedProcess(found.args, found.returncode, *said)

    def _start(
        self,
        arguments: Sequence[str],
        given: bytes,
        who: tuple[Identity | None, datetime | None] = (None, None),
    ) -> subprocess.CompletedProcess[bytes]:
        settings = [part for key, value in self.settings for part in ("-c", f"{key}={value}")]
        try:
            return subprocess.run(
                ["git", *settings, *arguments],
                cwd=self.folder,
                env={**self.environment, **_written_by(*who)},
                input=given,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            msg = "git was not found on the PATH; install git 2.25 or later and run this again"
            raise GitError(msg) from error
        except OSError as error:
            msg = f"git could not be started: {(error.strerror or str(error)).lower()}"
            raise GitError(msg) from error


def as_user(folder: Path, environment: Mapping[str, str]) -> Repository:
    """Run git in a folder as the user would: their configuration, hooks and signing apply."""
    return Repository(folder, {k: v for k, v in environment.items() if not LOCAL.fullmatch(k)})


def isolated(folder: Path, environment: Mapping[str, str]) -> Repository:
    """Run git in a folder so that the same calls give the same commits on every machine.

    No global or system configuration, no hooks, no signing, UTC; who and when are arguments.
    """
    fixed = {
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_DEFAULT_HASH": "sha1",
        "GIT_TEMPLATE_DIR": "",
        "GIT_TERMINAL_PROMPT": "0",
        "HOME": os.devnull,
        "LC_ALL": "C",
        "TZ": "UTC",
        "XDG_CONFIG_HOME": os.devnull,
    }
    return Repository(folder, {k: environment[k] for k in KEPT if k in environment} | fixed, PLAIN)


def require_git(folder: Path, environment: Mapping[str, str]) -> None:
    """Make sure that git is there and new enough, before anything is written.

    Raises:
        GitError: where it is missing or too old.

    """
    version = re.search(r"(\d+)\.(\d+)", as_user(folder, environment).program())
    if version and (int(version[1]), int(version[2])) < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        msg = f"this is git {version[0]}; git {wanted} or later is needed"
        raise GitError(msg)


def _written_by(author: Identity | None, when: datetime | None) -> dict[str, str]:
    written: dict[str, str] = {}
    for role in ("AUTHOR", "COMMITTER"):
        if author:
            written |= {f"GIT_{role}_NAME": author.name, f"GIT_{role}_EMAIL": author.email}
        if when:
            seconds = int(when.astimezone(UTC).timestamp())
            written[f"GIT_{role}_DATE"] = f"@{seconds} {when:%z}"
    return written


def _checked(name: str) -> str:
    """Let nothing through as a branch that git might take for an option."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9./-]*", name):
        msg = f"`{name}` is not a branch's name"
        raise GitError(msg)
    return name


def _is_kept(folder: Path) -> bool:
    return any((place / ".git").exists() for place in (folder, *folder.absolute().parents))
