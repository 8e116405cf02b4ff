"""Names what change asked of somebody and is late; several checks ask it, each of its own sort."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.duties.changing import find_changing
from partnership.duties.duty import State
from partnership.findings import Finding


def find_late(agreement: Agreement, as_of: date, topic: str, hint: str) -> Iterator[Finding]:
    """Yield what is overdue of one sort, with who owes it and since when."""
    for one in find_changing(agreement, as_of):
        if one.topic == topic and one.state(as_of) is State.OVERDUE:
            days = (as_of - one.due).days
            when = f"{days} day{'s' * (days > 1)} ago"
            owes = f"the {one.party}'s `{one.owner}` owes {one.what}"
            yield one.finding(f"{owes}; it was due by {one.due}, {when}", hint)
