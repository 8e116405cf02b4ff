"""Event tables as they held at an instant: what was decided by then counts, whatever undid it later.

The last state of an opening, an offer, an approval or a scorecard is read, and of one that was
undone after the instant, the state before it. A cancelled opening that is reopened after the
instant was cancelled at it, by its states or by its events. Where nothing was undone, no statement
changes.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Protocol

from partnership.store.states import DECIDED, ENTERED, MOVES, before_table
from partnership.store.tables import TABLE_BY_NAME

_NO_TIME = "CAST(NULL AS BIGINT)"
_OF_OPENING = (
    "o.requisition_id = e.requisition_id AND (e.opening_id IS NULL OR e.opening_id = o.opening_id)"
)

_OF_APPLICATION = re.compile(
    r"\bapplication (AS a (?:ON [^$]{0,120}? )?JOIN app_event AS e"
    r" ON e\.application_id = a\.application_id)"
)
"""How events are joined to the requisition or the opening of their application."""


class Changing(Protocol):
    """What is asked of a store about what was undone."""

    @property
    def changed(self) -> Collection[str]:
        """Name the tables of which a state was undone."""

    def last_reopened(self) -> tuple[int | None, int | None]:
        """Give when an opening was last reopened, and when one that an event had cancelled."""


def held_name(table: str) -> str:
    """Name the step that shows a table as it held."""
    return f"{table}_then"


def held_steps(
    store: Changing, tables: Collection[str], instant: int, cut: str
) -> Iterator[tuple[str, str]]:
    """Yield the steps that show tables as they held at an instant: those of which any changed later.

    Args:
        store: Knows what was undone.
        tables: Those that are read.
        instant: The first that is not seen.
        cut: The same as a parameter.
    """
    for table in DECIDED:
        if table not in tables:
            continue
        reopened, undone_at = store.last_reopened() if table == "opening" else (None, None)
        by_event = undone_at is not None and undone_at >= instant
        if table not in store.changed and not by_event:
            continue
        undone = []
        if table in store.changed:
            undone.append(_by_states(table, cut))
        if by_event:
            undone.append(_by_events(cut))
        sql = " UNION ALL ".join(undone)
        if reopened is not None:
            yield "opening_undone", sql
            yield "opening_again", _again()
            sql = _not_yet_undone(cut)
        yield f"{table}_held", _latest(table, sql)
        yield held_name(table), _then(table, cut)


def _by_states(table: str, cut: str) -> str:
    """Write the states that held at the instant."""
    (key,), (at, *_) = TABLE_BY_NAME[table].key, DECIDED[table]
    columns = ", ".join(f"b.{name}" for name in (key, *DECIDED[table], "recorded_us"))
    return (
        f"SELECT {columns} FROM {before_table(table)} AS b"
        f" WHERE b.{at} < {cut} AND b.until_at >= {cut}"
    )


def _by_events(cut: str) -> str:
    """Write the cancellations by then, for openings of which no state tells; whose it was says why."""
    return (
        "SELECT o.opening_id, e.occurred_at AS closed_at,"
        " CASE WHEN e.actor_party = 'client' THEN 'cancelled_client' ELSE 'cancelled_other' END"
        " AS close_reason, o.filled_application_id, o.opened_at, o.recorded_at,"
        f" {_NO_TIME} AS recorded_us FROM req_event AS e JOIN opening AS o ON {_OF_OPENING}"
        f" WHERE e.type = 'cancelled' AND e.occurred_at < {cut} AND e.occurred_at >= o.opened_at"
        " AND e.requisition_id IN (SELECT x.requisition_id FROM req_event AS x"
        f" WHERE x.type = 'reopened' AND x.occurred_at >= {cut})"
    )


def _again() -> str:
    """Write when an opening was first reopened after each time it was closed."""
    return (
        "SELECT u.opening_id, u.closed_at, min(e.occurred_at) AS at_utc FROM opening_undone AS u"
        " JOIN opening AS o ON o.opening_id = u.opening_id"
        f" JOIN req_event AS e ON {_OF_OPENING}"
        " WHERE e.type = 'reopened' AND e.occurred_at >= u.closed_at"
        " GROUP BY u.opening_id, u.closed_at"
    )


def _not_yet_undone(cut: str) -> str:
    """Leave out what an event undid by then; what events alone say needs one that undoes it later."""
    return (
        "SELECT u.* FROM opening_undone AS u LEFT JOIN opening_again AS q"
        " ON q.opening_id = u.opening_id AND q.closed_at = u.closed_at"
        f" WHERE q.at_utc >= {cut} OR (q.at_utc IS NULL AND u.recorded_us IS NOT NULL)"
    )


def _latest(table: str, found: str) -> str:
    """Of several states take the last, and an event only where no state tells."""
    (key,), (at, *_) = TABLE_BY_NAME[table].key, DECIDED[table]
    return (
        f"SELECT h.* FROM (SELECT f.*, row_number() OVER (PARTITION BY f.{key}"
        f" ORDER BY coalesce(f.recorded_us, 0) DESC, f.{at} DESC) AS from_last"
        f" FROM ({found}) AS f) AS h WHERE h.from_last = 1"
    )


def _then(table: str, cut: str) -> str:
    """Write the whole table; what the last state says was decided by then is taken from it."""
    (key,), (at, *_) = TABLE_BY_NAME[table].key, DECIDED[table]
    columns = ", ".join(
        f"CASE WHEN h.{key} IS NULL THEN n.{name} ELSE h.{name} END AS {name}"
        if name in DECIDED[table]
        else f"n.{name}"
        for name in TABLE_BY_NAME[table].column_names
    )
    return (
        f"SELECT {columns}, coalesce(h.recorded_at, n.{ENTERED}) AS {ENTERED} FROM {table} AS n LEFT JOIN {table}_held AS h ON h.{key} = n.{key}"
        f" AND (n.{at} IS NULL OR n.{at} >= {cut})"
    )


def of_their_time(store: Changing, text: str) -> tuple[str, dict[str, str]]:
    """Let an event belong to the requisition its application was at when it happened.

    Gives the statement, and the step it reads; both are as they were where none ever moved.
    """
    if MOVES not in store.changed or not _OF_APPLICATION.search(text):
        return text, {}
    text = _OF_APPLICATION.sub(
        r"application_spells \1 AND e.occurred_at >= a.from_at AND e.occurred_at < a.until_at", text
    )
    before = before_table(MOVES)
    spells = (
        "SELECT n.application_id, n.requisition_id, n.opening_id,"
        f" coalesce(m.moved_at, -{2**40}) AS from_at, {2**40} AS until_at FROM application AS n"
        f" LEFT JOIN (SELECT b.application_id, max(b.until_at) AS moved_at FROM {before} AS b"
        " GROUP BY b.application_id) AS m ON m.application_id = n.application_id"
        " UNION ALL SELECT b.application_id, b.requisition_id, b.opening_id, b.from_at, b.until_at"
        f" FROM {before} AS b"
    )
    return text, {"application_spells": spells}
