"""The library as a table for people, and as data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from partnership.library.catalogue import GROUPS
from partnership.library.entries import Entry, entry

FORMAT = "partnership/metrics/1"


def as_table() -> str:
    """Write the library as lines of text: a heading for each group, a line for each metric."""
    return "\n\n".join("\n".join(_group(name, ids)) for name, ids in GROUPS.items()) + "\n"


def _group(name: str, ids: tuple[str, ...]) -> Iterator[str]:
    yield name
    widest = max(len(one) for ids in GROUPS.values() for one in ids)
    for one in map(entry, ids):
        yield f"  {one.id:<{widest}}  {one.owed_by:<8}  {one.metric.unit:<14}  {one.metric.title}"


def as_data() -> dict[str, Any]:
    """Give the library as data, as its published schema says."""
    return {
        "format": FORMAT,
        "metrics": [_one(entry(name)) for ids in GROUPS.values() for name in ids],
    }


def _one(found: Entry) -> dict[str, Any]:
    return {
        "id": found.id,
        "version": found.version,
        "based_on": found.base,
        "group": found.group,
        "title": found.metric.title,
        "type": found.metric.type,
        "subject": found.metric.subject,
        "unit": found.metric.unit,
        "direction": found.metric.direction,
        "owed_by": found.owed_by,
        "formula": found.formula,
        "source": found.source,
        "typical": found.typical,
    }
