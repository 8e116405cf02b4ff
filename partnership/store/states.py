"""When a thing was first told as it stands, and what an earlier state says that the last one does not.

A later state that leaves every instant as it was, such as one that adds a reason, is no late entry:
`entered_at` is when the instants of the last state were first recorded.

What an earlier state of a thing says that its last one no longer says: it was decided, and undone.

An opening is cancelled and reopened, an offer is accepted and then withdrawn: the last state is all
that counts from then on, and no month before it may change. Each such state stands in a table beside
the events, with the instant until which it held.
"""

# ruff: noqa: S608 - names are our own literals

from __future__ import annotations

from collections.abc import Mapping

from partnership.store.tables import Table

ENTERED = "entered_at"
"""The column beside those of an event table: when its instants were first recorded as they stand."""

DECIDED: Mapping[str, tuple[str, ...]] = {
    "opening": ("closed_at", "close_reason", "filled_application_id", "opened_at", "recorded_at"),
    "offer": ("decided_at", "outcome", "recorded_at"),
    "approval": ("decided_at", "decision", "recorded_at"),
    "feedback": ("submitted_at", "decision", "recorded_at"),
}
"""By table: when its rows are decided, the word they are decided by, and what goes with both."""

MOVES = "application"
"""The table whose rows may move from one requisition to another."""
KEPT = frozenset((*DECIDED, MOVES))
"""The tables of which earlier states are kept where the last one no longer says them."""


def same_instants(table: Table) -> tuple[str, ...]:
    """Name the columns in which states agree that tell of a thing alike; none of a table without instants."""
    instants = (one.name for one in table.columns if one.type == "timestamp")
    named = tuple(name for name in instants if name != "recorded_at")
    return (*table.key, *named) if named else ()


def before_table(name: str) -> str:
    """Name the table of the states that were undone."""
    return f"{name}_before"


def before_sql(table: Table, rows: str) -> str:
    """Write the states that the next one undid, and `until_at`: when that was.

    A next state decided later, by another word, says itself when it was; one that is not decided at
    all was true when it was recorded. One decided at the same instant or before, or by the same word,
    puts right what was written wrongly, then too.

    Args:
        table: One of those that are decided, or that of applications.
        rows: A `SELECT` of all its states, with `recorded_us`.
    """
    if table.name == MOVES:
        return _moved_sql(rows)
    (key,), (at, word, *_) = table.key, DECIDED[table.name]
    over = f"OVER (PARTITION BY k.{key} ORDER BY k.recorded_us ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING)"
    columns = ", ".join(f"k.{name}" for name in (key, *DECIDED[table.name], "recorded_us"))
    several = (
        f"SELECT k.{key} FROM ({rows}) AS k GROUP BY k.{key}"
        f" HAVING count(*) > 1 AND count(k.{at}) > 0"
    )
    return (
        f"SELECT k.*, coalesce(k.next_at, k.next_recorded) AS until_at FROM (SELECT {columns},"
        f" max(k.{at}) {over} AS next_at, max(k.{word}) {over} AS next_word,"
        f" max(k.recorded_at) {over} AS next_recorded"
        f" FROM ({rows}) AS k WHERE k.{key} IN ({several})) AS k"
        f" WHERE k.{at} IS NOT NULL AND k.next_recorded IS NOT NULL AND (k.next_at IS NULL"
        f" OR (k.next_at > k.{at} AND coalesce(k.next_word, '') <> coalesce(k.{word}, '')))"
    )


def _moved_sql(rows: str) -> str:
    """Write where applications were before they moved, from when until when: a row says since when."""
    over = (
        "OVER (PARTITION BY k.application_id ORDER BY k.recorded_us"
        " ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING)"
    )
    before = (
        "OVER (PARTITION BY k.application_id ORDER BY k.recorded_us"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    )
    several = (
        f"SELECT k.application_id FROM ({rows}) AS k GROUP BY k.application_id"
        " HAVING min(k.requisition_id) <> max(k.requisition_id)"
    )
    return (
        f"SELECT k.*, coalesce(max(k.until_at) {before}, -{2**40}) AS from_at FROM ("
        "SELECT k.application_id, k.requisition_id, k.opening_id, k.recorded_us,"
        f" max(k.recorded_at) {over} AS until_at, max(k.requisition_id) {over} AS next_requisition"
        f" FROM ({rows}) AS k WHERE k.application_id IN ({several})) AS k"
        " WHERE k.next_requisition <> k.requisition_id"
    )
