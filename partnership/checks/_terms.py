"""Which fields of a commitment are terms, and which only tell about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from partnership.documents import Commitment

DATED = ("day", "from_")
"""The fields whose day says when an item of a list begins to matter."""

TOLD = {"kind", "id", "title", "description", "labels", "owners", "effective", "amendments"}
TOLD_BY_KIND = {
    "SLA": {"escalation", "remedies", "measured_by", "verified_by", "data_source", "tool_change"},
    "Metric": {"based_on", "intent", "standard_ref"},
    "Calendar": {"holidays_from"},
}


def is_term(commitment: Commitment, key: str) -> bool:
    """Whether a field may change what was counted, judged or owed."""
    return key not in TOLD and key not in TOLD_BY_KIND.get(commitment.kind, ())


def known_until(value: Any, last: date) -> Any:  # noqa: ANN401 - a field's value, whatever it is
    """Leave out the items of a list whose day comes after a day."""
    if not isinstance(value, tuple):
        return value
    return tuple(item for item in value if _day(item) <= last)


def _day(item: object) -> date:
    days = (getattr(item, name, None) for name in DATED)
    return next((day for day in days if isinstance(day, date)), date.min)
