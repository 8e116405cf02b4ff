"""Which days a period covers, when it is over, and where terms change inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from partnership.clock import WorkingTime
from partnership.documents import SLA, Calendar
from partnership.documents.sla import Phase, RelaxedTarget
from partnership.documents.vocabulary import Window
from partnership.errors import PartnershipError
from partnership.values.durations import Span as Duration
from partnership.values.periods import MONTHS, Length, Span

ONE_DAY = timedelta(days=1)
TELLS = frozenset(
    {
        *(
            "title",
            "description",
            "labels",
            "owners",
            "class_",
            "weight",
            "allocation",
            "on_change",
        ),
        *("measured_by", "verified_by", "data_source", "data_owner", "tool_change"),
        *("repeat", "remedies", "escalation", "termination_triggers", "ratchet", "relief_notice"),
    }
)
"""The fields of an SLA that decide neither what is counted nor how that is judged.

What a miss leads to, credits included, is of the terms of the period's last day, and the notice of
relief of the day on which its reason begins; the others only tell.
"""
DECIDES = SLA.model_fields.keys() - TELLS - {"kind", "id", "effective", "amendments", "phases"}
"""The fields where another part of a period begins; of phases, those that judge otherwise do."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Part:
    """The days of a period under the same terms; mostly the whole period."""

    first: date
    last: date
    sla: SLA
    """The terms in force on those days; their targets name the rows."""


def days_of(period: Span, window: Window) -> tuple[date, date]:
    """Give a period's first and last day; twelve trailing months bear the name of their last."""
    if window != "12 months":
        return period.first, period.last
    first = period
    for _ in range(11):
        first = first.previous
    return first.first, period.last


def is_period_of(period: Span, window: Window) -> bool:
    """Whether a period can name a window of this kind."""
    return period.months == MONTHS[_length(window)]


def period_of(day: date, window: Window) -> Span:
    """Name the period of a window that a day falls in; of trailing months, the last one."""
    return Span.containing(day, _length(window))


def _length(window: Window) -> Length:
    return "month" if window == "12 months" else window


def find_periods(sla: SLA, until: date) -> Iterator[Span]:
    """Yield every period that an SLA's terms touch and that begins before a day, in order."""
    seen: set[Span] = set()
    end = date.max.replace(month=1)
    for since, to, terms in terms_of(sla):
        period = period_of(since, terms.window)
        while period.first < until and period.first <= to:
            if period not in seen:
                seen.add(period)
                yield period
            if period.last >= end:
                return
            period = period.next


