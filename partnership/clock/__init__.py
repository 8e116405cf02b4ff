"""Business time on a calendar: a monotone map from instants to working time.

An instant is a whole number of seconds since 1970-01-01T00:00:00Z. Nothing here is a float, and
nothing here knows what time it is now.
"""

from __future__ import annotations

from partnership.clock.pauses import Pause, merged
from partnership.clock.segments import SEGMENT_COLUMNS, Segment
from partnership.clock.timeline import Timeline
from partnership.clock.units import Unit
from partnership.clock.working_time import WorkingInterval, WorkingTime
from partnership.clock.zones import day_bounds, day_start, instant, local_instant, local_time

__all__ = [
    "SEGMENT_COLUMNS",
    "Pause",
    "Segment",
    "Timeline",
    "Unit",
    "WorkingInterval",
    "WorkingTime",
    "day_bounds",
    "day_start",
    "instant",
    "local_instant",
    "local_time",
    "merged",
]
