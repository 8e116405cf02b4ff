"""Lengths of time that laws ask for: which of two is longer, and where they cannot both be kept."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from partnership.documents.data_protection import LegalPeriod, Retention
from partnership.values.durations import Span

MONTHS = {"months": 1, "years": 12}
DAYS = {"calendar days": 1, "weeks": 7}
CYCLE = date(2024, 1, 1)
"""The first day of four years with a leap day, in which every month is met in every length."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The periods between which a country lets something be kept."""

    longest_minimum: LegalPeriod | None
    shortest_maximum: LegalPeriod | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be kept long enough and not too long."""
        low, high = self.longest_minimum, self.shortest_maximum
        return low is not None and high is not None and can_outlast(low.period, high.period)


def bounds_of(retention: Retention) -> Bounds:
    """Give the longest of the legal minima and the shortest of the legal maxima."""
    return Bounds(_longest(retention.minima), _shortest(retention.maxima))


def can_outlast(one: Span, other: Span) -> bool:
    """Whether a length of time is longer than another, at least when it starts on some day.

    Six months are longer than 182 days when they start in March, and not in February; a rule that is
    broken only for those who came in March is broken.
    """
    if one.unit in MONTHS and other.unit in MONTHS:
        return one.amount * MONTHS[one.unit] > other.amount * MONTHS[other.unit]
    if one.unit in DAYS and other.unit in DAYS:
        return one.amount * DAYS[one.unit] > other.amount * DAYS[other.unit]
    return _outlasts_on_some_day(one, other)


def end_of(day: date, span: Span) -> date:
    """Give the day that lies so long after another."""
    try:
        if span.unit in DAYS:
            return day + timedelta(days=span.amount * DAYS[span.unit])
        index = day.year * 12 + day.month - 1 + span.amount * MONTHS[span.unit]
        year, month = index // 12, index % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return date.max


@lru_cache(maxsize=256)
def _outlasts_on_some_day(one: Span, other: Span) -> bool:
    days = (CYCLE + timedelta(days=number) for number in range(1461))
    return any(end_of(day, one) > end_of(day, other) for day in days)


def _longest(periods: tuple[LegalPeriod, ...]) -> LegalPeriod | None:
    found: LegalPeriod | None = None
    for one in periods:
        if found is None or can_outlast(one.period, found.period):
            found = one
    return found


def _shortest(periods: tuple[LegalPeriod, ...]) -> LegalPeriod | None:
    found: LegalPeriod | None = None
    for one in periods:
        if found is None or can_outlast(found.period, one.period):
            found = one
    return found


def find_outside(retention: Retention) -> Iterator[tuple[str, LegalPeriod]]:
    """Yield the bound that what is agreed breaks: `minimum` or `maximum`, with its source."""
    bounds = bounds_of(retention)
    low, high = bounds.longest_minimum, bounds.shortest_maximum
    if low is not None and can_outlast(low.period, retention.keep):
        yield "minimum", low
    if high is not None and can_outlast(retention.keep, high.period):
        yield "maximum", high
