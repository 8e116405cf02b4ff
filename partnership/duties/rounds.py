"""When a survey's rounds are due, which have a result, and what is done about the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Survey, SurveyResult
from partnership.duties.duty import Duty
from partnership.duties.retention import end_of
from partnership.values.periods import MONTHS, Span

RESULT = "survey result"
ACTION = "action"
ROUNDS_LOOKED_AT = 2
"""After how many rounds a question whose answers lead to nothing is named."""


@dataclass(frozen=True, slots=True)
class Round:
    """One time that a survey is asked."""

    survey: Survey
    """Its terms at the round's end."""
    period: Span
    due: date
    """The last day on which its result is in time."""
    result: SurveyResult | None


def find_rounds(agreement: Agreement, as_of: date) -> Iterator[Round]:
    """Yield every round that has begun by a day, survey by survey, the oldest first."""
    for survey in agreement.of(Survey):
        told = {one.period: one for one in agreement.of(SurveyResult) if one.survey == survey.id}
        for period, terms in _periods(survey, as_of):
            due = end_of(period.last, terms.results_within)
            yield Round(terms, period, due, told.get(period))


def _periods(survey: Survey, as_of: date) -> Iterator[tuple[Span, Survey]]:
    """Yield the whole periods in which a survey is in force."""
    since, to = survey.effective.from_, survey.effective.to or date.max
    period = Span.containing(since, survey.every)
    while period.first <= as_of and period.last <= to:
        terms = survey.on(period.last) or survey
        if MONTHS[terms.every] != period.months:
            period = Span.containing(period.first, terms.every)
        if period.first >= since and period.last <= to:
            yield period, terms
        period = period.next


def asked_in(agreement: Agreement, result: SurveyResult) -> Survey | None:
    """Give the terms of a result's survey in its round."""
    survey = agreement.get(Survey, result.survey)
    return (survey.on(result.period.last) or survey) if survey else None


def results_of(agreement: Agreement, survey: str) -> tuple[SurveyResult, ...]:
    """Give the results of a survey, the oldest first; of two of one round, both."""
    found = [one for one in agreement.of(SurveyResult) if one.survey == survey]
    return tuple(sorted(found, key=lambda one: (one.period.first, one.id)))


def find_results_due(agreement: Agreement, as_of: date) -> Iterator[Duty]:
    """Yield the duty to bring each round's result."""
    for one in find_rounds(agreement, as_of):
        terms = one.survey
        what = f"the result of {terms.title}, {one.period}"
        told = one.result.told_on if one.result else None
        party = party_of(agreement, terms.run_by)
        place = one.result or terms
        loc = ("told_on",) if one.result else ("results_within",)
        yield Duty(RESULT, what, party, terms.run_by, one.due, place, loc, told)


def find_survey_actions(agreement: Agreement) -> Iterator[Duty]:
    """Yield every action that follows from answers."""
    for result in agreement.of(SurveyResult):
        for index, action in enumerate(result.actions):
            party, what = party_of(agreement, action.owner), action.text.rstrip(".")
            loc = ("actions", index)
            yield Duty(ACTION, what, party, action.owner, action.due, result, loc, action.done_on)


def party_of(agreement: Agreement, role: str) -> str:
    """Name the party of a role; the client where nobody knows the role."""
    found = agreement.roles.get(role)
    return found.party if found else "client"


@dataclass(frozen=True, slots=True)
class Unacted:
    """A question that was asked again and again, and whose answers led to nothing."""

    survey: Survey
    index: int
    """Where it stands in the survey's `items`."""
    rounds: tuple[Span, ...]
    """The last rounds, all without an action about it."""


def find_unacted(agreement: Agreement, as_of: date) -> Iterator[Unacted]:
    """Yield every question whose last two rounds have a result, and no action about it was open."""
    for survey in agreement.of(Survey):
        terms = survey.on(as_of)
        told = [one for one in results_of(agreement, survey.id) if one.told_on <= as_of]
        if terms is None or len(told) < ROUNDS_LOOKED_AT:
            continue
        for index, question in enumerate(terms.items):
            asked = [one for one in told if _was_asked(one, question.id)][-ROUNDS_LOOKED_AT:]
            if len(asked) == ROUNDS_LOOKED_AT and not _is_acted_on(
                told, asked, _named_with(terms, question.id)
            ):
                yield Unacted(terms, index, tuple(one.period for one in asked))


def _was_asked(result: SurveyResult, question: str) -> bool:
    return any(item.item == question for row in result.audiences for item in row.items)


def _named_with(survey: Survey, question: str) -> set[str]:
    """Name a question and the ones that show the same thing from the other side."""
    pairs = [{one.own, one.other} for one in survey.pairs]
    return {question}.union(*(pair for pair in pairs if question in pair))


def _is_acted_on(told: list[SurveyResult], asked: list[SurveyResult], names: set[str]) -> bool:
    """Whether an action of these rounds is about a question, or an older one was open by then."""
    since = asked[0].told_on
    return any(
        names & set(action.about)
        for one in told
        for action in one.actions
        if one in asked or action.done_on is None or action.done_on >= since
    )
