"""What both sides were told in surveys: round by round, with the trend and what was done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import Survey, SurveyResult
from partnership.duties.answers import Gap, Score, find_gaps, find_scores, health_of
from partnership.duties.duty import Duty, State
from partnership.duties.rounds import (
    Round,
    Unacted,
    asked_in,
    find_rounds,
    find_survey_actions,
    find_unacted,
    results_of,
)
from partnership.errors import WrongUsage
from partnership.findings import nearest
from partnership.values.periods import Span


@dataclass(frozen=True, slots=True)
class ToldRound:
    """What one round came to."""

    result: SurveyResult
    scores: tuple[Score, ...]
    gaps: tuple[Gap, ...]
    health: Fraction | None
    """The mean of all views of both sides; None unless every one of them may be told."""

    @property
    def period(self) -> Span:
        """The month, quarter or year."""
        return self.result.period

    def score(self, audience: str, question: str) -> Score | None:
        """Give what an audience's answers to a question came to."""
        found = (
            one for one in self.scores if (one.audience, one.question.id) == (audience, question)
        )
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Heard:
    """One survey: its rounds, and what was done about the answers."""

    survey: Survey
    """Its terms on the day; where it has ended, its last ones."""
    rounds: tuple[ToldRound, ...]
    """The oldest first."""
    missing: tuple[Round, ...]
    """Rounds whose result is overdue."""
    actions: tuple[Duty, ...]
    unacted: tuple[Unacted, ...]

    @property
    def last(self) -> ToldRound | None:
        """The newest round that is told."""
        return self.rounds[-1] if self.rounds else None

    def change(self, score: Score) -> Fraction | None:
        """Give how a number moved since the round before; None where one of the two is not told."""
        if len(self.rounds) < 2 or score.value is None:
            return None
        before = self.rounds[-2].score(score.audience, score.question.id)
        if before is None or before.value is None or before.statistic != score.statistic:
            return None
        return score.value - before.value if before.scale == score.scale else None

    def done(self, as_of: date) -> int:
        """Count the actions that are done."""
        return sum(1 for one in self.actions if one.state(as_of) is State.DONE)


def find_feedback(agreement: Agreement, as_of: date, name: str = "") -> Iterator[Heard]:
    """Yield what each survey was told by a day.

    Args:
        agreement: All documents.
        as_of: The day.
        name: The id of the only survey that is asked for; all where none is named.

    Raises:
        WrongUsage: there is no such survey; the text names the nearest.

    """
    known = agreement.ids("Survey")
    if name and name not in known:
        near = nearest(name, known)
        listed = f"did you mean `{near}`?" if near else f"there are: {', '.join(known) or 'none'}"
        raise WrongUsage(f"there is no Survey `{name}`; {listed}")
    rounds = [one for one in find_rounds(agreement, as_of) if one.due < as_of]
    unacted, actions = list(find_unacted(agreement, as_of)), list(find_survey_actions(agreement))
    for survey in agreement.of(Survey):
        if name in {"", survey.id}:
            told = [one for one in results_of(agreement, survey.id) if one.told_on <= as_of]
            names = {one.id for one in told}
            yield Heard(
                survey.on(as_of) or survey,
                tuple(_told(agreement, one) for one in told),
                tuple(
                    one for one in rounds if one.survey.id == survey.id and not _is_told(one, as_of)
                ),
                tuple(one for one in actions if one.document.id in names),
                tuple(one for one in unacted if one.survey.id == survey.id),
            )


def _is_told(one: Round, as_of: date) -> bool:
    return one.result is not None and one.result.told_on <= as_of


def _told(agreement: Agreement, result: SurveyResult) -> ToldRound:
    survey = asked_in(agreement, result)
    if survey is None:
        return ToldRound(result, (), (), None)
    gaps = tuple(find_gaps(survey, result))
    return ToldRound(result, tuple(find_scores(survey, result)), gaps, health_of(list(gaps)))
