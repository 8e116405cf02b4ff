"""Reads a system's export files, row by row, into the spool: only the columns that a form names."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from partnership.errors import StoreError
from partnership.importing.cells import Column
from partnership.importing.json_values import objects_in
from partnership.importing.outcome import counted
from partnership.importing.paths import Getter, getter, items_of
from partnership.importing.shapes import Form, Shapes, Writing
from partnership.importing.spool import AT_ONCE, Spool

CSV_SUFFIXES = (".csv", ".tsv", ".txt")
JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
LONGEST_FIELD = 1 << 24
EVERY = 20_000
"""Rows between two signs of progress."""


class Lines(Protocol):
    """What is needed of a reader of CSV."""

    line_num: int

    def __next__(self) -> list[str]:
        """Give the next row."""

    def __iter__(self) -> Iterator[list[str]]:
        """Give the rows that are left."""


@dataclass(frozen=True, slots=True)
class Export:
    """One file, with the day on which it was the current state where it is a snapshot."""

    path: Path
    shown: str
    day: str = ""


@dataclass(slots=True)
class Read:
    """What was read, and what was not."""

    rows: Counter[str] = field(default_factory=Counter)
    """Rows by form."""
    unread: dict[str, str] = field(default_factory=dict)
    """Files that are no table of the system, and why."""
    unknown: Counter[str] = field(default_factory=Counter)
    """JSON objects by file that are nothing the system is known to send, or not to be read."""


class Reader:
    """Reads files into a spool; it remembers what it saw of each column."""

    def __init__(
        self,
        shapes: Shapes,
        spool: Spool,
        zone: str,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Read by shapes; `zone` is that of days, and of moments that name none."""
        self.found = Read()
        self.columns: dict[tuple[str, str], Column] = {}
        self._unplaced: list[tuple[Column, str]] = []
        self._shapes = shapes
        self._spool = spool
        self._zone = zone
        self._progress = progress
        self._csv = [form for form in shapes.forms if form.is_csv]
        self._json = [form for form in shapes.forms if not form.is_csv]
        self._known: dict[frozenset[str], list[Form]] = {}
        self._getters: dict[str, _Plan] = {}
        csv.field_size_limit(LONGEST_FIELD)

    def read(self, number: int, export: Export) -> None:
        """Read one file.

        Raises:
            StoreError: The file cannot be read to its end.
        """
        try:
            if export.path.suffix.lower() in JSON_SUFFIXES:
                self._read_json(number, export)
            else:
                self._read_csv(number, export)
        except UnicodeDecodeError as error:
            raise StoreError(
                f"{export.shown}: the file is not UTF-8 ({error.reason}, near byte"
                f" {error.start}); save it as UTF-8 and import again"
            ) from None
        except OSError as error:
            raise StoreError(f"{export.shown}: cannot be read: {error.strerror}") from error

    def _read_csv(self, number: int, export: Export) -> None:
        forms = [form for form in self._csv if _is_named(export.path.name, form)]
        if not forms:
            self.found.unread[export.shown] = "no table that is read has this name"
            return
        with export.path.open("rb") as binary:
            _refuse_utf16(binary, export.shown)
            text = io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")
            reader = csv.reader(text, _dialect(binary, text), strict=True)
            try:
                self._read_lines(number, export, forms, reader, binary)
            except csv.Error as error:
                raise StoreError(
                    f"{export.shown}: line {reader.line_num}: not readable as CSV: {error}"
                ) from None

    def _read_lines(
        self,
        number: int,
        export: Export,
        forms: list[Form],
        reader: Lines,
        binary: BinaryIO,
    ) -> None:
        header = [name.strip() for name in next(reader, [])]
        if not header:
            raise StoreError(f"{export.shown}: the file has no header line with column names")
        plans = [(self._csv_plan(form, header, number, export), form) for form in forms]
        lines = [plan for plan, _ in plans]
        width, since = len(header), 0
        for row in reader:
            if len(row) != width:
                if not row:
                    continue
                raise StoreError(
                    f"{export.shown}: line {reader.line_num}: the row has {counted(len(row), 'value')} where"
                    f" the header names {counted(width, 'column')}"
                )
            row.append("")
            for plan in lines:
                plan.add(row, reader.line_num)
            if self._unplaced:
                self._place(export, reader.line_num)
            since += 1
            if since == EVERY:
                since = 0
                self._progress(binary.tell())
        for plan, form in plans:
            self.found.rows[form.name] += plan.count

    def _place(self, export: Export, line: int) -> None:
        """Say where the values stand that were just seen for the first time."""
        for column, looks in self._unplaced:
            column.first[looks] = f"{export.shown}:{line}"
        self._unplaced.clear()

    def _csv_plan(self, form: Form, header: list[str], number: int, export: Export) -> _Lines:
        missing = [name for name in form.marks if name not in header]
        if missing:
            raise StoreError(
                f"{export.shown}: table `{form.name}` has no column `{missing[0]}`, which is read"
                + (f", nor {', '.join(f'`{name}`' for name in missing[1:])}" if missing[1:] else "")
            )
        twice = [name for name in form.fields.values() if header.count(name) > 1]
        if twice:
            raise StoreError(f"{export.shown}: the header names column `{twice[0]}` twice")
        cells = []
        for name in self._shapes.things[form.thing].fields:
            path = form.fields.get(name)
            index = header.index(path) if path in header else -1
            cells.append((index, self._column(form, name, path or name).cell))
        only = [(header.index(name), words) for name, words in form.only.items()]
        return _Lines(self._spool, form, cells, only, (str(number), export.day))

    def _column(self, form: Form, name: str, path: str) -> Column:
        key = (form.name, name)
        if key not in self.columns:
            thing = self._shapes.things[form.thing]
            stated = form.writings.get(name) or thing.writings.get(name, Writing())
            writing = Writing(
                stated.form or ("epoch ms" if form.epoch else None),
                stated.zone or (form.zone if thing.fields[name] == "time" else None) or self._zone,
                stated.counts_as,
            )
            shown = f"{form.name}.{path}"
            self.columns[key] = Column(shown, thing.fields[name], writing, self._unplaced)
        return self.columns[key]

    def _read_json(self, number: int, export: Export) -> None:
        named = [form for form in self._json if form.files and _is_named(export.path.name, form)]
        lists = frozenset(form.each.partition(".")[0] for form in named if form.each)
        for since, (line, value) in enumerate(objects_in(export.path, export.shown, lists)):
            is_known = False
            for form in named or self._forms_of(value):
                items = items_of(value, form.each)
                if items is not None:
                    is_known = True
                    self._add_items(number, export, form, value, items, line)
            if not is_known:
                self.found.unknown[export.shown] += 1
            if self._unplaced:
                self._place(export, line)
            if since % EVERY == 0:
                self._progress(0)

    def _forms_of(self, value: dict[str, Any]) -> list[Form]:
        action = value.get("action") or value.get("event")
        if isinstance(action, str):
            return [form for form in self._json if action in form.actions]
        keys = frozenset(value)
        if keys not in self._known:
            self._known[keys] = [
                form for form in self._json if form.marks and keys.issuperset(form.marks)
            ]
        return self._known[keys]

    def _add_items(
        self,
        number: int,
        export: Export,
        form: Form,
        value: dict[str, Any],
        items: Sequence[Any],
        line: int,
    ) -> None:
        plan = self._getters.get(form.name)
        if plan is None:
            fields = self._shapes.things[form.thing].fields
            cells = [
                (getter(path), self._column(form, name, path).cell)
                if (path := form.fields.get(name))
                else None
                for name in fields
            ]
            only = [(getter(name), words) for name, words in form.only.items()]
            plan = self._getters[form.name] = _Plan(cells, only)
        waiting = self._spool.waiting(form.thing)
        for item in items:
            if any(get(item, value).strip().lower() not in words for get, words in plan.only):
                continue
            row = ["" if cell is None else cell[1](cell[0](item, value)) for cell in plan.cells]
            waiting.append([*row, form.source, str(number), str(line), export.day, form.name])
            self.found.rows[form.name] += 1
        if len(waiting) >= AT_ONCE:
            self._spool.flush(form.thing)


