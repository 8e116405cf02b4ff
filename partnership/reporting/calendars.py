"""Writes meetings as iCalendar (RFC 5545): the same bytes for the same agreement, days and stamp."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from partnership.agreement import Agreement
from partnership.documents import Cadence, Channel
from partnership.duties.feeds import Feed, Paper
from partnership.duties.schedule import Meeting
from partnership.duties.series import Series
from partnership.reporting.zones import zone_lines
from partnership.values.durations import Span

FOLD = 75
"""The most octets of a line, its end not counted."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
ALARM = timedelta(minutes=15)
"""How long before a meeting a calendar program says so."""


@dataclass(frozen=True, slots=True)
class Told:
    """What every event of a calendar says alike."""

    agreement: Agreement
    domain: str
    """What stands behind the `@` of every UID."""
    stamp: str
    """When all this was so: DTSTAMP."""


def render(feed: Feed, agreement: Agreement, stamp: datetime) -> str:
    """Write a feed, lines ending in CRLF.

    Args:
        feed: What stands in it.
        agreement: All documents.
        stamp: The instant of its DTSTAMP; no clock is read.

    """
    found = agreement.partnership
    told = Told(agreement, f"{found.id if found else 'partnership'}.partnership", _instant(stamp))
    title = f"{found.title}: {feed.title}" if found else feed.title
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Partnership as code//Meetings//EN"),
        *("CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{text_of(title)}"),
    ]
    for zone, (first, last) in sorted(_zones(feed.series).items()):
        lines += zone_lines(zone, first, last)
    for series in feed.series:
        lines += _series(series, told)
    for paper in feed.papers:
        lines += _paper(paper, told)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, no character divided; each after the first is indented."""
    if line.isascii() and len(line) <= FOLD:
        yield line
        return
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > FOLD:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part


def text_of(text: str) -> str:
    """Escape text from a document, so that it stays one value of one property."""
    plain = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for special in ("\\", ";", ","):
        plain = plain.replace(special, f"\\{special}")
    return plain.replace("\n", "\\n")


def _zones(series: Iterable[Series]) -> dict[str, tuple[date, date]]:
    """Give the days on which each time zone is needed."""
    found: dict[str, tuple[date, date]] = {}
    for one in series:
        if one.terms.recurrence.at is None or one.zone == "UTC":
            continue
        days = [day for meeting in one.meetings for day in (meeting.day, meeting.planned)]
        first, last = found.get(one.zone, (days[0], days[0]))
        found[one.zone] = min(first, *days), max(last, *days)
    return found


def _series(series: Series, told: Told) -> Iterator[str]:
    """Yield the event of a series with its exceptions, or one event for each meeting."""
    uid = f"{series.terms.id}.{series.since:%Y%m%d}"
    about = _about(series, told)
    if not series.rule:
        for meeting in series.meetings:
            uid = f"{series.terms.id}.{meeting.planned:%Y%m%d}"
            yield from _event(_when("DTSTART", series, meeting.day), uid, about, told)
        return
    first, last = series.meetings[0], series.meetings[-1]
    repeats = [
        _when("DTSTART", series, first.planned),
        f"RRULE:{series.rule};UNTIL={_until(series, last.planned)}",
    ]
    if series.left_out:
        repeats.append(_when("EXDATE", series, *series.left_out))
    yield from _event("\n".join(repeats), uid, about, told)
    for meeting in series.moved:
        moved = (
            _when("RECURRENCE-ID", series, meeting.planned),
            _when("DTSTART", series, meeting.day),
        )
        yield from _event("\n".join(moved), uid, [*about, *_why(meeting)], told)


def _event(when: str, uid: str, about: Iterable[str], told: Told) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}@{told.domain}"
    yield f"DTSTAMP:{told.stamp}"
    yield from when.split("\n")
    yield from about
    yield "END:VEVENT"


def _about(series: Series, told: Told) -> list[str]:
    """Say what is the same for all meetings of a series, its alarm included."""
    terms = series.terms
    lines = [
        f"DURATION:{_length(terms.duration, is_timed=terms.recurrence.at is not None)}",
        f"SUMMARY:{text_of(terms.title)}",
        f"DESCRIPTION:{text_of(_description(terms, told.agreement))}",
    ]
    channel = told.agreement.get(Channel, terms.channel)
    if channel:
        where = channel.title + (f": {channel.address}" if channel.address else "")
        lines.append(f"LOCATION:{text_of(where)}")
    lines += [f"CATEGORIES:{text_of(terms.tier)}", "STATUS:CONFIRMED", "CLASS:PRIVATE"]
    minutes = int(ALARM.total_seconds()) // 60
    before = f"-PT{minutes}M" if terms.recurrence.at else "-PT12H"
    return [
        *lines,
        *("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{text_of(terms.title)}"),
        *(f"TRIGGER:{before}", "END:VALARM"),
    ]


def _description(terms: Cadence, agreement: Agreement) -> str:
    def named(names: Iterable[str]) -> str:
        roles = agreement.roles
        return ", ".join(roles[name].title if name in roles else name for name in names)

    chairs = (terms.chair.role, *terms.chair.rotates_with)
    lines = [terms.purpose, f"Led {'in turn ' * (len(chairs) > 1)}by: {named(chairs)}"]
    lines.append(f"Required: {named(terms.required)}")
    if terms.optional:
        lines.append(f"May come: {named(terms.optional)}")
    lines += [
        f"To be there {one.due_before} before: {one.title} ({named([one.owner])})"
        for one in terms.inputs
    ]
    lines += [f"{one.minutes} min: {one.title} ({named([one.owner])})" for one in terms.agenda]
    if terms.decides:
        lines.append(f"May decide: {', '.join(terms.decides)}")
    return "\n".join(lines)


def _why(meeting: Meeting) -> Iterator[str]:
    if meeting.reason:
        yield f"COMMENT:{text_of(f'Moved from {meeting.planned}: {meeting.reason}')}"


def _when(name: str, series: Series, *days: date) -> str:
    """Write days with the meeting's time and zone; whole days where it has no time."""
    at = series.terms.recurrence.at
    if at is None:
        return f"{name};VALUE=DATE:{','.join(f'{day:%Y%m%d}' for day in days)}"
    moments = [f"{day:%Y%m%d}T{at:%H%M%S}" for day in days]
    if series.zone == "UTC":
        return f"{name}:{','.join(f'{one}Z' for one in moments)}"
    return f"{name};TZID={series.zone}:{','.join(moments)}"


