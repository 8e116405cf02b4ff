"""Derived relief in SQL: when the other party alone kept a subject waiting, beyond its own promise.

A promise may be `excused_by` promises of the other party about applications: its reviews, its
feedback, its approvals. At any instant each live application of a subject lies in somebody's court:

* with the other party while the clock of one of those promises runs for it, and *overdue* once that
  clock has run longer than promised, net of its own pauses and accepted relief;
* with the owing party otherwise.

The subject's time is excused while at least one of its live applications is overdue and none is
with the owing party. The excusing clocks know no derived relief, so there is no circle. An
application lives from its first event until it is rejected, declined, withdrawn or hired, and one
without an opening belongs to every opening of its requisition.

The steps are two sweeps over instants: one by application, one by subject. Each adds up what begins
and what ends, and reads off the stretches between.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.clock import Unit
from partnership.documents import SLA
from partnership.documents.vocabulary import Subject
from partnership.errors import PartnershipError
from partnership.measuring.definitions import Definition, definitions_until
from partnership.measuring.pauses import FAR
from partnership.measuring.query import Query
from partnership.measuring.reliefs import AcceptedRelief, accepted_reliefs
from partnership.measuring.views import View

_APPLICATIONS: Mapping[Subject, str] = {
    "application": "JOIN application AS a ON a.application_id = c.id",
    "interview": "JOIN interview AS a ON a.interview_id = c.id",
    "feedback": (
        "JOIN feedback AS b ON b.feedback_id = c.id"
        " JOIN interview AS a ON a.interview_id = b.interview_id"
    ),
    "offer": "JOIN offer AS a ON a.offer_id = c.id",
    "approval": (
        "JOIN approval AS b ON b.approval_id = c.id AND b.subject = 'offer'"
        " JOIN offer AS a ON a.offer_id = b.subject_id"
    ),
}
"""How the subject of an excusing promise belongs to an application `a`."""

_COURTS: Mapping[Subject, str] = {
    "opening": (
        "a.requisition_id = c.requisition_id"
        " AND (a.opening_id IS NULL OR a.opening_id = c.opening_id)"
    ),
    "requisition": "a.requisition_id = c.requisition_id",
    "application": "a.application_id = c.id",
}
"""Which applications `a` belong to the subject `c` of an excused promise."""

_ENDS = "'rejected_by_org', 'client_declined', 'withdrew', 'hired'"


@dataclass(frozen=True, slots=True)
class Excuse:
    """A promise that excuses another: how it is counted, and its own relief."""

    definitions: tuple[Definition, ...]
    reliefs: tuple[AcceptedRelief, ...]


def excuses_of(
    agreement: Agreement, definitions: Sequence[Definition], until: date, known: date
) -> dict[str, Excuse]:
    """Give the promises that excuse an SLA in any of its definitions, by id.

    Args:
        agreement: All documents.
        definitions: The SLA's own.
        until: The last day that is seen.
        known: Relief answered later does not count.

    Raises:
        PartnershipError: One of them, its metric or its calendar is not there.
    """
    found = {}
    for name in sorted({name for one in definitions for name in one.sla.excused_by}):
        sla = agreement.get(SLA, name)
        if sla is None:
            owner = next(one.sla for one in definitions if name in one.sla.excused_by)
            place = owner.place("excused_by")
            raise PartnershipError(f"{place.path}:{place.line}: there is no SLA `{name}`")
        reliefs = accepted_reliefs(agreement, sla, known)
        found[name] = Excuse(definitions_until(agreement, sla, until), reliefs)
    return found


def require_excusable(excused: View) -> None:
    """Refuse derived relief that has no applications to look at.

    Raises:
        PartnershipError: The excused promise, or one that excuses it, counts something else.
    """
    sla, metric = excused.definition.sla, excused.definition.metric
    if metric.subject not in _COURTS:
        raise PartnershipError(
            f"{_line(excused, 'excused_by')}: `{sla.id}` counts each `{metric.subject}`; only time "
            f"of {_listed(_COURTS)} can be excused by another promise"
        )
    for view in excused.excuses:
        other = view.definition.metric
        if other.type != "duration" or view.definition.sla.statistic.name != "share within":
            raise PartnershipError(
                f"{_line(excused, 'excused_by')}: `{view.definition.sla.id}` has no clock with a "
                "limit, so it is never overdue and excuses nothing"
            )
        if other.subject not in _APPLICATIONS:
            raise PartnershipError(
                f"{_line(excused, 'excused_by')}: `{view.definition.sla.id}` counts each "
                f"`{other.subject}`; only promises about {_listed(_APPLICATIONS)} say which "
                "application waits"
            )


def excuse_steps(query: Query, excused: View, timing: Callable[[Query, View], None]) -> str:
    """Add the steps that lead to the excused time of each clock.

    Args:
        query: The excused promise's statement; it has the step `clocks`.
        excused: What it sees.
        timing: Adds the steps up to `timed` of an excusing promise.

    Returns:
        A `SELECT` of `id`, `from_at` and `until_at`; time that has not ended ends at `FAR`.

    Raises:
        PartnershipError: The promises count what has no application.
    """
    require_excusable(excused)
    late = []
    for number, view in enumerate(excused.excuses):
        inner = Query(parameters=query.parameters)
        timing(inner, view)
        inner.step("overdue", _overdue(view))
        inner.step("waiting", _waiting(view))
        prefix = f"x{number}_"
        query.nest(prefix, inner)
        late.extend(_moves(prefix))
    link = _COURTS[excused.definition.metric.subject]
    query.step(
        "asked", f"SELECT c.id, a.application_id FROM clocks AS c JOIN application AS a ON {link}"
    )
    query.step("lives", _lives(query.bind(excused.cut)))
    late.extend(
        f"SELECT application_id, {instant} AS at_utc, 0 AS asked, 0 AS late, {step} AS live"
        f" FROM lives WHERE {instant} IS NOT NULL"
        for instant, step in (("born_at", 1), ("gone_at", -1))
    )
    query.step("court_moves", " UNION ALL ".join(late))
    query.step("courts", _swept("court_moves", "application_id", ("asked", "late", "live")))
    query.step("ball_moves", _ball_moves())
    query.step("balls", _swept("ball_moves", "id", ("late", "owing")))
    query.step(
        "excused",
        "SELECT id, at_utc AS from_at, next_at AS until_at FROM balls WHERE late > 0 AND owing = 0",
    )
    return "SELECT id, from_at, until_at FROM excused"


def court_select(query: Query, excused: View) -> str:
    """Write by row how many subjects' time was excused, for how long, and how long they ran in all.

    What is excused is cut to the clock, as it runs by the calendar and without its pauses, and
    counted in seconds. The statement needs the step `excused`.
    """
    ended = f"CASE WHEN c.ended_at IS NULL THEN {query.bind(excused.cut)} ELSE c.ended_at END"
    return (
        "SELECT p.part, p.seg, count(*) AS subjects, sum(x.waited) AS waited, sum(x.ran) AS ran"
        " FROM (SELECT w.id, min(w.ran) AS ran, sum(CASE WHEN w.until_at > w.from_at"
        " THEN w.until_at - w.from_at ELSE 0 END) AS waited"
        f" FROM (SELECT c.id, {ended} - c.start_at AS ran,"
        " CASE WHEN e.from_at < c.start_at THEN c.start_at ELSE e.from_at END AS from_at,"
        f" CASE WHEN e.until_at > {ended} THEN {ended} ELSE e.until_at END AS until_at"
        " FROM excused AS e JOIN clocks AS c ON c.id = e.id) AS w GROUP BY w.id) AS x"
        " JOIN placed AS p ON p.id = x.id WHERE x.waited > 0 AND p.part IS NOT NULL"
        " AND p.seg IS NOT NULL AND p.state IN ('closed', 'open') GROUP BY p.part, p.seg"
    )


def _overdue(view: View) -> str:
    """Write from which instant each clock runs longer than promised: where it does.

    The last instant in time has the closed form that `partnership.clock.timeline` gives. What a
    clock in seconds runs after it is late; a clock in days is late from the next day it counts.
    """
    is_late = (
        "t.allowed IS NOT NULL AND t.is_paused = 0 AND t.elapsed > t.allowed AND t.reason IS NULL"
    )
    table = view.time.segments
    if not view.unit.needs_calendar:
        return f"SELECT t.id, t.due AS from_at FROM timed AS t WHERE {is_late}"
    if view.unit is Unit.BUSINESS_HOURS:
        return (
            "SELECT t.id, max(g.from_utc - g.seconds_before) + max(t.due) AS from_at"
            f" FROM timed AS t JOIN {table} AS g ON g.seconds_before <= t.due"
            f" WHERE {is_late} GROUP BY t.id"
        )
    counted = "days_before" if view.unit is Unit.BUSINESS_DAYS else "day_number"
    return (
        f"SELECT t.id, min(g.from_utc) AS from_at FROM timed AS t JOIN {table} AS g"
        f" ON g.{counted} > t.due WHERE {is_late} GROUP BY t.id"
    )


def _waiting(view: View) -> str:
    """Write each excusing clock with its application; one left out of its promise waits for nobody."""
    join = _APPLICATIONS[view.definition.metric.subject]
    return (
        "SELECT c.id, a.application_id, c.start_at, c.ended_at, o.from_at AS late_at"
        f" FROM clocks AS c {join} LEFT JOIN overdue AS o ON o.id = c.id"
        " WHERE c.reason IS NULL AND c.seg IS NOT NULL"
    )


def _moves(prefix: str) -> list[str]:
    """Write what begins and ends with an excusing promise's clocks, by application."""
    waiting, merged = f"{prefix}waiting", f"{prefix}merged"
    ended = f"CASE WHEN w.ended_at IS NULL THEN {FAR} ELSE w.ended_at END"
    stood = f"FROM {waiting} AS w JOIN {merged} AS m ON m.id = w.id WHERE w.late_at IS NOT NULL"
    overlap = f"{stood} AND m.until_at > w.late_at AND m.from_at < {ended}"
    begun = "CASE WHEN m.from_at > w.late_at THEN m.from_at ELSE w.late_at END"
    over = f"CASE WHEN m.until_at < {ended} THEN m.until_at ELSE {ended} END"
    changes = (
        ("w.start_at", 1, 0, f"FROM {waiting} AS w"),
        (ended, -1, 0, f"FROM {waiting} AS w"),
        ("w.late_at", 0, 1, f"FROM {waiting} AS w WHERE w.late_at < {ended}"),
        (ended, 0, -1, f"FROM {waiting} AS w WHERE w.late_at < {ended}"),
        (begun, 0, -1, overlap),
        (over, 0, 1, overlap),
    )
    return [
        f"SELECT w.application_id, {at} AS at_utc, {asked} AS asked, {late} AS late, 0 AS live {rows}"
        for at, asked, late, rows in changes
    ]


