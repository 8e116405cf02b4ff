"""What several checks ask of survey results: each answer with its question and scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnership.agreement import Agreement
from partnership.documents import Survey, SurveyResult
from partnership.documents.survey_result import AudienceResult, ItemResult
from partnership.duties.answers import question_of, scale_of
from partnership.duties.rounds import asked_in
from partnership.findings import Loc
from partnership.values.scales import Range


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of one audience to one question that the survey knows."""

    survey: Survey
    result: SurveyResult
    row: AudienceResult
    item: ItemResult
    scale: Range
    loc: Loc

    @property
    def n(self) -> int:
        """How many answered it."""
        return self.row.responded - self.item.skipped


def find_rows(agreement: Agreement) -> Iterator[tuple[Survey, SurveyResult, int]]:
    """Yield every audience of every result whose survey is there."""
    for result in agreement.of(SurveyResult):
        survey = asked_in(agreement, result)
        if survey:
            for index in range(len(result.audiences)):
                yield survey, result, index


def find_answered(agreement: Agreement) -> Iterator[Answered]:
    """Yield the answers of every audience to every question."""
    for survey, result, index in find_rows(agreement):
        row = result.audiences[index]
        for number, item in enumerate(row.items):
            question = question_of(survey, item.item)
            if question:
                loc = ("audiences", index, "items", number)
                scale = scale_of(survey, question)
                yield Answered(survey, result, row, item, scale, loc)
