"""What the example's parties asked each other to change: one request that is made, one that waits."""

from __future__ import annotations

from datetime import date
from functools import partial

from partnership.example.story import Proposal, in_a_day

_proposal = partial(in_a_day, times=((9, 40), (16, 5)))

HIGHER = """\
kind: ChangeRequest
id: cr-2025-04
title: 92% of first slates in time
raised_by: client
owner: vendor-manager
raised_on: 2025-12-03
what: From January 92% of first slates are expected in time instead of 90%.
why: Since September nearly every month was above 90%; the level should say what managers can rely on.
changes: [SLA/first-slate]
impact:
  cost: None; the credits for a miss of the minimum stay as they are.
  levels: The expected level of first slates rises by two percentage points, the minimum stays at 80%.
  people: A second sourcer covers each desk, which is planned anyway.
answer_from: account-director
answer_by: 2025-12-12
effective_from: 2026-01-01
"""
ANSWERED = """\
answer: {by: account-director, decision: accepted, on: 2025-12-10}
"""
MADE = """\
made: {on: 2025-12-15, reference: branch first-slate-92}
"""
APPROVALS = """\
kind: ChangeRequest
id: cr-2026-02
title: Offers approved within two business days
raised_by: provider
owner: account-director
raised_on: 2026-07-02
what: The client owes the approval of an offer within two business days of the request.
why: Of the candidates who declined this year, a third had waited longer than four days for their offer.
changes: [SLA/offer-acceptance]
impact:
  scope: All offers of both sites; those above the band keep their own decision.
  cost: None for either side.
  levels: One promise more for the client; offer acceptance should rise.
  people: The head of talent acquisition names who approves in the holidays.
answer_from: vendor-manager
answer_by: 2026-07-15
effective_from: 2026-09-01
branch: offer-approval
"""


def requested() -> tuple[Proposal, ...]:
    """Give every change of these records, by the day it was agreed."""
    first, second = "records/changes/cr-2025-04.yaml", "records/changes/cr-2026-02.yaml"
    return (
        _proposal(
            "cr-2025-04",
            "Ask for 92% of first slates",
            date(2025, 12, 3),
            {first: HIGHER},
            by_client=True,
        ),
        _proposal(
            "cr-2025-04-answered",
            "Accept 92% of first slates",
            date(2025, 12, 10),
            {first: HIGHER + ANSWERED},
        ),
        _proposal(
            "cr-2025-04-made",
            "Note where 92% of first slates stands",
            date(2025, 12, 16),
            {first: HIGHER + ANSWERED + MADE},
            by_client=True,
        ),
        _proposal(
            "cr-2026-02",
            "Ask for approvals within two business days",
            date(2026, 7, 2),
            {second: APPROVALS},
        ),
    )
