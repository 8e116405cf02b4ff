"""The days of the example: London days, English bank holidays, and days net of holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_DAY = date(2025, 1, 1)
LAST_DAY = date(2026, 6, 30)
LONDON = ZoneInfo("Europe/London")

BANK_HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in [
        "2024-12-25",
        "2024-12-26",
        "2025-01-01",
        "2025-04-18",
        "2025-04-21",
        "2025-05-05",
        "2025-05-26",
        "2025-08-25",
        "2025-12-25",
        "2025-12-26",
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
    ]
)
"""England, December 2024 to December 2026."""

Interval = tuple[date, date | None]
"""The first day stopped, and the day it ran again; None while it is still stopped."""


def is_business_day(day: date) -> bool:
    """Say whether England works on a day."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def business_day_from(day: date) -> date:
    """Return the day, or the next business day where it is none."""
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


def after_business_days(day: date, count: int) -> date:
    """Return the business day that many business days after a day."""
    for _ in range(count):
        day = business_day_from(day + timedelta(days=1))
    return day


def before_business_days(day: date, count: int) -> date:
    """Return the business day that many business days before a day."""
    for _ in range(count):
        day -= timedelta(days=1)
        while not is_business_day(day):
            day -= timedelta(days=1)
    return day


def day_at(start: date, elapsed: int, holds: Iterable[Interval]) -> date | None:
    """Return the day on which so many calendar days have passed outside holds."""
    return _reached(start, elapsed, [*holds], business=False)


def business_day_at(start: date, elapsed: int, holds: Iterable[Interval]) -> date | None:
    """Return the day on which so many business days have passed outside holds."""
    return _reached(start, elapsed, [*holds], business=True)


def elapsed_days(start: date, stop: date, holds: Iterable[Interval]) -> int:
    """Count the calendar days from one day to another outside holds."""
    stopped = [*holds]
    days = (start + timedelta(days=n) for n in range((stop - start).days))
    return sum(not _is_held(day, stopped) for day in days)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the instant of a London clock time, in UTC."""
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


def london_day(instant: datetime) -> date:
    """Return the day of an instant in London."""
    return instant.astimezone(LONDON).date()


def month_of(day: date) -> str:
    """Return the month of a day, as periods are written."""
    return f"{day:%Y-%m}"


def quarter_of(day: date) -> str:
    """Return the quarter of a day, as periods are written."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _reached(start: date, elapsed: int, holds: list[Interval], *, business: bool) -> date | None:
    """Walk from day to day: leaving a day outside holds passes it, entering one counts it."""
    day = start
    while elapsed:
        if any(hold[1] is None and hold[0] <= day for hold in holds):
            return None
        passed = not _is_held(day, holds)
        day = after_business_days(day, 1) if business else day + timedelta(days=1)
        elapsed -= passed
    return day


def _is_held(day: date, holds: list[Interval]) -> bool:
    return any(start <= day and (end is None or day < end) for start, end in holds)
