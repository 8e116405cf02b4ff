"""A meeting begins at a time that clocks show, and show once.

In the night in which clocks go forward, an hour is left out; when they go back, one comes twice. A meeting at such
a time begins at one hour for some and at another for others, as each calendar program decides. The next year is
looked at.

To mend it: choose another hour, or move that one meeting under `exceptions:`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from partnership.agreement import Agreement
from partnership.clock.zones import time_zone
from partnership.documents import Cadence
from partnership.duties.schedule import meetings_of
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
YEAR = 366


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every meeting of the next year that begins in a skipped or doubled hour."""
    if as_of.year >= date.max.year - 2:
        return
    known: dict[tuple[str, time], dict[date, str]] = {}
    for stretch in agreement.stretches(Cadence):
        rhythm = stretch.terms.recurrence
        zone = rhythm.zone or agreement.zone()
        if rhythm.at is None:
            continue
        key = (zone, rhythm.at)
        if key not in known:
            known[key] = dict(_shifts(zone, rhythm.at, as_of))
        for day, said in known[key].items():
            if any(meetings_of(agreement, stretch, day, day)):
                hint = "choose another hour, or move this one under `exceptions`"
                yield stretch.terms.finding(f"on {day} {said}", "recurrence", hint=hint)


def _shifts(name: str, at: time, first: date) -> Iterator[tuple[date, str]]:
    """Yield each day of a year on which clocks leave out a time or show it twice, and what they do."""
    try:
        zone = time_zone(name)
    except ValueError:  # the zone's own finding says so
        return
    for number in range(YEAR + 1):
        day = first + timedelta(days=number)
        was, now = (datetime.combine(day, at, zone).replace(fold=one).utcoffset() for one in (0, 1))
        if was is None or now is None or was == now:
            continue
        minutes = int(abs(now - was).total_seconds()) // 60
        if now > was:
            yield day, f"clocks in {name} go forward {minutes} minutes and leave out {at:%H:%M}"
        else:
            yield day, f"clocks in {name} go back {minutes} minutes, and {at:%H:%M} comes twice"
