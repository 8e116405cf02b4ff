"""The transparency report as JSON: `partnership/transparency/1`, a contract with a published schema."""

from __future__ import annotations

import json
from typing import Any

from partnership.reporting.transparency.disclosed import Disclosed, Item, Line, Section

FORMAT = "partnership/transparency/1"


def render(found: Disclosed, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a transparency report as JSON, ending in a newline."""
    return json.dumps(as_data(found), indent=2, ensure_ascii=False) + "\n"


def as_data(found: Disclosed) -> dict[str, Any]:
    """Give a transparency report as plain data; exact values are strings."""
    return {
        "format": FORMAT,
        "period": found.period,
        "as_of": found.as_of.isoformat(),
        "agreement": {
            "id": found.agreement,
            "title": found.title,
            "commit": found.commit,
            "uncommitted": found.edited,
            "digest": found.digest,
        },
        "topics": [_section(section) for section in found.sections],
        "not_shown": [
            {
                "topic": one.topic,
                "what": one.what,
                "period": one.period,
                "segment": one.segment,
                "why": one.why,
            }
            for one in found.not_shown
        ],
        "unread": list(found.unread),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.topic.id,
        "title": section.topic.title,
        "missing": section.missing or None,
        "items": [_item(item) for item in section.items],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "sla": item.sla,
        "metric": item.metric,
        "title": item.title,
        "definition": item.definition,
        "owed_by": item.owed_by,
        "rows": [_line(line) for line in item.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    counts = line.counts
    return {
        "period": line.period,
        "segment": line.segment,
        "from": line.since.isoformat() if line.since else None,
        "value": str(line.value),
        "shown": line.shown,
        "n": counts.n,
        "numerator": counts.numerator,
        "denominator": counts.denominator,
        "amount": None if counts.amount is None else str(counts.amount),
        "per": None if counts.per is None else str(counts.per),
        "median": None if line.median is None else str(line.median),
        "ninetieth_percentile": None if line.ninetieth is None else str(line.ninetieth),
        "open_past_due": line.open_past_due,
        "left_out": line.left_out,
        "known": line.known.isoformat(),
        "measurement": line.measurement,
    }