def parts_of(sla: SLA, period: Span) -> tuple[Part, ...]:
    """Give the parts of a period: one for all days that are counted and judged by like terms.

    A version that differs only in what it tells begins no part; a part has the last terms of its
    days. Where the last one says `terms of the last day`, or takes what is open at the end, there is one
    part under its terms. A version whose window is of another length does not judge this period.
    """
    found: list[Part] = []
    for since, to, terms in terms_of(sla):
        if not is_period_of(period, terms.window):
            continue
        first, last = days_of(period, terms.window)
        if since <= last and to >= first:
            found.extend(_by_phase(Part(max(since, first), min(to, last), terms)))
    then = found[-1].sla if found else None
    if then and (then.on_change == "terms of the last day" or then.placed_by == "open at the end"):
        return (Part(found[0].first, found[-1].last, then),)
    return tuple(_joined(found))


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Join parts between which nothing changes that counts or judges."""
    before: Part | None = None
    for part in parts:
        if before and _is_alike(before, part):
            before = Part(before.first, part.last, part.sla)
            continue
        if before:
            yield before
        before = part
    if before:
        yield before


def _is_alike(before: Part, after: Part) -> bool:
    was, now = before.sla, after.sla
    return (
        before.last + ONE_DAY == after.first
        and judged_as(was, before.last) == judged_as(now, after.first)
        and all(_is_same(getattr(was, name), getattr(now, name)) for name in DECIDES)
    )


def _is_same(was: object, now: object) -> bool:
    """Whether two values say the same; in which order a list is written says nothing."""
    if isinstance(was, tuple) and isinstance(now, tuple):
        return was == now or sorted(map(repr, was)) == sorted(map(repr, now))
    return was == now


def _by_phase(part: Part) -> Iterator[Part]:
    """Divide days under the same terms where another phase begins that is judged otherwise."""
    phases = part.sla.phases
    ends = (one.to + ONE_DAY for one in phases if one.to)
    borders = [*(one.from_ for one in phases), *ends]
    inside = sorted(border for border in borders if part.first < border <= part.last)
    if not inside:
        yield part
        return
    first, before = part.first, judged_as(part.sla, part.first)
    for day in inside:
        now = judged_as(part.sla, day)
        if now != before:
            yield Part(first, day - ONE_DAY, part.sla)
            first, before = day, now
    yield Part(first, part.last, part.sla)


def phase_on(sla: SLA, day: date) -> Phase | None:
    """Give the phase that a day lies in, the first that is written, or None."""
    for phase in sla.phases:
        if phase.from_ <= day <= (phase.to or date.max):
            return phase
    return None


def judged_as(sla: SLA, day: date) -> tuple[RelaxedTarget, ...] | str | None:
    """Say how a phase changes how a day is judged: a baselining, or a ramp with these targets."""
    phase = phase_on(sla, day)
    if phase is None or phase.phase == "steady":
        return None
    return phase.phase if phase.phase == "baselining" else phase.targets or None


def terms_of(sla: SLA) -> Iterator[tuple[date, date, SLA]]:
    """Yield the first and the last day of each version of the terms that ever binds."""
    versions = list(sla.versions())
    end = sla.effective.to or date.max
    for index, (since, terms) in enumerate(versions):
        following = versions[index + 1][0] if index + 1 < len(versions) else None
        to = end if following is None else min(end, following - ONE_DAY)
        first = max(since, sla.effective.from_)
        if first <= to:
            yield first, to, terms


def last_seen(sla: SLA, period: Span, calendar: Calendar) -> date:
    """Give the last day whose events are seen: the period's, or the day its subjects mature.

    Raises:
        PartnershipError: The SLA matures in a unit that is no number of days.
    """
    last = days_of(period, sla.window)[1]
    return last if sla.matures is None else _matured(last, sla.matures, sla, calendar)


def _matured(last: date, matures: Duration, sla: SLA, calendar: Calendar) -> date:
    match matures.unit:
        case "calendar days":
            return last + timedelta(days=matures.amount)
        case "weeks":
            return last + timedelta(weeks=matures.amount)
        case "months":
            return _months_after(last, matures.amount)
        case "years":
            return _months_after(last, 12 * matures.amount)
        case "business days":
            return _business_days_after(last, matures.amount, calendar)
    raise PartnershipError(
        f"{sla.path}: `{sla.id}` matures after {matures}; "
        "write calendar days, business days, weeks, months or years"
    )


def _months_after(last: date, months: int) -> date:
    """Give the day before the same day of a later month: a month's end stays a month's end."""
    after = last + ONE_DAY
    index = after.year * 12 + after.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    length = (date((index + 1) // 12, (index + 1) % 12 + 1, 1) - first).days
    return first.replace(day=min(after.day, length)) - ONE_DAY


def _business_days_after(last: date, count: int, calendar: Calendar) -> date:
    working = working_time(calendar)
    while count:
        last += ONE_DAY
        if working.never_works_from(last):
            raise PartnershipError(
                f"{calendar.path}: {calendar.name} has no working day, so nothing matures"
            )
        count -= working.is_working_day(last)
    return last


def working_time(calendar: Calendar) -> WorkingTime:
    """Give a calendar's working time; a holiday and a blackout on one day leave it unworked.

    Raises:
        PartnershipError: The calendar's hours contradict themselves, or one it is common to is not
            there.
    """
    own = _working_time(calendar)
    if not calendar.common_to:
        return own
    if calendar.missing:
        raise PartnershipError(
            f"{calendar.path}: {calendar.name} is common to Calendar/{calendar.missing}, not there"
        )
    return replace(own, others=tuple(_working_time(one) for one in calendar.others()))


def _working_time(calendar: Calendar) -> WorkingTime:
    """Give a calendar's own working time."""
    usual = tuple((hours.start, hours.end) for hours in calendar.hours)
    week = {WEEKDAYS.index(day): usual for day in calendar.workdays}
    for item in calendar.hours_on:
        week[WEEKDAYS.index(item.day)] = tuple((hours.start, hours.end) for hours in item.hours)
    special = {
        holiday.day: tuple((hours.start, hours.end) for hours in holiday.hours)
        for holiday in calendar.holidays
    }
    for blackout in calendar.blackouts:
        days = (blackout.to - blackout.from_).days + 1
        special |= {blackout.from_ + timedelta(days=number): () for number in range(days)}
    cut_off = calendar.cut_off.time if calendar.cut_off else None
    if cut_off == time():
        cut_off = None  # the midnight that ends the day
    try:
        return WorkingTime(calendar.time_zone, week, special_hours=special, cut_off=cut_off)
    except ValueError as error:
        raise PartnershipError(f"{calendar.path}: {calendar.name}: {error}") from None
