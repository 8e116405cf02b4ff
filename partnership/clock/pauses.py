"""Times in which a clock stands still."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partnership.clock.zones import day_start, utc_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """An interval of instants in which a clock stands still.

    Raises:
        ValueError: The end is before the start.
    """

    from_utc: int
    """The first instant stopped, in seconds since 1970-01-01T00:00:00Z."""

    until_utc: int | None = None
    """The instant at which the clock runs again, or nothing while it still stands."""

    def __post_init__(self) -> None:
        if self.until_utc is not None and self.until_utc < self.from_utc:
            message = (
                f"out of order: the pause ends at {utc_text(self.until_utc)}, "
                f"before it starts at {utc_text(self.from_utc)}"
            )
            raise ValueError(message)

    @classmethod
    def of_days(cls, zone: str, from_day: date, until_day: date | None = None) -> Pause:
        """Make a pause from local days: the first day stopped and the day the clock ran again.

        Raises:
            ValueError: No such time zone is known, or the end is before the start.
        """
        until = None if until_day is None else day_start(zone, until_day)
        return cls(day_start(zone, from_day), until)


def merged(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Give the union of pauses: in order, apart from each other, each instant stopped once."""
    union: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.from_utc):
        last = union[-1] if union else None
        if last is None or (last.until_utc is not None and last.until_utc < pause.from_utc):
            union.append(pause)
        elif last.until_utc is not None:
            until = None if pause.until_utc is None else max(last.until_utc, pause.until_utc)
            union[-1] = Pause(last.from_utc, until)
    return tuple(union)
