"""Meetings that come round in time which a side keeps free of them, or is off in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from partnership.agreement import Agreement, Stretch
from partnership.clock import local_instant, local_time
from partnership.documents import Cadence, Culture
from partnership.duties.norms import SECONDS, cultures_on
from partnership.duties.schedule import Meeting, meetings_of

SOON, LATER = 60, 400
"""How many days of meetings are looked at; the longer where a cadence has none in the shorter."""


@dataclass(frozen=True, slots=True)
class Intrusion:
    """A meeting that is held in time that a side keeps free."""

    meeting: Meeting
    party: str
    why: str
    """`it keeps friday 13:00-17:00 free of meetings`."""


def find_intrusions(agreement: Agreement, as_of: date) -> Iterator[Intrusion]:
    """Yield the next meeting of each cadence that is held in time a side keeps free.

    A role's time is that of its own calendar; where it has none it may sit at any of the side's
    calendars, and a meeting intrudes where it does at all of them.
    """
    sides = cultures_on(agreement, as_of)
    seen: set[tuple[str, str]] = set()
    for stretch in agreement.stretches(Cadence) if sides else ():
        if stretch.terms.recurrence.at is None:
            continue
        for meeting in _ahead(agreement, stretch, as_of):
            for party, why in _intruded(agreement, meeting, sides):
                if (stretch.terms.id, party) not in seen:
                    seen.add((stretch.terms.id, party))
                    yield Intrusion(meeting, party, why)


def _ahead(agreement: Agreement, stretch: Stretch[Cadence], as_of: date) -> list[Meeting]:
    """Give the next meetings; of one that is rare, those of the coming year."""
    for days in (SOON, LATER):
        found = [*meetings_of(agreement, stretch, as_of, as_of + timedelta(days=days))]
        if found:
            return found
    return []


def _intruded(
    agreement: Agreement, meeting: Meeting, sides: dict[str, Culture]
) -> Iterator[tuple[str, str]]:
    """Yield the parties in whose free time a meeting is held, with what each keeps free."""
    told = set()
    for name in meeting.cadence.required:
        role = agreement.roles.get(name)
        culture = sides.get(role.party) if role else None
        if role is None or culture is None or role.party in told:
            continue
        places = (role.calendar,) if role.calendar else culture.calendars or (None,)
        reasons = [_intrudes(agreement, meeting, culture, place) for place in places]
        if all(reasons):
            told.add(role.party)
            yield role.party, reasons[0]


def _intrudes(
    agreement: Agreement, meeting: Meeting, culture: Culture, calendar: str | None
) -> str:
    """Say what is kept free where a calendar holds and the meeting is; nothing where it fits."""
    talk = culture.communication
    if talk is None:
        return ""
    terms = meeting.cadence
    begins = local_instant(
        terms.recurrence.zone or agreement.zone(), meeting.day, meeting.starts.time()
    )
    length = terms.duration.amount * SECONDS.get(terms.duration.unit, 3600)
    zone = agreement.zone(calendar)
    starts, over = (local_time(zone, at) for at in (begins, begins + length))
    for free in talk.meeting_free:
        meets = starts.time() < free.hours.end and free.hours.start < over.time()
        if meets and f"{starts:%A}".lower() == free.weekday:
            return f"it keeps {free.weekday} {free.hours} free of meetings"
    quiet = talk.quiet
    if quiet is None or quiet.off_from.time <= quiet.until.time:
        return ""
    if quiet.calendar:
        zone = agreement.zone(quiet.calendar)
        starts, over = (local_time(zone, at) for at in (begins, begins + length))
    if starts.time() < quiet.until.time or over.time() > quiet.off_from.time:
        return f"it is off from {quiet.off_from} until {quiet.until}"
    return ""
