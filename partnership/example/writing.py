"""The example's event store on disk: CSV as it is, or many times over as Parquet."""

# ruff: noqa: S608 - names are quoted identifiers of our own tables, text is escaped once

from __future__ import annotations

import csv
import io
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from partnership.store.columns import literal, quoted
from partnership.store.scratch import Scratch, scratch
from partnership.store.tables import TABLE_BY_NAME, Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partnership.example.rows import Row, Value

COPIES_A_FILE = 50


def write_csv(out: Path, tables: Mapping[str, Sequence[Row]]) -> None:
    """Write each table as one CSV file."""
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(TABLE_BY_NAME[name].column_names)
        writer.writerows([_printed(value) for value in row.values()] for row in rows)
        (out / f"{name}.csv").write_bytes(text.getvalue().encode())


def write_parquet(out: Path, tables: Mapping[str, Sequence[Row]], copies: int) -> None:
    """Write each table as Parquet, every subject `copies` times under tokens of its own.

    Aggregates have no tokens: their counts are multiplied instead.
    """
    with tempfile.TemporaryDirectory() as folder, scratch() as connection:
        write_csv(Path(folder), tables)
        for name in tables:
            _copy(connection, Path(folder) / f"{name}.csv", out, copies)


def _copy(connection: Scratch, written: Path, out: Path, copies: int) -> None:
    table = TABLE_BY_NAME[written.stem]
    types = ", ".join(f"{literal(c.name)}: {literal(_SQL[c.type])}" for c in table.columns)
    connection.execute(
        f"CREATE TABLE once AS SELECT * FROM read_csv({literal(str(written))}, header = true,"
        f" auto_detect = false, delim = ',', quote = '\"', columns = {{{types}}})"
    )
    is_aggregate = "period" in table.key
    (out / table.name).mkdir(parents=True, exist_ok=True)
    for number, first in enumerate(range(0, 1 if is_aggregate else copies, COPIES_A_FILE)):
        last = min(first + COPIES_A_FILE, 1 if is_aggregate else copies)
        columns = ", ".join(_copied(column, copies) for column in table.columns)
        path = out / table.name / f"{number:04}.parquet"
        connection.execute(
            f"COPY (SELECT {columns} FROM range({first}, {last}) copies(copy), once)"
            f" TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
        )
    connection.execute("DROP TABLE once")


def _copied(column: Column, copies: int) -> str:
    name = quoted(column.name)
    if column.type == "token" and column.name != "survey_id":
        token = f"left({name}, 4) || left(md5({name} || '/' || copy), 20)"
        return f"CASE WHEN {name} IS NOT NULL THEN {token} END AS {name}"
    if column.name in {"invited", "n", "count"}:
        return f"{name} * {copies} AS {name}"
    return name


_SQL = {
    "token": "VARCHAR",
    "str": "VARCHAR",
    "enum": "VARCHAR",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
    "int": "BIGINT",
    "decimal": "DECIMAL(18, 4)",
    "bool": "BOOLEAN",
}


def _printed(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case _:
            return str(value)
