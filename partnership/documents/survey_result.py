"""What a round of a survey came to: counts of answers, and what is done about them; nobody's words."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from partnership.documents.base import Model, Record, RoleId
from partnership.documents.survey import SurveyId
from partnership.documents.vocabulary import Favours
from partnership.findings import Loc
from partnership.values import Day, Id, Period, Step, Yes

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Answer = Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
"""An answer on a scale: a number, and nothing else."""


class ItemResult(Model):
    """The answers to one question of one audience, counted."""

    item: Id
    """The question."""
    skipped: Count = 0
    """How many of those who responded left it out."""
    histogram: dict[Answer, Count] | None = None
    """How many gave each answer from 0 to 10; only where each that was given was given by 5 or more."""
    total: Count | None = None
    """All answers added up, for a mean."""
    top_two: Count | None = None
    """How many gave one of the two best answers."""
    promoters: Count | None = None
    """How many gave 9 or 10 on a scale from 0 to 10."""
    detractors: Count | None = None
    """How many gave 0 to 6 on a scale from 0 to 10."""
    withheld: Yes | None = None
    """Too few answered it to tell anything."""


class AudienceResult(Model):
    """The answers of one audience."""

    audience: Id
    """Who was asked."""
    invited: Count
    """How many were asked."""
    responded: Count
    """How many answered at least one question."""
    withheld: Yes | None = None
    """Fewer responded than the survey's minimum, so that nothing is told of them."""
    items: tuple[ItemResult, ...] = ()
    """Their answers, question by question."""


class SurveyAction(Model):
    """Something that is done about the answers."""

    id: Id
    """A short name for it."""
    text: Step
    """What is done, in one line."""
    about: tuple[Id, ...] = Field(min_length=1)
    """The questions whose answers it follows from."""
    owner: RoleId
    """The role that does it."""
    due: Day
    """The last day on which it is in time."""
    done_on: Day | None = None
    """The day it was done; added once."""


class SurveyResult(Record):
    """What a round of a survey came to: counts of answers, and what is done about them; nobody's words."""

    added_once: ClassVar[tuple[Loc, ...]] = (("actions", "*", "done_on"),)
    grows: ClassVar[tuple[Loc, ...]] = (("actions",),)

    kind: Literal["SurveyResult"]
    """Always `SurveyResult`."""
    title: None = None
    """Left out: a result is named by its survey and its round."""
    description: None = None
    """Left out: what people wrote has no place in the repository."""
    survey: SurveyId
    """The survey."""
    period: Period
    """The round: `2026-Q1`."""
    told_on: Day
    """The day both sides had the result."""
    audiences: tuple[AudienceResult, ...] = Field(min_length=1)
    """The answers, audience by audience."""
    actions: tuple[SurveyAction, ...] = ()
    """What is done about them; more may be added, none is taken away."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: SurveyResult
id: relationship-2026-q1
survey: relationship
period: 2026-Q1
told_on: 2026-04-10
audiences:
  - audience: client
    invited: 14
    responded: 11
    items:
      - {item: trust-own, histogram: {"4": 6, "5": 5}}
      - {item: trust-other, skipped: 1, total: 33, top_two: 4}
  - {audience: provider, invited: 6, responded: 4, withheld: true}
actions:
  - id: slate-notes
    text: Say with each slate what was changed after the last feedback.
    about: [trust-other]
    owner: delivery-lead
    due: 2026-05-15
    done_on: 2026-05-11
"""
