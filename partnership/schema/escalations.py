"""The JSON Schemas of open escalations and of fire drills."""

from __future__ import annotations

from partnership.documents.drill import Drill
from partnership.reporting.drills import FORMAT as DRILL_FORMAT
from partnership.reporting.escalations import FORMAT
from partnership.schema.cleaning import Schema, shortened
from partnership.schema.forms import count, items, keys, one_of, or_null, text
from partnership.schema.kinds import heading

STATES = ("to_be_acknowledged", "to_be_decided", "decided", "past_the_last_level")
PARTIES = ("client", "provider")


def escalations_schema() -> Schema:
    """Give the schema of open escalations; later versions of 1 may add keys."""
    one = keys(
        document=text("The record that raised it, or the document it follows from: `Kind/id`."),
        about=text("What it is about: `Kind/id`."),
        what=text("What happened."),
        path=text("The ladder it is on."),
        raised_by=or_null(one_of("Who raised it; null where the terms did.", PARTIES)),
        state=one_of("How it stands.", STATES),
        level=text("The level it is at."),
        since=_instant("Since when."),
        because=text("What brought it there."),
        acknowledge_by=or_null(_instant("The last instant in time to acknowledge it.")),
        acknowledged=keys(
            "When each party acknowledged it.",
            **{party: or_null(_instant("When.")) for party in PARTIES},
        ),
        waits_for=items("Who has not.", one_of("A party.", PARTIES)),
        decide_by=or_null(_instant("The last instant in time to decide it.")),
        decided_at=or_null(_instant("When it was decided.")),
        clean_periods=count("How many periods were clean since."),
        clean_periods_needed=count("How many have to be."),
        next_level=or_null(text("The level after this one.")),
        next_at=or_null(_instant("The first instant at which it goes on by itself.")),
        held_by=items("Who holds the level.", _seat()),
        channel=or_null(_channel()),
        file=text("The file, from git's top."),
        line=count("The line, from 1."),
    )
    return heading("escalations", f"What `escalations` prints as JSON: `{FORMAT}`.") | keys(
        format={"description": "The format's name and version.", "const": FORMAT},
        agreement=text("The partnership's id; empty where it could not be read."),
        commit=text("Git's tip, or `none`."),
        at=_instant("The instant asked for."),
        open=items("What is open, the most pressing first.", one),
    )


def drill_schema() -> Schema:
    """Give the schema of a fire drill's course; later versions of 1 may add keys."""
    step = keys(
        at=_instant("When."),
        what=one_of(
            "What happens.",
            ("called", "acknowledged", "decided", "handed_up", "climbs", "ends"),
        ),
        level=text("The level."),
        path=text("The ladder."),
        because=or_null(text("Why.")),
        called=items("Who is called.", _seat()),
        channel=or_null(_channel()),
        acknowledge_by=or_null(_instant("The last instant in time to acknowledge it.")),
        decide_by=or_null(_instant("The last instant in time to decide it.")),
        by=or_null(
            keys(
                "Who did it.",
                party=one_of("The party.", PARTIES),
                role=text("The role."),
                text=or_null(text("What was decided, or why it goes up.")),
            )
        ),
    )
    unused = keys(did=text("What was done."), role=text("By which role."), at=_instant("When."))
    course = keys(
        state=one_of("How it stands in the end.", STATES),
        steps=items("What happens, in order.", step),
        ends_with=or_null(text("What follows the last level, where nobody decided.")),
        unused=items("What came too late, or after a decision.", unused),
    )
    title = f"What `escalations simulate` prints as JSON: `{DRILL_FORMAT}`."
    found = heading("drill", title) | keys(
        format={"description": "The format's name and version.", "const": DRILL_FORMAT},
        path=text("The ladder that is tried out."),
        about=or_null(text("What it is said to be about.")),
        raised_by=one_of("The party that raises it.", PARTIES),
        as_written=course | {"description": "As the file tells it."},
        nobody_answers=course | {"description": "When nobody answers."},
    )
    found["properties"]["from"] = _instant("When it is raised.")
    found["required"].append("from")
    return found


def drill_events_schema() -> Schema:
    """Give the schema of a fire drill's file."""
    made = shortened(Drill.model_json_schema())
    about = made.pop("description")
    return heading("drill-events", about) | made


def _seat() -> Schema:
    return keys(
        "A seat and who answers for it.",
        party=one_of("Whose it is.", PARTIES),
        role=text("The seat."),
        answered_by=or_null(text("Who fills it, or the deputy; null if nobody.")),
        contact=or_null(text("Where to reach it.")),
        there_from=or_null(_instant("When it can next be reached.")),
    )


def _channel() -> Schema:
    return keys(
        "Where it is raised.",
        channel=text("The channel's id."),
        tool=text("What it runs on."),
        address=or_null(text("Where to find it.")),
    )


def _instant(description: str) -> Schema:
    return text(description) | {"format": "date-time"}
