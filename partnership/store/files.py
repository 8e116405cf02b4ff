"""The files of a store's folder: which table each one is, and which columns it has."""

# ruff: noqa: S608 - names are quoted identifiers of our own tables, text is escaped once

from __future__ import annotations

import csv
import difflib
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partnership.errors import StoreError
from partnership.store.columns import EXAMPLES, is_readable, literal
from partnership.store.persons import looks_like_a_person
from partnership.store.tables import TABLE_BY_NAME, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from duckdb import DuckDBPyConnection

SUFFIXES = (".csv", ".parquet")
_HEADER_LIMIT = 1 << 16


@dataclass(frozen=True, slots=True)
class EventFile:
    """One file of an event table, with the SQL type of each of its columns."""

    path: Path
    table: Table
    types: Mapping[str, str]

    @property
    def shown(self) -> str:
        """Return the path below the store's folder, for messages."""
        return _shown(self.table, self.path)

    @property
    def is_parquet(self) -> bool:
        """Say whether the file is Parquet; otherwise it is CSV."""
        return self.path.suffix == ".parquet"


def find_table_files(folder: Path) -> Iterator[tuple[Table, Path]]:
    """Yield each file of a store's folder with the table it belongs to, in name order."""
    for entry in _entries(folder):
        table = _table_named(entry, folder)
        if stat.S_ISDIR(entry.lstat().st_mode):
            yield from ((table, part) for part in _entries(entry) if _is_table_file(part, folder))
        elif _is_table_file(entry, folder):
            yield table, entry


def read_columns(connection: DuckDBPyConnection, table: Table, path: Path) -> EventFile:
    """Read a file's column names and types, and refuse those the table does not have."""
    shown = _shown(table, path)
    types = _parquet_types(connection, path) if path.suffix == ".parquet" else _csv_types(path)
    known = {column.name: column for column in table.columns}
    for name, found in types.items():
        if name not in known and looks_like_a_person(name):
            raise StoreError(
                f"{shown}: column `{name}` looks like it tells of a person, and table `{table.name}`"
                " holds tokens and groups only; leave the column out of the file"
            )
        if name not in known:
            raise StoreError(
                f"{shown}: table `{table.name}` has no column `{name}`"
                f"{nearest(name, known, 'its columns are')}"
            )
        if not is_readable(known[name], found):
            raise StoreError(
                f"{shown}: column `{name}` of table `{table.name}` is {found}, "
                f"which cannot hold {EXAMPLES[known[name].type]}"
            )
    missing = [c.name for c in table.columns if not c.nullable and c.name not in types]
    if missing:
        raise StoreError(
            f"{shown}: table `{table.name}` needs column `{missing[0]}`, which is not there"
            + (f", nor are {_listed(missing[1:])}" if missing[1:] else "")
        )
    return EventFile(path, table, types)


def scan(files: Iterable[EventFile], *, numbered: bool = False) -> str:
    """Return the SQL table function that reads files of one format with the same columns."""
    first, *rest = files
    paths = ", ".join(literal(str(file.path)) for file in (first, *rest))
    if first.is_parquet:
        numbers = ", file_row_number = true" if numbered else ""
        return f"read_parquet([{paths}], hive_partitioning = false{numbers})"
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in first.types)
    return (
        f"read_csv([{paths}], auto_detect = false, header = true, delim = ',', quote = '\"', "
        f"escape = '\"', strict_mode = true, columns = {{{columns}}}"
        f"{', parallel = false' if numbered else ''})"
    )


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return the end of a message: the nearest known name, or all of them."""
    names = list(known)
    close = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean `{close[0]}`?" if close else f"; {otherwise} {_listed(names)}"


def _shown(table: Table, path: Path) -> str:
    return f"{table.name}/{path.name}" if path.parent.name == table.name else path.name


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise StoreError(f"{folder}: the event store cannot be read: {error.strerror}") from error


def _table_named(entry: Path, folder: Path) -> Table:
    name = entry.stem if entry.suffix in SUFFIXES else entry.name
    table = TABLE_BY_NAME.get(name)
    if table is None:
        raise StoreError(
            f"{entry.relative_to(folder)}: there is no event table `{name}`"
            f"{nearest(name, TABLE_BY_NAME, 'the tables are')}"
        )
    return table


def _is_table_file(path: Path, folder: Path) -> bool:
    shown = path.relative_to(folder)
    if path.suffix not in SUFFIXES:
        raise StoreError(f"{shown}: an event table is a `.csv` or a `.parquet` file")
    if not stat.S_ISREG(path.lstat().st_mode):
        raise StoreError(f"{shown}: an event table is a plain file, not a link or a device")
    return True


def _csv_types(path: Path) -> dict[str, str]:
    try:
        with path.open("rb") as file:
            line = file.readline(_HEADER_LIMIT).decode("utf-8-sig")
        header = next(csv.reader([line], strict=True), [])
    except OSError as error:
        raise StoreError(f"{path.name}: the file cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise StoreError(f"{path.name}: the first line is not a UTF-8 CSV header") from error
    if not header:
        raise StoreError(f"{path.name}: the file has no header line with column names")
    repeated = [name for name in header if header.count(name) > 1]
    if repeated:
        raise StoreError(f"{path.name}: the header names column `{repeated[0]}` twice")
    return dict.fromkeys(header, "VARCHAR")


def _parquet_types(connection: DuckDBPyConnection, path: Path) -> dict[str, str]:
    import duckdb  # takes a tenth of a second: only commands that measure pay

    try:
        rows = connection.execute(
            f"DESCRIBE SELECT * FROM read_parquet([{literal(str(path))}], hive_partitioning = false)"
        ).fetchall()
    except duckdb.Error as error:
        raise StoreError(f"{path.name}: the file is not readable as Parquet") from error
    return {str(row[0]): str(row[1]) for row in rows}
