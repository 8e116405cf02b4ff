"""The JSON Schema of `partnership/feedback/1`, which `feedback --format json` prints."""

from __future__ import annotations

from partnership.duties import State
from partnership.reporting.feedback import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.forms import count, day, items, keys, one_of, or_null, text
from partnership.schema.kinds import heading

PARTIES = ("client", "provider")
EXACT = "exact, as a whole number or a fraction; null where too few answered"


def feedback_schema() -> Schema:
    """Give the JSON Schema of what was answered; later versions of 1 may add keys, so others are allowed."""
    return heading("feedback", f"What `feedback --format json` prints: `{FORMAT}`.") | keys(
        format={"description": "The format's name and version.", "const": FORMAT},
        agreement=text("The partnership's id; empty where it could not be read."),
        commit=text("Git's tip, or `none`."),
        as_of=day("The day that is asked for."),
        surveys=items("The surveys, by id.", _survey()),
    )


def _survey() -> Schema:
    missing = keys(period=text("The round."), due=day("The last day on which it was in time."))
    return keys(
        survey=text("The survey's id."),
        title=text("Its title."),
        missing=items("Rounds whose result is overdue.", missing),
        rounds=items("What was told, the oldest round first.", _round()),
        actions=items("What is done about the answers.", _action()),
        not_acted_on=items("Questions that were asked twice and led to nothing.", text("Its id.")),
    )


def _round() -> Schema:
    audience = keys(
        audience=text("Who was asked."),
        invited=count("How many were asked."),
        responded=count("How many answered."),
    )
    return keys(
        period=text("The month, quarter or year."),
        told_on=day("The day both sides had the result."),
        audiences=items("Who was asked.", audience),
        scores=items("What the answers came to.", _score()),
        gaps=items("How each side sees itself and is seen.", _gap()),
        health=or_null(text(f"The mean of all these views, {EXACT}.")),
    )


def _score() -> Schema:
    return keys(
        audience=text("Who answered."),
        item=text("The question."),
        statistic=one_of(
            "How answers become one number.", ("mean", "top_two_box", "net_promoter_score")
        ),
        scale=text("The scale."),
        n=count("How many answered it."),
        status=one_of("Whether there is a number.", ("counted", "insufficient_data")),
        value=or_null(text(f"The number, {EXACT}; a share from 0 to 1.")),
        text=or_null(text("The number for reading.")),
    )


def _gap() -> Schema:
    return keys(
        dimension=text("What it tells about."),
        party=one_of("The side that both speak about.", PARTIES),
        own=or_null(text(f"How it sees itself, {EXACT}.")),
        seen=or_null(text(f"How the other side sees it, {EXACT}.")),
        gap=or_null(text(f"Its own view less the other's, {EXACT}.")),
    )


def _action() -> Schema:
    return keys(
        text=text("What is done."),
        party=one_of("Whose role does it.", PARTIES),
        owner=text("The role."),
        due=day("The last day on which it is in time."),
        done_on=or_null(day("The day it was done.")),
        state=one_of("How it stands.", tuple(State)),
        path=text("The file, from git's top."),
        line=count("The line, from 1."),
    )
