"""The event store that a command reads: where it is, and what was known in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path
from zoneinfo import ZoneInfo

from partnership.agreement import Agreement
from partnership.cli.options import user_cache
from partnership.cli.progress import watching
from partnership.documents import Metric, Partnership
from partnership.errors import PartnershipError, StoreError
from partnership.measuring.gate import tables_behind
from partnership.measuring.knowledge import last_recorded
from partnership.measuring.measurements import Task
from partnership.store.names import names_of
from partnership.store.opening import OpenStore, open_store

STORE = "data/events"
PLACE = "PARTNERSHIP_EVENTS"
"""The environment variable that says where events live, with what a document must not hold."""
CHECKING = "checking the events"


def opened(
    agreement: Agreement, root: Path, place: str | None, known: datetime | None
) -> OpenStore:
    """Open the store that the command line, the environment or the agreement names."""
    written = next((one.events for one in agreement.of(Partnership) if one.events), None)
    at = written.at if written else None
    names, memory = names_of(written), user_cache()
    with watching(CHECKING) as watch:
        # What a person types starts from where they are; what a document says, from the agreement.
        if chosen := place or os.environ.get(PLACE):
            return open_store(chosen, known, names=names, memory=memory, watch=watch)
        return open_store(at or STORE, known, names=names, root=root, memory=memory, watch=watch)


def require_known(
    agreement: Agreement, store: OpenStore, tasks: Sequence[Task], known: date
) -> None:
    """Refuse a day before anything was recorded: nothing known is not nothing happened.

    Raises:
        StoreError: None of the tables that are read holds a row by then.
    """
    tables = tables_of(agreement, tasks, tables_behind)
    if not last_recorded(store, tables):
        listed = ", ".join(f"`{name}`" for name in tables)
        raise StoreError(
            f"nothing was known on {known}: no row of {listed} is recorded by then, so nothing is "
            "measured; name a later day with --known"
        )


def tables_of(
    agreement: Agreement, tasks: Sequence[Task], of: Callable[[Metric], set[str]]
) -> list[str]:
    """Name the tables of the metrics that are counted."""
    metrics = (agreement.get(Metric, task.sla.metric) for task in tasks)
    found = set[str]()
    for metric in filter(None, metrics):
        with suppress(PartnershipError):  # measuring it says why
            found |= of(metric)
    return sorted(found)


def end_of(known: date, agreement: Agreement) -> datetime:
    """Give the last moment of a day where the partnership is."""
    after = datetime.combine(known + timedelta(days=1), wall_time(), ZoneInfo(agreement.zone()))
    return after - timedelta(microseconds=1)
