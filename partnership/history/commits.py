"""What was agreed when: the commits of main's own line that touched the agreement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from partnership.history.git import NO_TIP, Repository

FIELDS = "%H%x00%cs%x00%an%x00%s%x00"
"""Ended by NUL, the one sign that neither names nor subjects nor paths can hold."""
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
    tokens = iter(repository.log_first_parent(FIELDS, most, FOLDERS).split("\0"))
    found: list[Commit] = []
    paths: list[str] = []
    for token in (one.strip("\n") for one in tokens):
        if "/" in token:  # a path below one of the folders; a commit's name has no slash
            paths.append(token)
        elif token:
            _add_paths(found, paths)
            day, author, subject = next(tokens), next(tokens), next(tokens)
            found.append(Commit(token, date.fromisoformat(day), author, subject, ()))
    _add_paths(found, paths)
    return tuple(found)


def _add_paths(found: list[Commit], paths: list[str]) -> None:
    """Give the last commit the paths that followed it."""
    if found and paths:
        found[-1] = replace(found[-1], paths=tuple(paths))
        paths.clear()
