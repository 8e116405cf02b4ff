"""Eighteen months of a believable partnership as event tables; the same seed, the same bytes.

Demand decides what is due when, supply which of it is late. How many are late in a row's month
is a quota, so the three planted breaches hold by construction, and no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnership.example.applications import record_applications, record_unsubmitted, submissions
from partnership.example.demand import demand
from partnership.example.draws import Draws
from partnership.example.interviews import interviews, record_feedback, record_interviews
from partnership.example.offers import record_offers
from partnership.example.openings import cancelled_at, record_opening, record_requisitions
from partnership.example.rows import Rows
from partnership.example.supply import supply
from partnership.example.surveys import record_surveys
from partnership.example.writing import write_csv, write_parquet
from partnership.files import write_file
from partnership.store.tables import TABLE_BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from partnership.example.applications import Submission
    from partnership.example.demand import Opening, Requisition
    from partnership.example.rows import Row
    from partnership.example.supply import Supply

SEED = 2025
"""The seed of the published example."""


def simulate(seed: int, out: Path, scale: int = 1) -> None:
    """Write the example's event store: one CSV file a table, or folders of Parquet where scaled.

    Args:
        seed: Decides every draw.
        out: The folder; it is made where it is missing.
        scale: How many times every subject is there, each time under other tokens.
    """
    tables = simulated(seed)
    if scale == 1:
        write_csv(out, tables)
    else:
        write_parquet(out, tables, scale)
    # How meetings were kept is known from their records, which come later; until then none was due.
    write_file(out / "attestation.csv", f"{','.join(TABLE_BY_NAME['attestation'].column_names)}\n")


def simulated(seed: int) -> dict[str, list[Row]]:
    """Return the rows of every table that has any."""
    draws = Draws(seed)
    rows = Rows(draws)
    requisitions = demand(draws)
    delivered = supply(draws, requisitions)
    found = submissions(draws, requisitions, delivered)
    held = interviews(draws, found)
    record_requisitions(draws, rows, requisitions)
    _record_openings(draws, rows, requisitions, delivered, found)
    record_applications(draws, rows, found)
    record_unsubmitted(draws, rows, requisitions)
    record_interviews(draws, rows, found, held)
    record_feedback(draws, rows, held)
    record_offers(draws, rows, found, held)
    record_surveys(draws, rows)
    return rows.tables()


def _record_openings(
    draws: Draws,
    rows: Rows,
    requisitions: Sequence[Requisition],
    delivered: Supply,
    found: Sequence[Submission],
) -> None:
    filled = {
        one.opening.opening_id: (one.filled, one.application_id)
        for one in found
        if one.opening is not None and one.filled is not None
    }
    for asked in requisitions:
        for opening in asked.openings:
            closed = _closed(draws, opening, delivered, filled)
            record_opening(draws, rows, asked, opening, closed)


def _closed(
    draws: Draws,
    opening: Opening,
    delivered: Supply,
    filled: dict[str, tuple[datetime, str]],
) -> tuple[datetime, str, str | None] | None:
    given_up = opening.cancelled or delivered.cancels.get(opening.opening_id)
    if given_up is not None:
        return cancelled_at(draws, given_up), "cancelled_client", None
    if opening.opening_id in filled:
        when, application_id = filled[opening.opening_id]
        return when, "filled", application_id
    return None
