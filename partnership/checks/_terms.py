"""Which fields of a commitment are terms, and which only tell about it."""

from __future__ import annotations

from partnership.documents import Commitment

TOLD = {"kind", "id", "title", "description", "labels", "owners", "effective", "amendments"}
TOLD_BY_KIND = {
    "SLA": {"escalation", "remedies", "measured_by", "verified_by", "data_source", "tool_change"},
    "Metric": {"based_on", "intent", "standard_ref"},
    "Calendar": {"holidays_from"},
}


def is_term(commitment: Commitment, key: str) -> bool:
    """Whether a field may change what was counted, judged or owed."""
    return key not in TOLD and key not in TOLD_BY_KIND.get(commitment.kind, ())
