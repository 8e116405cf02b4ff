"""What a warehouse calls the event tables and their columns; only what is named here is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from partnership.documents.partnership import EventPlace
from partnership.errors import StoreError
from partnership.store.files import nearest
from partnership.store.persons import looks_like_a_person
from partnership.store.tables import TABLE_BY_NAME, Table


@dataclass(frozen=True, slots=True)
class TableNames:
    """What a warehouse calls one event table."""

    table: str
    """Its name there, with catalog and schema where it needs them: `hr.openings`."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our column's name, then theirs; a column that is not here bears our name."""


Names = Mapping[str, TableNames]
"""By the event table's own name; a table that is not here bears our name."""


def names_of(place: EventPlace | None) -> Names:
    """Give the names that a partnership's document writes."""
    if place is None:
        return {}
    return {
        name: TableNames(written.table or name, written.columns)
        for name, written in place.tables.items()
    }


def find_faults(names: Names) -> Iterator[tuple[str, str | None, str]]:
    """Yield what a mapping names that is not read: our table, our column or None, and a message."""
    for name, written in names.items():
        table = TABLE_BY_NAME.get(name)
        if table is None:
            hint = nearest(name, TABLE_BY_NAME, "the tables are")
            yield name, None, f"there is no event table `{name}`{hint}"
            continue
        known = table.column_names
        for ours, theirs in written.columns.items():
            if ours not in known:
                hint = nearest(ours, known, "its columns are")
                yield name, ours, f"table `{name}` has no column `{ours}`{hint}"
            elif looks_like_a_person(theirs):
                yield name, ours, refusal(written.table, theirs, f"`{ours}` of table `{name}`")


def refusal(table: str, column: str, asked: str) -> str:
    """Say that a column is not read because of its name."""
    return (
        f"column `{column}` of `{table}` looks like it tells of a person, so it is never read"
        f" as {asked}; map a column of tokens or groups"
    )


def require_readable(names: Names) -> None:
    """Refuse a mapping that names what is not there or must not be read.

    Raises:
        StoreError: It says which table and column.
    """
    for _, _, message in find_faults(names):
        raise StoreError(f"the mapping of event tables: {message}")


def their_table(table: Table, names: Names) -> str:
    """Give what a warehouse calls an event table."""
    written = names.get(table.name)
    return written.table if written else table.name


def their_column(table: Table, column: str, names: Names) -> str:
    """Give what a warehouse calls a column of an event table."""
    written = names.get(table.name)
    return written.columns.get(column, column) if written else column
