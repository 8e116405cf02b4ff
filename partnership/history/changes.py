"""What was agreed when: the commits of main's own line that touched the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnership.history.git import NO_TIP, Repository

FIELDS = "%x1e%H%x1f%cs%x1f%an%x1f%s%x1f"
FOLDERS = ("partnership", "records")
MOST = 200


@dataclass(frozen=True, slots=True)
class Commit:
    """One step of the trail."""

    commit: str
    day: date
    author: str
    """As git has it: a role where the partners write as roles."""
    subject: str
    paths: tuple[str, ...]
    """The files it touched, from git's top."""


def list_commits(repository: Repository, most: int = MOST) -> tuple[Commit, ...]:
    """Give the first-parent commits that touched documents, the newest first; none without git.

    Args:
        repository: The partnership's folder, as git sees it.
        most: How many at most.

    """
    if repository.tip() == NO_TIP:
        return ()
    said = repository.log_first_parent(FIELDS, most, FOLDERS)
    return tuple(_commit(record) for record in said.split("\x1e")[1:])


def _commit(record: str) -> Commit:
    commit, day, author, subject, paths = record.split("\x1f", 4)
    names = (name.strip("\n") for name in paths.split("\0"))
    touched = tuple(name for name in names if name)
    return Commit(commit, date.fromisoformat(day), author, subject, touched)
