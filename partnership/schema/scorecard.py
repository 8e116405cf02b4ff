"""The JSON Schemas of `partnership/scorecard/1` and `partnership/transparency/1`."""

from __future__ import annotations

from typing import get_args

from partnership.documents.vocabulary import Owing, Party, Window
from partnership.judging import Status
from partnership.judging.scores import Outcome
from partnership.reporting.scorecards.json import FORMAT
from partnership.reporting.transparency.json import FORMAT as TRANSPARENCY
from partnership.reporting.transparency.topics import TOPICS
from partnership.schema.cleaning import Schema
from partnership.schema.forms import (
    PERIOD,
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

_PART = "Exactly, as a fraction where it has no end in decimals: `25/3`."


def scorecard_schema() -> Schema:
    """Give the JSON Schema of a scorecard; later versions of 1 may add keys."""
    title = f"What `scorecard --format json` prints: `{FORMAT}`."
    return heading("scorecard", title) | keys(
        format={"description": "The format's name and version.", "const": FORMAT},
        period={"description": "The period; it holds every window that ends in it."} | PERIOD,
        as_of=day("The day judged."),
        agreement=agreement(),
        parties=items("The client, then the provider.", _side()),
        owed_by_both=items("What both owe, and nobody's breach.", _promise()),
        credits=items("What the accounts of the period come to.", _credit()),
        goals=items("Every key result of the goals in force.", _goal()),
        waivers=keys(
            "Waivers on the day judged.",
            in_force=items("Their ids.", {"type": "string"}),
            findings=count("Findings that they accept."),
        ),
        unread=items("What cannot be read as written and may hold a promise.", {"type": "string"}),
    )


def transparency_schema() -> Schema:
    """Give the JSON Schema of a transparency report; later versions of 1 may add keys."""
    title = f"What `scorecard --transparency --format json` prints: `{TRANSPARENCY}`."
    return heading("transparency", title) | keys(
        format={"description": "The format's name and version.", "const": TRANSPARENCY},
        period={"description": "The period; it holds every window that ends in it."} | PERIOD,
        as_of=day("The day judged."),
        agreement=agreement(),
        topics=items("Every topic, also one that nobody counts.", _topic()),
        not_shown=items(
            "Rows whose number is not shown.",
            keys(
                topic=text("The topic's title."),
                what=text("The promise's title."),
                period={"description": "Its period."} | PERIOD,
                segment=text("The id of the row of targets."),
                why=text("Why, in a sentence."),
            ),
        ),
        unread=items("What cannot be read as written and may hold a promise.", {"type": "string"}),
    )


def _side() -> Schema:
    return keys(
        party=one_of("Who owes.", get_args(Party)),
        name=text("The company's name."),
        score=keys(
            "The weighted score; what is not known is neither earned nor missed.",
            earned=text(f"The weights of what is met. {_PART}"),
            missed=text(f"The weights of what is missed. {_PART}"),
            not_known=text(f"The weights of what nobody knows. {_PART}"),
            weights=text("All weights of the period."),
        ),
        breaches=count("Rows below the minimum."),
        rows={
            "description": "Rows by status; a status that none has is left out.",
            "type": "object",
            "propertyNames": {"enum": list(Status)},
            "additionalProperties": {"type": "integer", "minimum": 1},
        },
        promises=items("Each SLA it owes that has a window in the period.", _promise()),
        judged_later=items(
            "Promises whose window ends after the period.",
            keys(
                sla=text("The SLA's id."),
                title=text("Its title."),
                weight=or_null(count("Its weight.")),
                period={"description": "Its window."} | PERIOD,
                ends=day("The last day of the window."),
            ),
        ),
        disputes=items("Disputes about its rows.", _dispute()),
        overdue=items(
            "What its breaches asked for and is not there, though it was due.",
            keys(
                what=text("`root cause`, `plan`, or the id of a step."),
                due=day("The last day on which it was in time."),
                document=text("`Kind/id` of what asks for it."),
            ),
        ),
        late=items(
            "What its breaches asked for and came after it was due.",
            keys(
                what=text("`root cause`, `plan`, or the id of a step."),
                due=day("The last day on which it was in time."),
                done_on=day("The day on which it was there."),
                document=text("`Kind/id` of what asks for it."),
            ),
        ),
        corrective_actions=items(
            "CorrectiveActions that answer its breaches.",
            keys(id=text("The id."), closed=flag("Whether both agreed that it is done.")),
        ),
    )


def _promise() -> Schema:
    return keys(
        sla=text("The SLA's id."),
        title=text("Its title."),
        **{"class": one_of("Whether it carries credits.", ("critical", "kpi"))},
        window=or_null(one_of("What is judged at once.", get_args(Window))),
        weight=or_null(count("Its weight in the owing party's score.")),
        earned=or_null(text(f"What of the weight is met. {_PART}")),
        missed=or_null(text(f"What is missed. {_PART}")),
        not_known=or_null(text(f"What nobody knows. {_PART}")),
        periods=by_name(
            "What came of each of its windows, all rows together.", {"enum": list(Outcome)}
        ),
        rows=items("A row for each verdict, as in a report, with its trend.", _row()),
    )


def _row() -> Schema:
    verdict: Schema = report_schema()["properties"]["verdicts"]["items"]
    trend = items(
        "The last windows of the row, this one last.",
        keys(period=PERIOD, status={"enum": list(Status)}),
    )
    return verdict | {
        "properties": verdict["properties"] | {"trend": trend},
        "required": [*verdict["required"], "trend"],
    }


def _dispute() -> Schema:
    return keys(
        id=text("The dispute's id."),
        measurement=text("What is contested."),
        raised_by=one_of("Who contests it.", get_args(Party)),
        raised_on=day("Since when."),
        decision=or_null(one_of("How it ended.", ("upheld", "dismissed", "settled"))),
    )


def _credit() -> Schema:
    return keys(
        commercials=text("The id of the Commercials."),
        owed_by=one_of("Who owes.", get_args(Party)),
        owed_to=one_of("Whom.", get_args(Party)),
        period={"description": "The invoice period."} | PERIOD,
        currency=text("The currency (ISO 4217)."),
        net=text("After caps, what is given back and what is earned: `2000.00`, or a fraction."),
        undetermined=count("Amounts that are not known yet."),
    )


def _goal() -> Schema:
    return keys(
        goal=text("The goal's id."),
        title=text("Its title."),
        key_result=text("The key result's id."),
        baseline=text("Where it stood at the start, as written."),
        target=text("Where it should be, as written."),
        due=day("By when."),
        state=one_of(
            "Whether every row is at the target; what is too small to be judged decides nothing.",
            ("reached", "not_reached", "not_known"),
        ),
        now=items(
            "The last numbers, a row each.",
            keys(
                sla=text("The SLA's id."),
                period={"description": "The period."} | PERIOD,
                segment=text("The id of the row of targets."),
                value=text("The exact value."),
                shown=text("The value for reading."),
            ),
        ),
    )


def _topic() -> Schema:
    return keys(
        id=one_of("The topic.", (topic.id for topic in TOPICS)),
        title=text("Its title."),
        missing=or_null(text("Why there is no number, where there is none.")),
        items=items(
            "Each metric as one SLA counts it.",
            keys(
                sla=text("The SLA's id."),
                metric=text("The metric's id."),
                title=text("The metric's title."),
                definition=text("What is counted, in words."),
                owed_by=one_of("Who owes the promise.", get_args(Owing)),
                rows=items("The counts, a row for each row of targets and window.", _line()),
            ),
        ),
    )


def _line() -> Schema:
    return keys(
        period={"description": "The window."} | PERIOD,
        segment=text("The id of the row of targets."),
        **{"from": or_null(day("The first day of its part, where terms change inside."))},
        value=text("The exact value: `19/23`; shares are between 0 and 1."),
        shown=text("The value for reading: `82.61%`."),
        n=count("How many subjects there are."),
        numerator=or_null(number("What counts.")),
        denominator=or_null(count("Out of what.")),
        amount=or_null(text("What quantities add up to, exactly.")),
        per=or_null(text("What the amount is divided by, exactly.")),
        median=or_null(text("The middle length of the clocks that stopped, exactly.")),
        ninetieth_percentile=or_null(text("The length by which nine of ten had stopped.")),
        open_past_due=or_null(count("Subjects still open after their due date.")),
        left_out=by_name("Subjects left out, by reason.", {"type": "integer"}),
        known=day("The day it was measured."),
        measurement=text("The id of the Measurement."),
    )