def _until(series: Series, day: date) -> str:
    """Write the end of a series: an instant in UTC, or a day where its meetings have no time."""
    from zoneinfo import ZoneInfo

    at = series.terms.recurrence.at
    if at is None:
        return f"{day:%Y%m%d}"
    return _instant(datetime.combine(day, at, ZoneInfo(series.zone)))


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _length(span: Span, *, is_timed: bool) -> str:
    match span.unit:
        case "elapsed minutes":
            return f"PT{span.amount}M" if is_timed else "P1D"
        case "elapsed hours" | "business hours":
            return f"PT{span.amount}H" if is_timed else "P1D"
        case "weeks":
            return f"P{span.amount}W"
    return f"P{span.amount}D"


def _paper(paper: Paper, told: Told) -> Iterator[str]:
    """Yield the day on which something is to be there, as a day that leaves people free."""
    meeting = paper.meeting
    uid = f"{meeting.cadence.id}.{meeting.planned:%Y%m%d}.{paper.terms.id}"
    what = f"Due: {paper.terms.title} for {meeting.cadence.title}"
    about = ("DURATION:P1D", f"SUMMARY:{text_of(what)}", "TRANSP:TRANSPARENT", "CLASS:PRIVATE")
    yield from _event(f"DTSTART;VALUE=DATE:{paper.duty.due:%Y%m%d}", uid, about, told)
