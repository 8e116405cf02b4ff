"""Offers and hires: accepted when an opening is filled; lost ones by quota of the quarter."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from partnership.example import days, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partnership.example.applications import Submission
    from partnership.example.demand import Opening
    from partnership.example.draws import Draws
    from partnership.example.interviews import Interview
    from partnership.example.rows import Rows, Value

_LOST = ("declined", "declined", "expired", "withdrawn_candidate")
_REASONS = ("pay", "location", "other_offer")


@dataclass(frozen=True, slots=True)
class _Lost:
    """An offer that could have been made and lost before another was accepted."""

    of: Submission
    opening: Opening
    decided: datetime


def record_offers(
    draws: Draws, rows: Rows, found: Sequence[Submission], held: Sequence[Interview]
) -> None:
    """Record every offer, its versions and its approval, and the hires that follow."""
    for one in found:
        if one.filled is not None and one.opening is not None:
            _accepted(draws, rows, one, one.opening, one.filled)
            _hire(draws, rows, one, one.opening, one.filled)
    for lost in _lost(draws, found, held):
        outcome = draws.one(_LOST)
        _offer(draws, rows, lost.of, lost.opening, lost.decided, outcome)
        rows.event(
            "app_event",
            lost.decided,
            "candidate",
            application_id=lost.of.application_id,
            type="withdrew",
            stage="withdrawn",
        )


def _accepted(
    draws: Draws, rows: Rows, one: Submission, opening: Opening, filled: datetime
) -> None:
    """One offer in ten is a second version: the first was taken back or declined."""
    earlier = filled - timedelta(days=3)
    if not draws.happens(10) or not _is_same_quarter(earlier, filled):
        _offer(draws, rows, one, opening, filled, "accepted")
        return
    first = draws.one(("rescinded_employer", "rescinded_employer", "declined"))
    _offer(draws, rows, one, opening, earlier, first)
    _offer(draws, rows, one, opening, filled, "accepted", version=2)


def _offer(
    draws: Draws,
    rows: Rows,
    one: Submission,
    opening: Opening,
    decided: datetime,
    outcome: str,
    version: int = 1,
) -> None:
    day = days.london_day(decided) - timedelta(days=draws.whole(1, 2))
    drafted = days.at(day, 9, draws.whole(0, 20))
    extended = days.at(day, 14, draws.whole(0, 59))
    offer_id = draws.token("ofr")
    known: dict[str, Value] = {
        "offer_id": offer_id,
        "application_id": one.application_id,
        "opening_id": opening.opening_id,
        "version": version,
        "drafted_at": drafted,
        "extended_at": extended,
        "expires_at": decided if outcome == "expired" else extended + timedelta(days=7),
    }
    rows.state("offer", extended, **known, outcome="pending")
    reason = draws.one(_REASONS) if outcome == "declined" else None
    rows.state(
        "offer", decided, **known, decided_at=decided, outcome=outcome, decline_reason=reason
    )
    approved = days.at(day, 11, draws.whole(0, 59))
    asked: dict[str, Value] = {
        "approval_id": draws.token("apr"),
        "subject": "offer",
        "subject_id": offer_id,
        "step": 1,
        "requested_at": drafted,
        "approver_party": "client",
    }
    rows.state("approval", drafted, **asked, decision="pending")
    rows.state("approval", approved, **asked, decided_at=approved, decision="approved")


def _hire(draws: Draws, rows: Rows, one: Submission, opening: Opening, filled: datetime) -> None:
    accepted = days.london_day(filled)
    start = days.business_day_from(accepted + timedelta(days=draws.whole(30, 75)))
    known: dict[str, Value] = {
        "hire_id": draws.token("hir"),
        "application_id": one.application_id,
        "opening_id": opening.opening_id,
        "accepted_at": filled,
        "planned_start": start,
    }
    rows.state("hire", filled, **known)
    if opening.reneged:
        after = min(seat.opened for seat in one.asked.openings if seat.opened > opening.opened)
        gone = days.at(after, 9, draws.whole(0, 30))
        rows.state("hire", gone, **known, ended=after, end_type="never_started")
    else:
        until = start + timedelta(days=90)
        started = days.at(start, 9, draws.whole(0, 59))
        rows.state("hire", started, **known, actual_start=start, guarantee_until=until)


def _lost(draws: Draws, found: Sequence[Submission], held: Sequence[Interview]) -> list[_Lost]:
    """Choose the lost offers of each quarter: as many as its share of decided ones allows."""
    accepted = Counter(
        days.quarter_of(days.london_day(one.filled))
        for one in found
        if one.filled is not None and one.asked.is_counted
    )
    possible: dict[str, list[_Lost]] = defaultdict(list)
    for one in _possible(draws, found, held):
        possible[days.quarter_of(days.london_day(one.decided))].append(one)
    chosen: list[_Lost] = []
    for quarter, percent in shape.OFFERS_LOST.items():
        count = accepted[quarter] * percent // (100 - percent)
        chosen += draws.some(possible[quarter], min(count, len(possible[quarter])))
    return chosen


def _possible(
    draws: Draws, found: Sequence[Submission], held: Sequence[Interview]
) -> Iterator[_Lost]:
    """Yield one candidate for each filled opening who was interviewed well before."""
    seen: dict[str, list[tuple[Submission, date]]] = defaultdict(list)
    for interview in held:
        of = interview.of
        if of.filled is None and interview.status == "completed" and of.asked.is_counted:
            seen[of.asked.requisition_id].append((of, days.london_day(interview.end)))
    used: set[str] = set()
    for filled in found:
        if filled.filled is None or filled.opening is None:
            continue
        decided = filled.filled - timedelta(days=draws.whole(3, 6))
        for one, interviewed in seen[filled.asked.requisition_id]:
            ready = interviewed + timedelta(days=3) <= days.london_day(decided)
            if ready and one.application_id not in used:
                used.add(one.application_id)
                yield _Lost(one, filled.opening, decided)
                break


def _is_same_quarter(one: datetime, other: datetime) -> bool:
    return days.quarter_of(days.london_day(one)) == days.quarter_of(days.london_day(other))
