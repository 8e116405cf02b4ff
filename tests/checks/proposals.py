"""Proposals made from folders: commits of a repository, and what stands in its working tree."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from partnership.checks import find_all
from partnership.findings import Finding
from partnership.history.git import Identity, as_user, isolated
from partnership.history.proposal import Proposal
from partnership.history.revisions import find_fork, propose
from partnership.loading import load

ROLE = Identity("Client vendor manager", "vendor-manager@client.example")
MESSAGE = "COMMIT_MESSAGE"
FIRST = datetime(2026, 7, 1, 12, tzinfo=UTC)


def commit_folders(folder: Path, steps: Iterable[Path], tree: Path) -> None:
    """Make a folder a repository whose `main` has a commit for each step, a day apart.

    Args:
        folder: The repository; what it holds is replaced.
        steps: What each commit holds.
        tree: What the working tree holds, not committed; where it has a file COMMIT_MESSAGE, the
            rest is committed on a branch, saying that.

    """
    folder.mkdir(exist_ok=True)
    repository = isolated(folder, os.environ)
    repository.init()
    for day, step in enumerate(steps):
        _fill(folder, step)
        repository.add_all()
        repository.commit(step.name, ROLE, FIRST + timedelta(days=day))
    _fill(folder, tree)
    message = folder / MESSAGE
    if message.is_file():
        text = message.read_text()
        message.unlink()
        repository.branch("proposal")
        repository.add_all()
        repository.commit(text, ROLE, FIRST + timedelta(days=9))


def _fill(folder: Path, source: Path) -> None:
    for entry in folder.iterdir():
        if entry.name != ".git":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    shutil.copytree(source, folder, symlinks=True, dirs_exist_ok=True)


def proposal_in(folder: Path, as_of: date, revision: str = "main") -> Proposal:
    """Compare a repository's working tree with a revision."""
    repository = as_user(folder, os.environ)
    return propose(repository, find_fork(repository, revision), load(folder), folder, as_of)


def found_in_proposal(folder: Path, as_of: date, revision: str = "main") -> tuple[Finding, ...]:
    """Ask every check about a repository's working tree and what it changes."""
    proposal = proposal_in(folder, as_of, revision)
    return find_all(proposal.head, as_of, proposal)
