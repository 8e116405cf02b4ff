"""Which days and hours are worked, with the public holidays saved in the document."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import Commitment, Model, amendable
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


FAVOURS: Favours = {
    "owing party": ("holidays", "blackouts"),
    "other party": ("workdays",),
    "neither": ("holidays.title", "blackouts.title", "holidays_from"),
    "needs reading": (
        "",
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
