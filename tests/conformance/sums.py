"""Events whose quantities databases may add up otherwise: decimals, nulls, ties, words they keep."""

from __future__ import annotations

import random
from pathlib import Path

from tests.measuring.amounts import attested, capacity, cost, forecast, interviewed
from tests.measuring.stores import Events, at

MONTHS = ("2026-01", "2026-02", "2026-03")
TOPICS = (
    *("privacy training", "process audit", "report", "meeting", "action"),
    *("escalation", "root cause analysis", "corrective action plan"),
)
SIDES = ("client", "provider")
QUESTIONS = ("trust-other", "innovation-other", "communication-other", "team-other")
INDICATORS = (
    *("performance", "ramp-up", "hiring-manager-satisfaction"),
    *("retention", "engagement", "peer-feedback"),
)


def sums(folder: Path) -> Path:
    """Write a quarter of everything that is added up."""
    events = Events()
    draws = random.Random(11)  # noqa: S311 - any numbers will do
    for number in range(40):
        _hiring(events, draws, number)
    _added_up(events)
    _answers(events)
    for topic in TOPICS:
        for day, party in (("2026-01-31", "provider"), ("2026-03-31", "client")):
            attested(events, 17, 19, day, topic, party)
    return events.write(folder)


def _hiring(events: Events, draws: random.Random, number: int) -> None:
    """One seat and what happened on it, some of it at the border of a month."""
    day = f"2026-0{draws.randrange(1, 4)}-{draws.randrange(1, 29):02}"
    when = draws.choice((f"{day} 12:00", "2026-03-31 23:59:59", "2026-04-01 00:00"))
    asked = events.requisition(
        country=draws.choice(("GB", "DE")), req_type=draws.choice(("new", "evergreen"))
    )
    closed = {"closed_at": at(when), "close_reason": draws.choice(("filled", "frozen"))}
    opening = events.opening(
        "2026-01-01 00:00", requisition=asked, **(closed if number % 3 else {})
    )
    for _ in range(3):
        candidate = events.application(asked)
        interviewed(events, candidate, when, when)
        events.offer(
            when,
            draws.choice(("accepted", "declined")),
            opening,
            asked,
            application_id=candidate,
            extended_at=at(f"{day} 00:00"),
        )
    events.add(
        "hire",
        hire_id=f"h{events.number}",
        application_id=candidate,
        opening_id=opening,
        accepted_at=at(when),
        planned_start=day,
        actual_start=draws.choice((day, None)),
    )


def _added_up(events: Events) -> None:
    for number, month in enumerate(MONTHS):
        cost(events, "1234.5678", period=month, first_year_comp="987654.3210")
        cost(events, "0.0001", period=month, category="advertising", comparable="false")
        cost(events, "-10", "internal", month, category="tools")
        cost(events, 10**9, "internal", month, category="recruiters", country="GB")
        capacity(events, "0.3333", month)
        capacity(events, 9, month, party="client")
        forecast(events, 10 + number, "2025-12-01", month)
        forecast(events, 12 + number, "2025-12-31", month)
        forecast(events, 99, f"{month}-01", month)
    for indicator in INDICATORS:
        for month, n, mean in zip(MONTHS, (7, 11, 13), ("33.3333", "66.6667", 100), strict=True):
            events.add("qoh_aggregate", period=month, indicator=indicator, n=n, mean_0_100=mean)
    for stage, share in (("submitted", 3), ("interview", 7)):
        for group, n in (("women", 211), ("men", 307), ("unknown", 5)):
            events.add(
                "diversity_aggregate",
                period="2026-Q1",
                stage=stage,
                dimension="gender",
                group=group,
                n=n // share,
            )


def _answers(events: Events) -> None:
    asked = [("relationship", audience, item) for audience in SIDES for item in QUESTIONS]
    for survey, audience, item in (*asked, ("candidate-experience", "candidate", "overall")):
        for score in range(1, 6):
            events.add(
                "survey_aggregate",
                period="2026-Q1",
                survey_id=survey,
                audience=audience,
                item=item,
                invited=40,
                n=15,
                score=score,
                count=score,
            )