def _lives(cut: str) -> str:
    """Write from when until when each application lives, as far as it is seen."""
    return (
        "SELECT e.application_id, min(e.occurred_at) AS born_at,"
        f" min(CASE WHEN e.type IN ({_ENDS}) THEN e.occurred_at END) AS gone_at"
        f" FROM app_event AS e WHERE e.occurred_at < {cut} AND e.application_id IN"
        " (SELECT q.application_id FROM asked AS q) GROUP BY e.application_id"
    )


def _swept(moves: str, key: str, columns: Sequence[str]) -> str:
    """Write the stretches between the instants at which something begins or ends.

    Each has its key, `at_utc`, `next_at` (`FAR` after the last) and the running sums of the columns.
    """
    by_instant = ", ".join(f"sum({column}) AS {column}" for column in columns)
    running = ", ".join(
        f"sum(v.{column}) OVER (PARTITION BY v.{key} ORDER BY v.at_utc"
        f" ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS {column}"
        for column in columns
    )
    return (
        f"SELECT v.{key}, v.at_utc, {running}, coalesce(min(v.at_utc) OVER (PARTITION BY v.{key}"
        f" ORDER BY v.at_utc ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING), {FAR}) AS next_at"
        f" FROM (SELECT {key}, at_utc, {by_instant} FROM {moves} GROUP BY {key}, at_utc) AS v"
    )


def _ball_moves() -> str:
    """Write by subject when an application becomes overdue, or the owing party's, and no longer is."""
    late = "CASE WHEN c.late > 0 THEN 1 ELSE 0 END"
    owing = "CASE WHEN c.asked = 0 THEN 1 ELSE 0 END"
    live = (
        "FROM courts AS c JOIN asked AS q ON q.application_id = c.application_id WHERE c.live > 0"
    )
    return (
        f"SELECT q.id, c.at_utc, {late} AS late, {owing} AS owing {live}"
        f" UNION ALL SELECT q.id, c.next_at AS at_utc, -({late}) AS late, -({owing}) AS owing {live}"
    )


def _line(view: View, field: str) -> str:
    place = view.definition.sla.place(field)
    return f"{place.path}:{place.line}"


def _listed(subjects: Mapping[Subject, str]) -> str:
    return ", ".join(f"`{name}`" for name in subjects)
