"""Which days and hours are worked, with the public holidays saved in the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, Self

from pydantic import Field, PrivateAttr

from partnership.documents.base import Amendment, CalendarId, Commitment, Model, amendable
from partnership.documents.vocabulary import Favours, Weekday
from partnership.values import Clock, Day, Text, TimeRange, Zone


class Holiday(Model):
    """A day that is not worked, or worked shorter."""

    day: Day
    """The day."""
    title: Text
    """What is kept on it."""
    hours: tuple[TimeRange, ...] = ()
    """The hours that are worked all the same: a half day. None where nothing is written."""


class HolidaySource(Model):
    """Where the holidays were taken from; the saved days decide."""

    package: Literal["holidays"]
    """The package that named them."""
    version: Text
    """The package's version when they were saved."""
    country: Text
    """The country, ISO 3166-1: `GB`."""
    subdivision: Text | None = None
    """The part of the country, as the package names it: `ENG`."""
    years: tuple[int, ...]
    """The years that were saved."""


class Blackout(Model):
    """Days that people agreed not to count on."""

    from_: Day = Field(alias="from")
    """The first day."""
    to: Day
    """The last day."""
    title: Text
    """Why."""


class WeekdayHours(Model):
    """Hours of one weekday that differ from the others."""

    day: Weekday
    """The weekday."""
    hours: tuple[TimeRange, ...]
    """The hours worked on it."""


@amendable
class Calendar(Commitment):
    """Which days and hours are worked, with the public holidays saved in the document."""

    kind: Literal["Calendar"]
    """Always `Calendar`."""
    time_zone: Zone
    """The time zone of its days and hours."""
    workdays: tuple[Weekday, ...]
    """The weekdays that are worked."""
    hours: tuple[TimeRange, ...] = Field(min_length=1)
    """The hours of a business day; a lunch break makes two stretches."""
    hours_on: tuple[WeekdayHours, ...] = ()
    """Weekdays whose hours differ."""
    cut_off: Clock | None = None
    """What arrives after it counts as arriving on the next business day; `00:00` is the end of the day, as where it is not written."""
    holidays: tuple[Holiday, ...] = ()
    """Public holidays and days the company is closed."""
    holidays_from: HolidaySource | None = None
    """Where the holidays were taken from."""
    blackouts: tuple[Blackout, ...] = ()
    """Days that are not counted on by agreement: a change freeze, a peak."""
    common_to: tuple[CalendarId, ...] = ()
    """Other calendars: of its hours only those count that are worked on each of them too, whatever their time zones, such as `[client, provider]` for what both owe. A day off on any of them is one here."""

    _all: Mapping[str, Calendar] | None = PrivateAttr(default=None)
    _day: date | None = PrivateAttr(default=None)

    @property
    def is_common(self) -> bool:
        """Whether it ever counts only what is worked on other calendars too."""
        return any(one.common_to for _, one in super().versions())

    def among(self, calendars: Mapping[str, Calendar]) -> Self:
        """Give it with the calendars of its agreement, in which it finds those it is common to."""
        linked = self.model_copy()
        linked._all = calendars  # noqa: SLF001 - its own copy
        return linked

    def others(self) -> tuple[Calendar, ...]:
        """Give the calendars it is common to, as they stand on its first day, and all they name."""
        day, there = self._day or self.effective.from_, self._all or {}
        waiting, found = list(self.common_to), dict[str, Calendar]()
        while waiting:
            name = waiting.pop()
            if name in there and name not in {self.id, *found}:
                found[name] = there[name].on(day) or there[name]
                waiting.extend(found[name].common_to)
        return tuple(found[name] for name in sorted(found))

    @property
    def missing(self) -> str | None:
        """The id of a calendar it is common to and that is not there, or None."""
        named = [name for one in (self, *self.others()) for name in one.common_to]
        return next((name for name in named if name not in (self._all or {})), None)

    def versions(self) -> Iterator[tuple[date, Self]]:
        """Yield the terms by the day they begin: its own, and those of what it is common to."""
        own = list(super().versions())
        if self._all is None:
            yield from own
            return
        days = {since for since, _ in own}
        for name in _reached(self, self._all, {self.id}):
            days |= {since for since, _ in self._all[name].versions()}
        for day in sorted(days):
            if day >= self.effective.from_:
                terms = [version for since, version in own if since <= day][-1].model_copy()
                terms._day = day  # noqa: SLF001 - its own copy
                yield day, terms

    def on(self, day: date) -> Self | None:
        """Give the terms in force on a day, or None where there are none."""
        if self._all is None or not self.effective.covers(day):
            return super().on(day)
        return [terms for since, terms in self.versions() if since <= day][-1]


def _reached(calendar: Calendar, calendars: Mapping[str, Calendar], seen: set[str]) -> set[str]:
    """Name the calendars that are there and that one is ever common to, by way of others too."""
    found = set()
    names = [*calendar.common_to, *(name for one in calendar.amendments for name in _named(one))]
    for name in names:
        if name in calendars and name not in seen:
            found |= {name} | _reached(calendars[name], calendars, seen | {name})
    return found - seen


def _named(amendment: Amendment) -> tuple[str, ...]:
    return getattr(amendment, "common_to", None) or ()


FAVOURS: Favours = {
    "owing party": ("holidays", "blackouts"),
    "other party": ("workdays",),
    "neither": ("holidays.title", "blackouts.title", "holidays_from"),
    "needs reading": (
        "",
        "common_to",
        "holidays.day",
        "holidays.hours",
        "blackouts.from",
        "blackouts.to",
    ),
}

EXAMPLE = """\
kind: Calendar
id: client-uk
title: The client's calendar in England
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-12:30, 13:30-17:00]
cut_off: 17:00
holidays:
  - {day: 2026-04-03, title: Good Friday}
  - {day: 2026-12-24, title: Christmas Eve, hours: [09:00-12:30]}
"""
