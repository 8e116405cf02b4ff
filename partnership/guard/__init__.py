"""Personal data in a text: where it stands and of which sort, never what it says."""

from __future__ import annotations

from partnership.guard.leaks import SORTS, Known, Leak, Sort
from partnership.guard.scanning import find_leaks, find_suspects, may_hold_leaks

__all__ = ["SORTS", "Known", "Leak", "Sort", "find_leaks", "find_suspects", "may_hold_leaks"]
