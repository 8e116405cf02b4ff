"""The JSON Schema of `partnership/statement/1`, which `statement --format json` prints."""

from __future__ import annotations

from typing import get_args

from partnership.documents.vocabulary import Party
from partnership.judging import Status
from partnership.judging.credits import State
from partnership.reporting.statements.json import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.kinds import heading

_PARTY: Schema = {"enum": list(get_args(Party))}
_SECTIONS = ("credit", "returned", "bonus", "gain_share")


def statement_schema() -> Schema:
    """Give the JSON Schema of a statement; later versions of 1 may add keys, so others are allowed."""
    title = f"What `statement --format json` prints: `{FORMAT}`."
    return heading("statement", title) | _keys(
        format={"description": "The format's name and version.", "const": FORMAT},
        agreement=_text("The partnership's id; empty where it could not be read."),
        period=_text("The invoice period: `2026-03`, `2026-Q1` or `2026`."),
        as_of={"description": "The day judged.", "type": "string", "format": "date"},
        commit=_text("Git's tip, or `none`."),
        uncommitted=_flag("Whether files differ from the tip."),
        determined=_flag("Whether every amount is known."),
        totals=_list("What each party owes the other, by currency.", _total()),
        summary=_list("The same in sentences.", {"type": "string"}),
        accounts=_list("An account for each Commercials.", _account()),
        notes=_list("What a reader should know.", {"type": "string"}),
    )


def _total() -> Schema:
    return _keys(
        owed_by=_PARTY | {"description": "Who owes it."},
        owed_to=_PARTY | {"description": "Whom it is owed."},
        currency=_text("The currency (ISO 4217)."),
        amount=_amount("How much."),
    )


def _account() -> Schema:
    return _keys(
        id=_text("The id of the Commercials."),
        title=_text("Its title."),
        owed_by=_PARTY | {"description": "Who owes the credits."},
        owed_to=_PARTY | {"description": "Whom they are owed."},
        currency=_text("The currency (ISO 4217)."),
        charges=_or_null(_amount("What credits are a share of; null where it is not known.")),
        charges_from=_text("Where the charges come from, or why they are not known."),
        at_risk=_or_null(_amount("What is at risk, where a share of the charges is.")),
        credits=_amount("The credits that count, before any cap."),
        caps=_list("What the credits are held to.", _cap()),
        payable=_amount("The credits after caps."),
        returned=_amount("What is earned back of earlier credits."),
        earned=_amount("Bonus and gain share, owed the other way."),
        net=_amount("Payable less returned and earned; below zero it is owed the other way."),
        determined=_flag("Whether every amount of it is known."),
        rounding=_text("How it was rounded, in words."),
        rounded_from={
            "description": "Every sum that rounding changed, as it was.",
            "type": "object",
            "additionalProperties": _amount("The exact sum."),
        },
        lines=_list("Every amount, or the reason why there is none.", line_schema()),
        triggers=_list("What repeated failures lead to.", _keys(text=_text("What."), **_place())),
        notes=_list("What a reader should know.", {"type": "string"}),
        **_place(),
    )


def _cap() -> Schema:
    return _keys(
        name=_text("`at risk`, `period` or `twelve months`."),
        amount=_amount("The most that is agreed."),
        room=_amount("What of it is left for this period."),
        reached=_flag("Whether the credits fill what is left."),
        arithmetic=_text("How it came about."),
        **_place(),
    )


def line_schema() -> Schema:
    """Describe a line of an account."""
    return _keys(
        section={"description": "What kind of amount it is.", "enum": list(_SECTIONS)},
        category=_text("The category, bonus or gain share of the Commercials."),
        title=_text("What it is about."),
        state={"description": "What becomes of it.", "enum": list(State)},
        amount=_or_null(_amount("How much; null where it is not known.")),
        arithmetic=_text("How the amount came about; empty where there is none."),
        reason=_text("Why it is so."),
        sources=_list("The verdicts it rests on.", _source()),
        **_place(),
    )


def _source() -> Schema:
    return _keys(
        sla=_text("The SLA's id."),
        title=_text("The SLA's title."),
        period=_text("The period that was judged."),
        segment=_text("The row of targets that decided."),
        status={"description": "Its status.", "enum": list(Status)},
        value=_or_null(_text("The value for reading, with its counts.")),
        points=_or_null({"description": "Service points, repeats counted.", "type": "integer"}),
        measurement=_or_null(_text("The id of the measurement.")),
        **_place(),
    )


def _place() -> dict[str, Schema]:
    return {
        "path": _text("The file of the clause, from git's top."),
        "line": {"description": "Its line.", "type": "integer", "minimum": 1},
        "pointer": _text("The field, by keys."),
    }


def _amount(description: str) -> Schema:
    return {
        "description": f"{description} Exact: `2000.00`, or a fraction `40/3`.",
        "type": "string",
        "pattern": "^-?[0-9]+(\\.[0-9]{2,}|/[0-9]+)?$",
    }


def _keys(**parts: Schema) -> Schema:
    """Describe a mapping that always has all these keys."""
    return {"type": "object", "properties": parts, "required": list(parts)}


def _list(description: str, items: Schema) -> Schema:
    return {"description": description, "type": "array", "items": items}


def _text(description: str) -> Schema:
    return {"description": description, "type": "string"}


def _flag(description: str) -> Schema:
    return {"description": description, "type": "boolean"}


def _or_null(schema: Schema) -> Schema:
    return schema | {"type": [schema["type"], "null"]}
