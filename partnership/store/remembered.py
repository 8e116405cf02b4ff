"""Which event files were found to be as agreed: what has not changed since is not read again for it.

A file is known again by its size, its number on the disk, when it was last written and when anything
of it last changed. What is remembered tells of no row: names of files, and how many rows they have.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Protocol

from partnership.store.files import EventFile
from partnership.store.tables import Table

FORM = 2
"""Of what is remembered, and of how files are checked; another number forgets everything."""


class Memory(Protocol):
    """Where answers are remembered; what was forgotten is asked again."""

    def answer(self, question: bytes) -> str | None:
        """Give the answer that was given to a question, or None."""

    def remember(self, question: bytes, text: str) -> None:
        """Remember the answer to a question."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was found of a table's files."""

    states: Mapping[str, str] = field(default_factory=dict)
    """By file, what it is known again by."""
    rows: Mapping[str, int] = field(default_factory=dict)
    superseded: bool = False
    """Whether some thing has more than one state, in all files together."""


def states_of(files: Sequence[EventFile]) -> dict[str, str]:
    """Give what each file is known again by; a file that cannot be looked at, by nothing."""
    found = {}
    for file in files:
        found[file.shown] = ""
        with suppress(OSError):
            stat = file.path.stat()
            found[file.shown] = (
                f"{stat.st_size} {stat.st_dev} {stat.st_ino} {stat.st_mtime_ns} {stat.st_ctime_ns}"
            )
    return found


def recall(memory: Memory | None, table: Table, files: Sequence[EventFile]) -> Remembered:
    """Give what is remembered of a table; what cannot be read was never known."""
    text = None if memory is None else memory.answer(_question(table, files))
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        read = json.loads(text or "")
        states = {str(name): str(state) for name, state in read["states"].items() if state}
        rows = {str(name): int(read["rows"][name]) for name in states}
        return Remembered(states, rows, bool(read["superseded"]))
    return Remembered()


def remember(
    memory: Memory | None, table: Table, files: Sequence[EventFile], found: Remembered
) -> None:
    """Remember what was found of a table's files."""
    if memory is not None:
        memory.remember(_question(table, files), json.dumps(asdict(found)))


def _question(table: Table, files: Sequence[EventFile]) -> bytes:
    folder = files[0].path.parent if files else ""
    return f"event files {FORM}: {table} in {folder}".encode(errors="surrogateescape")
