"""How many requisitions are open on a day, and how many openings of them, by row of a promise: from the event store.

Both are process and tell of no person, so their counts are given whole, as measurements give them.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.clock import day_start
from partnership.documents import SLA
from partnership.measuring.query import EventStore, Query
from partnership.measuring.subjects import row_sql


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What is open of one row."""

    segment: str | None
    """The row of `targets`; None for what belongs to none."""
    requisitions: int
    openings: int


def count_still_open(
    agreement: Agreement, store: EventStore, sla: SLA, as_of: date
) -> tuple[StillOpen, ...]:
    """Count requisitions in scope of which an opening is open when a day begins, in the order of a promise's rows.

    Raises:
        PartnershipError: A row goes by what is not known of a requisition.
        StoreError: The store cannot be asked.
    """
    terms = sla.on(as_of) or sla
    query = Query(cut=day_start(agreement.zone(terms.calendar), as_of))
    cut = query.bind(query.cut or 0)
    row = row_sql(query, terms.targets, "requisition")
    seats = (
        f"SELECT r.requisition_id AS id, {row} AS seg FROM requisition AS r"
        " JOIN opening AS o ON o.requisition_id = r.requisition_id"
        f" WHERE r.in_scope AND o.opened_at < {cut} AND (o.closed_at IS NULL OR o.closed_at >= {cut})"
    )
    query.step(
        "asked", f"SELECT id, seg, count(*) AS openings FROM ({seats}) AS s GROUP BY id, seg"
    )
    sql = "SELECT seg, count(*) AS requisitions, sum(openings) AS openings FROM asked GROUP BY seg"
    found = {seg: (int(asked or 0), int(seats or 0)) for seg, asked, seats in query.ask(store, sql)}
    names = [*enumerate(target.id for target in terms.targets), (None, None)]
    return tuple(
        StillOpen(name, *found.get(index, (0, 0)))
        for index, name in names
        if index is not None or index in found
    )
