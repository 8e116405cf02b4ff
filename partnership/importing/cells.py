"""Turns one value of an export into one value of the spool, by the kind of its field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from partnership.importing.moments import UNREADABLE, Evidence, day_reader, moment_reader
from partnership.importing.shapes import FieldKind, Writing
from partnership.store.personal import kind_of_person

Cell = Callable[[str], str]

REMEMBERED = 50_000
LONGEST_ID = 200
_NUMBER = re.compile(r"-?\d{1,14}(?:\.\d+)?")
_FLAGS = {"true": "true", "yes": "true", "y": "true", "t": "true", "1": "true"} | {
    "false": "false", "no": "false", "n": "false", "f": "false", "0": "false"}  # fmt: skip


class Column:
    """What was seen of one column: values that look like people, days without an order."""

    def __init__(
        self, name: str, kind: FieldKind, writing: Writing, unplaced: list[tuple[Column, str]]
    ) -> None:
        """Make the function that reads its values; `unplaced` takes what was seen first and how it looks."""
        self.name = name
        self.people: Counter[str] = Counter()
        self.first: dict[str, str] = {}
        """File and line of the first value of each look."""
        self._unplaced = unplaced
        self.evidence = Evidence()
        self._known: dict[str, str] = {}
        self.cell: Cell = self._cell(kind, writing)

    def _cell(self, kind: FieldKind, writing: Writing) -> Cell:
        match kind:
            case "id":
                return self._id
            case "word":
                return self._word
            case "time":
                read = moment_reader(writing, self.evidence)
                return read if writing.form is None else _stripped(read)
            case "day":
                return _stripped(day_reader(writing, self.evidence))
            case "number":
                return _stripped(lambda text: text if _NUMBER.fullmatch(text) else UNREADABLE)
            case "flag":
                return _stripped(lambda text: _FLAGS.get(text.lower(), UNREADABLE))

    def _saw(self, looks: str) -> None:
        self.people[looks] += 1
        if self.people[looks] == 1:
            self._unplaced.append((self, looks))

    def _id(self, text: str) -> str:
        text = text.strip()
        if "@" in text:
            self._saw("an e-mail address")
            return ""
        if len(text) > LONGEST_ID:
            self._saw("free text")
            return ""
        return text

    def _word(self, text: str) -> str:
        found = self._known.get(text)
        if found is None:
            found = " ".join(text.split())
            looks = kind_of_person(text.strip())
            if looks is not None:
                self._saw(looks)
                return ""
            if len(self._known) < REMEMBERED:
                self._known[text] = found
        return found


def _stripped(read: Cell) -> Cell:
    def cell(text: str) -> str:
        text = text.strip()
        return read(text) if text else ""

    return cell
