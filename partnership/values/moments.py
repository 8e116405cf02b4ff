"""Moments as a clock on the wall shows them: `2026-03-27 18:05 Europe/London`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated

from partnership.values.days import DAY, parse_day
from partnership.values.grammar import Grammar
from partnership.values.zones import ZONE


@dataclass(frozen=True, slots=True)
class Moment:
    """A local day and time with the zone whose clock shows it; which instant that is, a clock says."""

    day: date
    at: time
    zone: str

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Parse `2026-03-27 18:05 Europe/London`; raises ValueError on anything else."""
        day, at, zone = text.split(" ")
        return cls(parse_day(day), time.fromisoformat(at), zone)

    def __str__(self) -> str:
        """Print the one written form."""
        return f"{self.day} {self.at:%H:%M} {self.zone}"


MOMENT = Grammar(
    what="a moment",
    pattern=f"^{DAY.pattern[1:-1]} ([01][0-9]|2[0-3]):[0-5][0-9] {ZONE.pattern[1:-1]}$",
    examples=("2026-03-27 18:05 Europe/London", "2026-10-25 00:30 UTC"),
    parse=Moment.parse,
)
LocalMoment = Annotated[Moment, MOMENT]
"""A moment, `2026-03-27 18:05 Europe/London`; the hour that comes twice in autumn is written in UTC."""
