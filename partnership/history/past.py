"""A trail for people who read pages: every step, and the agreement as each month left it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from partnership.errors import GitError
from partnership.files import Cache
from partnership.history.changes import Amended
from partnership.history.git import NO_TIP, Repository
from partnership.history.states import State
from partnership.history.steps import read_line
from partnership.history.trail import walk

MONTHS = 60
"""How many months are kept, the latest."""


@dataclass(frozen=True)
class Past:
    """What a handbook tells of an agreement's history."""

    amended: tuple[Amended, ...] = ()
    """Every step, the oldest first."""
    months: Mapping[str, State] = field(default_factory=dict)
    """The agreement at the end of each month in which a commitment changed: by `2026-03`."""
    state: State = field(default_factory=State)
    """The agreement at the last step."""
    refused: str = ""
    """Why the history cannot be told, where it cannot."""


def read_past(repository: Repository, cache: Cache | None = None) -> Past:
    """Read the history of what is checked out; one that is not whole is not told, and says why.

    Args:
        repository: The partnership's folder, as git sees it.
        cache: Where files are remembered by their content.

    """
    tip = repository.tip()
    if tip == NO_TIP:
        return Past()
    amended: list[Amended] = []
    months: dict[str, State] = {}
    state = State()
    try:
        for found, state in walk(repository, read_line(repository, tip.full), cache):
            amended.append(found)
            month = f"{found.step.known:%Y-%m}" if found.step else ""
            if month in months or any(change.binds for change in found.changes):
                months[month] = state
    except GitError as error:
        return Past(refused=str(error))
    return Past(tuple(amended), dict(sorted(months.items())[-MONTHS:]), state)
