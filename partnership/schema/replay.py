"""The JSON Schema of `partnership/replay/1`, which `replay` prints as JSON."""

from __future__ import annotations

from typing import get_args

from partnership.documents.vocabulary import Owing
from partnership.history.changes import Effect, Favoured
from partnership.judging import Status
from partnership.reporting.replays.json import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.kinds import heading

TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
MAYBE_COUNT: Schema = {"type": ["integer", "null"]}
OWING = list(get_args(Owing))


def replay_schema() -> Schema:
    """Give the schema of what a proposal would have done; later versions of 1 may add keys."""
    return heading("replay", f"What `replay` prints with `--format json`: `{FORMAT}`.") | _object(
        format={"const": FORMAT} | _said("The format's name and version."),
        base=TEXT | _said("The commit of the first terms."),
        head=MAYBE | _said("The commit of the second; null for the files as they stand."),
        as_of={"type": "string", "format": "date"} | _said("The day judged."),
        periods=COUNT | _said("How many periods of each window were asked for."),
        store={"type": "boolean"} | _said("Whether the events were at hand."),
        promises=_list(_promise(), "Every promise of either side, by id."),
        parties=_list(_party(), "All promises of each party, and of both."),
        accounts=_list(_account(), "What each Commercials comes to."),
        elsewhere=_list(_change(), "Changed terms of no promise: of credits, of the partnership."),
        not_replayed=_list(_change(), "Changed terms that say when a document binds."),
        beside=_list(_change(), "Changed terms on which no verdict and no credit rests."),
        recounted=COUNT | _said("Records counted to another `within` by the clocks they hold."),
        measured=COUNT | _said("Periods counted anew from the events, by both terms."),
        unlike=_list(
            _object(sla=TEXT | _said("The promise."), period=TEXT | _said("The period.")),
            "Where events now count otherwise than the record says, by its own terms.",
        ),
        judged_otherwise=COUNT
        | _said("Verdicts before that are others than those that stand in the repository."),
        rewritten=_list(TEXT, "Records that differ between the two; the base's are used."),
        restated=_list(TEXT, "What the head alone measures again of what the base has measured."),
    )


def _promise() -> Schema:
    names = {"type": "array", "items": TEXT}
    return _object(
        sla=TEXT | _said("The promise's id."),
        title=TEXT | _said("Its title."),
        owed_by=_sides({"enum": [*OWING, None]}) | _said("Who owes it; null where it is not."),
        periods=_sides(names) | _said("The periods that were judged again."),
        changes=_list(_change(), "What the proposal changes of it, or of what it is counted by."),
        rows=_list(_row(), "Its verdicts, by period and row of targets."),
        left_out=_list(
            _object(period=TEXT | _said("The period."), reason=TEXT | _said("Why.")),
            "What cannot be replayed; it is left out before and after.",
        ),
    )


def _row() -> Schema:
    verdict = {"anyOf": [_verdict(), {"type": "null"}]}
    return _object(
        period=TEXT | _said("The period."),
        segment=TEXT | _said("The row of targets."),
        **{"from": MAYBE | _said("The first day of its part, where terms change inside.")},
        differs={"type": "boolean"} | _said("Whether it ends otherwise, or is somebody else's."),
        before=verdict | _said("Its verdict by the first terms; null where nothing is owed."),
        after=verdict | _said("Its verdict by the second terms; null where nothing is owed."),
    )


def _verdict() -> Schema:
    return _object(
        owed_by={"enum": OWING} | _said("Who owes it."),
        status={"enum": [status.value for status in Status]} | _said("The verdict."),
        reason=TEXT | _said("Why, in a sentence."),
        disputed={"type": "boolean"} | _said("Whether a party contests the measurement."),
        value=MAYBE | _said("The exact value, shares as 0 to 1."),
        shown=TEXT | _said("The value for reading."),
        numerator=MAYBE_COUNT | _said("What counts."),
        denominator=MAYBE_COUNT | _said("Out of what."),
        n=MAYBE_COUNT | _said("How many subjects."),
        expected=MAYBE | _said("What is promised."),
        minimum=MAYBE | _said("Below it the promise is broken."),
        path=TEXT | _said("The file of the terms, from git's top."),
        line={"type": "integer", "minimum": 1} | _said("The line of the row of targets."),
    )


def _party() -> Schema:
    score = _object(
        earned=TEXT | _said("The weights of what is met, exactly."),
        missed=TEXT | _said("The weights of what is missed."),
        not_known=TEXT | _said("The weights of what nobody knows."),
    )
    side = _object(
        misses=COUNT | _said("Verdicts below the expected level or the minimum."),
        verdicts={"type": "object", "additionalProperties": COUNT}
        | _said("How often each status occurs."),
        score={"anyOf": [score, {"type": "null"}]} | _said("The weighted score, where it has one."),
    )
    return _object(
        party={"enum": OWING} | _said("Who owes the promises."),
        before=side | _said("By the first terms."),
        after=side | _said("By the second terms."),
    )


def _account() -> Schema:
    amounts = {
        "credits": "Every credit that counts, before caps, exactly.",
        "payable": "After caps.",
        "returned": "What is given back of earlier credits.",
        "bonus": "What the other party owes for bonus and gain share.",
        "net": "Payable, less what is given back and the bonus.",
    }
    credit = _object(
        slas={"type": "array", "items": TEXT} | _said("The promises that make it together."),
        credits=TEXT | _said("The amount before caps."),
    )
    side = _object(
        owed_by={"enum": ["client", "provider"]} | _said("Who owes the credits."),
        currency=TEXT | _said("The currency."),
        **{name: TEXT | _said(words) for name, words in amounts.items()},
        undetermined=COUNT | _said("How many amounts are not known."),
        by_sla=_list(credit, "The credits by promise."),
    )
    maybe = {"anyOf": [side, {"type": "null"}]}
    return _object(
        commercials=TEXT | _said("The id of its Commercials."),
        periods={"type": "array", "items": TEXT} | _said("The invoice periods."),
        before=maybe | _said("By the first terms; null where there is no such account."),
        after=maybe | _said("By the second terms; null where there is no such account."),
    )


def _change() -> Schema:
    return _object(
        document=TEXT | _said("`Kind/id`."),
        pointer=TEXT | _said("The term; empty where the whole document is meant."),
        effect={"enum": list(get_args(Effect))} | _said("What it does to whoever owes it."),
        favours={"enum": list(get_args(Favoured))} | _said("Whom it favours."),
        **{"from": MAYBE | _said("The first day it holds for; null for the document's first.")},
        path=TEXT | _said("The file, from git's top."),
        fingerprint=TEXT | _said("The same as in `partnership diff`."),
    )


def _sides(schema: Schema) -> Schema:
    return _object(before=schema, after=schema)


def _list(items: Schema, words: str) -> Schema:
    return {"type": "array", "items": items} | _said(words)


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _said(words: str) -> Schema:
    return {"description": words}
