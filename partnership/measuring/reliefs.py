"""Relief that both parties agreed to: which records count, and which subjects they cover."""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.clock import day_start
from partnership.documents import SLA, Metric, Relief
from partnership.errors import EventsError, PartnershipError
from partnership.measuring.days import day_after
from partnership.measuring.query import EventStore, Query
from partnership.measuring.subjects import segment_sql, subject_source

ACCEPTED = ("accepted", "accepted in part")
BY_PLAN = "crisis-plan-"
"""How the id of relief by a crisis plan begins."""
BY_FORECAST = "hiring-plan-"
"""How the id of relief by a forecast's band begins, where nobody has to ask for it."""
AGREED_PAUSES = frozenset(
    ("candidate requested delay", "client dependency", "provider dependency", "force majeure")
)
"""Pauses of which no event tells: a `Relief` of that type does, once the other party accepted it."""
NEVER = 2**39
"""The end of relief that still holds."""


def grants(document: str, relief: str) -> bool:
    """Whether a document, by its `Kind/id`, grants a relief by rule, by its id; nobody writes such a relief."""
    kind, _, name = document.partition("/")
    begins = {"CrisisRecord": BY_PLAN, "HiringPlan": BY_FORECAST}.get(kind)
    return begins is not None and relief.startswith(f"{begins}{name}-")


@dataclass(frozen=True, slots=True)
class AcceptedRelief:
    """An accepted relief, with the days that were accepted."""

    relief: Relief
    first: date
    until: date | None
    """The day things ran again; None while they do not."""

    def instants(self, zone: str) -> tuple[int, int]:
        """Give the first instant stopped and the instant at which things ran again."""
        until = NEVER if self.until is None else day_start(zone, self.until)
        return day_start(zone, self.first), until


def notice_ends(agreement: Agreement, sla: SLA, relief: Relief) -> date | None:
    """Give the last day on which a relief's notice is in time; None where no notice is agreed.

    Notice counts from the first day stopped, by the terms of that day, on the SLA's calendar.

    Raises:
        PartnershipError: The calendar's hours contradict themselves, or no day is ever worked.
    """
    begins = relief.interval.from_
    own = agreement.get(SLA, sla.id) or sla
    terms = own.on(begins) or own
    if terms.relief_notice is None:
        return None
    return day_after(begins, terms.relief_notice, agreement, terms.calendar)


def counts_for(agreement: Agreement, sla: SLA, relief: Relief) -> bool:
    """Whether the other party accepted a relief of an SLA, and its notice was in time.

    Raises:
        PartnershipError: The calendar's hours contradict themselves, or no day is ever worked.
    """
    answer = relief.answer
    if sla.id not in relief.affects or answer is None or answer.decision not in ACCEPTED:
        return False
    if answer.by == relief.raised_by:
        return False
    ends = notice_ends(agreement, sla, relief)
    return ends is None or relief.notified_on <= ends


def accepted_reliefs(agreement: Agreement, sla: SLA, known: date) -> tuple[AcceptedRelief, ...]:
    """Give the relief accepted for an SLA by a day, by id.

    Only what the other party accepted counts, and only where its notice was in time.

    Raises:
        PartnershipError: One was accepted in part without saying which days, or the calendar on
            which notice counts has no working day.
    """
    found = []
    for relief in sorted((*agreement.of(Relief), *_by_plan(agreement)), key=lambda one: one.id):
        answer = relief.answer
        if answer is None or not counts_for(agreement, sla, relief) or answer.on > known:
            continue
        interval = relief.interval
        if answer.decision == "accepted in part":
            if answer.part is None:
                raise PartnershipError(
                    f"{_line(relief, 'answer')}: `{relief.id}` is accepted in part; write the days as `part`"
                )
            interval = answer.part
        found.append(AcceptedRelief(relief, interval.from_, interval.until))
    return tuple(found)


def _by_plan(agreement: Agreement) -> tuple[Relief, ...]:
    """Give the relief that plans grant by rule; nothing is imported where there is none."""
    if not agreement.ids("CrisisRecord") and not agreement.ids("HiringPlan"):
        return ()
    from partnership.measuring.by_plan import reliefs_by_plan

    return reliefs_by_plan(agreement)


def reliefs_used(agreement: Agreement, sla: SLA, known: date) -> tuple[AcceptedRelief, ...]:
    """Give the relief accepted for an SLA and for the promises that excuse it.

    Raises:
        PartnershipError: One was accepted in part without saying which days.
    """
    own, key = agreement.get(SLA, sla.id), ("reliefs", sla.id, known)
    if own is None:
        return tuple(_used(agreement, sla, known))
    if key not in agreement.answers:
        agreement.answers[key] = tuple(_used(agreement, own, known))
    found: tuple[AcceptedRelief, ...] = agreement.answers[key]
    return found


