"""Moments as a clock on the wall shows them: `2026-03-27 18:05 Europe/London`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated

from partnership.values.days import parse_day
from partnership.values.grammar import Grammar
from partnership.values.zones import KNOWN, ZONE, zone_named


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
        return cls(parse_day(day), time.fromisoformat(at), zone_named(zone))

    def __str__(self) -> str:
        """Print the one written form."""
        return f"{self.day} {self.at:%H:%M} {self.zone}"


YEAR = "(19|20|21)[0-9]{2}"
DAYS = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
LEAP = "((19|20|21)(0[48]|[2468][048]|[13579][26])|2000)-02-29"
REAL = f"({YEAR}-{DAYS}|{LEAP})"
"""The days there are, which no format of JSON Schema can say of a part of a text."""
MOMENT = Grammar(
    what="a moment",
    pattern=f"^{REAL} ([01][0-9]|2[0-3]):[0-5][0-9] {ZONE.pattern[1:-1]}$",
    examples=("2026-03-27 18:05 Europe/London", "2026-10-25 00:30 UTC"),
    parse=Moment.parse,
    format=KNOWN,
)
LocalMoment = Annotated[Moment, MOMENT]
"""A moment, `2026-03-27 18:05 Europe/London`; the hour that comes twice in autumn is written in UTC."""
