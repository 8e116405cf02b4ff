"""The one crisis of the example: the tracking system was down for two days in May."""

from __future__ import annotations

from datetime import date
from functools import partial

from partnership.example.story import Proposal, in_a_day

_proposal = partial(in_a_day, times=((16, 5), (16, 35)))

DECLARED = """\
kind: CrisisRecord
id: system-down-2026-05
plan: crisis
trigger: system-down
severity: sev2
what: The tracking system was down for two days after its provider's update.
declared: {at: 2026-05-26 09:40 Europe/London, role: account-director}
met_at: 2026-05-26 14:00 Europe/London
timeline:
  - {at: 2026-05-26 07:50 Europe/London, text: Nobody can sign in to the tracking system.}
  - {at: 2026-05-26 11:30 Europe/London, text: Its provider says that an update failed and gives no time.}
  - {at: 2026-05-27 18:20 Europe/London, text: It can be read again; nothing is lost.}
  - {at: 2026-05-28 08:30 Europe/London, text: It can be written again.}
updates:
  - {at: 2026-05-26 15:00 Europe/London, role: account-director, text: Interviews of the week stand; slots are kept in the calendar.}
  - {at: 2026-05-27 16:00 Europe/London, role: account-director, text: Offers go on by signed letter; everything else waits.}
actions:
  - {id: offers-first, on: 2026-05-26}
  - {id: triage, on: 2026-05-27}
  - {id: interviews, on: 2026-05-27}
  - {id: desks, on: 2026-05-28}
  - {id: candidates, on: 2026-05-26}
stood_down:
  at: 2026-05-28 10:00 Europe/London
  client: head-of-ta
  provider: account-director
  because: The tracking system is back, and what was noted beside it is entered.
"""
REVIEWED = """\
after_action_review:
  on: 2026-06-09
  worked:
    - Nobody with an offer waited; both sides had the letters.
    - Each update came on time, and managers asked less.
  failed:
    - The list of interviews of the week was in the tracking system alone.
  steps:
    - {id: weekly-list, text: "Export the interviews of the week each Friday, without names.", owner: ta-ops-lead, due: 2026-06-26STEP}
"""
PATH = "records/crises/system-down-2026-05.yaml"


def crises() -> tuple[Proposal, ...]:
    """Give every change of the record, by the day it was agreed."""
    reviewed = DECLARED + REVIEWED.replace("STEP", "")
    done = DECLARED + REVIEWED.replace("STEP", ", done_on: 2026-06-19")
    return (
        _proposal(
            "crisis-system-down",
            "Record the days without the tracking system",
            date(2026, 5, 28),
            {PATH: DECLARED},
        ),
        _proposal(
            "crisis-reviewed",
            "Note what both learned from them",
            date(2026, 6, 9),
            {PATH: reviewed},
        ),
        _proposal(
            "crisis-followed", "Export the interviews of the week", date(2026, 6, 22), {PATH: done}
        ),
    )
