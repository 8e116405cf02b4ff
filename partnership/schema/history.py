"""The JSON Schemas of what `diff`, `log`, `blame` and `show` print as JSON."""

from __future__ import annotations

from typing import get_args

from partnership.findings import Severity
from partnership.history.changes import Effect, Favoured
from partnership.history.health import Flawed
from partnership.schema.cleaning import Schema
from partnership.schema.kinds import heading

CHANGES, BLAME, TERMS, HISTORY = (
    f"partnership/{name}/1" for name in ("changes", "blame", "terms", "history")
)
TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
NAMES: Schema = {"type": "array", "items": TEXT}
INSTANT = {"type": ["string", "null"], "format": "date-time"}


def changes_schema() -> Schema:
    """Give the schema of what changed; later versions of 1 may add keys."""
    change = _object(
        {
            "kind": TEXT | _said("The document's kind."),
            "document": TEXT | _said("`Kind/id`."),
            "title": TEXT | _said("The document's title."),
            "pointer": TEXT | _said("The term; empty where the whole document is meant."),
            "before": _said("What was written; null where nothing was."),
            "after": _said("What is written now; null where nothing is."),
            "effect": {"enum": list(get_args(Effect))} | _said("What it does to whoever owes it."),
            "favours": {"enum": list(get_args(Favoured))} | _said("Whom it favours."),
            "from": MAYBE | _said("The first day it holds for; null for the document's first."),
            "until": MAYBE | _said("The day from which both say the same again, if one is."),
            "owed_by": NAMES | _said("Who owes what the document says."),
            "affects": NAMES | _said("The documents whose meaning changes with it."),
            "commit": MAYBE | _said("The commit that made it; null between two revisions."),
            "author": MAYBE | _said("Who wrote that commit."),
            "date": INSTANT | _said("When it was known, in UTC."),
            "proposed_by": NAMES | _said("Who wrote what that commit brought."),
            "agreed_by": NAMES | _said("Who says in a trailer that they agree; not verified."),
            "path": TEXT | _said("The file, from git's top."),
            "line": {"type": "integer", "minimum": 1} | _said("The line it stands on."),
            "fingerprint": TEXT | _said("Names the change by effect, document and pointer."),
        }
    )
    return _answer(
        "changes",
        f"What `diff` and `log` print with `--format json`: `{CHANGES}`.",
        CHANGES,
        {
            "base": MAYBE | _said("The commit compared with; null for a trail."),
            "tip": MAYBE | _said("The commit it leads to; null for the files as they stand."),
            "changes": {"type": "array", "items": change} | _said("What changed, in order."),
            "unread": NAMES | _said("Files that cannot be read as written."),
        },
    )


def blame_schema() -> Schema:
    """Give the schema of since when terms hold; later versions of 1 may add keys."""
    term = _object(
        {
            "pointer": TEXT | _said("The term."),
            "value": {"type": ["string", "integer", "boolean"]} | _said("What it says."),
            "since": MAYBE | _said("The first day it holds without a break."),
            "commit": MAYBE | _said("The commit that brought it."),
            "date": INSTANT | _said("When that was known, in UTC."),
            "proposed_by": NAMES | _said("Who wrote what that commit brought."),
            "agreed_by": NAMES | _said("Who says in a trailer that they agree; not verified."),
            "subject": MAYBE | _said("What the commit says of itself."),
        }
    )
    return _answer(
        "blame",
        f"What `blame` prints with `--format json`: `{BLAME}`.",
        BLAME,
        {
            "document": TEXT | _said("`Kind/id`."),
            "path": TEXT | _said("The file, from git's top."),
            "as_of": TEXT | _said("The day whose terms these are."),
            "tip": TEXT | _said("The commit that was read."),
            "terms": {"type": "array", "items": term} | _said("Every term in force on that day."),
        },
    )


def terms_schema() -> Schema:
    """Give the schema of a day's terms; later versions of 1 may add keys."""
    later = _object(
        {
            "commit": TEXT | _said("The commit that made it."),
            "date": INSTANT | _said("When it was known, in UTC."),
            "pointer": TEXT | _said("The term."),
            "before": _said("What was written."),
            "after": _said("What is written since."),
        }
    )
    document = _object(
        {
            "document": TEXT | _said("`Kind/id`."),
            "path": TEXT | _said("The file, from git's top."),
            "terms": {"type": "object"} | _said("The terms of that day, amendments resolved."),
            "changed_later": {"type": "array", "items": later}
            | _said("What was changed only after the day, or after it was known."),
        }
    )
    return _answer(
        "terms",
        f"What `show` prints with `--format json`: `{TERMS}`.",
        TERMS,
        {
            "as_of": TEXT | _said("The day whose terms these are."),
            "known": MAYBE | _said("The day of knowledge; null for the files as they stand."),
            "tip": TEXT | _said("The commit that was read, or `none`."),
            "terms": {"type": "array", "items": document} | _said("Every commitment in force."),
            "unread": NAMES | _said("Files that cannot be read as written."),
        },
    )


def history_schema() -> Schema:
    """Give the schema of what speaks against a history; later versions of 1 may add keys."""
    flaw = _object(
        {
            "what": {"enum": list(get_args(Flawed))} | _said("What sort it is of."),
            "severity": {"enum": list(Severity)} | _said("Whether it fails the audit."),
            "commit": TEXT | _said("The commit; the tip where it is no single commit's."),
            "message": TEXT | _said("What is the case, on one line, after the commit."),
            "hint": TEXT | _said("The next step."),
            "path": MAYBE | _said("The file, from git's top, where it is about one."),
        }
    )
    number: Schema = {"type": "integer", "minimum": 0}
    return _answer(
        "history",
        f"What `audit history` prints with `--format json`: `{HISTORY}`.",
        HISTORY,
        {
            "tip": TEXT | _said("The commit that was read."),
            "commits": number | _said("All commits that lead to it."),
            "line": number | _said("Those of main's own line."),
            "amended": number | _said("Those of that line that touched the agreement."),
            "roots": NAMES | _said("The commits without a parent, the newest first."),
            "holds": {"type": "boolean"} | _said("Whether no error was found."),
            "flaws": {"type": "array", "items": flaw} | _said("What was found, errors first."),
        },
    )


def _answer(name: str, about: str, form: str, properties: dict[str, Schema]) -> Schema:
    whole = {"format": {"const": form} | _said("The format's name and version."), **properties}
    return heading(name, about) | _object(whole)


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _said(words: str) -> Schema:
    return {"description": words}
