"""What one side expects of the other and cannot get: answers asked for in hours that nobody works."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from operator import itemgetter

from partnership.agreement import Agreement
from partnership.clock import Timeline, Unit, local_instant, local_time
from partnership.documents import Calendar, Channel, Culture
from partnership.documents.culture import Response
from partnership.duties.moments import shown_at, span_words
from partnership.duties.schedule import Meeting, find_meetings
from partnership.errors import PartnershipError
from partnership.findings import Loc
from partnership.measuring.periods import working_time
from partnership.values.durations import DurationUnit, Span

LOOKED_AHEAD = 60
"""How many days are looked at."""
SIDES = (("client", "provider"), ("provider", "client"))
HOURS: tuple[DurationUnit, ...] = ("elapsed minutes", "elapsed hours", "business hours")
"""The units in which an answer is due at an hour; in others any hour of the last day is in time."""
SECONDS: dict[DurationUnit, int] = {"elapsed minutes": 60, "elapsed hours": 3600}
QUARTER = 900
Stretch = tuple[int, int]
"""Two instants, both included."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two norms that cannot both be kept."""

    culture: Culture
    loc: Loc
    message: str
    hint: str


def find_clashes(agreement: Agreement, as_of: date) -> Iterator[Clash]:
    """Yield every expectation of one side that the other side's norms rule out."""
    key = ("clashes", as_of)
    if key not in agreement.answers:
        agreement.answers[key] = tuple(_clashes(agreement, as_of))
    yield from agreement.answers[key]


def _clashes(agreement: Agreement, as_of: date) -> Iterator[Clash]:
    sides = cultures_on(agreement, as_of)
    for asking, answering in SIDES:
        if asking in sides and answering in sides:
            yield from _expected(agreement, as_of, sides[asking], sides[answering])
    if len(sides) == len(SIDES):
        yield from _spoken(sides["client"], sides["provider"])


def cultures_on(agreement: Agreement, as_of: date) -> dict[str, Culture]:
    """Give each side's own culture on a day."""
    return {one.party: one for one in agreement.in_force(Culture, as_of) if one.party != "both"}


def _spoken(client: Culture, provider: Culture) -> Iterator[Clash]:
    ours, theirs = client.communication, provider.communication
    if ours and theirs and not set(ours.languages) & set(theirs.languages):
        said = (" and ".join(one.languages) for one in (ours, theirs))
        message = "the client works in {} and the provider in {}".format(*said)
        hint = "agree on a language for what both read"
        yield Clash(client, ("communication", "languages"), message, hint)


def _expected(
    agreement: Agreement, as_of: date, asking: Culture, answering: Culture
) -> Iterator[Clash]:
    for index, one in enumerate(asking.communication.responses if asking.communication else ()):
        if one.expects_within is None:
            continue
        loc = ("communication", "responses", index, "expects_within")
        for slower in _slower(agreement, as_of, one, answering):
            message = (
                f"the {asking.party} expects an answer within {one.expects_within}, and {slower}"
            )
            yield Clash(asking, loc, message, "agree on one time for both")
        late = _out_of_hours(agreement, as_of, asking, answering, one)
        if late:
            hint = "count the time on the calendar of those who answer, or allow more of it"
            yield Clash(asking, loc, late, hint)


def _slower(
    agreement: Agreement, as_of: date, asked: Response, answering: Culture
) -> Iterator[str]:
    """Say what is agreed elsewhere about the same channel, and is slower."""
    within = asked.expects_within
    if within is None:
        return
    for one in answering.communication.responses if answering.communication else ():
        same = None in {asked.channel, one.channel} or asked.channel == one.channel
        if same and one.answers_within and one.answers_within.rank > within.rank:
            yield f"the {answering.party} answers within {one.answers_within}"
    channel = agreement.get(Channel, asked.channel)
    terms = channel.on(as_of) if channel else None
    if terms and terms.response_within.rank > within.rank:
        yield f"the channel `{terms.id}` is answered within {terms.response_within}"


def _out_of_hours(
    agreement: Agreement, as_of: date, asking: Culture, answering: Culture, one: Response
) -> str:
    """Say which message is due when nobody answers; nothing where there is none."""
    within, last = one.expects_within, as_of + timedelta(days=LOOKED_AHEAD)
    own = agreement.get(Calendar, next(iter(asking.calendars), None))
    counted = agreement.get(Calendar, one.calendar) or own
    if within is None or own is None or counted is None:
        return ""
    if answering.communication is None and not answering.calendars:
        return ""
    try:
        open_ = hours_of(agreement, answering, as_of, last + timedelta(days=30))
        sent = _asked_at(own, as_of, last)
        timeline = Timeline(working_time(counted), as_of, last + timedelta(days=60))
    except PartnershipError:  # the calendar's own finding says why
        return ""
    late = [
        (at, due)
        for at in sent
        if (due := _due(timeline, within, at)) and not _is_answered(open_, at, due, within)
    ]
    if not late:
        return ""
    return _told(agreement, asking, answering, within, late, open_)


def _due(timeline: Timeline, within: Span, at: int) -> int | None:
    if within.unit in SECONDS:
        return at + within.amount * SECONDS[within.unit]
    if within.unit in {"weeks", "months", "years"}:
        return None
    try:
        return timeline.due(Unit(within.unit), at, within.amount)
    except ValueError:
        return None


