"""A result belongs to one round of its survey.

A round bears the name of the month, quarter or year that it is counted for, has one result, and its result cannot
be there before it ends. Two results of one round, or one of a round that nobody asked for, make a trend of what
does not follow one on the other.

To mend it: name the round that was asked, and keep one record of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Survey, SurveyResult
from partnership.duties.rounds import asked_in
from partnership.findings import Finding, Severity
from partnership.values.periods import MONTHS, Span

SEVERITY = Severity.ERROR
WORDS = {1: "a month", 3: "a quarter", 12: "a year"}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every result whose round is none, is not over, or has a result already."""
    first: dict[tuple[str, Span], SurveyResult] = {}
    for result in agreement.of(SurveyResult):
        survey = asked_in(agreement, result)
        if survey is None:
            continue
        message, hint = _wrong(survey, result)
        other = first.setdefault((result.survey, result.period), result)
        if other is not result:
            message, hint = (
                f"`{other.id}` tells {result.period} of `{survey.id}` already",
                "keep one record of a round",
            )
        if message:
            yield result.finding(message, "period", hint=hint)


def _wrong(survey: Survey, result: SurveyResult) -> tuple[str, str]:
    period = result.period
    if MONTHS[survey.every] != period.months:
        is_, wanted = WORDS[period.months], WORDS[MONTHS[survey.every]]
        return f"`{period}` is {is_}, and `{survey.id}` is asked once {wanted}", f"name {wanted}"
    if not (survey.effective.covers(period.first) and survey.effective.covers(period.last)):
        return (
            f"`{survey.id}` is not in force in the whole of {period}",
            "name a round it is asked in",
        )
    if result.told_on < period.last:
        left = (period.last - result.told_on).days
        days = f"{left} day{'s' * (left > 1)}"
        return f"{period} ends on {period.last}, {days} after `told_on`", "wait for its last day"
    return "", ""
