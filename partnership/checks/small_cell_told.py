"""Answers are told only where nobody could be known by them.

Below the survey's minimum nothing is told of an audience or a question. In a histogram each answer that was given
was given by 5 or more. Where one was not, only counts are told: the sum of all answers, the best two, promoters
and detractors. They must leave several ways in which people can have answered: 6 answers from 1 to 5 with 5 in the
best two and a sum of 21 leave one way only, five 4s and a 1, and everybody knows who was not content.

To mend it: write `withheld: true` and leave out what it was; or the counts that the question's statistic needs,
and no others.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._surveys import Answered, find_answered, find_rows
from partnership.duties.answers import SMALL, counts_of, histogram_of, worked_out
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
COUNTS = ("histogram", "total", "top_two", "promoters", "detractors")
WITHHOLD = "write `withheld: true`, and leave out the counts"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield everything that is told of too few people."""
    for survey, result, index in find_rows(agreement):
        row, least = result.audiences[index], survey.minimum_respondents
        if row.items and (row.withheld or row.responded < least):
            message = (
                f"{row.responded} of `{row.audience}` responded, nothing is told below {least}, and "
                "their answers stand here"
                if row.responded < least
                else f"the answers of `{row.audience}` are withheld, and stand here"
            )
            yield result.finding(message, "audiences", index, "items", hint=WITHHOLD)
    for one in find_answered(agreement):
        if not one.row.withheld and one.row.responded >= one.survey.minimum_respondents:
            yield from _told(one)


def _told(one: Answered) -> Iterator[Finding]:
    item, least = one.item, one.survey.minimum_respondents
    written = [name for name in COUNTS if getattr(item, name) is not None]
    if written and (item.withheld or 0 <= one.n < least):
        message = (
            f"{one.n} answered `{item.item}`, nothing is told below {least}, and counts stand here"
        )
        if one.n >= least:
            message = f"the answers to `{item.item}` are withheld, and stand here"
        yield one.result.finding(message, *one.loc, written[0], hint=WITHHOLD)
        return
    for answer, count in histogram_of(item).bins:
        if count < SMALL:
            message = f"{count} answered {answer} to `{item.item}`: fewer than {SMALL} could be known by it"
            hint = "write the counts that its statistic needs instead of the histogram"
            yield one.result.finding(message, *one.loc, "histogram", str(answer), hint=hint)
    if item.histogram is None and item.total is not None:
        only = worked_out(one.n, one.scale, counts_of(item, one.scale))
        if only and any(0 < count < SMALL for count in only.values()):
            ways = " and ".join(f"{count} × {value}" for value, count in sorted(only.items()))
            message = f"the counts of `{item.item}` leave one way only to answer: {ways}"
            hint = "leave out `total` or `top_two`, whichever its statistic does not need, or withhold it"
            yield one.result.finding(message, *one.loc, hint=hint)
