"""The field's metrics, ready to be copied into an agreement: each with its formula and an example.

A definition is copied, never referred to: what is counted stands in the agreement's own document,
and `based_on` says where it came from. Nothing that measures or judges reads this library.
"""

from __future__ import annotations

from partnership.library.catalogue import GROUPS, IDS
from partnership.library.comparing import Difference, differences
from partnership.library.copying import SLATerms, metric_text, sla_text
from partnership.library.entries import Entry, Example, base_of, entries, entry

__all__ = [
    "GROUPS",
    "IDS",
    "Difference",
    "Entry",
    "Example",
    "SLATerms",
    "base_of",
    "differences",
    "entries",
    "entry",
    "metric_text",
    "sla_text",
]
