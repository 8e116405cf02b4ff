"""What a kind, a field or a check is, in words: for `partnership explain` and the reference pages."""

from __future__ import annotations

from partnership.explaining.fields import FieldPage, fields_of
from partnership.explaining.pages import check_index, explain, kind_index, kind_page, overview

__all__ = [
    "FieldPage",
    "check_index",
    "explain",
    "fields_of",
    "kind_index",
    "kind_page",
    "overview",
]
