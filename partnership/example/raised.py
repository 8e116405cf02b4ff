"""What the example took up its ladder: slots in the autumn, settled, and slots in July, still open."""

from __future__ import annotations

from datetime import date
from functools import partial

from partnership.example.story import Proposal, in_a_day

_proposal = partial(in_a_day, times=((16, 20), (16, 50)))

AUTUMN = """\
kind: Escalation
id: finance-slots-2025-11
title: Interviewers in finance do not answer
escalation: delivery
about: SLA/interview-feedback
raised_by: provider
role: delivery-lead
raised_at: 2025-11-24 10:30 Europe/London
happened_on: 2025-11-21
provider_position:
  facts:
    - Eleven interviews of finance candidates wait for feedback, the oldest since 12 November.
    - Two candidates withdrew in that week and named the wait.
  proposal: A stand-in answers for each interviewer until the books are closed.
  role: delivery-lead
  on: 2025-11-24
"""
ANSWERED = """\
client_position:
  facts:
    - The finance teams close the year's books until 5 December.
    - No stand-ins were named when the interviews were booked.
  proposal: Reminders after eight business hours, and stand-ins from January.
  role: ta-ops-lead
  on: 2025-11-26
agreed_facts:
  - Eleven interviews wait for feedback; the terms give 16 business hours.
levels:
  - {level: l1, did: acknowledged, role: ta-ops-lead, at: 2025-11-24 13:20 Europe/London}
  - {level: l1, did: handed up, role: ta-ops-lead, at: 2025-11-27 09:40 Europe/London, text: Operations cannot free interviewers in finance.}
"""
DECIDED = """\
  - {level: l2, did: acknowledged, role: account-director, at: 2025-11-27 11:15 Europe/London}
  - {level: l2, did: acknowledged, role: head-of-ta, at: 2025-11-28 10:05 Europe/London}
  - {level: l2, did: decided, role: head-of-ta, at: 2025-12-03 16:10 Europe/London, text: Reminders now; a stand-in for each interviewer in finance by 9 January.}
"""
SETTLED = """\
closed:
  on: 2026-04-13
  client: head-of-ta
  provider: account-director
  result: Each interviewer in finance has a stand-in; feedback was in time in January, February and March.
"""
SUMMER = """\
kind: Escalation
id: operations-slots-2026-07
title: No interview slots for operations until August
escalation: delivery
about: SLA/time-to-fill
raised_by: provider
role: delivery-lead
raised_at: 2026-07-08 10:30 Europe/London
happened_on: 2026-07-07
provider_position:
  facts:
    - Four operations openings have shortlists since 29 June, and no slot before 3 August.
    - Two of them are due on 24 July.
  proposal: Two slots a week from 14 July, or both sides agree that the wait does not count.
  role: delivery-lead
  on: 2026-07-08
levels:
  - {level: l1, did: acknowledged, role: ta-ops-lead, at: 2026-07-08 12:10 Europe/London}
"""
FOLDER = "records/escalations"


def raised() -> tuple[Proposal, ...]:
    """Give every change of these records, by the day it was agreed."""
    path, later = f"{FOLDER}/finance-slots-2025-11.yaml", f"{FOLDER}/operations-slots-2026-07.yaml"
    decided = AUTUMN + ANSWERED + DECIDED
    return (
        _proposal(
            "escalation-finance-slots",
            "Take the unanswered interviews in finance up the ladder",
            date(2025, 11, 24),
            {path: AUTUMN},
        ),
        _proposal(
            "escalation-finance-slots-answered",
            "Add the client's facts, and hand it up",
            date(2025, 11, 27),
            {path: AUTUMN + ANSWERED},
        ),
        _proposal(
            "escalation-finance-slots-decided",
            "Note the decision on the interviews in finance",
            date(2025, 12, 3),
            {path: decided},
        ),
        _proposal(
            "escalation-finance-slots-closed",
            "Close the escalation of November",
            date(2026, 4, 13),
            {path: decided + SETTLED},
        ),
        _proposal(
            "escalation-operations-slots",
            "Take the missing interview slots in operations up the ladder",
            date(2026, 7, 8),
            {later: SUMMER},
        ),
    )
