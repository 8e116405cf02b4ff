"""How work comes in: from another provider or from the client's own team, step by step."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import Commitment, RoleId, SLAId, amendable
from partnership.documents.handover import Access, Knowledge, Milestone
from partnership.documents.vocabulary import Favours
from partnership.values import Day, Text


@amendable
class TransitionPlan(Commitment):
    """How work comes in: from another provider or from the client's own team, step by step."""

    kind: Literal["TransitionPlan"]
    """Always `TransitionPlan`."""
    owner: RoleId
    """The role that keeps the plan."""
    comes_from: Text
    """Who did the work before, by part and not by name: `the client's own recruiters`."""
    cut_over: Day
    """The first day on which the provider answers for open requisitions."""
    baselining_from: Day | None = None
    """The first day whose numbers are measured without being judged."""
    counted_by: SLAId
    """The promise whose rows count what is open: from the event store, or as its last measurement says."""
    taken_over: tuple[Text, ...]
    """What is said of each open requisition: status, slate, stage, next step, owner. In the tracking system, never here."""
    milestones: tuple[Milestone, ...]
    """What is done by when: access, data protection signed, training, cut-over."""
    knowledge: tuple[Knowledge, ...] = ()
    """Who takes over what somebody knows."""
    accounts: tuple[Access, ...] = ()
    """Accounts, tools and rights that are opened."""
    promises_meanwhile: Text
    """What is owed until cut-over, and by whom."""


FAVOURS: Favours = {
    "neither": (
        "owner",
        "comes_from",
        "milestones",
        "knowledge",
        "accounts",
        "counted_by",
        "taken_over",
    ),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: TransitionPlan
id: german-site
title: The German site comes in
owners: {client: head-of-ta, provider: account-director}
effective: {from: 2026-01-01, to: 2026-12-31}
owner: delivery-lead
comes_from: The client's own recruiters in Germany
cut_over: 2026-04-01
baselining_from: 2026-04-01
counted_by: time-to-fill
taken_over: [Status and stage, The slate, The next step and whose it is]
milestones:
  - {id: access, title: Recruiters can work in the tracking system, owner: ta-ops-lead, due: 2026-03-13, done_on: 2026-03-11}
  - {id: shadowing, title: Recruiters have sat in at the site for a week, owner: delivery-lead, due: 2026-03-27, done_on: 2026-03-27}
promises_meanwhile: Until cut-over the client's recruiters answer for what is open.
"""
