"""What changed between two dated exports of the current state: events exact to the day.

The first export of all shows where everything stands and tells nothing of how it came there. From
then on a value that differs from the one before is an event of the export's day.
"""

# ruff: noqa: S608 - names are quoted identifiers of our own

from __future__ import annotations

from collections.abc import Callable, Iterator

from partnership.errors import StoreError
from partnership.importing.shapes import Rule
from partnership.importing.staging import Connection
from partnership.importing.tokens import TokenBook
from partnership.store.columns import literal, quoted

INTO = 50_000
Seen = tuple[str, str, str | None, str | None]
Later = Callable[[], None]


def keep_changes(connection: Connection, rule: Rule, book: TokenBook) -> tuple[int, Later]:
    """Leave only the rows of table `found` that are changes; say how many things are gone.

    Table `found` has `_id`, `_day` and `_changed`. What the book is to remember is written by the
    function that comes back, once the changes are in the store.
    """
    days = [
        str(row[0])
        for row in connection.execute("SELECT DISTINCT _day FROM found ORDER BY 1").fetchall()
    ]
    if not days:
        return 0, lambda: None
    known = book.snapshot(rule.name)
    first, last = (known[0], known[1]) if known else (days[0], "")
    _load_seen(connection, rule, book)
    _refuse_doubles(connection, rule)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE run AS SELECT f.*, lag(f._changed, 1, CASE WHEN s.day = f._day"
        " THEN s.before ELSE s.value END) OVER w AS _before, lag(f._day, 1, s.day) OVER w AS _since"
        " FROM found AS f LEFT JOIN seen AS s ON s.id = f._id"
        f" WHERE f._day >= {literal(last)} WINDOW w AS (PARTITION BY f._id ORDER BY f._day)"
    )
    ended = max(last, days[-1])
    gone = _count_gone(connection, ended)
    later = _remember(connection, rule, book, (first, ended))
    held = "" if rule.table != "req_event" else _hold_only(rule)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE found AS SELECT * EXCLUDE (_before, _since) FROM run"
        f" WHERE _changed IS DISTINCT FROM _before AND NOT _skips AND NOT (_day = {literal(first)})"
        f" AND _changed IS NOT NULL{held}"
    )
    return gone, later


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
            f"{found} rows of `{rule.thing}` are in one day's export twice with different values, so"
            " no change can be read from it; import one export of each day"
        )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE found AS SELECT DISTINCT ON (_id, _day) * FROM found"
    )


def _remember(connection: Connection, rule: Rule, book: TokenBook, days: tuple[str, str]) -> Later:
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
