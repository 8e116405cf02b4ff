"""A tool that ranks, scores or screens candidates: who answers for it, what the law asks, its audit."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from partnership.documents.base import CalendarId, Commitment, Model, RoleId, amendable
from partnership.documents.vocabulary import Favours, HiringStage
from partnership.values import Day, Id, Length, Percentage, Text, Yes

AssessedCount = Literal["fewer than 5"] | Annotated[int, Field(ge=5, le=1_000_000_000)]
"""How many people; a group of so few that they could be known is withheld."""
Law = Literal[
    "NYC Local Law 144",
    "EU AI Act",
    "UGESP",
    "Illinois HB 3773",
    "Colorado SB 26-189",
    "California FEHA",
]


class Answering(Model):
    """What each party is to the tool."""

    client: Literal["provider", "deployer", "none"]
    """The client: it offers the tool, uses it, or neither."""
    provider: Literal["provider", "deployer", "none"]
    """The recruitment provider: it offers the tool, uses it, or neither."""


class AuditGroup(Model):
    """One group of people, and how the tool treated it."""

    group: Text
    """The group's name as the audit has it."""
    assessed: AssessedCount | None = None
    """How many were assessed; below 5 only `fewer than 5`, and then nothing else of the group."""
    selected: int | None = Field(default=None, ge=0, le=1_000_000_000)
    """How many of them moved forward, for a selection rate."""
    rate: Percentage | None = None
    """The rate as the auditor published it, where no counts are: the scoring rate."""
    left_out: Text | None = None
    """Why the ratio leaves the group out: only one with less than 2% of all may be."""


class AuditTable(Model):
    """The rates of one way to tell people apart."""

    id: Id
    """What tells them apart: `sex`, `race-ethnicity`, `sex-and-race-ethnicity`."""
    groups: tuple[AuditGroup, ...] = Field(min_length=1)
    """The groups; people of whom it is not known are not a group."""
    unknown: int | None = Field(default=None, ge=0, le=1_000_000_000)
    """Of how many it is not known; they are counted and in no ratio."""


class Audit(Model):
    """An audit for bias, with what it found."""

    on: Day
    """The day it was made."""
    by: Text
    """The company that made it."""
    independent: bool
    """Whether it had no part in making, selling or using the tool."""
    summary: Text | None = None
    """Where its summary is published."""
    next_due: Day | None = None
    """The last day on which the next is in time, where both agreed on one."""
    owner: RoleId | None = None
    """Who has it made; the client's owner of this document where none is written."""
    tables: tuple[AuditTable, ...] = ()
    """Its rates; ratios are computed from them, exactly."""


class CandidateNotice(Model):
    """What candidates are told before the tool is used on them."""

    text: Text
    """What they are told."""
    published_at: Text | None = None
    """Where it stands."""
    given_on: Day
    """The first day it was given."""
    calendar: CalendarId
    """The calendar on which its business days count."""


class Confirmed(Model):
    """That counsel looked at which laws hold and from which day."""

    on: Day
    """The day."""
    by: RoleId
    """The role that confirms."""
    again_by: Day | None = None
    """The last day on which it is looked at again."""


@amendable
class AutomatedTool(Commitment):
    """A tool that ranks, scores or screens candidates: who answers for it, what the law asks, its audit."""

    kind: Literal["AutomatedTool"]
    """Always `AutomatedTool`."""
    vendor: Text
    """The company that makes it."""
    purpose: Text
    """What it is for."""
    stage: HiringStage
    """Where in the hiring it is used."""
    status: Literal["planned", "in use", "suspended", "retired"]
    """How it stands; duties to have something before use are asked of a planned one too."""
    used_from: Day | None = None
    """The first day it is used on candidates."""
    places: tuple[Text, ...] = Field(min_length=1)
    """Where the openings are that it is used for: countries, states, cities."""
    laws: tuple[Law, ...] = ()
    """Which laws on such tools hold for it, as counsel has it."""
    legal_confirmed: Confirmed | None = None
    """Who in counsel looked at the laws and their days."""
    answering: Answering
    """What each party is to it."""
    employment_decision_tool: bool
    """Whether it substantially helps or replaces a decision: an AEDT in New York City's words."""
    high_risk: bool
    """Whether it is high-risk in the words of the EU AI Act, Annex III(4)."""
    weight: Literal[
        "advises", "one of several criteria", "outweighs other criteria", "decides alone"
    ]
    """How much it weighs in a decision."""
    oversight: RoleId | None = None
    """The role that oversees it, can overrule it and switch it off."""
    inputs: tuple[Text, ...] = Field(min_length=1)
    """What it is given about a candidate."""
    logs_kept: Length | None = None
    """How long its logs are kept."""
    retention: Length | None = None
    """How long its results are kept."""
    notice: CandidateNotice | None = None
    """What candidates are told before."""
    workers_informed_on: Day | None = None
    """The day workers and their representatives were told."""
    explanation: Text | None = None
    """How a candidate asks for an explanation and for a person to look again."""
    impact_records: Yes | None = None
    """Whether records of its effect on groups are kept."""
    fallback: Text
    """What is done without it: for a candidate who asks, and when it is switched off."""
    audit: Audit | None = None
    """Its last audit for bias."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: AutomatedTool
id: cv-ranking
title: Ranking of applications
owners: {client: head-of-ta, provider: delivery-lead}
effective: {from: 2026-01-01}
vendor: Example Ranking Inc
purpose: Puts applications for high-volume openings into an order for the recruiter.
stage: screen
status: in use
used_from: 2026-02-16
places: [New York City]
laws: [NYC Local Law 144, UGESP]
legal_confirmed: {on: 2026-01-12, by: head-of-ta, again_by: 2027-01-12}
answering: {client: deployer, provider: deployer}
employment_decision_tool: true
high_risk: true
weight: one of several criteria
oversight: ta-ops-lead
inputs: [curriculum vitae, answers to the screening questions]
logs_kept: 12 months
retention: 4 years
notice:
  text: A tool helps to order applications. You can ask for a person to read yours instead.
  published_at: https://careers.example/automated-tools
  given_on: 2026-01-26
  calendar: client-uk
explanation: An answer to the notice reaches the talent acquisition team.
impact_records: true
fallback: A recruiter reads every application in the order of its arrival.
audit:
  on: 2026-01-20
  by: Example Auditors LLP
  independent: true
  summary: https://careers.example/bias-audit-2026
  next_due: 2027-01-20
  tables:
    - id: sex
      groups:
        - {group: Male, rate: 54.3%}
        - {group: Female, rate: 44.7%}
"""
