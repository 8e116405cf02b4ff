"""One import from its first file to its last: read, stage, settle, write, remember."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from partnership.clock.zones import day_start
from partnership.documents.event_map import EventMap
from partnership.errors import StoreError
from partnership.importing.exports import Export, Reader, find_exports
from partnership.importing.mapped import Mapped, mapped
from partnership.importing.outcome import Outcome, counted
from partnership.importing.spool import Spool
from partnership.importing.staging import Connection
from partnership.importing.states import States, files_select
from partnership.importing.tokens import RandomBytes, TokenBook
from partnership.importing.work import Stager, forms_in_use, load
from partnership.store.columns import literal
from partnership.store.tables import TABLE_BY_NAME
from partnership.store.workbench import workbench

MARK = ".import"
"""The file in a store that names its book of tokens; the store does not read it."""
PART = re.compile(r"(\d+)\.(?:csv|parquet)")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to import, and where everything is."""

    event_map: EventMap
    paths: Sequence[Path]
    store: Path
    tokens: Path
    recorded_at: datetime
    """When rows are taken down for which the system does not say."""
    random: RandomBytes
    snapshot: date | None = None
    """The day on which the files were the current state."""
    dated: bool = False
    """Whether the files stand in folders named by the day on which they were the current state."""
    stated: bool = False
    """Whether somebody stated `recorded_at`, so that it counts for snapshots too."""
    write: bool = True
    as_of: date | None = None
    """The last day that a snapshot may be of; without it, the map's day of `recorded_at`."""


Progress = Callable[[str, int, int], None]
"""Takes what is being done, how much of it is done, and how much there is."""


def import_exports(plan: Plan, progress: Progress = lambda *_: None) -> Outcome:
    """Import files into a store.

    Raises:
        StoreError: Something cannot be read or written; the store is as it was.
    """
    if plan.recorded_at.tzinfo is None:
        raise StoreError("the moment of the import needs a time zone")
    whole = mapped(plan.event_map)
    _refuse_faults(plan.event_map, whole)
    whole = replace(whole, shapes=replace(whole.shapes, forms=forms_in_use(whole)))
    exports = list(_exports(plan))
    _refuse_future(plan, exports)
    outcome = Outcome(plan.event_map.system, plan.event_map.id, len(exports), wrote=plan.write)
    outcome.recorded_at = plan.recorded_at.astimezone(UTC).isoformat(timespec="seconds")
    try:
        with _book(plan) as book, _private_folder(plan.tokens) as work:
            _run(plan, whole, exports, outcome, work, book, progress)
    except sqlite3.Error as error:
        raise StoreError(f"{plan.tokens}: the book of tokens cannot be used: {error}") from error
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise StoreError(f"{where}the import could not be finished: {error.strerror}") from error
    return outcome


def _run(
    plan: Plan,
    whole: Mapped,
    exports: Sequence[Export],
    outcome: Outcome,
    work: Path,
    book: TokenBook,
    progress: Progress,
) -> None:
    _require_same_book(plan.store, book)
    moment = plan.recorded_at.astimezone(UTC).isoformat(" ")[:19]
    with workbench(work, {"import_at": moment}) as connection:
        reader = _read(whole, plan.event_map.time_zone, exports, work, connection, progress)
        outcome.read = dict(reader.found.rows)
        outcome.unread = reader.found.unread
        outcome.unknown = dict(reader.found.unknown)
        _refuse_people_and_days(reader)
        _day_moments(plan, exports, connection)
        progress("mapping", 0, 1)
        shown = [export.shown for export in exports]
        stager = Stager(connection, whole, reader.found.rows, outcome, shown)
        stager.stage(book, snapshot=plan.dated or plan.snapshot is not None)
        progress("comparing with the store", 0, 1)
        states = States(connection, plan.store, stager, outcome, _microseconds(plan.recorded_at))
        states.settle(book, work)
        outcome.tokens = book.issued
        if plan.write:
            progress("writing", 0, 1)
            _write(plan.store, connection, stager, states, book, outcome)


def _exports(plan: Plan) -> Iterator[Export]:
    several = list(find_exports(plan.paths))
    if not several:
        raise StoreError("there is no export to read: no `.csv`, `.tsv`, `.json` or `.jsonl` file")
    top = Path(os.path.commonpath([path.absolute().parent for path in several]))
    if plan.dated and len(several) > 1 and _day_of(top.name):
        top = top.parent
    for path in several:
        if not path.is_file():
            raise StoreError(f"{path}: there is no such file")
        shown = path.absolute().relative_to(top).as_posix()
        yield Export(path, shown, _snapshot_day(plan, path))


def _refuse_future(plan: Plan, exports: Sequence[Export]) -> None:
    place = ZoneInfo(plan.event_map.time_zone)
    today = (plan.as_of or plan.recorded_at.astimezone(place).date()).isoformat()
    for export in exports:
        if export.day > today:
            raise StoreError(
                f"{export.shown}: the export is said to be of {export.day}, and today is {today}:"
                " no current state is known of a day to come; correct the day"
            )


def _snapshot_day(plan: Plan, path: Path) -> str:
    if plan.snapshot is not None:
        return plan.snapshot.isoformat()
    if not plan.dated:
        return ""
    for parent in path.absolute().parents:
        if _day_of(parent.name):
            return parent.name
    raise StoreError(f"{path}: no folder above it is named by a day, such as `2026-03-02`")


