"""The JSON Schema of `partnership/todo/1`, which `todo --format json` prints."""

from __future__ import annotations

from partnership.duties.todo import Group
from partnership.reporting.todos import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.forms import count, day, items, keys, one_of, or_null, text
from partnership.schema.kinds import heading

PARTIES = ("client", "provider")


def todo_schema() -> Schema:
    """Give the JSON Schema of what is owed; later versions of 1 may add keys, so others are allowed."""
    return heading("todo", f"What `todo --format json` prints: `{FORMAT}`.") | keys(
        format={"description": "The format's name and version.", "const": FORMAT},
        agreement=text("The partnership's id; empty where it could not be read."),
        commit=text("Git's tip, or `none`."),
        as_of=day("The day that is asked for."),
        until=day("The last day that is looked at."),
        party=or_null(one_of("Whose it is, where one party was asked for.", PARTIES)),
        role=or_null(text("Whose it is, where one role was asked for.")),
        items=items("What is owed, by day.", _item()),
    )


def _item() -> Schema:
    groups = tuple(group.value.replace(" ", "_") for group in Group)
    return keys(
        group=one_of("When it is due, seen from the day asked for.", groups),
        due=or_null(day("The last day on which it is in time.")),
        party=one_of("Who owes it.", PARTIES),
        owner=or_null(text("The role that owes it.")),
        answers=or_null(text("The role that answers for it on the day: itself or a deputy.")),
        text=text("What it is."),
        document=text("`Kind/id`; empty where there is none."),
        path=text("The file, from git's top; empty where there is none."),
        line=count("The line, from 1."),
        pointer=text("The field, by keys."),
    )
