"""What followed the example's breaches: a dispute, and what each party did about its own."""

from __future__ import annotations

from datetime import date
from functools import partial

from partnership.example.story import Proposal, in_a_day

_proposal = partial(in_a_day, times=((10, 20), (14, 45)))

DISPUTE = """\
kind: Dispute
id: slates-2025-11
measurement: first-slate.2025-11
segments: [standard]
raised_by: provider
raised_on: 2025-12-09
claim: Three requisitions were put on hold in November; the days on hold seem to be counted.
undisputed: {numerator: 9, denominator: 11}
"""
DECIDED = """\
recomputed: {by: client, on: 2025-12-12, numerator: 9, denominator: 14, note: The holds began after the due dates.}
outcome: {decision: dismissed, on: 2025-12-15, reason: Both looked at the three requisitions; the measurement stands.}
"""

SLATES = (
    """\
kind: CorrectiveAction
id: slates-2025-11
owed_by: provider
breaches:
  - {sla: first-slate, period: 2025-11, segment: standard}
known_on: 2025-12-05
root_cause:
  method: five whys
  text: Two sourcing desks were vacant in November, and standard requisitions waited for a desk.
  delivered_on: 2025-12-11
""",
    """\
plan:
  text: Nobody waits for a desk, and what has no slate after four days is seen in the same week.
  delivered_on: 2025-12-18
actions:
  - {id: second-sourcer, text: Name a second sourcer for each desk., owner: delivery-lead, due: 2026-01-16}
  - {id: weekly-look, text: Put slates older than four days on the weekly agenda., owner: account-director, due: 2026-01-09}
verification: First slates of standard requisitions are at 92% in January and February.
""",
    """\
closed: {on: 2026-03-12, client: vendor-manager, provider: account-director, result: January and February kept what is expected.}
""",
)
FEEDBACK = (
    """\
kind: CorrectiveAction
id: feedback-2025-11
owed_by: client
breaches:
  - {sla: interview-feedback, period: 2025-11}
known_on: 2025-12-05
root_cause:
  method: timeline
  text: Interviewers of the finance teams closed the year's books and answered at the end of the week.
  delivered_on: 2025-12-10
""",
    """\
plan:
  text: A stand-in answers for each interviewer, and reminders go out after eight business hours.
  delivered_on: 2025-12-17
actions:
  - {id: stand-ins, text: Name a stand-in for each interviewer in finance., owner: head-of-ta, due: 2026-01-09}
  - {id: reminders, text: Remind interviewers after eight business hours., owner: ta-ops-lead, due: 2026-01-16}
verification: Interview feedback is at 90% in the first quarter.
""",
    """\
closed: {on: 2026-04-13, client: head-of-ta, provider: delivery-lead, result: Feedback was above 90% in the first quarter.}
""",
)
SEATS = (
    """\
kind: CorrectiveAction
id: seats-2025-12
owed_by: provider
breaches:
  - {sla: time-to-fill, period: 2025-12, segment: standard}
known_on: 2026-01-08
root_cause:
  method: five whys
  text: The late slates of November moved the interviews into the holidays, and offers into January.
  delivered_on: 2026-01-14
""",
    """\
plan:
  text: The slates come in time again; interviews before holidays are booked a month ahead.
  delivered_on: 2026-01-21
actions:
  - {id: book-ahead, text: Book interviews before holidays a month ahead., owner: delivery-lead, due: 2026-02-27}
verification: Seats are filled in time again in the second quarter.
""",
    """\
closed: {on: 2026-05-14, client: vendor-manager, provider: account-director, result: April was above what is expected.}
""",
)
DONE = {
    "due: 2026-01-09}": "due: 2026-01-09, done_on: 2026-01-08}",
    "due: 2026-01-16}": "due: 2026-01-16, done_on: 2026-01-15}",
    "due: 2026-02-27}": "due: 2026-02-27, done_on: 2026-02-20}",
}
"""The steps as they stand when they are done."""


def followed() -> tuple[Proposal, ...]:
    """Give every change of these records, by the day it was agreed."""
    found = [
        _proposal(
            "dispute-slates",
            "Contest the slates of November",
            date(2025, 12, 9),
            {"records/disputes/slates-2025-11.yaml": DISPUTE},
        ),
        _proposal(
            "dispute-slates-decided",
            "Dismiss the dispute of November's slates: the measurement stands",
            date(2025, 12, 15),
            {"records/disputes/slates-2025-11.yaml": DISPUTE + DECIDED},
            by_client=True,
        ),
        *_action(
            "slates-2025-11", SLATES, (date(2025, 12, 11), date(2025, 12, 18), date(2026, 3, 12))
        ),
        *_action(
            "feedback-2025-11",
            FEEDBACK,
            (date(2025, 12, 10), date(2025, 12, 17), date(2026, 4, 13)),
            by_client=True,
        ),
        *_action("seats-2025-12", SEATS, (date(2026, 1, 14), date(2026, 1, 21), date(2026, 5, 14))),
    ]
    return tuple(sorted(found, key=lambda one: one.agreed))


def _action(
    name: str,
    parts: tuple[str, str, str],
    days: tuple[date, date, date],
    *,
    by_client: bool = False,
) -> tuple[Proposal, ...]:
    """Give a record as it grows: its cause, its plan, and that it is done."""
    path = f"records/corrective-actions/{name}.yaml"
    cause, plan, closed = parts
    done = plan
    for open_step, done_step in DONE.items():
        done = done.replace(open_step, done_step)
    texts = (cause, cause + plan, cause + done + closed)
    words = ("Explain the breach", "Plan what is done about the breach", "Close the action")
    return tuple(
        _proposal(f"{name}-{step}", f"{said}: {name}", day, {path: text}, by_client=by_client)
        for step, (said, day, text) in enumerate(zip(words, days, texts, strict=True), 1)
    )
