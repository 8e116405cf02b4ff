"""Where each event of a metric stands in the store, and whose event it is: literal tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from partnership.documents.vocabulary import EXACTNESS, Event, Precision, Subject
from partnership.errors import PartnershipError


@dataclass(frozen=True, slots=True)
class EventSource:
    """A column that holds the instant of an event."""

    table: str
    column: str
    where: str = ""
    """A condition on the row `e`, in words of the table's own lists."""
    is_day: bool = False
    """The column holds a local day without a time."""
    asked: str = ""
    """The column with the instant since when a row awaits the event."""


def _req(kind: str) -> EventSource:
    return EventSource("req_event", "occurred_at", f"e.type = '{kind}'")


def _app(kind: str) -> EventSource:
    return EventSource("app_event", "occurred_at", f"e.type = '{kind}'")


EVENTS: Mapping[Event, EventSource] = {
    "requisition submitted": _req("submitted"),
    "requisition approved": _req("approved"),
    "requisition rejected": _req("rejected"),
    "requisition assigned": _req("assigned"),
    "intake scheduled": _req("intake_scheduled"),
    "intake completed": _req("intake_completed"),
    "posted": _req("posted"),
    "unposted": _req("unposted"),
    "scope changed": _req("scope_changed"),
    "reopened": _req("reopened"),
    "cancelled": _req("cancelled"),
    "opening opened": EventSource("opening", "opened_at"),
    "opening closed": EventSource("opening", "closed_at"),
    "applied": _app("applied"),
    "acknowledged": _app("acknowledged"),
    "contacted": _app("contacted"),
    "candidate replied": _app("candidate_replied"),
    "screened": _app("screened"),
    "submitted to client": _app("submitted_to_client"),
    "client advanced": _app("client_advanced"),
    "client declined": _app("client_declined"),
    "stage entered": _app("stage_entered"),
    "rejected by organisation": _app("rejected_by_org"),
    "withdrew": _app("withdrew"),
    "disposition sent": _app("disposition_sent"),
    "hired": _app("hired"),
    "slots requested": EventSource("interview", "slots_requested_at"),
    "slots provided": EventSource("interview", "slots_provided_at"),
    "interview confirmed": EventSource("interview", "confirmed_at"),
    "interview started": EventSource("interview", "start_at", "e.status = 'completed'"),
    "interview ended": EventSource("interview", "end_at", "e.status = 'completed'"),
    "feedback submitted": EventSource("feedback", "submitted_at"),
    "approval requested": EventSource("approval", "requested_at"),
    "approval decided": EventSource(
        "approval", "decided_at", "e.decision <> 'pending'", asked="requested_at"
    ),
    "approval given": EventSource(
        "approval", "decided_at", "e.decision = 'approved'", asked="requested_at"
    ),
    "offer drafted": EventSource("offer", "drafted_at"),
    "offer extended": EventSource("offer", "extended_at"),
    "offer accepted": EventSource("offer", "decided_at", "e.outcome = 'accepted'"),
    "offer decided": EventSource("offer", "decided_at", "e.outcome <> 'pending'"),
    "employee started": EventSource("hire", "actual_start", is_day=True),
    "employee left": EventSource(
        "hire", "ended", "(e.end_type IS NULL OR e.end_type <> 'never_started')", is_day=True
    ),
    "guarantee ended": EventSource("hire", "guarantee_until", is_day=True),
    "event occurred": EventSource("event", "occurred_at"),
    "event recorded": EventSource("event", "recorded_at"),
}
"""Every event the store can answer."""

DATED = frozenset(("req_event", "app_event"))
"""The tables whose rows say how exact their instant is; others hold what a system recorded itself."""

OF_APPLICATIONS = frozenset(("app_event", "interview", "offer", "hire"))
"""The tables whose rows name the application they come of."""

