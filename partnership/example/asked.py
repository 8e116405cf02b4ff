"""What the example's parties asked of each other: relief, invoices, and a finding they accept for a while."""

from __future__ import annotations

from datetime import date
from functools import partial

from partnership.example.story import Proposal, in_a_day

_proposal = partial(in_a_day, times=((13, 10), (16, 20)))

COUNCIL = """\
kind: Relief
id: works-council-2026-04
type: client dependency
raised_by: provider
notified_on: 2026-04-10
interval: {from: 2026-04-09, until: 2026-04-17}
covers: {subject: requisition, when: {country: DE}}
affects: [first-slate]
cause: The works council's consent to the new grades was outstanding; no profile could be shown in Germany.
evidence: {kind: minutes, ref: weekly-operations 2026-04-14}
"""
COUNCIL_ANSWER = "answer: {by: client, decision: accepted, on: 2026-04-16}\n"
OUTAGE = """\
kind: Relief
id: tracking-system-2026-07
type: hold
raised_by: client
notified_on: 2026-07-08
interval: {from: 2026-07-07, until: 2026-07-08}
covers: {subject: feedback}
affects: [interview-feedback]
cause: The tracking system was down for a day, and nobody could write feedback.
evidence: {kind: status page, ref: incident of 7 July}
"""
WAIVER = """\
kind: Waiver
id: adequacy-review-booked
check: care-due-soon
document: DataProtection/recruitment-data
reason: The review of the transfer to the United Kingdom is booked with both sides' counsel for 15 September.
accepted_by: privacy-counsel
expires: 2026-09-18
"""
INVOICE = """\
kind: Invoice
id: invoice-{month}
period: {month}
issued_on: {day}
charges:
  - {{id: management-fee, title: Management fee, amount: 60000 GBP}}
spend:
  - {{id: advertising, title: Job advertising, amount: {spent}}}
"""
SPENT = (
    ("2026-04", date(2026, 5, 5), "7400 GBP"),
    ("2026-05", date(2026, 6, 3), "5250 GBP"),
    ("2026-06", date(2026, 7, 3), "9300 GBP"),
)
"""What job advertising cost: the first two months below the baseline, the third above it."""


def asked() -> tuple[Proposal, ...]:
    """Give every change of these records, by the day it was agreed."""
    council = "records/reliefs/works-council-2026-04.yaml"
    found = (
        _proposal(
            "relief-works-council",
            "Ask for relief: no profiles in Germany until the works council consents",
            date(2026, 4, 10),
            {council: COUNCIL},
        ),
        _proposal(
            "relief-works-council-accepted",
            "Accept the relief for the works council's days",
            date(2026, 4, 16),
            {council: COUNCIL + COUNCIL_ANSWER},
            by_client=True,
        ),
        *(
            _proposal(
                f"invoice-{month}",
                f"Record the invoice of {month}",
                day,
                {
                    f"records/invoices/invoice-{month}.yaml": INVOICE.format(
                        month=month, day=day, spent=spent
                    )
                },
            )
            for month, day, spent in SPENT
        ),
        _proposal(
            "waiver-adequacy-review",
            "Accept until September that a review is due: it is booked",
            date(2026, 7, 6),
            {"records/waivers/adequacy-review-booked.yaml": WAIVER},
            by_client=True,
        ),
        _proposal(
            "relief-tracking-system",
            "Ask for relief: the tracking system was down on 7 July",
            date(2026, 7, 8),
            {"records/reliefs/tracking-system-2026-07.yaml": OUTAGE},
            by_client=True,
        ),
    )
    return tuple(sorted(found, key=lambda one: one.agreed))