def _used(agreement: Agreement, sla: SLA, known: date) -> Iterator[AcceptedRelief]:
    names = {name for _, terms in sla.versions() for name in terms.excused_by}
    excuses = [found for name in sorted(names) if (found := agreement.get(SLA, name))]
    for each in (sla, *excuses):
        yield from accepted_reliefs(agreement, each, known)


def is_pause(sla: SLA, one: AcceptedRelief) -> bool:
    """Whether a relief is one of an SLA's pauses: it stops the clock, whatever other relief does."""
    return one.relief.type in AGREED_PAUSES and one.relief.type in sla.pauses


def reliefs_until(reliefs: Iterable[AcceptedRelief], last: date) -> dict[str, str]:
    """Name, with its digest, each relief that starts by a day.

    Relief that ended before a period may still have moved subjects into it; which it moved is seen
    in the event store alone, so a record names all that could.
    """
    return {one.relief.id: one.relief.digest for one in reliefs if one.first <= last}


def require_usable(
    store: EventStore, sla: SLA, metric: Metric, reliefs: Sequence[AcceptedRelief]
) -> None:
    """Refuse relief that cannot be applied as it is written.

    Raises:
        PartnershipError: The SLA does not say what relief does, or counts other subjects.
        EventsError: The store names more or fewer subjects than were agreed.
    """
    for one in reliefs:
        relief = one.relief
        if metric.type != "duration":
            raise PartnershipError(
                f"{_line(relief, 'affects')}: `{relief.id}` affects `{sla.id}`, which has no clock: "
                "only durations can be relieved"
            )
        if sla.relief is None and not is_pause(sla, one):
            raise PartnershipError(
                f"{_line(sla, 'id')}: `{relief.id}` is accepted for `{sla.id}`, which does not say what "
                "relief does; write `relief: extend the clock`, `remove` or `count as met`"
            )
        is_other = sla.relief != "extend the clock" and not is_pause(sla, one)
        if is_other and sla.statistic.name != "share within":
            raise PartnershipError(
                f"{_line(sla, 'relief')}: `relief: {sla.relief}` needs the statistic `share within`"
            )
        if relief.covers.subject != metric.subject:
            raise PartnershipError(
                f"{_line(relief, 'covers')}: `{relief.id}` covers each `{relief.covers.subject}`, "
                f"but `{sla.id}` counts each `{metric.subject}`"
            )
        if relief.covers.count is not None:
            _require_count(store, metric, relief)


def _line(document: SLA | Relief, field: str) -> str:
    place = document.place(field)
    return f"{place.path}:{place.line}"


def _require_count(store: EventStore, metric: Metric, relief: Relief) -> None:
    """Refuse relief of so many subjects where the store names, or knows, more or fewer."""
    query, source, covers = Query(), subject_source(metric.subject), relief.covers
    tokens = (
        "SELECT t.token FROM relief_subject AS t"
        f" WHERE t.relief_id = {query.bind(relief.id)} AND t.subject = {query.bind(covers.subject)}"
    )
    named = query.ask(store, f"SELECT count(*) AS subjects FROM ({tokens}) AS n")[0][0]
    told = f"{relief.path}: `{relief.id}` covers {covers.count} of subject `{covers.subject}`"
    if named != covers.count:
        raise EventsError(f"{told}, but the event store names {named} in `relief_subject`")
    within = segment_sql(query, covers.when, metric.subject)
    known = (
        f"SELECT count(DISTINCT {source.key}) AS subjects FROM {source.tables}"
        f" WHERE {source.key} IN ({tokens}) AND {within}"
    )
    there = query.ask(store, known)[0][0]
    if there != named:
        where = "in the event store and in its `when`" if covers.when else "in the event store"
        raise EventsError(f"{told}, but of those that `relief_subject` names {there} are {where}")


def reliefs_sql(query: Query, metric: Metric, reliefs: Sequence[AcceptedRelief], zone: str) -> str:
    """Write the intervals of relief by subject: `id`, `relief`, `from_at`, `until_at`."""
    source = subject_source(metric.subject)
    selects = [_relief_sql(query, metric, index, one, zone) for index, one in enumerate(reliefs)]
    none = (
        f"SELECT {source.key} AS id, 0 AS relief, 0 AS from_at, 0 AS until_at"
        f" FROM {source.tables} WHERE 1 = 0"
    )
    return " UNION ALL ".join(selects or [none])


def _relief_sql(query: Query, metric: Metric, index: int, one: AcceptedRelief, zone: str) -> str:
    source, relief = subject_source(metric.subject), one.relief
    where = segment_sql(query, relief.covers.when, metric.subject)
    if relief.covers.count is not None:
        where += (
            f" AND {source.key} IN (SELECT t.token FROM relief_subject AS t"
            f" WHERE t.relief_id = {query.bind(relief.id)}"
            f" AND t.subject = {query.bind(metric.subject)})"
        )
    from_at, until_at = (query.bind(instant) for instant in one.instants(zone))
    return (
        f"SELECT {source.key} AS id, {index} AS relief, {from_at} AS from_at,"
        f" {until_at} AS until_at FROM {source.tables} WHERE {where}"
    )
