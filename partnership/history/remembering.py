"""Where main is known to have stood, and whether its line still goes through there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from partnership.errors import GitError
from partnership.history.git import Repository
from partnership.history.steps import Line

SHORT = 12


def find_forgotten(
    repository: Repository, line: Line, remembered: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield each commit that main once stood at and that its line no longer goes through, and why.

    Args:
        repository: The partnership's folder, as git sees it.
        line: Main's line.
        remembered: Names of commits; an empty one, or one of zeros alone, means none.

    """
    own = {step.commit for step in line.own}
    for name in remembered:
        if not name.strip("0"):
            continue
        commit = _commit(repository, name)
        if commit is None:
            yield name, f"`{name}` is remembered, and no commit of that name is here"
        elif commit not in line.every:
            yield commit, "is remembered as main's tip, and main no longer follows from it"
        elif commit not in own:
            yield commit, "is remembered as main's tip, and a merge took it off main's own line"
    for before, after in _forced(repository):
        if before not in line.every:
            yield before, f"was the tip that others saw, until main was forced to {after[:SHORT]}"


def _commit(repository: Repository, name: str) -> str | None:
    """Give the full name of a commit, or None where there is none."""
    if name.startswith("-") or not name.isprintable():
        return None
    try:
        asked = ("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return repository.ask(*asked).decode().strip()
    except GitError:
        return None


def _forced(repository: Repository) -> Iterator[tuple[str, str]]:
    """Yield from where to where a fetch saw the upstream of this branch forced, the newest first."""
    try:
        named = repository.ask("rev-parse", "--symbolic-full-name", "@{upstream}")
        upstream = named.decode().strip()
        how = ("--walk-reflogs", "--no-show-signature", "--format=%H %gs")
        told = repository.ask("log", *how, upstream, "--")
    except GitError:
        return
    moves = [line.partition(" ") for line in told.decode(errors="replace").splitlines()]
    if moves:
        moves.append((_commit(repository, f"{upstream}@{{{len(moves)}}}") or "", "", ""))
    for (after, _, how_it_moved), (before, _, _) in pairwise(moves):
        if before and "forced-update" in how_it_moved:
            yield before, after
