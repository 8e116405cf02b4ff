"""The JSON Schema of `partnership/report/1`, which `--format json` prints."""

from __future__ import annotations

from typing import get_args

from partnership.documents.vocabulary import Owing
from partnership.findings import Severity
from partnership.judging import Status
from partnership.judging.prospects import Prospect
from partnership.reporting.json import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.kinds import heading

_PERIOD: Schema = {"type": "string", "examples": ["2026-03", "2026-Q1", "2026"]}
_END: Schema = {"type": "string", "pattern": "^[0-9]+\\.[0-9]%$"}


def report_schema() -> Schema:
    """Give the JSON Schema of a report; later versions of 1 may add keys, so others are allowed."""
    return heading("report", f"What `--format json` prints: `{FORMAT}`.") | _keys(
        format={"description": "The format's name and version.", "const": FORMAT},
        command=_text("The command that answered: `validate` or `check`."),
        as_of=_day("The day judged."),
        known=_or_null(_day("The day of knowledge, where one was asked.")),
        agreement=_keys(
            "What was looked at.",
            id=_text("The partnership's id; empty where it could not be read."),
            commit=_text("Git's tip, or `none`."),
            uncommitted={"description": "Whether files differ from the tip.", "type": "boolean"},
            base=_text("The commit it was compared with, or `none`."),
            digest=_text("The SHA-256 of the agreement's terms."),
        ),
        summary=_summary(),
        findings=_list("What the checks found, by place.", _finding()),
        verdicts=_list("Each SLA judged, by period and segment.", _verdict()),
        outlooks=_list("What can still become of running periods, by segment.", _outlook()),
        notes=_list("What a reader should know.", {"type": "string"}),
    )


def _summary() -> Schema:
    return _keys(
        "How many there are.",
        documents=_count("Documents that could be read."),
        files=_count("Files that were looked at."),
        errors=_count("Errors that no waiver accepts."),
        warnings=_count("Warnings that no waiver accepts."),
        notes=_count("Notes that no waiver accepts."),
        waived=_count("Findings that a waiver accepts."),
        not_asked=_count("Checks that were not asked: they compare a proposal with its base."),
        breaches=_keys(
            "Verdicts below the minimum, by the party that owes them alone.",
            client=_count("Owed by the client."),
            provider=_count("Owed by the provider."),
        ),
        unread=_list(
            "What cannot be read as written and may hold a promise, `SLA/id` or a path.",
            {"type": "string"},
        ),
        unmeasured=_count("Verdicts of promises that were due and not measured."),
        disputed=_count("Verdicts whose measurement a party contests."),
        sealed=_count("Verdicts of closed periods, given as their Close has them."),
        verdicts={
            "description": "Verdicts by status; a status that none has is left out.",
            "type": "object",
            "propertyNames": {"enum": list(Status)},
            "additionalProperties": {"type": "integer", "minimum": 1},
        },
    )


def _finding() -> Schema:
    return _keys(
        check=_text("The check's id; `partnership explain CHECK` prints its page."),
        severity={
            "description": "An error stops, a warning asks, a note tells.",
            "enum": list(Severity),
        },
        message=_text("What is the case, on one line."),
        hint=_text("The next step; empty where there is none."),
        document=_text("`Kind/id`; empty where the file is no document."),
        path=_text("The file, from git's top."),
        line=_place("The line, from 1."),
        column=_place("The column, from 1."),
        pointer=_text("The field, by keys: `targets[standard].expected`."),
        fingerprint=_text("The same finding has the same one, also when lines move."),
        waived_by=_or_null(_text("The id of the Waiver that accepts it.")),
        url=_text("The check's page."),
    )


