"""The JSON Schema of what `who` prints as JSON."""

from __future__ import annotations

from partnership.reporting.who import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.forms import items, keys, one_of, or_null, text
from partnership.schema.kinds import heading


def who_schema() -> Schema:
    """Give the schema of who decides or does something; later versions of 1 may add keys."""
    found = keys(
        title=text("What it is called."),
        place=text("Where it is written."),
        **{"is": one_of("What was found.", ("decision", "activity", "role"))},
    )
    found["properties"] |= {
        "decided_by": _seat("Who decides."),
        "threshold": text("How far that seat may go."),
        "beyond": or_null(_seat("Who decides what goes further.")),
        "within": text("How soon it is decided."),
        "due": _instant("The last instant in time, asked for at `at`; null where unknown."),
        "fallback": _seat("Who decides when it is not decided in time."),
        "accountable": _seat("Who answers for the activity."),
        "responsible": items("Who does it.", _seat("A seat.")),
        "slas": items("What it keeps.", {"type": "string"}),
        "seat": _seat("The seat that was asked for."),
        "consulted": items("Who is asked before.", _seat("A seat.")),
        "informed": items("Who is told after.", _seat("A seat.")),
        "channel": or_null(keys("Where to ask, and what may be said there.")),
    }
    return heading("who", f"What `who` prints with `--format json`: `{FORMAT}`.") | keys(
        format={"description": "The format's name and version.", "const": FORMAT},
        at=text("The moment asked for, in UTC."),
        commit=text("The commit that was read, or `none`."),
        found=items("Everything called so.", found),
    )


def _seat(description: str) -> Schema:
    return keys(
        description,
        role=text("The seat."),
        title=or_null(text("What people call it.")),
        party=or_null(text("Whose it is.")),
        answered_by=or_null(text("Who fills it, or the deputy; null if nobody.")),
        contact=or_null(text("Where to reach it.")),
        there_from=_instant("When it can next be reached, in UTC."),
        there_until=_instant("Until when."),
    )


def _instant(description: str) -> Schema:
    return or_null(text(description) | {"format": "date-time"})
