"""What one party asks to be changed, what that costs both, and what came of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from partnership.documents.base import Model, Record, RoleId
from partnership.documents.vocabulary import Favours, Party
from partnership.findings import Loc
from partnership.values import Day, Money, Text
from partnership.values.identifiers import DocumentName


class Impact(Model):
    """What the change means for both sides, in words about the work."""

    scope: Text | None = None
    """What is in or out that was not."""
    cost: Text | None = None
    """What becomes dearer or cheaper, for whom."""
    amount: Money | None = None
    """How much, where it is one sum."""
    levels: Text | None = None
    """Which promises become easier or harder to keep."""
    people: Text | None = None
    """What it asks of the teams: desks, training, hours."""


class ChangeAnswer(Model):
    """What the other party said; added once."""

    by: RoleId
    """The role that answers for the other party."""
    decision: Literal["accepted", "accepted in part", "refused"]
    """The answer."""
    on: Day
    """The day."""
    reason: Text | None = None
    """Why, where it is not accepted whole, and which part is."""


class Made(Model):
    """That the terms say it now; added once."""

    on: Day
    """The day the terms were merged."""
    reference: Text
    """The pull request or commit."""


class ChangeRequest(Record):
    """What one party asks to be changed, what that costs both, and what came of it."""

    added_once: ClassVar[tuple[Loc, ...]] = (("branch",), ("answer",), ("made",))

    kind: Literal["ChangeRequest"]
    """Always `ChangeRequest`."""
    raised_by: Party
    """The party that asks."""
    owner: RoleId
    """The role that looks after the request, and makes the change when it is accepted."""
    raised_on: Day
    """The day the other party had it."""
    what: Text
    """What is to be otherwise."""
    why: Text
    """Why it is asked."""
    changes: tuple[DocumentName, ...] = ()
    """The documents whose terms it changes: `SLA/first-slate`. `partnership diff` says how."""
    impact: Impact
    """What it means for both sides."""
    answer_from: RoleId
    """The role of the other party that is asked."""
    answer_by: Day
    """The last day on which the answer is in time."""
    effective_from: Day
    """The day from which it is to hold; the terms are merged before."""
    branch: Text | None = None
    """The branch with the new terms, for `partnership diff` and `partnership replay`; added once."""
    answer: ChangeAnswer | None = None
    """What the other party said."""
    made: Made | None = None
    """That the terms say it now."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: ChangeRequest
id: cr-2026-03
title: Two interview rounds for production roles
raised_by: client
owner: ta-ops-lead
raised_on: 2026-05-12
what: Production roles are decided after two interview rounds instead of three.
why: Half the candidates who leave do so between the second round and the third.
changes: [SLA/interview-feedback]
impact:
  scope: Production roles at both sites; office roles keep three rounds.
  cost: None for either side; some forty interviews a month fall away.
  levels: Feedback is owed on fewer interviews, and the share in time should rise.
  people: Two managers at each site are trained to decide in the second round.
answer_from: delivery-lead
answer_by: 2026-05-22
effective_from: 2026-07-01
branch: two-rounds
answer: {by: delivery-lead, decision: accepted, on: 2026-05-19}
made: {on: 2026-06-16, reference: pull request 41}
"""
