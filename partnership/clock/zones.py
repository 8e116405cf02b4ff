"""Local wall time to instants, by one sentence.

A local time means the first instant at which the wall clock of the zone shows that time or a
later one. So a time that comes twice is its first coming (`fold=0` of PEP 495,
https://peps.python.org/pep-0495/), and a time that a clock change leaves out moves forward to the
change itself. The sentence is monotone: a later local time is never an earlier instant, so a day
begins once, working intervals stay in order, and a day that a zone left out has no length.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOCAL_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 a wall time has no zone
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def time_zone(name: str) -> ZoneInfo:
    """Give the IANA time zone of this name.

    Raises:
        ValueError: No such time zone is known.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        message = f"`{name}` is not a known time zone; write one such as `Europe/London`"
        raise ValueError(message) from error


def instant(moment: datetime) -> int:
    """Give a moment with a zone as an instant; a part of a second is dropped.

    Raises:
        ValueError: The moment has no zone.
    """
    if moment.utcoffset() is None:
        message = f"`{moment.isoformat()}` has no time zone, so it is not one instant"
        raise ValueError(message)
    return (moment - _EPOCH) // _SECOND


def local_time(zone: str, at: int) -> datetime:
    """Give what the wall clock of the zone shows at an instant."""
    return (_EPOCH + timedelta(seconds=at)).astimezone(time_zone(zone))


def local_instant(zone: str, day: date, wall: time) -> int:
    """Give the first instant at which the wall clock of the zone shows this time or a later one.

    Args:
        zone: IANA name of the time zone.
        day: The local day.
        wall: The local time on that day, without zone and in whole seconds.

    Raises:
        ValueError: No such time zone is known.
    """
    place = time_zone(zone)
    local = datetime.combine(day, wall)
    at = _by_offset(place, local, 0)
    if _shown(place, at) == local:
        return at
    before = _by_offset(place, local, 1)
    while at - before > 1:
        middle = (before + at) // 2
        if _shown(place, middle) < local:
            before = middle
        else:
            at = middle
    return at


def day_start(zone: str, day: date) -> int:
    """Give the first instant of a local day.

    Raises:
        ValueError: No such time zone is known.
    """
    return local_instant(zone, day, time())


def day_bounds(zone: str, first_day: date, last_day: date) -> tuple[int, int]:
    """Give the instants from which and until which a run of local days lasts.

    Args:
        zone: IANA name of the time zone whose midnights count.
        first_day: The first day of the run.
        last_day: The last day of the run, included.

    Returns:
        The first instant of the first day and the first instant after the last day.

    Raises:
        ValueError: No such time zone is known, or the last day is before the first.
    """
    if last_day < first_day:
        message = f"the last day {last_day} is before the first day {first_day}"
        raise ValueError(message)
    return day_start(zone, first_day), day_start(zone, last_day + _DAY)


def utc_text(at: int) -> str:
    """Print an instant for a message."""
    return f"{_EPOCH + timedelta(seconds=at):%Y-%m-%dT%H:%M:%SZ}"


def _by_offset(place: ZoneInfo, local: datetime, fold: int) -> int:
    offset = local.replace(tzinfo=place, fold=fold).utcoffset() or timedelta()
    return (local - _LOCAL_EPOCH - offset) // _SECOND


def _shown(place: ZoneInfo, at: int) -> datetime:
    return (_EPOCH + timedelta(seconds=at)).astimezone(place).replace(tzinfo=None)
