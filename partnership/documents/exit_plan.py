"""How the two companies part without candidates or managers losing anything by it."""

from __future__ import annotations

from typing import Literal

from partnership.documents.base import Commitment, RoleId, SLAId, amendable
from partnership.documents.handover import Access, DataReturn, Knowledge, Milestone
from partnership.documents.vocabulary import Favours
from partnership.values import Day, Length, Text


@amendable
class ExitPlan(Commitment):
    """How the two companies part without candidates or managers losing anything by it."""

    kind: Literal["ExitPlan"]
    """Always `ExitPlan`."""
    owner: RoleId
    """The role that keeps the plan, and holds its drill."""
    triggers: tuple[Text, ...]
    """What starts it: the term's end, notice, a right to end it."""
    notice: Length
    """How long before its last day either side gives notice."""
    notice_given_on: Day | None = None
    """The day notice was given; the milestones count from it."""
    tail: Length
    """How long the provider helps after the last day."""
    counted_by: SLAId
    """The promise whose rows count what is open: from the event store, or as its last measurement says."""
    handed_over: tuple[Text, ...]
    """What is said of each open requisition: status, slate, stage, next step, owner. In the tracking system, never here."""
    milestones: tuple[Milestone, ...] = ()
    """What is done by when."""
    knowledge: tuple[Knowledge, ...] = ()
    """Who takes over what somebody knows."""
    data: tuple[DataReturn, ...] = ()
    """What becomes of data."""
    accounts: tuple[Access, ...] = ()
    """Whose accounts, tools and rights are whose afterwards."""
    promises_meanwhile: Text
    """What is owed while the plan runs: which promises go on, which are only measured."""
    people: Text | None = None
    """What law or contract says of the provider's people who work for the client."""
    survives: tuple[Text, ...] = ()
    """Fees, guarantees and duties that outlast the end."""
    step_in: Text | None = None
    """When the client may take work over at once."""
    drill_every: Length
    """How often the plan is tried on paper with today's numbers."""
    last_drill: Day | None = None
    """The day it was last tried."""


FAVOURS: Favours = {
    "client": ("notice", "tail"),
    "neither": (
        "owner",
        "notice_given_on",
        "milestones",
        "knowledge",
        "accounts",
        "drill_every",
        "last_drill",
        "counted_by",
        "handed_over",
    ),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: ExitPlan
id: exit
title: How we part
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
owner: vendor-manager
triggers: [The term ends, Notice of either side, A default that is not mended]
notice: 6 months
tail: 3 months
counted_by: time-to-fill
handed_over: [Status and stage, The slate, The next step and whose it is, Offers that are out]
milestones:
  - {id: freeze, title: Changes of terms stop, owner: vendor-manager, after_notice: 30 calendar days}
  - {id: list, title: The list of open requisitions is handed over, owner: delivery-lead, after_notice: 4 months}
knowledge:
  - {id: sites, topic: What good looks like at each site, from_role: delivery-lead, to_role: ta-ops-lead, form: Two days side by side}
data:
  - {id: candidates, what: Candidates' records, then: returned and deleted, within: 30 calendar days, owner: delivery-lead, certificate: A signed certificate of deletion}
accounts:
  - {id: job-boards, what: Accounts at job boards, held_by: delivery-lead, goes_to: ta-ops-lead}
promises_meanwhile: All promises go on until the last day; no new credits are earned in the tail.
survives: [Confidentiality, Guarantees of hires made before the end]
drill_every: 12 months
last_drill: 2026-02-10
"""