def _verdict() -> Schema:
    return _keys(
        sla=_text("The SLA's id."),
        owed_by={"description": "Who owes it.", "enum": list(get_args(Owing))},
        title=_text("The SLA's title."),
        period={"description": "The period that was judged."} | _PERIOD,
        segment=_text("The id of the row of targets."),
        **{"from": _or_null(_day("The first day of its part, where terms change inside."))},
        to=_or_null(_day("The last day of its part.")),
        status={"description": "Only `met` is green.", "enum": list(Status)},
        disputed={"description": "Whether one party disputes it.", "type": "boolean"},
        sealed=_or_null(_text("The id of the Close that sealed it.")),
        reason=_text("Why, in a sentence."),
        decided_by=_text("What decided: `band`, `low volume`, `chronic`, `gate`, …"),
        value=_or_null(_text("The exact value: `19/23`; shares are between 0 and 1.")),
        shown=_or_null(_text("The value for reading, rounded: `82.61%`.")),
        range=_or_null(
            _list("Between what a share of few subjects may lie by chance; decides nothing.", _END)
        ),
        expected=_or_null(_text("What is promised, as written: `90%`.")),
        minimum=_or_null(_text("Below it the promise is broken, as written.")),
        n=_or_null(_count("How many subjects there are.")),
        numerator=_or_null({"description": "What counts.", "type": "integer"}),
        denominator=_or_null(_count("Out of what.")),
        amount=_or_null(_text("What quantities add up to, exactly: `700000`.")),
        per=_or_null(_text("What the amount is divided by, exactly: `27/2`.")),
        unit=_or_null(_text("What stands behind the value for reading: `to 1`, `GBP`.")),
        due=_or_null(_day("The last day on which its measurement is in time.")),
        pooled=_list("Earlier periods that were judged together with this one.", _PERIOD),
        measurement=_or_null(_text("The id of the measurement that was judged.")),
        path=_text("The file that holds the row of targets."),
        line=_place("Its line."),
    )


def _outlook() -> Schema:
    return _keys(
        sla=_text("The SLA's id."),
        owed_by={"description": "Who owes it.", "enum": list(get_args(Owing))},
        title=_text("The SLA's title."),
        period={"description": "The period that runs."} | _PERIOD,
        segment=_text("The id of the row of targets."),
        **{"from": _or_null(_day("The first day of its part, where terms change inside."))},
        to=_or_null(_day("The last day of its part.")),
        outlook={
            "description": "`lost` and `safe` are proved, `at_risk` needs subjects yet to start.",
            "enum": list(Prospect),
        },
        at_risk={
            "description": "Whether one party alone owes what is lost or at risk.",
            "type": "boolean",
        },
        reason=_text("Why, in a sentence."),
        possible=_list("The verdicts that can still come.", {"enum": list(Status)}),
        so_far=_or_null(_text("The value and the counts as they stand.")),
        kept=_or_null(_count("Subjects that are kept.")),
        missed=_or_null(_count("Subjects that are missed.")),
        in_flight=_or_null(_count("Subjects that can still be kept or missed.")),
        takes_new=_or_null(
            {"description": "Whether a subject that starts now may count.", "type": "boolean"}
        ),
        misses_left={
            "description": "By level, how many more of those known may miss; below 0: too many.",
            "type": "object",
            "additionalProperties": {"type": "integer"},
        },
        paused=_or_null(_count("Subjects in flight whose clock stands still.")),
        due={
            "description": "Open subjects by the day they are due.",
            "type": "object",
            "additionalProperties": {"type": "integer", "minimum": 1},
        },
        chance=_or_null(
            _keys(
                "The chance of a breach, where the past lets it be told; it decides nothing.",
                of_breach=_text("The chance for reading: `12%`."),
                past_periods=_count("How many past periods it is from."),
                brier=_text("The model's Brier score on them, each left out in turn."),
                base_rate_brier=_text("The same of the party's base rate."),
            )
        ),
        path=_text("The file that holds the row of targets."),
        line=_place("Its line."),
    )


def _keys(description: str = "", /, **parts: Schema) -> Schema:
    """Describe a mapping that always has all these keys."""
    about: Schema = {"description": description} if description else {}
    return about | {"type": "object", "properties": parts, "required": list(parts)}


def _list(description: str, items: Schema) -> Schema:
    return {"description": description, "type": "array", "items": items}


def _text(description: str) -> Schema:
    return {"description": description, "type": "string"}


def _day(description: str) -> Schema:
    return {"description": description, "type": "string", "format": "date"}


def _count(description: str) -> Schema:
    return {"description": description, "type": "integer", "minimum": 0}


def _place(description: str) -> Schema:
    return {"description": description, "type": "integer", "minimum": 1}


def _or_null(schema: Schema) -> Schema:
    return schema | {"type": [schema["type"], "null"]}
