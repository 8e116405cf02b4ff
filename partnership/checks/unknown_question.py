"""What speaks of a question means one that is asked.

A result, an action, a pair, a value or a metric names a question and an audience by their ids. One that the survey does not
have counts answers to nothing.

To mend it: take the nearest right id, or add the question or audience to the survey.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.agreement import Agreement
from partnership.checks._surveys import find_rows
from partnership.documents import Culture, Document, Metric, Survey, SurveyResult
from partnership.documents.metric import SurveyItem
from partnership.duties.answers import question_of, scale_of
from partnership.duties.rounds import asked_in
from partnership.findings import Finding, Loc, Severity, nearest

SEVERITY = Severity.ERROR
Named = tuple[str, str, Loc]
"""What is named, `question` or `audience`; its id; and where."""


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield everything that names a question or an audience which the survey does not have."""
    if not agreement.of(Survey):
        return
    for stretch in agreement.stretches(Survey):
        yield from _missing(stretch.terms, stretch.terms, _named_within(stretch.terms))
    for result in agreement.of(SurveyResult):
        survey = asked_in(agreement, result)
        if survey:
            yield from _missing(survey, result, _named_by(result))
    for culture in agreement.stretches(Culture):
        for index, value in enumerate(culture.terms.values):
            asked = value.measured_by
            survey = agreement.get(Survey, asked.survey) if asked else None
            if asked and survey:
                named: Named = ("question", asked.item, ("values", index, "measured_by", "item"))
                yield from _missing(survey, culture.terms, [named])
    yield from _not_asked(agreement)
    for metric in agreement.stretches(Metric):
        for loc, item in _answers_of(metric.terms):
            survey = agreement.get(Survey, item.survey)
            if survey:
                yield from _counted(survey, metric.terms, loc, item)


def _named_within(survey: Survey) -> Iterator[Named]:
    for index, question in enumerate(survey.items):
        for number, name in enumerate(question.asked_of):
            yield "audience", name, ("items", index, "asked_of", number)
    for index, pair in enumerate(survey.pairs):
        yield "question", pair.own, ("pairs", index, "own")
        yield "question", pair.other, ("pairs", index, "other")


def _named_by(result: SurveyResult) -> Iterator[Named]:
    for index, row in enumerate(result.audiences):
        yield "audience", row.audience, ("audiences", index, "audience")
        for number, item in enumerate(row.items):
            yield "question", item.item, ("audiences", index, "items", number, "item")
    for index, action in enumerate(result.actions):
        for number, name in enumerate(action.about):
            yield "question", name, ("actions", index, "about", number)


def _missing(survey: Survey, document: Document, named: Iterable[Named]) -> Iterator[Finding]:
    known = {
        "question": [one.id for one in survey.items],
        "audience": [one.id for one in survey.audiences],
    }
    for what, name, loc in named:
        if name not in known[what]:
            near = nearest(name, known[what])
            hint = f"did you mean `{near}`?" if near else f"there are: {', '.join(known[what])}"
            message = f"the survey `{survey.id}` has no {what} `{name}`"
            yield document.finding(message, *loc, hint=hint)


def _not_asked(agreement: Agreement) -> Iterator[Finding]:
    for survey, result, index in find_rows(agreement):
        row = result.audiences[index]
        for number, item in enumerate(row.items):
            question = question_of(survey, item.item)
            if question and question.asked_of and row.audience not in question.asked_of:
                message = f"`{row.audience}` is not asked `{question.id}`"
                loc = ("audiences", index, "items", number, "item")
                hint = f"it is asked of {', '.join(question.asked_of)}"
                yield result.finding(message, *loc, hint=hint)


def _answers_of(metric: Metric) -> Iterator[tuple[Loc, SurveyItem]]:
    if metric.answers:
        yield ("answers",), metric.answers
    for index, indicator in enumerate(metric.indicators):
        if indicator.answers:
            yield ("indicators", index, "answers"), indicator.answers


def _counted(survey: Survey, metric: Metric, loc: Loc, item: SurveyItem) -> Iterator[Finding]:
    audience = item.audience.replace(" ", "-")
    named: tuple[Named, ...] = (
        ("audience", audience, (*loc, "audience")),
        ("question", item.item, (*loc, "item")),
    )
    yield from _missing(survey, metric, named)
    question = question_of(survey, item.item)
    if question and scale_of(survey, question) != item.scale:
        scale = scale_of(survey, question)
        message = f"`{item.item}` is asked from {scale} and counted from {item.scale}"
        hint = "write the same scale in both"
        yield metric.finding(message, *loc, "scale", hint=hint)