@dataclass(frozen=True, slots=True)
class _Plan:
    cells: Sequence[tuple[Getter, Callable[[str], str]] | None]
    only: Sequence[tuple[Getter, tuple[str, ...]]]


class _Lines:
    """How the lines of one CSV file become rows of one thing."""

    def __init__(
        self,
        spool: Spool,
        form: Form,
        cells: list[tuple[int, Callable[[str], str]]],
        only: list[tuple[int, tuple[str, ...]]],
        origin: tuple[str, str],
    ) -> None:
        self.count = 0
        self._spool = spool
        self._thing = form.thing
        self._cells = cells
        self._only = only
        self._before = (form.source, origin[0])
        self._after = (origin[1], form.name)
        self._waiting = spool.waiting(form.thing)

    def add(self, row: list[str], line: int) -> None:
        for index, words in self._only:
            if row[index].strip().lower() not in words:
                return
        self.count += 1
        found = [cell(row[index]) for index, cell in self._cells]
        self._waiting.append((*found, *self._before, line, *self._after))
        if len(self._waiting) >= AT_ONCE:
            self._spool.flush(self._thing)


def find_exports(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield files, and those in folders, in the order of their names."""
    for path in paths:
        if path.is_dir():
            named = (p for p in path.rglob("*") if p.suffix.lower() in CSV_SUFFIXES + JSON_SUFFIXES)
            yield from sorted(p for p in named if p.is_file() and not _is_hidden(p, path))
        else:
            yield path


def _is_hidden(path: Path, top: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(top).parts)


def _is_named(name: str, form: Form) -> bool:
    return any(fnmatch(name.lower(), pattern.lower()) for pattern in form.files)


def _refuse_utf16(binary: BinaryIO, shown: str) -> None:
    begin = binary.read(2)
    binary.seek(0)
    if begin in {b"\xff\xfe", b"\xfe\xff"}:
        raise StoreError(f"{shown}: the file is UTF-16; save it as UTF-8 and import again")


def _dialect(binary: BinaryIO, text: io.TextIOWrapper) -> type[csv.Dialect]:
    """Tell commas from semicolons and tabs by the header."""
    header = text.readline()
    text.seek(0)
    binary.seek(0)
    counts = {mark: header.count(mark) for mark in (",", ";", "\t")}

    class Found(csv.excel):
        delimiter = max(counts, key=lambda mark: counts[mark])

    return Found
