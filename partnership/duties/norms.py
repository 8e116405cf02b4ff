"""What one side expects of the other and cannot get: answers asked for in hours that nobody works."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from operator import itemgetter

from partnership.agreement import Agreement
from partnership.clock import Timeline, Unit, local_instant
from partnership.documents import Calendar, Channel, Culture
from partnership.documents.culture import Response
from partnership.duties.moments import shown_at, span_words
from partnership.errors import PartnershipError
from partnership.findings import Loc
from partnership.measuring.periods import working_time
from partnership.values.durations import DurationUnit, Span

YEAR = 365
"""How many days of asking are looked at: every holiday and both changes of the clocks."""
SIDES = (("client", "provider"), ("provider", "client"))
HOURS: tuple[DurationUnit, ...] = ("elapsed minutes", "elapsed hours", "business hours")
"""The units in which an answer is due at an hour; in others any hour of the last day is in time."""
SECONDS: dict[DurationUnit, int] = {"elapsed minutes": 60, "elapsed hours": 3600}
QUARTER = 900
Stretch = tuple[int, int]
"""Two instants, both included."""
Late = tuple[int, int, str]
"""When something was asked, when its answer is due, and the time zone of whoever asks."""


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
    if one.expects_within is None or (answering.communication is None and not answering.calendars):
        return ""
    late: list[Late] = []
    try:
        open_ = _hours_ahead(agreement, answering, as_of)
        for name in asking.calendars:
            own = agreement.get(Calendar, name)
            counted = agreement.get(Calendar, one.calendar) or own
            if own is not None and counted is not None:
                late += _late(own, counted, as_of, one.expects_within, open_)
    except PartnershipError:  # the calendar's own finding says why
        return ""
    if not late:
        return ""
    return _told(agreement, asking, answering, one.expects_within, late, open_)


def _hours_ahead(agreement: Agreement, culture: Culture, as_of: date) -> list[Stretch]:
    """Give the hours in which a side answers in the year ahead, and a month more; worked out once."""
    key = ("hours", culture.id, as_of)
    if key not in agreement.answers:
        last = as_of + timedelta(days=YEAR + 30)
        agreement.answers[key] = hours_of(agreement, culture, as_of, last)
    found: list[Stretch] = agreement.answers[key]
    return found


def _late(
    own: Calendar, counted: Calendar, as_of: date, within: Span, open_: list[Stretch]
) -> Iterator[Late]:
    """Yield what is asked in a year and due when nobody answers.

    What is asked later is due later: where what is asked first and last in a stretch of work is
    answered by the same hours, so is all between, and only the two are worked out.
    """
    last = as_of + timedelta(days=YEAR)
    timeline = Timeline(working_time(counted), as_of, last + timedelta(days=60))
    for begins, ends in _worked(own, as_of, last):
        first, final = _due(timeline, within, begins), _due(timeline, within, ends)
        if (
            first is not None
            and final is not None
            and _is_covered(open_, ends, first, final, within)
        ):
            continue
        for at in (*range(begins, ends, QUARTER), ends):
            due = _due(timeline, within, at)
            if due and not _is_answered(open_, at, due, within):
                yield at, due, own.time_zone


def _is_covered(open_: list[Stretch], ends: int, first: int, final: int, within: Span) -> bool:
    """Whether one stretch of answering holds all that is due from one instant to another."""
    index = bisect_right(open_, first, key=itemgetter(0)) - 1
    if index < 0:
        return False
    return open_[index][1] >= (final if within.unit in HOURS else ends)


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
    late: list[Late],
    open_: list[Stretch],
) -> str:
    """Tell the first day's message that is due the longest after the last hour that is worked."""
    theirs = agreement.zone(next(iter(answering.calendars), None))
    days = {shown_at(at, zone)[:10] for at, _, zone in late}
    at, due, zone = max(one for one in late if shown_at(one[0], one[2])[:10] == min(days))
    before = [end for start, end in open_ if start <= due]
    ended = before[-1] if before else at
    gap = f"is off from {shown_at(ended, theirs)}: {span_words(due - ended)} short"
    if not before or ended < at:
        gap = "does not work in between"
    return (
        f"the {asking.party} expects an answer within {within}: asked at {shown_at(at, zone)} it is due "
        f"at {shown_at(due, theirs)}, and the {answering.party} {gap}; so on {len(days)} of "
        f"{YEAR} days"
    )


def hours_of(agreement: Agreement, culture: Culture, first: date, last: date) -> list[Stretch]:
    """Give the stretches in which a side answers: the hours of any of its calendars, less its quiet time.

    Raises:
        PartnershipError: a calendar's hours contradict themselves.

    """
    found: list[Stretch] = []
    for name in culture.calendars or ("",):
        found += _hours_at(agreement, culture, agreement.get(Calendar, name), first, last)
    return _united(found)


def _hours_at(
    agreement: Agreement, culture: Culture, calendar: Calendar | None, first: date, last: date
) -> list[Stretch]:
    """Give the stretches in which a side answers where one of its calendars holds."""
    quiet = culture.communication.quiet if culture.communication else None
    worked = _worked(calendar, first, last) if calendar else None
    if quiet is None:
        return worked or []
    zone = agreement.zone(quiet.calendar or (calendar.id if calendar else None))
    awake = []
    for number in range((last - first).days):
        day = first + timedelta(days=number)
        ends = day + timedelta(days=quiet.off_from.time <= quiet.until.time)
        if worked is not None or day.weekday() < 5:
            begin = local_instant(zone, day, quiet.until.time)
            awake.append((begin, local_instant(zone, ends, quiet.off_from.time)))
    return awake if worked is None else _common(worked, awake)


def _united(stretches: list[Stretch]) -> list[Stretch]:
    """Give the same time in stretches that neither touch nor overlap, in order."""
    found: list[Stretch] = []
    for begins, ends in sorted(stretches):
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(ends, found[-1][1])
        else:
            found.append((begins, ends))
    return found


def _common(some: list[Stretch], others: list[Stretch]) -> list[Stretch]:
    """Give the time that lies in both; each in order, and without stretches that overlap."""
    found, index = [], 0
    for begins, ends in _united(some):
        while index < len(others) and others[index][1] <= begins:
            index += 1
        for start, end in others[index:]:
            if start >= ends:
                break
            found.append((max(begins, start), min(ends, end)))
    return found


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
