"""Branches that propose something and are not agreed yet, as far as this clone knows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.errors import GitError
from partnership.history.git import NO_TIP, Repository

FIELDS = "%(refname:short)%00%(authordate:short)%00%(contents:subject)%00%(authoremail:trim)"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A branch that is not merged into what is checked out."""

    branch: str
    proposed: date
    subject: str
    by: str
    """The address of whoever proposed it."""


def find_waiting(repository: Repository) -> Iterator[Waiting]:
    """Yield the branches that are not merged, by name; none where there is no git."""
    if repository.tip() == NO_TIP:
        return
    try:
        told = repository.ask(
            "for-each-ref", "--no-merged=HEAD", f"--format={FIELDS}", "refs/heads", "refs/remotes"
        )
    except GitError:
        return
    for line in told.decode(errors="replace").splitlines():
        branch, day, subject, by = line.split("\0")
        yield Waiting(branch, date.fromisoformat(day), subject, by)
