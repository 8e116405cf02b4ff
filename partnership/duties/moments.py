"""Written moments as instants, and spans between them in hours and minutes."""

from __future__ import annotations

from partnership.clock.zones import local_instant, local_time
from partnership.values.moments import Moment

MINUTE = 60


def instant_of(moment: Moment) -> int:
    """Give the instant of a written moment."""
    return local_instant(moment.zone, moment.day, moment.at)


def shown_at(at: int, zone: str) -> str:
    """Print an instant as the clocks of a zone show it: `2026-03-30 19:05 Europe/London`."""
    return f"{local_time(zone, at):%Y-%m-%d %H:%M} {zone}"


def span_words(seconds: int) -> str:
    """Say how long something took: `73 h 5 min`."""
    hours, minutes = divmod(seconds // MINUTE, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
