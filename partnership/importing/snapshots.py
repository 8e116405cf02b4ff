"""What changed between two dated exports of the current state: events exact to the day.

The first export of all shows where everything stands and tells nothing of how it came there. From
then on a value that differs from the one before is an event of the export's day.
"""

# ruff: noqa: S608 - names are quoted identifiers of our own

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from partnership.errors import StoreError
from partnership.importing.outcome import counted
from partnership.importing.shapes import Rule
from partnership.importing.staging import Connection
from partnership.importing.tokens import TokenBook
from partnership.store.columns import literal, quoted

INTO = 50_000
Seen = tuple[str, str, str | None, str | None]
Later = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of a rule's snapshots beside the changes."""

    gone: int = 0
    """Things of the day before the last that the last one does not have."""
    earlier: int = 0
    """Rows of days that an earlier import has read, before the last day that was read."""
    later: Later = lambda: None
    """Writes what the book is to remember, once the changes are in the store."""


def keep_changes(connection: Connection, rule: Rule, book: TokenBook) -> Changes:
    """Leave only the rows of table `found` that are changes; it has `_id`, `_day` and `_changed`.

    Raises:
        StoreError: A day comes after a later one was read, or has one thing twice.
    """
    days = [
        str(row[0])
        for row in connection.execute("SELECT DISTINCT _day FROM found ORDER BY 1").fetchall()
    ]
    if not days:
        return Changes()
    known = book.days(rule.name)
    first, last = (known[0], known[-1]) if known else (days[0], "")
    _refuse_late([day for day in days if day < last and day not in set(known)], last, rule)
    earlier = _count_earlier(connection, last)
    _load_seen(connection, rule, book)
    _refuse_doubles(connection, rule)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE run AS SELECT f.*, lag(f._changed, 1, CASE WHEN s.day = f._day"
        " THEN s.before ELSE s.value END) OVER w AS _before, lag(f._day, 1, s.day) OVER w AS _since"
        " FROM found AS f LEFT JOIN seen AS s ON s.id = f._id"
        f" WHERE f._day >= {literal(last)} WINDOW w AS (PARTITION BY f._id ORDER BY f._day)"
    )
    gone = 0 if days[-1] < last else _count_gone(connection, days[-1])
    later = _remember(connection, rule, book, days)
    held = "" if rule.table != "req_event" else _hold_only(rule)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE found AS SELECT * EXCLUDE (_before, _since) FROM run"
        f" WHERE _changed IS DISTINCT FROM _before AND NOT _skips AND NOT (_day = {literal(first)})"
        f" AND _changed IS NOT NULL{held}"
    )
    return Changes(gone, earlier, later)


def _refuse_late(days: Sequence[str], last: str, rule: Rule) -> None:
    if days:
        several = f"{days[0]} is" if len(days) == 1 else f"{len(days)} days from {days[0]} on are"
        raise StoreError(
            f"{several} before {last}, the last day that was read of `{rule.thing}`, and so would"
            " tell nothing: days are added later, never before; nothing was imported. Leave such"
            f" exports out, or, where {last} was no such day, import all days anew into an empty"
            " folder with a book of tokens of its own (--store, --tokens)"
        )


def _count_earlier(connection: Connection, last: str) -> int:
    found = connection.execute("SELECT count(*) FROM found WHERE _day < $1", [last]).fetchone()
    return int(found[0])


def _count_gone(connection: Connection, ended: str) -> int:
    """Count the things of the day before the last that the last one does not have."""
    there = "SELECT _id, _day FROM run UNION SELECT id, day FROM seen"
    found = connection.execute(
        f"WITH there AS ({there}), before AS (SELECT max(_day) AS day FROM there WHERE _day < $1)"
        " SELECT count(*) FROM there, before WHERE _day = before.day"
        " AND _id NOT IN (SELECT _id FROM there WHERE _day = $1)",
        [ended],
    ).fetchone()
    return int(found[0])


def _hold_only(rule: Rule) -> str:
    """Let a hold end only where one was seen."""
    words = rule.columns["type"].words
    if words is None:
        return ""
    return (
        " AND (type <> 'hold_ended' OR lower(_before) IN (SELECT raw FROM word WHERE list ="
        f" {literal(words)} AND ours = 'hold_started'))"
    )


def _load_seen(connection: Connection, rule: Rule, book: TokenBook) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE seen (id VARCHAR, day VARCHAR, value VARCHAR, before VARCHAR)"
    )
    some: list[Seen] = []
    for row in book.seen(rule.name):
        some.append(row)
        if len(some) == INTO:
            _insert(connection, some)
            some = []
    if some:
        _insert(connection, some)


def _insert(connection: Connection, rows: list[Seen]) -> None:
    connection.execute(
        "INSERT INTO seen SELECT unnest(CAST(? AS VARCHAR[])), unnest(CAST(? AS VARCHAR[])),"
        " unnest(CAST(? AS VARCHAR[])), unnest(CAST(? AS VARCHAR[]))",
        [list(column) for column in zip(*rows, strict=True)],
    )


def _refuse_doubles(connection: Connection, rule: Rule) -> None:
    found = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM found GROUP BY _id, _day"
        " HAVING count(DISTINCT coalesce(_changed, '')) > 1)"
    ).fetchone()[0]
    if found:
        raise StoreError(
            f"twice in one day's export with different values: {counted(int(found), 'row')} of"
            f" `{rule.thing}`, so no change can be read from it; import one export of each day"
        )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE found AS SELECT DISTINCT ON (_id, _day) * FROM found"
    )


def _remember(connection: Connection, rule: Rule, book: TokenBook, days: Sequence[str]) -> Later:
    """Keep each thing's last value, and the one it had before that day."""
    kept = quoted(f"kept {rule.name}")
    connection.execute(
        f"CREATE TABLE {kept} AS SELECT _id, max(_day) AS day, arg_max(_changed, _day) AS value,"
        " arg_max(coalesce(_before, ''), _day) AS before FROM run GROUP BY _id"
    )

    def later() -> None:
        book.see(rule.name, days, _rows(connection.execute(f"SELECT * FROM {kept} ORDER BY _id")))

    return later


def _rows(result: Connection) -> Iterator[Seen]:
    while some := result.fetchmany(INTO):
        for name, day, value, before in some:
            yield name, day, value, before or None