_BY_REQUISITION = "e.requisition_id = s.requisition_id"
_ITS_APPLICATIONS = (
    "application AS a ON a.requisition_id = s.requisition_id"
    " AND (a.opening_id IS NULL OR a.opening_id = s.id)"
)
LINKS: Mapping[tuple[str, Subject], str] = {
    (
        "req_event",
        "requisition",
    ): "req_event AS e ON e.opening_id IS NULL AND e.requisition_id = s.id",
    ("req_event", "opening"): (
        f"req_event AS e ON {_BY_REQUISITION} AND (e.opening_id IS NULL OR e.opening_id = s.id)"
    ),
    ("opening", "opening"): "opening AS e ON e.opening_id = s.id",
    ("opening", "requisition"): "opening AS e ON e.requisition_id = s.id",
    ("app_event", "application"): "app_event AS e ON e.application_id = s.id",
    ("app_event", "opening"): (
        f"{_ITS_APPLICATIONS} JOIN app_event AS e ON e.application_id = a.application_id"
    ),
    ("app_event", "requisition"): (
        "application AS a ON a.requisition_id = s.id"
        " JOIN app_event AS e ON e.application_id = a.application_id"
    ),
    ("interview", "interview"): "interview AS e ON e.interview_id = s.id",
    ("interview", "application"): "interview AS e ON e.application_id = s.id",
    ("interview", "feedback"): (
        "feedback AS b ON b.feedback_id = s.id JOIN interview AS e ON e.interview_id = b.interview_id"
    ),
    ("feedback", "feedback"): "feedback AS e ON e.feedback_id = s.id",
    ("feedback", "interview"): "feedback AS e ON e.interview_id = s.id",
    ("feedback", "application"): (
        "interview AS i ON i.application_id = s.id"
        " JOIN feedback AS e ON e.interview_id = i.interview_id"
    ),
    ("app_event", "interview"): (
        "interview AS i ON i.interview_id = s.id"
        " JOIN app_event AS e ON e.application_id = i.application_id"
    ),
    ("app_event", "offer"): (
        "offer AS f ON f.offer_id = s.id JOIN app_event AS e ON e.application_id = f.application_id"
    ),
    ("app_event", "hire"): (
        "hire AS h ON h.hire_id = s.id JOIN app_event AS e ON e.application_id = h.application_id"
    ),
    ("interview", "opening"): (
        f"{_ITS_APPLICATIONS} JOIN interview AS e ON e.application_id = a.application_id"
    ),
    ("interview", "requisition"): (
        "application AS a ON a.requisition_id = s.id"
        " JOIN interview AS e ON e.application_id = a.application_id"
    ),
    ("approval", "approval"): "approval AS e ON e.approval_id = s.id",
    (
        "approval",
        "requisition",
    ): "approval AS e ON e.subject = 'requisition' AND e.subject_id = s.id",
    ("approval", "offer"): "approval AS e ON e.subject = 'offer' AND e.subject_id = s.id",
    ("offer", "offer"): "offer AS e ON e.offer_id = s.id",
    ("offer", "opening"): "offer AS e ON e.opening_id = s.id",
    ("offer", "application"): "offer AS e ON e.application_id = s.id",
    ("offer", "requisition"): (
        "opening AS o ON o.requisition_id = s.id JOIN offer AS e ON e.opening_id = o.opening_id"
    ),
    ("hire", "hire"): "hire AS e ON e.hire_id = s.id",
    ("event", "event"): (
        "(SELECT event_id, occurred_at, entered_at AS recorded_at FROM req_event"
        " UNION ALL SELECT event_id, occurred_at, entered_at AS recorded_at FROM app_event) AS e"
        " ON e.event_id = s.id"
    ),
    ("hire", "opening"): "hire AS e ON e.opening_id = s.id",
    ("hire", "application"): "hire AS e ON e.application_id = s.id",
    ("hire", "offer"): (
        "offer AS f ON f.offer_id = s.id JOIN hire AS e ON e.application_id = f.application_id"
    ),
    ("hire", "requisition"): (
        "opening AS o ON o.requisition_id = s.id JOIN hire AS e ON e.opening_id = o.opening_id"
    ),
    ("offer", "hire"): (
        "hire AS h ON h.hire_id = s.id JOIN offer AS e ON e.application_id = h.application_id"
    ),
}
"""How an event's row `e` belongs to a subject `s`.

An event of a requisition without an opening happened to all its openings, and an application
without one belongs to every opening of its requisition; an event of one opening is no event of
its requisition.
"""

OWN_ROWS: Mapping[tuple[str, Subject], str] = {
    ("opening", "opening"): "o",
    ("interview", "interview"): "i",
    ("interview", "feedback"): "i",
    ("feedback", "feedback"): "b",
    ("approval", "approval"): "v",
    ("offer", "offer"): "f",
    ("hire", "hire"): "h",
    ("event", "event"): "x",
}
"""Where a subject has one row of the event's table, the name it bears among the subject's tables."""

PARENTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "req_event": (
        ("requisition", "requisition_id", "{}.requisition_id"),
        ("opening", "opening_id", "{}.opening_id"),
    ),
    "opening": (("requisition", "requisition_id", "{}.requisition_id"),),
    "application": (
        ("requisition", "requisition_id", "{}.requisition_id"),
        ("opening", "opening_id", "{}.opening_id"),
    ),
    "app_event": (("application", "application_id", "{}.application_id"),),
    "interview": (("application", "application_id", "{}.application_id"),),
    "feedback": (("interview", "interview_id", "{}.interview_id"),),
    "approval": (
        (
            "requisition",
            "requisition_id",
            "CASE WHEN {0}.subject = 'requisition' THEN {0}.subject_id END",
        ),
        ("offer", "offer_id", "CASE WHEN {0}.subject = 'offer' THEN {0}.subject_id END"),
    ),
    "offer": (
        ("application", "application_id", "{}.application_id"),
        ("opening", "opening_id", "{}.opening_id"),
    ),
    "hire": (
        ("application", "application_id", "{}.application_id"),
        ("opening", "opening_id", "{}.opening_id"),
    ),
}
"""What a row belongs to: the table, its key, and SQL of the key in the row; null names nothing.

A row is an orphan where one of its parents is not there, or is an orphan itself.
"""


def lineage(table: str, alias: str = "e", sound: Collection[str] = frozenset()) -> tuple[str, str]:
    """Write the joins of a row's parents and theirs, and the condition that one is not there.

    Args:
        table: The row's table.
        alias: The row's name.
        sound: Tables that hold no orphan: the parents of their rows need no look.
    """
    joins, broken = [], []
    for number, (parent, key, written) in enumerate(PARENTS.get(table, ())):
        name, named = f"{alias}{number}", written.format(alias)
        joins.append(f" LEFT JOIN {parent} AS {name} ON {name}.{key} = {named}")
        broken.append(f"({named} IS NOT NULL AND {name}.{key} IS NULL)")
        if parent in sound:
            continue
        more, also = lineage(parent, name, sound)
        joins.append(more)
        broken.extend([also] if also else [])
    return "".join(joins), " OR ".join(broken)


def less_exact(precision: Precision | None) -> tuple[Precision, ...]:
    """Name the precisions that are not used where at least this one is asked."""
    return EXACTNESS[: EXACTNESS.index(precision)] if precision else ()


def source_of(event: Event) -> EventSource:
    """Give where an event stands.

    Raises:
        PartnershipError: The store does not hold such events.
    """
    found = EVENTS.get(event)
    if found is None:
        known = ", ".join(f"`{name}`" for name in EVENTS)
        raise PartnershipError(f"the event store holds no event `{event}`; it holds {known}")
    return found


def rows_of(event: Event) -> tuple[EventSource, ...]:
    """Give the tables whose rows an event is read from; of any event these are two.

    Raises:
        PartnershipError: The store does not hold such events.
    """
    source = source_of(event)
    if source.table != "event":
        return (source,)
    return tuple(EventSource(table, "occurred_at") for table in ("req_event", "app_event"))


def own_instant(event: Event, subject: Subject) -> str | None:
    """Write the instant of an event that stands in the subject's own row; None where it does not."""
    source = source_of(event)
    name = OWN_ROWS.get((source.table, subject))
    if name is None or source.is_day:
        return None
    instant = f"{name}.{source.column}"
    if not source.where:
        return instant
    return f"CASE WHEN {source.where.replace('e.', f'{name}.', 1)} THEN {instant} END"


def link_of(event: Event, subject: Subject) -> str:
    """Give how an event's rows belong to a kind of subject.

    Raises:
        PartnershipError: They do not.
    """
    table = source_of(event).table
    found = LINKS.get((table, subject))
    if found is None:
        known = sorted(name for name in EVENTS if (EVENTS[name].table, subject) in LINKS)
        listed = ", ".join(f"`{name}`" for name in known) or "none"
        raise PartnershipError(
            f"`{event}` is no event of the subject `{subject}`; its events are {listed}"
        )
    return found


_ALONE = re.compile(r"(\w+ AS (\w+)) ON (?:(.+) AND )?(\2\.\w+) = s\.id((?: JOIN .+)?)")


def alone(link: str) -> tuple[str, str, str] | None:
    """Give what names the subject in an event's rows, the rows, and a condition on them, or "".

    Most events are read without their subjects, of which there may be many more than is asked for;
    None where a row is found with its subject alone.
    """
    found = _ALONE.fullmatch(link)
    if found is None or re.search(r"\bs\.", f"{found[3]} {found[5]}"):
        return None
    return found[4], found[1] + found[5], f" AND {found[3]}" if found[3] else ""
