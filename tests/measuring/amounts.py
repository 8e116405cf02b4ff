"""Metrics of quantities written by hand, and the events they are added up from."""

from __future__ import annotations

from partnership.judging.counts import exact_value, read_counts
from partnership.values.statistic_names import Statistic
from tests.measuring.stores import HEAD, at, terms

PARTNERSHIP = f"""\
kind: Partnership
id: ours
{HEAD}format: 1
parties: {{client: {{name: Client}}, provider: {{name: Provider}}}}
time_zone: Europe/London
currency: GBP
term: {{from: 2025-01-01}}
authorised_signatories: {{client: [a], provider: [b]}}
measured_within: 5 business days
"""


ALL = "{id: all, expected: 1, minimum: 1}"


SHARE = "{id: all, expected: 90%, minimum: 80%}"


BY_COUNTRY = (
    "{id: britain, when: {country: GB}, expected: 1, minimum: 1}\n"
    "  - {id: others, otherwise: true, expected: 1, minimum: 1}"
)


def made(amount, per="", **fields):
    """A metric of sums; its other fields by name."""
    plain = {
        "type": "ratio",
        "subject": "opening",
        "unit": "x to 1",
        "direction": "lower is better",
        "population": "in scope",
        "exclusions": "[]",
        "amount": f"[{amount}]",
        **({"per": f"[{per}]"} if per else {}),
        **fields,
    }
    return "".join(f"{name}: {value}\n" for name, value in plain.items())


def promise(statistic="ratio of sums", window="quarter", targets=ALL, **more):
    return terms(statistic, "stop", window, targets, **more)


def cost(events, amount, kind="external", period="2026-Q1", **more):
    known = {"category": "agency", "currency": "GBP", "comparable": "true"}
    events.add("cost_entry", period=period, kind=kind, amount=amount, **{**known, **more})


def hired(events, number, when="2026-02-10 12:00", **more):
    """People who accepted; gives the ids of their hires."""
    asked = events.requisition(**more)
    opening = events.opening("2026-01-05 09:00", requisition=asked)
    return [
        events.add(
            "hire",
            hire_id=f"h{events.number}",
            application_id=events.application(asked),
            opening_id=opening,
            accepted_at=at(when),
            planned_start="2026-03-02",
        )
        for _ in range(number)
    ]


def result(found, statistic="ratio of sums"):
    named = Statistic.parse(statistic)
    return exact_value(read_counts(found, named), named)


COST_PER_HIRE = made("external cost", "hires", type="cost", subject="hire", unit="currency")


BOTH_PER_HIRE = COST_PER_HIRE.replace("[external cost]", "[internal cost, external cost]")


HIRE_COST_RATIO = made(
    "internal cost, external cost", "first-year pay", subject="hire", unit="percent"
)


INTERVIEWS_PER_OFFER = made("candidates interviewed", "offers extended", subject="offer")


LOAD = made("openings open on average", "recruiter capacity")


FORECAST = made("openings opened", "forecast openings", unit="percent")


OPENED = made("openings opened", type="count", unit="count")


def interviewed(events, application, *ends, status="completed"):
    for number, end in enumerate(ends):
        events.add(
            "interview",
            interview_id=f"i{application}{number}{status}",
            application_id=application,
            round=number,
            kind="panel",
            start_at=at(end),
            end_at=at(end),
            status=status,
            reschedules=0,
        )


def capacity(events, fte, period, **more):
    events.add("capacity", period=period, recruiter_fte=fte, **{"party": "provider", **more})


def forecast(events, openings, issued, period, **more):
    events.add("forecast", issued_on=issued, period=period, openings=openings, **more)


def attested(
    events, covered, required, day="2026-03-31", topic="privacy training", party="provider"
):
    events.add(
        "attestation", date=day, topic=topic, party=party, covered=covered, required=required
    )


AMENDED = "amendments:\n  - {from: %s, targets: [{id: all, expected: 2, minimum: 2}]}\n"