def _is_answered(open_: list[Stretch], at: int, due: int, within: Span) -> bool:
    """Whether somebody is there when an answer is due; for days, at any time before."""
    index = bisect_right(open_, due, key=itemgetter(0)) - 1
    if index < 0:
        return False
    return open_[index][1] >= (due if within.unit in HOURS else at)


def _told(
    agreement: Agreement,
    asking: Culture,
    answering: Culture,
    within: Span,
    late: list[tuple[int, int]],
    open_: list[Stretch],
) -> str:
    """Tell the first day's message that is due the longest after the last hour that is worked."""
    zone = agreement.zone(next(iter(asking.calendars), None))
    theirs = agreement.zone(next(iter(answering.calendars), None))
    days = {shown_at(at, zone)[:10] for at, _ in late}
    at, due = max(pair for pair in late if shown_at(pair[0], zone)[:10] == min(days))
    before = [end for start, end in open_ if start <= due]
    ended = before[-1] if before else at
    gap = f"is off from {shown_at(ended, theirs)}: {span_words(due - ended)} short"
    if not before or ended < at:
        gap = "does not work in between"
    return (
        f"the {asking.party} expects an answer within {within}: asked at {shown_at(at, zone)} it is due "
        f"at {shown_at(due, theirs)}, and the {answering.party} {gap}; so on {len(days)} of "
        f"{LOOKED_AHEAD} days"
    )


def _asked_at(calendar: Calendar, first: date, last: date) -> list[int]:
    """Give the instants at which a side may ask: each quarter of an hour, and when it ends."""
    found = []
    for begins, ends in _worked(calendar, first, last):
        found += [*range(begins, ends, QUARTER), ends]
    return found


def hours_of(agreement: Agreement, culture: Culture, first: date, last: date) -> list[Stretch]:
    """Give the stretches in which a side answers: its calendar's hours, less its quiet time.

    Raises:
        PartnershipError: a calendar's hours contradict themselves.

    """
    calendar = agreement.get(Calendar, next(iter(culture.calendars), None))
    quiet = culture.communication.quiet if culture.communication else None
    worked = _worked(calendar, first, last) if calendar else None
    if quiet is None:
        return worked or []
    name = quiet.calendar or next(iter(culture.calendars), None)
    zone = agreement.zone(name)
    awake = []
    for number in range((last - first).days):
        day = first + timedelta(days=number)
        ends = day + timedelta(days=quiet.off_from.time <= quiet.until.time)
        if worked is not None or day.weekday() < 5:
            begin = local_instant(zone, day, quiet.until.time)
            awake.append((begin, local_instant(zone, ends, quiet.off_from.time)))
    return awake if worked is None else _common(worked, awake)


def _common(some: list[Stretch], others: list[Stretch]) -> list[Stretch]:
    both = ((max(a, c), min(b, d)) for a, b in some for c, d in others if c < b and a < d)
    return sorted(both)


def _worked(calendar: Calendar, first: date, last: date) -> list[Stretch]:
    """Give the working stretches of a calendar, under the terms of each day."""
    versions = [(since, one.time_zone, working_time(one)) for since, one in calendar.versions()]
    begun = [since for since, _, _ in versions]
    found: list[Stretch] = []
    for number in range((last - first).days):
        day = first + timedelta(days=number)
        _, zone, working = versions[max(bisect_right(begun, day) - 1, 0)]
        for begins, ends in working.intervals(day):
            over = day + timedelta(days=ends == time())
            found.append((local_instant(zone, day, begins), local_instant(zone, over, ends)))
    return found


@dataclass(frozen=True, slots=True)
class Intrusion:
    """A meeting that is held in time that a side keeps free."""

    meeting: Meeting
    party: str
    why: str
    """`it keeps friday 13:00-17:00 free of meetings`."""


def find_intrusions(agreement: Agreement, as_of: date) -> Iterator[Intrusion]:
    """Yield the next meeting of each cadence that is held in time a side keeps free."""
    sides = cultures_on(agreement, as_of)
    if not sides:
        return
    seen: set[tuple[str, str]] = set()
    for meeting in find_meetings(agreement, as_of, as_of + timedelta(days=LOOKED_AHEAD)):
        terms = meeting.cadence
        if terms.recurrence.at is None:
            continue
        parties = {
            agreement.roles[role].party for role in terms.required if role in agreement.roles
        }
        for party in sorted(parties & {*sides}):
            why = _intrudes(agreement, meeting, sides[party])
            if why and (terms.id, party) not in seen:
                seen.add((terms.id, party))
                yield Intrusion(meeting, party, why)


def _intrudes(agreement: Agreement, meeting: Meeting, culture: Culture) -> str:
    talk = culture.communication
    if talk is None:
        return ""
    terms = meeting.cadence
    begins = local_instant(
        terms.recurrence.zone or agreement.zone(), meeting.day, meeting.starts.time()
    )
    length = terms.duration.amount * SECONDS.get(terms.duration.unit, 3600)
    zone = agreement.zone(next(iter(culture.calendars), None))
    starts, over = (local_time(zone, at) for at in (begins, begins + length))
    for free in talk.meeting_free:
        meets = starts.time() < free.hours.end and free.hours.start < over.time()
        if meets and f"{starts:%A}".lower() == free.weekday:
            return f"it keeps {free.weekday} {free.hours} free of meetings"
    quiet = talk.quiet
    if quiet is None or quiet.off_from.time <= quiet.until.time:
        return ""
    if starts.time() < quiet.until.time or over.time() > quiet.off_from.time:
        return f"it is off from {quiet.off_from} until {quiet.until}"
    return ""
