"""The JSON Schema of `partnership/metrics/1`, which `metrics list --format json` prints."""

from __future__ import annotations

from typing import get_args

from partnership.documents.vocabulary import Direction, MetricType, MetricUnit, Owing, Subject
from partnership.library import FORMAT, GROUPS
from partnership.schema.cleaning import Schema
from partnership.schema.kinds import heading

_WORDS = {
    "id": "Its name; `partnership metrics add ID` copies it.",
    "based_on": "What a copy says in `based_on`: `time-to-fill@1`.",
    "title": "Its title.",
    "formula": "In plain words, then as arithmetic.",
    "source": "Where the definition comes from.",
    "typical": "What is usual in the field: a starting point to be baselined.",
}
_CHOICES = {
    "group": ("The group it is listed in.", list(GROUPS)),
    "type": ("A duration, a ratio, a count, a score, a cost or an index.", get_args(MetricType)),
    "subject": ("What one counted thing is.", get_args(Subject)),
    "unit": ("The unit of its values.", get_args(MetricUnit)),
    "direction": ("Which way is better.", get_args(Direction)),
    "owed_by": ("Who usually owes it.", get_args(Owing)),
}


def metrics_schema() -> Schema:
    """Give the JSON Schema of the library's list; later versions of 1 may add keys."""
    one: dict[str, Schema] = {
        name: {"description": words, "type": "string"} for name, words in _WORDS.items()
    }
    one |= {
        name: {"description": words, "enum": list(known)}
        for name, (words, known) in _CHOICES.items()
    }
    one["version"] = {"description": "Its version, from 1.", "type": "integer", "minimum": 1}
    return heading("metrics", f"What `metrics list --format json` prints: `{FORMAT}`.") | {
        "type": "object",
        "properties": {
            "format": {"description": "The format's name and version.", "const": FORMAT},
            "metrics": {
                "description": "The library's metrics, by group.",
                "type": "array",
                "items": {"type": "object", "properties": one, "required": sorted(one)},
            },
        },
        "required": ["format", "metrics"],
    }
