"""Requisitions and openings as the tracking system records them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from partnership.example import days, shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partnership.example.demand import Opening, Requisition
    from partnership.example.draws import Draws
    from partnership.example.rows import Rows, Value


def record_requisitions(draws: Draws, rows: Rows, requisitions: Sequence[Requisition]) -> None:
    """Record what was asked, approved, taken in, held and changed."""
    for asked in requisitions:
        submitted = days.at(asked.opened, 9, draws.whole(0, 20))
        approved = submitted + timedelta(minutes=draws.whole(4, 20))
        rows.state(
            "requisition",
            submitted,
            requisition_id=asked.requisition_id,
            job_family=asked.job_family,
            level=asked.level,
            location=asked.location,
            country=asked.country,
            business_unit=shape.UNITS[asked.job_family],
            urgency=asked.urgency,
            req_type=asked.req_type,
            employment_type="permanent",
            in_scope=asked.in_scope,
            target_start=asked.opened + timedelta(days=90),
            hm_group=f"{asked.job_family}-{asked.country.lower()}",
            recruiter_group=f"team-{asked.country.lower()}",
        )
        _approval(draws, rows, asked, submitted, approved)
        rows.event("req_event", submitted, "client", **_of(asked), type="submitted")
        rows.event("req_event", approved, "client", **_of(asked), type="approved")
        assigned = approved + timedelta(minutes=30)
        rows.event("req_event", assigned, "provider", **_of(asked), type="assigned")
        _intakes(draws, rows, asked)
        _holds(draws, rows, asked.holds, _of(asked))
        for opening in asked.openings:
            _holds(draws, rows, opening.holds, _of(asked, opening))


def record_opening(
    draws: Draws,
    rows: Rows,
    asked: Requisition,
    opening: Opening,
    closed: tuple[datetime, str, str | None] | None,
) -> None:
    """Record an opening: opened, perhaps closed by mistake, perhaps closed.

    Args:
        draws: The stream of draws.
        rows: Where it is recorded.
        asked: Its requisition.
        opening: The opening.
        closed: When, why, and the application that filled it.
    """
    opened = days.at(opening.opened, 10, draws.whole(0, 59))
    known: dict[str, Value] = {
        "opening_id": opening.opening_id,
        "requisition_id": asked.requisition_id,
        "opened_at": opened,
    }
    of = _of(asked, opening)
    rows.state("opening", opened, **known)
    if opening.reopened is not None:
        wrong = days.at(opening.reopened, 10, draws.whole(0, 59))
        again = days.at(opening.reopened, 15, draws.whole(0, 59))
        rows.state("opening", wrong, **known, closed_at=wrong, close_reason="cancelled_client")
        rows.event("req_event", wrong, "client", **of, type="cancelled", reason_code="mistake")
        rows.state("opening", again, **known)
        rows.event("req_event", again, "client", **of, type="reopened", reason_code="mistake")
    if closed is not None:
        when, reason, application_id = closed
        rows.state(
            "opening",
            when,
            **known,
            closed_at=when,
            close_reason=reason,
            filled_application_id=application_id,
        )
        if reason == "cancelled_client":
            rows.event("req_event", when, "client", **of, type="cancelled", reason_code="budget")


def cancelled_at(draws: Draws, day: date) -> datetime:
    """Return when on its day an opening is cancelled."""
    return days.at(day, 11, draws.whole(0, 59))


def _of(asked: Requisition, opening: Opening | None = None) -> Mapping[str, Value]:
    opening_id = None if opening is None else opening.opening_id
    return {"requisition_id": asked.requisition_id, "opening_id": opening_id}


def _approval(
    draws: Draws, rows: Rows, asked: Requisition, submitted: datetime, approved: datetime
) -> None:
    known: dict[str, Value] = {
        "approval_id": draws.token("apr"),
        "subject": "requisition",
        "subject_id": asked.requisition_id,
        "step": 1,
        "requested_at": submitted,
        "approver_party": "client",
    }
    rows.state("approval", approved, **known, decided_at=approved, decision="approved")


def _intakes(draws: Draws, rows: Rows, asked: Requisition) -> None:
    for number, day in enumerate(asked.intakes):
        if number:
            changed = days.at(day, 9, draws.whole(30, 59))
            rows.event("req_event", changed, "client", **_of(asked), type="scope_changed")
        met = days.at(day, draws.whole(10, 15), draws.whole(0, 59))
        rows.event("req_event", met, "provider", **_of(asked), type="intake_completed")
    posted = days.at(days.after_business_days(asked.intakes[-1], 1), 10, draws.whole(0, 59))
    rows.event("req_event", posted, "provider", **_of(asked), type="posted")


def _holds(
    draws: Draws, rows: Rows, holds: Sequence[days.Interval], of: Mapping[str, Value]
) -> None:
    for start, end in holds:
        reason = draws.one(("budget", "reorganisation", "manager_away"))
        stopped = days.at(start, 9, draws.whole(5, 50))
        rows.event("req_event", stopped, "client", **of, type="hold_started", reason_code=reason)
        if end is not None:
            runs = days.at(end, 9, draws.whole(5, 50))
            rows.event("req_event", runs, "client", **of, type="hold_ended", reason_code=reason)
