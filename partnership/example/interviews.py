"""Interviews and the client's feedback: how many are late is a quota, which ones is drawn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from partnership.example import days, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partnership.example.applications import Submission
    from partnership.example.draws import Draws
    from partnership.example.rows import Rows, Value


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview as it was planned and as it went."""

    interview_id: str
    of: Submission
    round: int
    start: datetime
    end: datetime
    status: str

    @property
    def feedback_due(self) -> str:
        """Return the month in which its feedback is due: sixteen business hours on."""
        return days.month_of(days.after_business_days(days.london_day(self.end), 2))


def interviews(draws: Draws, found: Sequence[Submission]) -> list[Interview]:
    """Draw who is interviewed when; whoever is hired always is."""
    return [
        held
        for one in found
        if one.asked.req_type not in {"evergreen", "pipeline"}
        and (one.filled is not None or draws.happens(50))
        for held in _rounds(draws, one)
    ]


def record_interviews(
    draws: Draws, rows: Rows, found: Sequence[Submission], held: Sequence[Interview]
) -> None:
    """Record the client's answer to each submission, and its interviews."""
    interviewed = {one.of.application_id for one in held}
    for one in found:
        advanced = one.application_id in interviewed
        answered = days.after_business_days(days.london_day(one.submitted), 1)
        rows.event(
            "app_event",
            days.at(answered, 9, draws.whole(0, 25)),
            "client",
            application_id=one.application_id,
            type="client_advanced" if advanced else "client_declined",
            stage="interview" if advanced else "rejected",
        )
    for interview in held:
        _record(draws, rows, interview)


def record_feedback(draws: Draws, rows: Rows, held: Sequence[Interview]) -> None:
    """Record the scorecards asked of completed interviews, and when they came."""
    asked = [
        (draws.token("fbk"), one, not draws.happens(12))
        for one in held
        if one.status == "completed"
        for _ in range(draws.one((1, 1, 1, 1, 2)))
    ]
    late = _late(draws, asked)
    for feedback_id, one, required in asked:
        known: dict[str, Value] = {
            "feedback_id": feedback_id,
            "interview_id": one.interview_id,
            "required": required,
        }
        rows.state("feedback", one.end, **known, decision="none")
        given = _given(draws, one, is_late=feedback_id in late)
        if given is not None:
            decision = "advance" if one.of.filled is not None or draws.happens(35) else "decline"
            rows.state("feedback", given, **known, submitted_at=given, decision=decision)


def _rounds(draws: Draws, one: Submission) -> Iterator[Interview]:
    first = days.after_business_days(days.london_day(one.submitted), 2)
    second = days.after_business_days(first, draws.whole(2, 3))
    yield _interview(draws, one, 1, first)
    before = None if one.filled is None else days.london_day(one.filled) - timedelta(days=3)
    if (before is None and draws.happens(20)) or (before is not None and second <= before):
        yield _interview(draws, one, 2, second)


def _interview(draws: Draws, one: Submission, number: int, day: date) -> Interview:
    start = days.at(day, draws.whole(10, 14), draws.one((0, 15, 30)))
    is_moved = one.filled is None and draws.happens(7)
    status = draws.one(("cancelled", "cancelled", "no_show")) if is_moved else "completed"
    end = start + timedelta(minutes=draws.one((45, 50, 70)))
    return Interview(draws.token("int"), one, number, start, end, status)


def _record(draws: Draws, rows: Rows, one: Interview) -> None:
    day = days.before_business_days(days.london_day(one.start), 1)
    confirmed = days.at(day, 15, draws.whole(0, 59))
    known: dict[str, Value] = {
        "interview_id": one.interview_id,
        "application_id": one.of.application_id,
        "round": one.round,
        "kind": ("manager", "panel")[one.round - 1],
        "slots_requested_at": days.at(day, 9, draws.whole(30, 59)),
        "slots_provided_at": days.at(day, 11, draws.whole(0, 59)),
        "confirmed_at": confirmed,
        "start_at": one.start,
        "end_at": one.end,
        "reschedules": int(draws.happens(8)),
    }
    rows.state("interview", confirmed, **known, status="scheduled")
    by = draws.one(("client", "candidate")) if one.status == "cancelled" else None
    when = one.start - timedelta(hours=1) if one.status == "cancelled" else one.end
    rows.state("interview", when, **known, status=one.status, cancelled_by=by)


def _late(draws: Draws, asked: Sequence[tuple[str, Interview, bool]]) -> set[str]:
    cohorts: dict[str, list[str]] = defaultdict(list)
    for feedback_id, one, required in asked:
        if required and one.of.asked.is_counted:
            cohorts[one.feedback_due].append(feedback_id)
    late: set[str] = set()
    for month, due in sorted(cohorts.items()):
        count = shape.misses(draws, ("feedback", "all", month), shape.FEEDBACK, len(due))
        late.update(draws.some(due, count))
    return late


def _given(draws: Draws, one: Interview, *, is_late: bool) -> datetime | None:
    """Draw when feedback comes: within sixteen business hours, days late, or never."""
    day = days.london_day(one.end)
    if is_late:
        if draws.happens(25):
            return None
        after = days.after_business_days(day, draws.whole(3, 8))
        return days.at(after, draws.whole(9, 16), draws.whole(5, 55))
    match draws.whole(0, 3):
        case 0:
            return one.end + timedelta(minutes=draws.whole(20, 45))
        case 1:
            return days.at(day, draws.whole(18, 20), draws.whole(0, 59))
        case 2:
            after = days.after_business_days(day, 1)
            return days.at(after, draws.whole(9, 16), draws.whole(5, 55))
        case _:
            after = days.after_business_days(day, 2)
            return days.at(after, 9, draws.whole(5, 55))
