"""A survey that was asked is told.

From the first result of a survey on, the result of each round is there so long after its month, quarter or year as
the survey says. A round of which nothing came is named for a year, with the party whose role runs it: who was asked
and hears nothing does not answer again. The first round stands in `partnership todo`.

To mend it: write its `SurveyResult`; where too few answered, `withheld: true` says so. Where it is not asked any
more, end the survey with `effective.to`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.documents import SurveyResult
from partnership.duties import State
from partnership.duties.rounds import find_results_due
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
NAMED_FOR = timedelta(days=366)


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every round of the last year whose result is overdue."""
    begun = {one.survey for one in agreement.of(SurveyResult)}
    for duty in find_results_due(agreement, as_of) if begun else ():
        if duty.document.id not in begun:  # a round with a result is done
            continue
        if duty.state(as_of) is State.OVERDUE and as_of - duty.due <= NAMED_FOR:
            late = (as_of - duty.due).days
            message = (
                f"`{duty.owner}` of the {duty.party} owes {duty.what}, since {duty.due}, "
                f"{late} day{'s' * (late > 1)} ago"
            )
            yield duty.finding(message, "write its `SurveyResult`, in records/surveys/")
