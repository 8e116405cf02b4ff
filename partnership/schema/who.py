"""The JSON Schema of what `who` prints as JSON."""

from __future__ import annotations

from partnership.reporting.who import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.kinds import heading


def who_schema() -> Schema:
    """Give the schema of who decides or does something; later versions of 1 may add keys."""
    seats = {"type": "array", "items": _seat()}
    channel = {"type": ["object", "null"]}
    found = _object(
        {
            "title": _text("What it is called."),
            "place": _text("Where it is written."),
            "is": {"enum": ["decision", "activity", "role"], "description": "What was found."},
        }
    )
    found["properties"] |= {
        "decided_by": _seat() | {"description": "Who decides."},
        "threshold": _text("How far that seat may go."),
        "beyond": _maybe(_seat(), "Who decides what goes further."),
        "within": _text("How soon it is decided."),
        "due": _maybe_instant("The last instant in time, asked for at `at`; null where unknown."),
        "fallback": _seat() | {"description": "Who decides when it is not decided in time."},
        "accountable": _seat() | {"description": "Who answers for the activity."},
        "responsible": seats | {"description": "Who does it."},
        "slas": {"type": "array", "items": {"type": "string"}, "description": "What it keeps."},
        "seat": _seat() | {"description": "The seat that was asked for."},
        "consulted": seats | {"description": "Who is asked before."},
        "informed": seats | {"description": "Who is told after."},
        "channel": channel | {"description": "Where to ask, and what may be said there."},
    }
    properties: dict[str, Schema] = {
        "format": {"const": FORMAT, "description": "The format's name and version."},
        "at": _text("The moment asked for, in UTC."),
        "commit": _text("The commit that was read, or `none`."),
        "found": {"type": "array", "items": found, "description": "Everything called so."},
    }
    about = f"What `who` prints with `--format json`: `{FORMAT}`."
    return heading("who", about) | _object(properties)


def _seat() -> Schema:
    return _object(
        {
            "role": _text("The seat."),
            "title": _maybe({"type": "string"}, "What people call it."),
            "party": _maybe({"type": "string"}, "Whose it is."),
            "answered_by": _maybe(
                {"type": "string"}, "Who fills it, or the deputy; null if nobody."
            ),
            "contact": _maybe({"type": "string"}, "Where to reach it."),
            "there_from": _maybe_instant("When it can next be reached, in UTC."),
            "there_until": _maybe_instant("Until when."),
        }
    )


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _text(words: str) -> Schema:
    return {"type": "string", "description": words}


def _maybe(schema: Schema, words: str) -> Schema:
    return {"anyOf": [schema, {"type": "null"}], "description": words}


def _maybe_instant(words: str) -> Schema:
    return {"type": ["string", "null"], "format": "date-time", "description": words}
