"""Time zones by their IANA names: `Europe/London`."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Annotated

from partnership.values.grammar import Grammar


class UnknownZoneError(ValueError):
    """A name that no zone database has."""

    def __init__(self, name: str) -> None:
        """Say which."""
        super().__init__(f"there is no time zone `{name}`")
        self.name = name

    @property
    def hint(self) -> str:
        """Name the zone that may have been meant."""
        near = get_close_matches(self.name, known_zones(), n=1, cutoff=0.75)
        return (
            f"did you mean `{near[0]}`?" if near else "write an IANA name, such as `Europe/London`"
        )


@lru_cache(maxsize=256)
def zone_named(name: str) -> str:
    """Give the name of a time zone that there is; raises UnknownZoneError for any other."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UnknownZoneError(name) from None
    return name


KNOWN = "known-time-zone"
"""The `format` of a text that ends in a time zone: one that the zone database has."""
ZONE = Grammar(
    what="a time zone",
    pattern="^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2})$",
    examples=("Europe/London", "UTC"),
    parse=zone_named,
    format=KNOWN,
)
Zone = Annotated[str, ZONE]
"""An IANA time zone, `Europe/London`, that the zone database has."""


@cache
def known_zones() -> frozenset[str]:
    """Name every time zone of the zone database."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())
