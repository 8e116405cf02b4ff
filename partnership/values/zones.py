"""Time zones by their IANA names: `Europe/London`."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from partnership.values.grammar import Grammar

ZONE = Grammar(
    what="a time zone",
    pattern="^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2})$",
    examples=("Europe/London", "UTC"),
    parse=str,
)
Zone = Annotated[str, ZONE]
"""An IANA time zone, `Europe/London`; whether it exists is a check."""


@cache
def known_zones() -> frozenset[str]:
    """Name every time zone of the zone database."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())
