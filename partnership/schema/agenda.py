"""The JSON Schema of `partnership/agenda/1`, which `agenda --format json` prints."""

from __future__ import annotations

from partnership.reporting.agendas import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.forms import count, day, items, keys, one_of, or_null, text
from partnership.schema.kinds import heading

PARTIES = ("client", "provider", "both")


def agenda_schema() -> Schema:
    """Give the JSON Schema of an agenda; later versions of 1 may add keys, so others are allowed."""
    title = f"What `agenda --format json` prints: `{FORMAT}`."
    return heading("agenda", title) | keys(
        format={"description": "The format's name and version.", "const": FORMAT},
        agreement=text("The partnership's id; empty where it could not be read."),
        commit=text("Git's tip, or `none`."),
        as_of=day("The day on which it is drafted."),
        cadence=text("The meeting that comes round, by its id."),
        title=text("Its title."),
        day=day("The day of the meeting."),
        instead_of=or_null(day("The day it would have been, where it was moved.")),
        at=or_null(text("When it begins: `10:00`.")),
        time_zone=text("The time zone of that time."),
        duration=text("How long it takes."),
        chair=text("The role whose turn it is to lead it."),
        standing=items("The standing items, in order.", _item()),
        papers=items("What is to be there before.", _paper()),
        sections=items("What is open, by sort.", _section()),
    )


def _item() -> Schema:
    return keys(
        title=text("What is talked about."),
        owner=text("The role that leads it."),
        minutes=count("How long it takes."),
        at=or_null(text("When it begins.")),
    )


def _paper() -> Schema:
    return keys(
        what=text("What it is."),
        party=one_of("Whose it is.", PARTIES),
        owner=text("The role that prepares it."),
        due=day("The last day on which it is in time."),
    )


def _section() -> Schema:
    return keys(
        id=text("The sort: `breaches`, `at-risk`, `overdue`, `actions`, `awaiting`, …"),
        title=text("Its heading."),
        points=items("What is open; nothing where all is well.", _point()),
    )


def _point() -> Schema:
    return keys(
        text=text("What it is."),
        party=one_of("Who has to do something.", PARTIES),
        owner=or_null(text("The role that does it.")),
        due=or_null(day("The last day on which it is in time.")),
        document=text("`Kind/id`; empty where there is none."),
        path=text("The file, from git's top; empty where there is none."),
        line=count("The line, from 1."),
        pointer=text("The field, by keys."),
    )
