"""What both sides ask whom, how often, and from how many answers on they tell what was said."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from partnership.documents.base import Commitment, Model, Reference, RoleId, amendable
from partnership.documents.vocabulary import Favours, Party
from partnership.values import Id, Length, Scale, Text

SurveyId = Annotated[Id, Reference("Survey", "relationship")]
Dimension = Literal["trust", "innovation", "communication", "team orientation", "focus"]
"""The five dimensions of how two companies get on (Compatibility and Trust)."""
ItemStatistic = Literal["mean", "top two box", "net promoter score"]


class Audience(Model):
    """A group that is asked."""

    id: Id
    """A short name for it: `candidate`, `hiring-manager`."""
    who: Text
    """Who they are, by what they do."""
    party: Party | None = None
    """Whose people they are; of neither party where it is not written, as candidates."""
    roles: tuple[RoleId, ...] = ()
    """The seats among them, where they hold seats."""


class SurveyQuestion(Model):
    """One question."""

    id: Id
    """A short name for it."""
    question: Text
    """What is asked, word for word."""
    statistic: ItemStatistic
    """How the answers become one number."""
    scale: Scale | None = None
    """Its own scale, where it is not the survey's."""
    asked_of: tuple[Id, ...] = ()
    """Which audiences are asked; all where none is written."""


class Pair(Model):
    """Two questions that show one thing from both sides."""

    dimension: Dimension
    """What they tell about."""
    own: Id
    """The question that people answer about their own side."""
    other: Id
    """The question that they answer about the other side."""


@amendable
class Survey(Commitment):
    """What both sides ask whom, how often, and from how many answers on they tell what was said."""

    kind: Literal["Survey"]
    """Always `Survey`."""
    purpose: Text
    """Why it is asked."""
    run_by: RoleId
    """The role that asks, counts and brings the result."""
    audiences: tuple[Audience, ...] = Field(min_length=1)
    """Who is asked."""
    items: tuple[SurveyQuestion, ...] = Field(min_length=1)
    """What is asked."""
    scale: Scale
    """The scale that answers are given on."""
    pairs: tuple[Pair, ...] = ()
    """Which questions both sides answer, each about itself and about the other."""
    trigger: Text | None = None
    """What makes somebody be asked: `a hire has started`; all at once where nothing is written."""
    every: Literal["month", "quarter", "year"]
    """How often a round is counted; it bears the name of its month, quarter or year."""
    results_within: Length
    """How long after its month, quarter or year the result of a round is there."""
    minimum_respondents: int = Field(default=5, ge=5, le=1000)
    """From how many answers of an audience on anything is told of them."""


FAVOURS: Favours = {
    "neither": ("purpose", "run_by", "trigger", "minimum_respondents"),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Survey
id: relationship
title: How we get on
owners: {client: head-of-ta, provider: account-director}
effective: {from: 2026-01-01}
purpose: Each side says how it sees itself and the other, so that what differs is talked about.
run_by: account-director
audiences:
  - {id: client, who: Hiring and talent people who work with the provider, party: client, roles: [head-of-ta]}
  - {id: provider, who: Recruiters and leads of the account, party: provider, roles: [delivery-lead]}
items:
  - {id: trust-own, question: We do what we said we would do., statistic: mean}
  - {id: trust-other, question: They do what they said they would do., statistic: mean}
scale: 1 to 5
pairs:
  - {dimension: trust, own: trust-own, other: trust-other}
every: quarter
results_within: 2 weeks
minimum_respondents: 5
"""
