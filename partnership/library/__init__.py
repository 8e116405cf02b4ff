"""The field's metrics, ready to be copied into an agreement: each with its formula and an example.

A definition is copied, never referred to: what is counted stands in the agreement's own document,
and `based_on` says where it came from. Nothing that measures or judges reads this library.
"""

from __future__ import annotations

from partnership.library.catalogue import GROUPS, IDS
from partnership.library.comparing import Difference, differences
from partnership.library.copying import DATA_SOURCE, SLATerms, block, metric_text, sla_text
from partnership.library.entries import Entry, Example, base_of, entries, entry
from partnership.library.listing import FORMAT, as_data, as_table
from partnership.library.upgrading import upgraded_text

__all__ = [
    "DATA_SOURCE",
    "FORMAT",
    "GROUPS",
    "IDS",
    "Difference",
    "Entry",
    "Example",
    "SLATerms",
    "as_data",
    "as_table",
    "base_of",
    "block",
    "differences",
    "entries",
    "entry",
    "metric_text",
    "sla_text",
    "upgraded_text",
]
