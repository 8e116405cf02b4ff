"""What a kind, a field, a check or a metric is, in words: for `partnership explain` and the reference pages."""

from __future__ import annotations

from partnership.explaining.choices import choices_page
from partnership.explaining.fields import FieldPage, fields_of
from partnership.explaining.metrics import metric_index, metric_page
from partnership.explaining.pages import check_index, explain, kind_index, kind_page, overview

__all__ = [
    "FieldPage",
    "check_index",
    "choices_page",
    "explain",
    "fields_of",
    "kind_index",
    "kind_page",
    "metric_index",
    "metric_page",
    "overview",
]