def _day_of(name: str) -> bool:
    try:
        return len(name) == 10 and bool(date.fromisoformat(name))
    except ValueError:
        return False


def _refuse_faults(event_map: EventMap, whole: Mapped) -> None:
    if whole.faults:
        first = whole.faults[0]
        place = event_map.place(*first.loc)
        more = f" (and {len(whole.faults) - 1} more)" if len(whole.faults) > 1 else ""
        hint = f"; {first.hint}" if first.hint else ""
        raise StoreError(f"{place.path}:{place.line}: {first.message}{hint}{more}")


def work_folder(tokens: Path) -> Path:
    """Name the folder in which an import works: one at a time, as only one holds the book."""
    return tokens.with_name(f".{tokens.name}{MARK}")


@contextmanager
def _private_folder(tokens: Path) -> Iterator[Path]:
    """Make a folder beside the book of tokens, which is held; what a killed import left goes first."""
    folder = work_folder(tokens)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _book(plan: Plan) -> TokenBook:
    name = plan.event_map.ids_of or plan.event_map.id
    return TokenBook(plan.tokens, name, plan.random)


def _require_same_book(store: Path, book: TokenBook) -> None:
    mark = store / MARK
    if not mark.exists():
        return
    try:
        known = str(json.loads(mark.read_text(encoding="utf-8"))["tokens"])
    except (ValueError, KeyError, TypeError):
        raise StoreError(f"{mark}: the name of the book of tokens cannot be read") from None
    if known != book.name:
        raise StoreError(
            f"{store}: this store was filled with another book of tokens, and every subject would be"
            " in it twice; give that book with --tokens, or import into an empty folder"
        )


def _read(
    whole: Mapped,
    zone: str,
    exports: Sequence[Export],
    work: Path,
    connection: Connection,
    progress: Progress,
) -> Reader:
    total = sum(export.path.stat().st_size for export in exports)
    done = 0
    with Spool(work, whole.shapes.things) as spool:
        reader = Reader(
            whole.shapes, spool, zone, lambda size: progress("reading", done + size, total)
        )
        for number, export in enumerate(exports):
            reader.read(number, export)
            done += export.path.stat().st_size
            progress("reading", done, total)
    load(connection, whole, spool)
    return reader


def _refuse_people_and_days(reader: Reader) -> None:
    for column in reader.columns.values():
        for looks, count in column.people.most_common(1):
            raise StoreError(
                f"column `{column.name}` holds what looks like {looks} in {counted(count, 'row')}, first at"
                f" {column.first[looks]}; nothing was imported. Take the column out of the map, or export it without"
            )
    for column in reader.columns.values():
        if column.evidence.count:
            raise StoreError(
                f"column `{column.name}` {column.evidence.told}"
                f" ({counted(column.evidence.count, 'row')}); nothing was imported"
            )


def _day_moments(plan: Plan, exports: Sequence[Export], connection: Connection) -> None:
    """Say when a dated export was taken: at the end of its day, unless somebody states it."""
    connection.execute("CREATE TABLE export_day (day VARCHAR, us BIGINT)")
    for day in sorted({export.day for export in exports} - {""}):
        after = date.fromisoformat(day) + timedelta(days=1)
        ends = day_start(plan.event_map.time_zone, after) * 1_000_000 - 1_000_000
        moment = _microseconds(plan.recorded_at) if plan.stated else ends
        connection.execute("INSERT INTO export_day VALUES (?, ?)", [day, moment])


def _write(
    store: Path,
    connection: Connection,
    stager: Stager,
    states: States,
    book: TokenBook,
    outcome: Outcome,
) -> None:
    """Write all tables aside, keep the tokens, then move the tables into place."""
    store.mkdir(parents=True, exist_ok=True)
    for left in store.glob(f"{MARK}-*"):
        shutil.rmtree(left, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=f"{MARK}-", dir=store))
    try:
        connection.execute("SET threads = 1")
        parts = []
        for name in stager.tables:
            if outcome.tables[name].added or not states.has(name):
                path = aside / f"{name}.parquet"
                connection.execute(
                    f"COPY ({files_select(TABLE_BY_NAME[name])}) TO {literal(str(path))}"
                    " (FORMAT parquet, COMPRESSION zstd)"
                )
                _sync(path)
                parts.append((path, store / name))
        book.commit()
        _mark(store, aside, book)
        for path, folder in parts:
            folder.mkdir(exist_ok=True)
            path.replace(folder / f"{_next_number(folder):06}.parquet")
            _sync(folder)
        for later in stager.pending:
            later()
        book.commit()
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _mark(store: Path, aside: Path, book: TokenBook) -> None:
    mark = aside / "mark"
    mark.write_text(json.dumps({"tokens": book.name}) + "\n", encoding="utf-8")
    mark.replace(store / MARK)


def _next_number(folder: Path) -> int:
    numbers = [int(found[1]) for path in folder.iterdir() if (found := PART.fullmatch(path.name))]
    return max(numbers, default=0) + 1


def _sync(path: Path) -> None:
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _microseconds(moment: datetime) -> int:
    since = moment.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
