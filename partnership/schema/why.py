"""The JSON Schema of `partnership/why/1`, which `why --format json` prints."""

from __future__ import annotations

from partnership.judging.steps import NAMES
from partnership.reporting.derivation import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.forms import (
    agreement,
    by_name,
    count,
    day,
    flag,
    items,
    keys,
    number,
    one_of,
    or_null,
    text,
)
from partnership.schema.kinds import heading
from partnership.schema.report import report_schema
from partnership.schema.statement import line_schema


def why_schema() -> Schema:
    """Give the JSON Schema of a verdict taken apart; later versions of 1 may add keys."""
    title = f"What `why --format json` prints: `{FORMAT}`."
    verdict: Schema = report_schema()["properties"]["verdicts"]["items"]
    return heading("why", title) | keys(
        format={"description": "The format's name and version.", "const": FORMAT},
        as_of=day("The day judged."),
        agreement=agreement(titled=False),
        verdict=verdict | {"description": "The verdict, as in a report."},
        clause=keys(
            "Where the row of targets stands that was judged.",
            document=text("`Kind/id`."),
            path=text("The file, from git's top."),
            line={"description": "The line, from 1.", "type": "integer", "minimum": 1},
            pointer=text("The field, by keys: `targets[standard]`."),
            since=or_null(day("The day from which these terms hold.")),
            amended=flag("Whether they were amended on that day."),
        ),
        promise=text("What is promised, in a sentence; empty where no terms are in force."),
        terms=or_null(
            {
                "description": "The SLA's fields on the last day judged, amendments and phase "
                "applied; `target` is the row, `phase` its phase.",
                "type": "object",
            }
        ),
        metric=or_null({"description": "The Metric's fields on that day.", "type": "object"}),
        measurement=or_null(_measurement()),
        counts=or_null(_counts()),
        steps=items(
            "What each step of the way to the verdict found, in order.",
            keys(name=one_of("The step.", NAMES), text=text("What it found.")),
        ),
        arithmetic=keys(
            "The arithmetic in words.",
            sum=text("How the value was made: `21 ÷ 30 = 70.00%`."),
            compared=text("What it is held against: `70.00% < minimum 80%`; empty where nothing."),
        ),
        credits=items("Every line of an account that rests on the verdict.", _credit()),
        undisputed=or_null(
            verdict | {"description": "What the counts come to that nobody contests, in a dispute."}
        ),
        next_step=text("What follows."),
        others=items("The other rows and parts of the same period.", verdict),
    )


def _credit() -> Schema:
    line: Schema = line_schema()
    about = {
        "account": text("The id of the Commercials."),
        "period": text("The invoice period whose account it stands in."),
        "currency": text("The currency (ISO 4217)."),
        "method": text("How the category makes credits."),
    }
    return keys(**about, **line["properties"])


def _measurement() -> Schema:
    return keys(
        "The record that was judged.",
        id=text("Its id."),
        path=text("Its file, from git's top."),
        known=day("The day to which the events were read."),
        replaces=or_null(text("The id of the record that it corrects.")),
        record_digest=text("The SHA-256 of the record as it was written."),
        gate={"description": "The data gate, as in the Measurement.", "type": "object"},
        digests={"description": "Its digests, as in the Measurement.", "type": "object"},
    )


def _counts() -> Schema:
    bins = {"type": "integer"}
    return keys(
        "The row of counts, as in the Measurement; null where a field is not written.",
        segment=text("The id of the row of targets."),
        **{"from": or_null(day("The first day of its part."))},
        to=or_null(day("The last day of its part.")),
        numerator=or_null(number("What counts, after relief.")),
        denominator=or_null(count("Out of what, after relief.")),
        n=or_null(count("How many subjects there are.")),
        value=or_null(text("The exact value where bins are not published.")),
        amount=or_null(text("What quantities add up to.")),
        per=or_null(text("What the amount is divided by.")),
        open_past_due=or_null(count("Subjects still open after their due date.")),
        not_yet_due=or_null(count("Subjects whose due date is not in yet.")),
        invited=or_null(count("How many were asked.")),
        before_relief=or_null(
            keys(
                "The same before relief, where relief changed it.",
                numerator=or_null(number("What counts.")),
                denominator=count("Out of what."),
                value=or_null(text("The exact value of a median or percentile.")),
            )
        ),
        withheld=or_null(flag("Too small to be published.")),
        excluded=by_name("Subjects left out, by reason.", bins),
        closed=by_name("Closed subjects by the length of their clock.", bins),
        open=by_name("Open subjects by the length of their clock so far.", bins),
        buckets=by_name("Subjects by bucket.", bins),
    )
