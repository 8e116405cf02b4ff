"""What the client asks for: requisitions, their openings, holds, and what becomes of intake.

Everything that decides when something is due is drawn here, before anything is late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from partnership.example import days, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partnership.example.draws import Draws

Turn = Literal[
    "plain", "held", "held twice", "held open", "changed", "cancelled", "reopened", "reneged"
]


@dataclass(frozen=True, slots=True)
class Opening:
    """A seat, and what is fixed about it from the start."""

    opening_id: str
    opened: date
    holds: tuple[days.Interval, ...] = ()
    """Its own holds; those of its requisition stand there."""
    cancelled: date | None = None
    reopened: date | None = None
    filled_after: int | None = None
    """Calendar days outside holds; where the story fixes them."""
    reneged: bool = False


@dataclass(frozen=True, slots=True)
class Requisition:
    """A request to hire for one or more openings."""

    requisition_id: str
    job_family: str
    level: str
    location: str
    country: str
    urgency: str
    req_type: str
    in_scope: bool
    turn: Turn
    opened: date
    intakes: tuple[date, ...]
    holds: tuple[days.Interval, ...]
    openings: tuple[Opening, ...]

    @property
    def is_counted(self) -> bool:
        """Say whether the promises cover it."""
        return self.in_scope and self.req_type not in {"evergreen", "pipeline"}

    @property
    def slate_due(self) -> date | None:
        """Return the day its first slate is due; None while it is on hold."""
        within = shape.SLATE[self.urgency].within
        return days.business_day_at(self.intakes[-1], within, self.holds)

    def fill_due(self, opening: Opening) -> date | None:
        """Return the day an opening is due to be filled; None while it is on hold."""
        within = shape.FILL[self.urgency].within
        return days.day_at(opening.opened, within, self.holds + opening.holds)


def demand(draws: Draws) -> list[Requisition]:
    """Draw everything the client asks for, in the order it is asked."""
    return sorted(_all(draws), key=lambda asked: (asked.opened, asked.requisition_id))


def _all(draws: Draws) -> Iterator[Requisition]:
    first = days.FIRST_DAY
    while first <= days.LAST_DAY:
        after = (first + timedelta(days=31)).replace(day=1)
        season = shape.SEASON[first.month - 1]
        standard = shape.STANDARD_REQUISITIONS * season // 100
        for number, opened in enumerate(_spread(first, after, standard)):
            yield _requisition(draws, opened, "standard", _standard_turn(draws, number))
        critical = max(shape.FEWEST_CRITICAL, shape.CRITICAL_REQUISITIONS * season // 100)
        for opened in _spread(first, after, critical):
            yield _requisition(draws, opened, "critical", "held" if draws.happens(15) else "plain")
        for opened in _spread(first, after, 2):
            req_type = ("evergreen", "pipeline")[first.month % 2]
            yield _requisition(draws, opened, "standard", "plain", req_type=req_type)
        for opened in _spread(first, after, 1):
            yield _requisition(draws, opened, "standard", "plain", in_scope=False)
        first = after


def _spread(first: date, after: date, count: int) -> list[date]:
    """Spread a month's requests evenly over its business days."""
    length = (after - first).days
    found = (first + timedelta(days=number * length // count) for number in range(count))
    return [day for day in map(days.business_day_from, found) if day <= days.LAST_DAY]


def _standard_turn(draws: Draws, number: int) -> Turn:
    turns: tuple[Turn, ...] = (
        "held", "cancelled", "held twice", "changed", "plain", "reopened", "held", "reneged",
    )  # fmt: skip
    return turns[number // 2 % len(turns)] if number % 2 and draws.happens(70) else "plain"


def _requisition(
    draws: Draws,
    opened: date,
    urgency: str,
    turn: Turn,
    *,
    req_type: str | None = None,
    in_scope: bool = True,
) -> Requisition:
    is_critical = urgency == "critical"
    if turn == "held" and days.month_of(opened) in {"2026-05", "2026-06"}:
        turn = "held open"
    family, level = draws.one(shape.FAMILIES), draws.one(shape.LEVELS)
    location, country = draws.one(shape.SITES)
    intake = days.after_business_days(opened, draws.whole(1, 2 if is_critical else 3))
    holds = _holds(draws, intake, turn, is_critical=is_critical)
    seats = draws.one((1, 1, 2, 3)) if turn == "plain" and not is_critical else 1
    openings = [_opening(draws, opened, turn) for _ in range(seats)]
    if turn == "held twice":
        openings, holds = _held_twice(draws, openings[0])
    if turn == "reneged":
        openings = [*openings, _replacement(draws, openings[0])]
    return Requisition(
        requisition_id=draws.token("req"),
        job_family=family,
        level=level,
        location=location,
        country=country,
        urgency=urgency,
        req_type=req_type or draws.one(("new", "new", "backfill")),
        in_scope=in_scope,
        turn=turn,
        opened=opened,
        intakes=_intakes(draws, intake, turn),
        holds=holds,
        openings=tuple(openings),
    )


def _intakes(draws: Draws, intake: date, turn: Turn) -> tuple[date, ...]:
    """A changed scope is taken in again, before the first slate was due."""
    if turn != "changed":
        return (intake,)
    return (intake, days.after_business_days(intake, draws.whole(3, 5)))


def _holds(
    draws: Draws, intake: date, turn: Turn, *, is_critical: bool
) -> tuple[days.Interval, ...]:
    """Stop a requisition soon after intake, well before its slate is due."""
    if turn not in {"held", "held open"}:
        return ()
    start = days.after_business_days(intake, 1 if is_critical else draws.whole(1, 3))
    if turn == "held open":
        return ((start, None),)
    return ((start, days.business_day_from(start + timedelta(days=draws.whole(5, 12)))),)


def _opening(draws: Draws, opened: date, turn: Turn) -> Opening:
    opening_id = draws.token("opn")
    match turn:
        case "cancelled":
            day = days.business_day_from(opened + timedelta(days=draws.whole(26, 38)))
            return Opening(opening_id, opened, cancelled=day)
        case "reopened":
            day = days.business_day_from(opened + timedelta(days=draws.whole(8, 20)))
            return Opening(opening_id, opened, reopened=day)
        case "reneged":
            return Opening(opening_id, opened, filled_after=draws.whole(30, 43), reneged=True)
        case _:
            return Opening(opening_id, opened)


def _held_twice(draws: Draws, opening: Opening) -> tuple[list[Opening], tuple[days.Interval, ...]]:
    """Stop an opening, and its requisition before the first hold has ended."""
    start = days.business_day_from(opening.opened + timedelta(days=26))
    both = days.after_business_days(start, draws.whole(2, 3))
    own = (start, days.after_business_days(both, draws.whole(1, 3)))
    whole = (both, days.after_business_days(both, draws.whole(4, 6)))
    return [Opening(opening.opening_id, opening.opened, holds=(own,))], (whole,)


def _replacement(draws: Draws, reneged: Opening) -> Opening:
    """A hire who does not come leaves a new opening with a clock of its own."""
    after = (reneged.filled_after or 0) + draws.whole(9, 16)
    opened = days.business_day_from(reneged.opened + timedelta(days=after))
    return Opening(draws.token("opn"), opened, filled_after=draws.whole(27, 44))
