"""The JSON Schema of `partnership/audit/1`, which `audit periods --format json` prints."""

from __future__ import annotations

from partnership.reporting.audits import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.forms import count, day, flag, items, keys, or_null, text
from partnership.schema.kinds import heading


def audit_schema() -> Schema:
    """Give the JSON Schema of an audit; later versions of 1 may add keys, so others are allowed."""
    title = f"What `audit periods --format json` prints: `{FORMAT}`."
    return heading("audit", title) | keys(
        format={"description": "The format's name and version.", "const": FORMAT},
        agreement=text("The partnership's id; empty where it could not be read."),
        commit=text("The commit that is checked out, or `none`."),
        edited=flag("Whether files differ from that commit."),
        holds=flag("Whether every Close reproduces and the chain holds."),
        broken=items("What does not hold, the first of the chain first.", {"type": "string"}),
        closes=items("Every Close, each after the one that it names.", _close()),
        unread=items("What keeps files of Closes from being read.", _finding()),
    )


def _close() -> Schema:
    return keys(
        id=text("The Close's id: the month, with `-r1` for its first correction."),
        period=text("The month."),
        previous=or_null(text("The Close before it.")),
        digest=text("The SHA-256 of all that stands in it."),
        known=day("The day of the latest record it rests on."),
        verdicts=count("Verdicts that it seals."),
        measurements=count("Measurements that it names."),
        holds=flag("Whether it reproduces and its link holds."),
        path=text("Its file, from git's top."),
        findings=items("What does not hold.", _finding()),
    )


def _finding() -> Schema:
    return keys(
        message=text("What is the case, on one line."),
        hint=text("The next step; empty where there is none."),
        path=text("The file, from git's top."),
        line=count("The line, from 1."),
        column=count("The column, from 1."),
        pointer=text("The field, by keys."),
    )
