"""What comes of it: which slates and openings are late, by quota, and when each one is done.

Who is late is drawn; how many are late in a row's month is fixed, so the story holds exactly.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from partnership.example import days, shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partnership.example.demand import Opening, Requisition
    from partnership.example.draws import Draws

_EARLIEST_FILL = {"standard": 26, "critical": 21}
_LATEST_FILL = {"standard": 62, "critical": 52}
_LATEST_SLATE = {"standard": 11, "critical": 7}


@dataclass(frozen=True, slots=True)
class Supply:
    """When each slate is complete and each opening is filled, by id."""

    slates: Mapping[str, date]
    fills: Mapping[str, date]
    """An opening that is not here is not filled."""
    cancels: Mapping[str, date]
    """Openings the client gave up when they were long overdue."""


def supply(draws: Draws, requisitions: Sequence[Requisition]) -> Supply:
    """Draw what the provider delivers."""
    late = _late_slates(draws, requisitions)
    slates = {
        asked.requisition_id: day
        for asked in requisitions
        if (day := _slate(draws, asked, is_late=asked.requisition_id in late)) is not None
    }
    late = _late_fills(draws, requisitions)
    fills: dict[str, date] = {}
    cancels: dict[str, date] = {}
    for asked in requisitions:
        slate = slates.get(asked.requisition_id)
        if slate is None or asked.req_type in {"evergreen", "pipeline"}:
            continue
        for opening in asked.openings:
            if opening.cancelled is not None:
                continue
            if opening.opening_id in late and draws.happens(45):
                _give_up(draws, opening, fills, cancels)
            else:
                day = _fill(draws, asked, opening, slate, is_late=opening.opening_id in late)
                if day is not None:
                    fills[opening.opening_id] = day
    return Supply(slates, fills, cancels)


def _late_slates(draws: Draws, requisitions: Sequence[Requisition]) -> set[str]:
    cohorts: dict[tuple[str, str], list[Requisition]] = defaultdict(list)
    for asked in requisitions:
        if asked.is_counted and asked.slate_due is not None:
            cohorts[asked.urgency, days.month_of(asked.slate_due)].append(asked)
    late: set[str] = set()
    for (row, month), due in sorted(cohorts.items()):
        count = shape.misses(draws, ("slate", row, month), shape.SLATE[row], len(due))
        may_be_late = [asked for asked in due if asked.turn in {"plain", "held", "changed"}]
        late.update(asked.requisition_id for asked in draws.some(may_be_late, count))
    return late


def _slate(draws: Draws, asked: Requisition, *, is_late: bool) -> date | None:
    within = shape.SLATE[asked.urgency].within
    taken = (
        draws.whole(within + 1, _LATEST_SLATE[asked.urgency])
        if is_late
        else draws.whole(within - 1, within)
        if asked.holds
        else draws.whole(2, within)
    )
    return days.business_day_at(asked.intakes[-1], taken, asked.holds)


def _late_fills(draws: Draws, requisitions: Sequence[Requisition]) -> set[str]:
    cohorts: dict[tuple[str, str], list[Opening]] = defaultdict(list)
    for asked in requisitions:
        for opening in asked.openings:
            due = asked.fill_due(opening)
            if asked.is_counted and opening.cancelled is None and due is not None:
                cohorts[asked.urgency, days.month_of(due)].append(opening)
    late: set[str] = set()
    for (row, month), openings in sorted(cohorts.items()):
        count = shape.misses(draws, ("fill", row, month), shape.FILL[row], len(openings))
        may_be_late = [opening for opening in openings if opening.filled_after is None]
        late.update(opening.opening_id for opening in draws.some(may_be_late, count))
    return late


def _fill(
    draws: Draws, asked: Requisition, opening: Opening, slate: date, *, is_late: bool
) -> date | None:
    within = shape.FILL[asked.urgency].within
    holds = asked.holds + opening.holds
    if opening.filled_after is not None:
        return days.day_at(opening.opened, opening.filled_after, holds)
    ready = days.elapsed_days(opening.opened, slate, holds) + 8
    earliest = min(within, max(_EARLIEST_FILL[asked.urgency], ready, _after(opening, holds)))
    taken = (
        draws.whole(within + 1, _LATEST_FILL[asked.urgency])
        if is_late
        else draws.whole(earliest, within)
    )
    return days.day_at(opening.opened, taken, holds)


def _after(opening: Opening, holds: tuple[days.Interval, ...]) -> int:
    """Return how many days have passed when the last hold ends, and two more."""
    ends = [end for _, end in holds if end is not None]
    return days.elapsed_days(opening.opened, max(ends), holds) + 2 if ends else 0


def _give_up(
    draws: Draws, opening: Opening, fills: dict[str, date], cancels: dict[str, date]
) -> None:
    """Fill it long after the fill rate's quarter, cancel it before that is due, or do neither."""
    match draws.whole(1, 4):
        case 1:
            day = opening.opened + timedelta(days=draws.whole(68, 84))
            cancels[opening.opening_id] = days.business_day_from(day)
        case 2 | 3:
            fills[opening.opening_id] = opening.opened + timedelta(days=draws.whole(190, 230))
        case _:
            pass
