"""The terms of one day as they were known on another, and what was changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from partnership.errors import WrongUsage
from partnership.files import Cache
from partnership.history.changes import Amended, Change
from partnership.history.differences import Terms, Written
from partnership.history.git import Repository
from partnership.history.reading import read
from partnership.history.revisions import gather_at
from partnership.history.states import State
from partnership.history.steps import Step, find_after
from partnership.history.trail import read_trail, walk
from partnership.loading.gathering import ROOT_FILE, path_from_git_top


@dataclass(frozen=True, slots=True)
class InForce:
    """A document's terms on a day."""

    document: Written
    terms: Terms


@dataclass(frozen=True, slots=True)
class Later:
    """A change that was made known after the day from which it holds, or after the day asked."""

    step: Step
    change: Change


def known_on(line: Sequence[Step], day: date) -> str:
    """Name the commit that was the newest known on a day, on main's own line.

    Args:
        line: Main's own line.
        day: The day of knowledge, to its end in UTC.

    Raises:
        WrongUsage: nothing was known by then.

    """
    known = [step for step in line if step.known.date() <= day]
    if not known:
        first = line[0].known.date()
        msg = f"nothing was known on {day}: the history begins on {first}"
        raise WrongUsage(msg)
    return known[-1].commit


def in_force(state: State, day: date) -> Iterator[InForce]:
    """Yield the commitments that are in force on a day, by name, with their terms of that day."""
    on = day.isoformat()
    for name in sorted(state.documents):
        document = state.documents[name]
        effective: Any = document.tree.get("effective")
        if not isinstance(effective, dict):
            continue
        first, last = str(effective.get("from", "")), str(effective.get("to", "9999"))
        if first <= on <= last:
            yield InForce(document, document.on(on)[0])


def read_later(
    repository: Repository, root: Path, line: Sequence[Step], day: date, cache: Cache | None
) -> tuple[Amended, ...]:
    """Read what was changed after a day: the agreement as it was then, and what follows it.

    The whole trail is read where there was none of it yet, where it stood in another folder, and
    where some file could not be read: what such a file held before is told by the trail alone.

    Args:
        repository: The partnership's folder, as git sees it.
        root: The folder that holds the partnership.
        line: Main's own line.
        day: The last day of which nothing is asked.
        cache: Where files are remembered by their content.

    Raises:
        GitError: an object is missing.

    """
    known = [step for step in line if step.known.date() <= day]
    if known:
        gathered = gather_at(repository, known[-1].commit, root)
        state = read(gathered, cache)
        if not state.unread and path_from_git_top(root) + ROOT_FILE in gathered.contents:
            steps = find_after(repository, line, known[-1].commit)
            return tuple(found for found, _ in walk(repository, steps, cache, state))
    found = read_trail(repository, line[-1].commit, cache).amended
    return tuple(one for one in found if one.step and one.step.known.date() > day)


def find_later(amended: tuple[Amended, ...], name: str, day: date, known: date) -> Iterator[Later]:
    """Yield the changes of a document's terms of a day that were known only after some other day.

    Args:
        amended: The trail, as far as `known` asks for it.
        name: `Kind/id`.
        day: The day whose terms are asked for.
        known: The day by which the asked terms were known.

    """
    on = day.isoformat()
    for one in amended:
        if one.step is None or one.step.known.date() <= known:
            continue
        for change in one.changes:
            holds = change.since <= on and (not change.until or on < change.until)
            if change.document == name and change.effect != "moved" and holds:
                yield Later(one.step, change)
