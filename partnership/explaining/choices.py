"""What each choice of a metric or a promise means for the number: literal words, by field and value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

QUANTITIES: Mapping[str, str] = {
    "hires": "people who accepted, on the day they did, whether they start or not",
    "starts": "people who began, on their first day of work",
    "offers extended": "candidates who were offered the job, once, on the day of the first version",
    "candidates interviewed": "candidates with an interview that took place, once, on the day of the"
    " first",
    "candidates submitted": "candidates shown to the client, once, on the day of the first time",
    "openings opened": "seats, on the day each was opened",
    "openings filled": "seats, on the day each was closed as filled",
    "openings open on average": "the seats open at the end of each day, added up and divided by the"
    " days; one that is on hold is open",
    "internal cost": "cost entries of the kind `internal`, of the periods that lie inside the one"
    " measured; only in the partnership's currency",
    "external cost": "cost entries of the kind `external`, agencies among them",
    "agency cost": "cost entries of the kind `external` in the category `agency`",
    "comparable cost": "cost entries of both kinds that are marked comparable",
    "first-year pay": "the totals of pay that stand beside the costs; withheld below five hires",
    "recruiter capacity": "the provider's full-time equivalents, averaged over the months that are"
    " there",
    "forecast openings": "the last forecast issued before the period it is for begins",
    "survey responses": "people who answered the survey's question, once each",
    "survey invitations": "people who were asked",
    "attested": "what was attested on the topic in the period, by or for the party that owes the"
    " promise; of both parties where both owe it",
    "attestations required": "what should have been, on the same attestations",
    "required fields": "fields that must be filled because of another one: a closed opening has a"
    " reason; those that each row must have are not counted",
    "required fields filled": "those of them that are",
}
"""What each quantity is: what counts, how often, and on which day."""
ABOUT = (
    "The same hiring gives different numbers under different definitions. What a metric and the promise "
    "about it choose, and what each choice does to the number:"
)
METRIC: Mapping[str, Mapping[str, str]] = {
    "population": {
        "in scope": "requisitions marked out of scope are left out, and counted as that",
        "all": "every subject counts, whether its requisition is in scope or not",
    },
    "exclusions": {
        "evergreen": "standing requests, which are never filled for good",
        "pipeline": "requests that only build a pool of candidates",
        "confidential": "searches that are kept secret, also from the market",
        "internal moves": "applications of people who work for the client already, and openings filled by one",
        "cancelled by client": "what the client gave up, if it did so before the day it was due; of interviews, too",
        "cancelled": "what either side gave up, if that was before the day it was due; an interview since `cancelled_at`, or since that was recorded",
        "duplicate": "openings that were entered twice",
        "frozen": "openings that were closed by a freeze",
        "not required": "scorecards that nobody had to write",
        "agency": "applications through an agency, and openings filled by one as far as is seen",
        "referral": "applications through somebody who works for the client, and openings filled by one as far as is seen",
        "redundancy": "people who lost the job to a redundancy",
        "no guarantee": "hires for whom no guarantee was given, or none is written",
    },
    "reopening": {
        "resume the clock": "a seat that is reopened goes on counting; while it was closed it stood still",
        "new clock": "a seat that is reopened starts from nothing on the day it is reopened",
    },
    "without_start": {
        "missing data": "what stops and never starts has incomplete events, and lowers the data gate",
        "not counted": "what stops and never starts is none of those counted, and neither is a stop"
        " before the start",
    },
    "which": {
        "first": "the first one counts, and later ones change nothing",
        "last": "the last one so far counts, so that one more moves it",
        "all": "it counts once each of them has happened; of approvals, each that was asked for by then",
        "nth": "that one in order counts: a slate of three is complete with the 3rd"
        " candidate, however often one of them is shown",
    },
    "amount": QUANTITIES,
    "unit": {
        "calendar days": "every day counts, weekends and holidays too; the same day is 0",
        "business days": "days on which the owing party works; the same day is 0, and what comes after"
        " the cut-off comes on the next one",
        "business hours": "hours in which the owing party works, lunch and holidays left out",
        "elapsed hours": "hours as they pass, nights and weekends too",
        "elapsed minutes": "minutes as they pass, nights and weekends too",
        "percent": "a share of the whole",
        "x to 1": "how many of one thing to one of another",
        "points": "points, from a net promoter score or an index",
        "score": "the mean answer, or the share of the best two, on the survey's scale",
        "currency": "money, in the partnership's currency",
        "count": "a number",
    },
}
"""The choices a metric makes."""

SLA: Mapping[str, Mapping[str, str]] = {
    "statistic": {
        "share within": "the share of subjects within the limit: one that is a year late weighs as one"
        " that is a day late",
        "share beyond": "the share of subjects that last at least the limit, those still running included;"
        " who leaves on day 90 stayed 90 days, and what is older than 90 days is at least 91",
        "mean": "the sum over the number: one outlier moves it",
        "median": "the middle one: outliers do not move it, and what is still open is not in it",
        "percentile": "the one that so many are not above; `linear` lies between two subjects,"
        " `nearest rank` is one of them, and they differ",
        "ratio of sums": "one sum over the other; the mean of ratios would let a small one weigh like a"
        " large one",
        "top two box": "the share of the best two answers",
        "net promoter score": "the share of nines and tens less the share of zeros to sixes, in points",
        "count": "how many there are",
        "sum": "everything added up",
        "bucket counts": "how many lie between the limits; the number beyond the last one is judged",
        "accuracy": "1 less the distance from the plan as a share of the plan, both of the whole window:"
        " too much in one month makes up for too little in another; at least 0",
        "weighted mean": "the mean of the parts, each with its weight",
        "lowest selection ratio": "the lowest group's rate over the highest group's",
    },
    "window": {
        "month": "each month is judged by itself: quick to see, and small numbers",
        "quarter": "three months are judged at once",
        "year": "a year is judged at once",
        "12 months": "the last twelve months are judged each month: steady, and slow to show a change",
    },
    "placed_by": {
        "start": "subjects belong to the period they start in, and are followed until they mature",
        "stop": "subjects belong to the period they end in; the old open ones are in none, so a good"
        " number may hide them",
        "due date": "subjects belong to the period they are due in, ended or not: nothing hides",
        "open at the end": "what is open when the period ends is looked at, by its age then",
    },
    "open_past_due": {
        "counts as a miss": "what is open after its due date is late: of ten ended and two open, all"
        " twelve count",
        "ignored": "only what ended counts: of ten ended and two open, ten count",
    },
    "relief": {
        "extend the clock": "the agreed time is taken out of the clock, and the due date moves",
        "remove": "the subject leaves numerator and denominator: of ten due with three late, two of them"
        " relieved, 70% becomes 87.5%",
        "count as met": "the subject counts as in time: of ten due with three late, two of them relieved,"
        " 70% becomes 90%",
    },
    "pauses": {
        "hold": "the clock stands still while the requisition or opening is on hold",
        "scope change": "the clock stands still from a change of scope to the new intake",
        "candidate requested delay": "the clock stands still while the candidate asked for it, for the days of an accepted `Relief` of that type",
        "client dependency": "the clock stands still while the client is awaited, for the days of an accepted `Relief` of that type",
        "provider dependency": "the clock stands still while the provider is awaited, for the days of an accepted `Relief` of that type",
        "force majeure": "the clock stands still while nobody can work, for the days of an accepted `Relief` of that type",
    },
    "missing_data": {
        "exclude": "subjects with missing events are left out, up to a share; above it nothing is measured",
        "fail": "subjects with missing events count as late, up to a share",
        "block": "nothing is judged while an event is missing",
    },
    "low_volume": {
        "report only": "below so many subjects the number is shown and not judged",
        "carry forward": "below so many subjects the period is judged together with the next ones",
        "allow misses": "below so many subjects a number of misses is allowed",
    },
}
"""The choices a promise makes."""


def meanings(field: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - what a document holds
    """Yield what a choice means for the number, a text for each word of it that is known.

    Args:
        field: The field, such as `placed_by`.
        value: What is written there.
    """
    known = METRIC.get("amount" if field == "per" else field) or SLA.get(field) or {}
    for word in _words(value):
        name = "percentile" if field == "statistic" and "percentile" in word else word
        if name in known:
            yield known[name]


def _words(value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _words(value.get("then"))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _words(item)


def choices_page() -> str:
    """Give the page of all choices, by field."""
    parts = ["# What the choices mean", ABOUT]
    for heading, fields in (("## In a metric", METRIC), ("## In a promise", SLA)):
        parts.append(heading)
        for field, known in fields.items():
            rows = [f"| `{field}` | What it does |", "| --- | --- |"]
            rows += [f"| `{word}` | {text} |" for word, text in known.items()]
            parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n"
