"""Applications: the few that reach the client, and the many that do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from partnership.example import days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partnership.example.demand import Opening, Requisition
    from partnership.example.draws import Draws
    from partnership.example.rows import Rows, Value
    from partnership.example.supply import Supply

_SOURCES = ("inbound", "inbound", "sourced", "sourced", "sourced", "referral", "talent_pool")


@dataclass(frozen=True, slots=True)
class Submission:
    """An application put before the client."""

    application_id: str
    asked: Requisition
    submitted: datetime
    opening: Opening | None
    """The opening it fills, if it fills one."""
    filled: datetime | None


def submissions(
    draws: Draws, requisitions: Sequence[Requisition], supply: Supply
) -> list[Submission]:
    """Draw who is submitted when, so that each slate is complete on its day."""
    return [found for asked in requisitions for found in _of_requisition(draws, asked, supply)]


def record_applications(draws: Draws, rows: Rows, found: Sequence[Submission]) -> None:
    """Record the applications that reach the client, up to its first answer."""
    for one in found:
        known = _application(draws, rows, one.asked, one.application_id, one.submitted)
        rows.event(
            "app_event",
            one.submitted,
            "provider",
            application_id=one.application_id,
            type="submitted_to_client",
            stage="submitted",
        )
        if one.filled is not None and one.opening is not None:
            hired = {**known, "opening_id": one.opening.opening_id}
            rows.state("application", one.filled, **hired)
            rows.event(
                "app_event",
                one.filled,
                "system",
                application_id=one.application_id,
                type="hired",
                stage="hired",
            )


def record_unsubmitted(draws: Draws, rows: Rows, requisitions: Sequence[Requisition]) -> None:
    """Record the applications that are screened and go no further."""
    for asked in requisitions:
        for _ in range(draws.whole(5, 9) * len(asked.openings)):
            day = days.after_business_days(asked.opened, draws.whole(3, 20))
            application_id = draws.token("app")
            screened = days.at(day, draws.whole(9, 16), draws.whole(0, 59))
            _application(draws, rows, asked, application_id, screened)
            told = days.at(days.after_business_days(day, draws.whole(1, 4)), 12)
            for name, stage in (("rejected_by_org", "rejected"), ("disposition_sent", None)):
                rows.event(
                    "app_event",
                    told,
                    "provider",
                    application_id=application_id,
                    type=name,
                    stage=stage,
                )


def _application(
    draws: Draws, rows: Rows, asked: Requisition, application_id: str, seen: datetime
) -> dict[str, Value]:
    """Record an application that is screened the business day before it is seen."""
    source = draws.one(_SOURCES)
    day = days.london_day(seen)
    first = days.at(days.before_business_days(day, 2), draws.whole(11, 15), draws.whole(0, 59))
    screened = days.at(days.before_business_days(day, 1), draws.whole(9, 16), draws.whole(0, 59))
    known: dict[str, Value] = {
        "application_id": application_id,
        "requisition_id": asked.requisition_id,
        "source_category": source,
        "sourcing_party": "client" if source == "referral" else "provider",
        "is_internal": False,
    }
    rows.state("application", first, **known)
    is_found = source in {"sourced", "talent_pool"}
    rows.event(
        "app_event",
        first,
        "provider" if is_found else "candidate",
        application_id=application_id,
        type="contacted" if is_found else "applied",
        stage="new",
    )
    rows.event(
        "app_event",
        screened,
        "provider",
        application_id=application_id,
        type="screened",
        stage="screen",
    )
    return known


def _of_requisition(draws: Draws, asked: Requisition, supply: Supply) -> Iterator[Submission]:
    slate = supply.slates.get(asked.requisition_id)
    if slate is None:
        return
    if asked.turn == "changed":
        early = days.after_business_days(asked.intakes[0], 2)
        yield _submission(draws, asked, days.at(early, 11, draws.whole(0, 59)))
    first = [seat for seat in asked.openings if seat.opened == asked.opened]
    fills = _fills(draws, first, supply)
    for moment in _slate_moments(draws, asked, slate):
        yield _submission(draws, asked, moment, fills.pop(0) if fills else None)
    for seat in asked.openings:
        if seat.opened != asked.opened:
            replaced = _fills(draws, [seat], supply)
            for _ in range(2):
                day = days.after_business_days(seat.opened, draws.whole(3, 8))
                moment = days.at(day, draws.whole(9, 16), draws.whole(0, 50))
                yield _submission(draws, asked, moment, replaced.pop() if replaced else None)


def _slate_moments(draws: Draws, asked: Requisition, slate: date) -> Iterator[datetime]:
    """Two before the third completes the slate on its day, and more after it.

    One late slate in eight is never complete.
    """
    earliest = days.after_business_days(asked.intakes[-1], 1)
    for hour in (9, 11):
        day = max(earliest, days.before_business_days(slate, draws.whole(0, 2)))
        yield days.at(day, hour + draws.whole(0, 1), draws.whole(0, 59))
    due = asked.slate_due
    is_late = due is not None and slate > due
    if is_late and len(asked.openings) == 1 and draws.happens(12):
        return
    yield days.at(slate, draws.whole(13, 15), draws.whole(0, 59))
    for _ in range(draws.whole(0, 2) + len(asked.openings) - 1):
        day = days.after_business_days(slate, draws.whole(1, 3))
        yield days.at(day, draws.whole(9, 16), draws.whole(0, 50))


def _fills(
    draws: Draws, seats: Sequence[Opening], supply: Supply
) -> list[tuple[Opening, datetime]]:
    return [
        (seat, days.at(supply.fills[seat.opening_id], draws.whole(10, 16), draws.whole(0, 50)))
        for seat in seats
        if seat.opening_id in supply.fills
    ]


def _submission(
    draws: Draws,
    asked: Requisition,
    moment: datetime,
    fill: tuple[Opening, datetime] | None = None,
) -> Submission:
    opening, filled = fill or (None, None)
    return Submission(draws.token("app"), asked, moment, opening, filled)
