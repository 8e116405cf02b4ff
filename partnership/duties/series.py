"""The meetings of a cadence as a calendar program keeps them: a series, what is left out, what is moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement, Stretch
from partnership.documents import Cadence
from partnership.duties.schedule import Meeting, meetings_of, planned_days
from partnership.values.recurrences import MONTHLY, MONTHS, NTH, WEEKDAYS, Rhythm

WEEKS = {"week": 1, "two weeks": 2, "four weeks": 4}


@dataclass(frozen=True, slots=True)
class Series:
    """The meetings under one version of a cadence's terms."""

    terms: Cadence
    since: date
    """The first day of these terms."""
    zone: str
    """The time zone of the meeting's time."""
    rule: str
    """The recurrence as RFC 5545 has it, without its end; nothing where each meeting stands alone."""
    meetings: tuple[Meeting, ...]
    """By planned day."""
    left_out: tuple[date, ...] = ()
    """The days that the rule gives and that have no meeting."""

    @property
    def moved(self) -> tuple[Meeting, ...]:
        """The meetings that are not on their planned day."""
        return tuple(one for one in self.meetings if one.instead_of)


def find_series(agreement: Agreement, first: date, last: date) -> Iterator[Series]:
    """Yield the series of all cadences from a day to another, by cadence.

    Args:
        agreement: All documents.
        first: The first day.
        last: The last day.

    """
    for stretch in agreement.stretches(Cadence):
        meetings = tuple(meetings_of(agreement, stretch, first, last))
        if meetings:
            yield _series(agreement, stretch, meetings)


def _series(
    agreement: Agreement, stretch: Stretch[Cadence], meetings: tuple[Meeting, ...]
) -> Series:
    terms = stretch.terms
    begins, ends = meetings[0].planned, meetings[-1].planned
    planned = [day for _, day in planned_days(agreement, stretch, begins, ends)]
    given = _given(terms.recurrence, [day for day in planned if begins <= day <= ends])
    held = {one.planned for one in meetings}
    return Series(
        terms,
        date.fromordinal(stretch.first),
        terms.recurrence.zone or agreement.zone(),
        rule_of(terms.recurrence),
        meetings,
        tuple(day for day in given if day not in held),
    )


def _given(rhythm: Rhythm, planned: list[date]) -> list[date]:
    """Give the days that the rule gives: business days are weekdays there."""
    if not planned or dict(rhythm.parts).get("daily") != "business day":
        return planned if rule_of(rhythm) else []
    every = range(planned[0].toordinal(), planned[-1].toordinal() + 1)
    return [day for day in map(date.fromordinal, every) if day.weekday() < 5]


def rule_of(rhythm: Rhythm) -> str:
    """Write a rhythm as a rule of RFC 5545; nothing where it has none: `business day 6`."""
    parts = dict(rhythm.parts)
    if "daily" in parts:
        return "FREQ=DAILY" if parts["daily"] == "day" else "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    if "weeks" in parts:
        every = WEEKS[parts["weeks"]]
        return f"FREQ=WEEKLY{_interval(every)};BYDAY={_weekday(parts['weekday'])}"
    if "month" in parts:
        month = MONTHS.index(parts["month"]) + 1
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={parts['yearday']}"
    if "business" in parts:
        return ""
    months = _interval(MONTHLY[parts["months"]])
    if "monthday" in parts:
        return f"FREQ=MONTHLY{months};BYMONTHDAY={parts['monthday'][:-2]}"
    nth, _, weekday = parts["nth"].partition(" ")
    return f"FREQ=MONTHLY{months};BYDAY={NTH[nth]}{_weekday(weekday)}"


def _interval(count: int) -> str:
    return f";INTERVAL={count}" if count > 1 else ""


def _weekday(name: str) -> str:
    return name[:2].upper() if name in WEEKDAYS else ""
