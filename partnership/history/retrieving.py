"""The terms of one day as they were known on another, and what was changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from partnership.errors import WrongUsage
from partnership.history.changes import Amended, Change
from partnership.history.differences import Terms, Written
from partnership.history.git import Repository
from partnership.history.states import State
from partnership.history.steps import Step, find_line


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


def known_on(repository: Repository, tip: str, day: date) -> str:
    """Name the commit that was the newest known on a day, on main's own line.

    Args:
        repository: The partnership's folder, as git sees it.
        tip: Where the line ends, in full.
        day: The day of knowledge, to its end in UTC.

    Raises:
        WrongUsage: nothing was known by then.
        GitError: the history is cut off.

    """
    line = find_line(repository, tip)
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


def find_later(amended: tuple[Amended, ...], name: str, day: date, known: date) -> Iterator[Later]:
    """Yield the changes of a document's terms of a day that were known only after some other day.

    Args:
        amended: The whole trail.
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
