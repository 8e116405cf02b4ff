"""The units in which time is promised."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """A unit of time, by the words people write."""

    BUSINESS_DAYS = "business days"
    """Working days after the start, up to and with the stop; an event after the cut-off or on a
    day off counts as the next working day."""

    BUSINESS_HOURS = "business hours"
    """Working time, counted in seconds and rounded up to hours."""

    CALENDAR_DAYS = "calendar days"
    """Days of the local calendar, weekends and days off included."""

    ELAPSED_HOURS = "elapsed hours"
    """Time on any clock that never stops, counted in seconds and rounded up to hours."""

    ELAPSED_MINUTES = "elapsed minutes"
    """Time on any clock that never stops, counted in seconds and rounded up to minutes."""

    @property
    def is_days(self) -> bool:
        """Whether the running count of this unit is days, not seconds."""
        return self in (Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS)

    @property
    def needs_calendar(self) -> bool:
        """Whether the running count of this unit comes from a timeline."""
        return self not in (Unit.ELAPSED_HOURS, Unit.ELAPSED_MINUTES)

    @property
    def size(self) -> int:
        """How many steps of the running count make one: 1 day, 3600 seconds or 60 seconds."""
        if self.is_days:
            return 1
        return 60 if self is Unit.ELAPSED_MINUTES else 3600

    def rounded_up(self, raw: int) -> int:
        """Give a running count (days or seconds) in this unit, rounded up.

        Thresholds are whole units, so `rounded_up(raw) <= within` says the same as
        `raw <= within * size`: rounding up never changes who is on time.
        """
        return -(-raw // self.size)
