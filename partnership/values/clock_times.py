"""Times of day on the wall: `17:00`, `09:00-12:30`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Annotated

from partnership.values.grammar import Grammar

HOUR = "([01][0-9]|2[0-3]):[0-5][0-9]"


@dataclass(frozen=True, slots=True)
class Wall:
    """A time of day, to the minute, printed `17:00`."""

    time: time

    @classmethod
    def parse(cls, text: str) -> Wall:
        """Parse `17:00`."""
        return cls(time.fromisoformat(text))

    def __str__(self) -> str:
        """Print the one written form."""
        return self.time.strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of one day, start included, end excluded."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: str) -> Hours:
        """Parse `09:00-17:00`."""
        start, _, end = text.partition("-")
        return cls(time.fromisoformat(start), time.fromisoformat(end))

    def __str__(self) -> str:
        """Print the one written form."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


CLOCK = Grammar(what="a time of day", pattern=f"^{HOUR}$", examples=("17:00",), parse=Wall.parse)
TIME_RANGE = Grammar(
    what="a stretch of the day",
    pattern=f"^{HOUR}-{HOUR}$",
    examples=("09:00-17:00",),
    parse=Hours.parse,
)
Clock = Annotated[Wall, CLOCK]
"""A time of day, `17:00`."""
TimeRange = Annotated[Hours, TIME_RANGE]
"""From one time of day to another, `09:00-17:00`."""
