"""The place of events can be read as it is written.

Events live in a folder, a DuckDB file, a PostgreSQL database or a Spark session, and a database may
call our tables and columns otherwise. An address of another kind, a table or column of ours that
there is not, and a column whose name tells of a person (`email`, `last_name`, `birth_date`) would
stop every measurement; the last is never read, whatever stands in it.

To mend it: correct the name, or map a column of tokens or groups in place of one of persons.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Partnership
from partnership.documents.partnership import EventPlace
from partnership.errors import StoreError
from partnership.findings import Finding, Loc, Severity
from partnership.store.names import find_faults, names_of
from partnership.store.places import read_place

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield what stands in the way of reading events."""
    for partnership in agreement.of(Partnership):
        for _, terms in partnership.versions():
            if terms.events:
                for message, loc in _faults(terms.events):
                    text, _, hint = message.partition("; ")
                    yield terms.finding(text, "events", *loc, hint=hint)


def _faults(events: EventPlace) -> Iterator[tuple[str, Loc]]:
    for table, column, message in find_faults(names_of(events)):
        yield message, ("tables", table) if column is None else ("tables", table, "columns", column)
    if events.at is None:
        return
    try:
        place = read_place(events.at)
    except StoreError as error:
        yield str(error), ("at",)
    else:
        if place.sort == "folder" and events.tables:
            yield (
                "the tables of a folder bear our names; leave out `tables`, which is for a database",
                ("tables",),
            )
