"""What is counted one by one: where each kind of subject stands, its segment, what leaves it out."""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from partnership.documents import Metric
from partnership.documents.base import When
from partnership.documents.sla import Target
from partnership.documents.vocabulary import Exclusion, Subject
from partnership.errors import PartnershipError
from partnership.measuring.query import NO_NUMBER, NO_TEXT, Query

NOT_IN_SCOPE = "not in scope"
MISSING_DATA = "missing data"
PEOPLE = frozenset(("application", "offer", "hire", "survey response"))
"""Subjects that tell of persons: no bins are published, and small rows are withheld."""


@dataclass(frozen=True, slots=True)
class SubjectSource:
    """The tables a kind of subject is read from; `r` is its requisition."""

    key: str
    tables: str
    opening: str | None = None
    """The opening it belongs to."""
    has_application: bool = False
    """Whether `a` is its application."""


_OF_APPLICATION = (
    "application AS a ON a.application_id = {}.application_id"
    " JOIN requisition AS r ON r.requisition_id = a.requisition_id"
)
SUBJECTS: Mapping[Subject, SubjectSource] = {
    "opening": SubjectSource(
        "o.opening_id",
        "opening AS o JOIN requisition AS r ON r.requisition_id = o.requisition_id",
        "o.opening_id",
    ),
    "requisition": SubjectSource("r.requisition_id", "requisition AS r"),
    "application": SubjectSource(
        "a.application_id",
        "application AS a JOIN requisition AS r ON r.requisition_id = a.requisition_id",
        "a.opening_id",
        has_application=True,
    ),
    "interview": SubjectSource(
        "i.interview_id",
        f"interview AS i JOIN {_OF_APPLICATION.format('i')}",
        "a.opening_id",
        has_application=True,
    ),
    "feedback": SubjectSource(
        "b.feedback_id",
        "feedback AS b JOIN interview AS i ON i.interview_id = b.interview_id"
        f" JOIN {_OF_APPLICATION.format('i')}",
        "a.opening_id",
        has_application=True,
    ),
    "approval": SubjectSource(
        "v.approval_id",
        "approval AS v LEFT JOIN offer AS f ON v.subject = 'offer' AND f.offer_id = v.subject_id"
        " LEFT JOIN application AS a ON a.application_id = f.application_id"
        " JOIN requisition AS r ON r.requisition_id ="
        " CASE WHEN v.subject = 'requisition' THEN v.subject_id ELSE a.requisition_id END",
        "f.opening_id",
    ),
    "offer": SubjectSource(
        "f.offer_id",
        f"offer AS f JOIN {_OF_APPLICATION.format('f')}",
        "f.opening_id",
        has_application=True,
    ),
    "hire": SubjectSource(
        "h.hire_id",
        f"hire AS h JOIN {_OF_APPLICATION.format('h')}",
        "h.opening_id",
        has_application=True,
    ),
    "event": SubjectSource(
        "x.event_id",
        "(SELECT q.event_id, q.requisition_id, q.opening_id, q.occurred_at, q.entered_at AS recorded_at"
        " FROM req_event AS q UNION ALL"
        " SELECT p.event_id, l.requisition_id, l.opening_id, p.occurred_at, p.entered_at AS recorded_at"
        " FROM app_event AS p JOIN application AS l ON l.application_id = p.application_id) AS x"
        " JOIN requisition AS r ON r.requisition_id = x.requisition_id",
        "x.opening_id",
    ),
}

_SOURCES = frozenset(("agency", "referral", "internal moves"))
"""Why an application may be left out, and an opening that one of them fills."""
_REQUISITION_TYPES = {"evergreen", "pipeline", "confidential"}
_CLOSE_REASONS: Mapping[Exclusion, tuple[str, ...]] = {
    "cancelled by client": ("cancelled_client",),
    "cancelled": ("cancelled_client", "cancelled_other"),
    "duplicate": ("duplicate",),
    "frozen": ("frozen",),
    "redundancy": ("redundancy",),
}
_CANCELLED: Mapping[str, str] = {
    "cancelled by client": "i.cancelled_by = 'client'",
    "cancelled": "i.status = 'cancelled'",
}
"""Why a cancelled interview is left out: since when it says itself, or when that was recorded."""


def subject_source(subject: Subject) -> SubjectSource:
    """Give where a kind of subject stands.

    Raises:
        PartnershipError: It has no rows of its own in the store.
    """
    found = SUBJECTS.get(subject)
    if found is None:
        known = ", ".join(f"`{name}`" for name in SUBJECTS)
        raise PartnershipError(
            f"a `{subject}` has no row of its own in the event store; {known} have"
        )
    return found


def reasons_of(metric: Metric) -> tuple[str, ...]:
    """Name why a subject may be left out; of several, the first that holds is counted."""
    scope = (NOT_IN_SCOPE,) if metric.population == "in scope" else ()
    lasting = [name for name in metric.exclusions if name not in _CLOSE_REASONS]
    closing = [name for name in metric.exclusions if name in _CLOSE_REASONS]
    return (*scope, *lasting, *closing)


def require_known_of(metric: Metric) -> None:
    """Refuse to leave out, or to take above the line, what the store does not know of a subject.

    Raises:
        PartnershipError: It names the subject, and what is not known of it.
    """
    query, reasons = Query(), reasons_of(metric)
    for _ in _lasting(metric.subject, reasons):
        pass
    _gone(query, metric.subject, reasons, "0", "days" if metric.type == "duration" else "")
    segment_sql(query, metric.where, metric.subject)
    if metric.of_which:
        _of_which(query, metric)


def subjects_sql(
    query: Query,
    metric: Metric,
    targets: tuple[Target, ...],
    cut: str,
    own: Mapping[str, str] | None = None,
    *,
    may_count: str = "",
    among: str = "",
    days: str = "",
) -> str:
    """Write the `SELECT` of all subjects of a metric.

    Its columns: `id`, `requisition_id`, `opening_id`, `seg` (the row of targets, from 0, or null),
    `reason` (why it is left out, or null), `gone_at` and `gone_reason` (when and why it was closed
    for a reason that leaves it out), and those of `own`: SQL by name.
    `may_count` is a further condition; `among` is a step whose `id` are the only ones wanted;
    `days` is the table of local days, where there is one.
    With `of_which` there is a column of that name: 1 for subjects of that segment.

    Raises:
        PartnershipError: The metric counts something else, or leaves out what is not known of it.
    """
    source = subject_source(metric.subject)
    reasons = reasons_of(metric)
    lasting = " ".join(_lasting(metric.subject, reasons))
    gone, gone_at, tables = _gone(query, metric.subject, reasons, cut, days, among)
    tables += _filler(metric.subject, reasons, cut)
    where = segment_sql(query, metric.where, metric.subject)
    more = dict(own or {})
    if metric.of_which:
        condition, joined = _of_which(query, metric)
        more["of_which"] = f"CASE WHEN {condition} THEN 1 ELSE 0 END"
        tables += joined
    if among:
        may_count += f" AND {source.key} IN (SELECT y.id FROM {among} AS y)"
    return (
        f"SELECT {source.key} AS id, r.requisition_id AS requisition_id,"
        f" {source.opening or NO_TEXT} AS opening_id,"
        f" {row_sql(query, targets, metric.subject)} AS seg,"
        f" {f'CASE {lasting} END' if lasting else NO_NUMBER} AS reason,"
        f" {gone_at} AS gone_at, {gone} AS gone_reason"
        f"{''.join(f', {sql} AS {name}' for name, sql in more.items())}"
        f" FROM {source.tables}{tables} WHERE {where}{may_count}"
    )


def segment_sql(query: Query, when: When, subject: Subject) -> str:
    """Write the condition that a subject is in a segment.

    Raises:
        PartnershipError: The segment goes by the source of an application the subject has not.
    """
    parts = []
    for dimension, written in when.items():
        values = (written,) if isinstance(written, str) else written
        owner = "r"
        if dimension == "source_category":
            if not subject_source(subject).has_application:
                raise PartnershipError(_no_source(subject))
            owner = "a"
        parts.append(f"{owner}.{dimension} IN ({query.bind_all(values)})")
    return " AND ".join(parts) or "1 = 1"


def _no_source(subject: Subject) -> str:
    message = f"`source_category` is of applications, not of `{subject}`"
    if subject != "opening":
        return message
    return (
        f"{message}: what is not filled yet has no source; `exclusions` leaves out what was filled"
        " by `agency`, `referral` or `internal moves`"
    )


def _of_which(query: Query, metric: Metric) -> tuple[str, str]:
    """Write the condition of `of_which`; the source of an opening is that of what filled it."""
    if metric.subject != "opening" or "source_category" not in metric.of_which:
        return segment_sql(query, metric.of_which, metric.subject), ""
    rest = {name: value for name, value in metric.of_which.items() if name != "source_category"}
    written = metric.of_which["source_category"]
    values = query.bind_all((written,) if isinstance(written, str) else written)
    joined = " LEFT JOIN application AS filled ON filled.application_id = o.filled_application_id"
    others = segment_sql(query, rest, metric.subject)
    return f"filled.source_category IN ({values}) AND {others}", joined


def row_sql(query: Query, targets: tuple[Target, ...], subject: Subject) -> str:
    """Write in which row of targets a subject is, from 0; null where it is in none."""
    ordered = sorted(enumerate(targets), key=lambda pair: bool(pair[1].otherwise))
    cases = [
        f"WHEN {segment_sql(query, target.when, subject)} THEN {index}" for index, target in ordered
    ]
    return f"CASE {' '.join(cases)} END"


def _lasting(subject: Subject, reasons: tuple[str, ...]) -> Iterator[str]:
    """Yield the cases of reasons that hold for good."""
    for index, reason in enumerate(reasons):
        if reason in _CLOSE_REASONS:
            continue
        yield f"WHEN {_condition(subject, reason)} THEN {index}"


def _condition(subject: Subject, reason: str) -> str:
    if reason == NOT_IN_SCOPE:
        return "NOT r.in_scope"
    if reason in _REQUISITION_TYPES:
        return f"r.req_type = '{reason}'"
    if reason == "not required" and subject == "feedback":
        return "NOT b.required"
    if reason == "no guarantee" and subject == "hire":
        return "h.guarantee_until IS NULL"
    name = "filler" if subject == "opening" else "a"
    if name == "filler" or subject_source(subject).has_application:
        if reason == "internal moves":
            return f"{name}.is_internal"
        if reason in {"agency", "referral"}:
            return f"{name}.source_category = '{reason}'"
    raise PartnershipError(
        f"the event store does not say of a `{subject}` whether it is `{reason}`"
    )


def _filler(subject: Subject, reasons: tuple[str, ...], cut: str) -> str:
    """Write the application that fills an opening, where its source leaves the opening out.

    It is the one the closed opening names, or that of the last accepted offer that no reopening undid.
    """
    if subject != "opening" or not set(reasons) & _SOURCES:
        return ""
    again = (
        "SELECT y.offer_id FROM offer AS y JOIN opening AS z ON z.opening_id = y.opening_id"
        " JOIN req_event AS e ON e.requisition_id = z.requisition_id"
        " AND (e.opening_id IS NULL OR e.opening_id = z.opening_id)"
        f" WHERE e.type = 'reopened' AND e.occurred_at >= y.decided_at AND e.occurred_at < {cut}"
    )
    last = (
        "SELECT y.opening_id, y.application_id, row_number() OVER (PARTITION BY y.opening_id"
        " ORDER BY y.decided_at DESC, y.offer_id DESC) AS from_last FROM offer AS y"
        f" WHERE y.outcome = 'accepted' AND y.decided_at < {cut} AND y.opening_id IS NOT NULL"
        f" AND NOT y.offer_id IN ({again})"
    )
    return (
        f" LEFT JOIN ({last}) AS won ON won.opening_id = o.opening_id AND won.from_last = 1"
        " LEFT JOIN application AS filler ON filler.application_id = coalesce("
        f"CASE WHEN o.closed_at < {cut} THEN o.filled_application_id END, won.application_id)"
    )


def _gone(
    query: Query,
    subject: Subject,
    reasons: tuple[str, ...],
    cut: str,
    days: str = "",
    among: str = "",
) -> tuple[str, str, str]:
    """Write why and when a subject was closed, and the tables that say it."""
    closing = [(index, name) for index, name in enumerate(reasons) if name in _CLOSE_REASONS]
    if not closing:
        return NO_NUMBER, NO_NUMBER, ""
    if subject == "hire" and days and [name for _, name in closing] == ["redundancy"]:
        tables = f" LEFT JOIN {days} AS g ON g.day_number = h.ended"
        is_gone = f"h.end_type = 'redundancy' AND g.from_utc < {cut}"
        index = closing[0][0]
        return (
            f"CASE WHEN {is_gone} THEN {index} END",
            f"CASE WHEN {is_gone} THEN g.from_utc END",
            tables,
        )
    if subject == "interview" and {name for _, name in closing} <= set(_CANCELLED):
        at = "coalesce(i.cancelled_at, i.recorded_at)"
        cases = " ".join(f"WHEN {_CANCELLED[name]} THEN {index}" for index, name in closing)
        reason = f"CASE WHEN i.status = 'cancelled' AND {at} < {cut} THEN CASE {cases} END END"
        return reason, f"CASE WHEN {reason} IS NOT NULL THEN {at} END", ""
    if subject not in {"opening", "requisition"} or "redundancy" in reasons:
        raise PartnershipError(
            f"the event store does not say of a `{subject}` whether it is `{closing[0][1]}`"
        )
    words = {name: query.bind_all(_CLOSE_REASONS[name]) for _, name in closing}  # type: ignore[index]
    if subject == "opening":
        cases = " ".join(
            f"WHEN o.close_reason IN ({words[name]}) THEN {index}" for index, name in closing
        )
        reason = f"CASE WHEN o.closed_at < {cut} THEN CASE {cases} END END"
        return reason, f"CASE WHEN {reason} IS NOT NULL THEN o.closed_at END", ""
    return _gone_requisition(closing, words, cut, among)


def _gone_requisition(
    closing: list[tuple[int, str]], words: dict[str, str], cut: str, among: str
) -> tuple[str, str, str]:
    """A requisition is closed for a reason when every one of its openings is."""
    sums = ", ".join(
        f"sum(CASE WHEN o.closed_at < {cut} AND o.close_reason IN ({words[name]})"
        f" THEN 1 ELSE 0 END) AS gone_{index}"
        for index, name in closing
    )
    wanted = f" AND o.requisition_id IN (SELECT y.id FROM {among} AS y)" if among else ""
    tables = (
        f" LEFT JOIN (SELECT o.requisition_id AS asked, count(*) AS openings,"
        f" max(o.closed_at) AS closed_at, {sums} FROM opening AS o WHERE o.opened_at < {cut}{wanted}"
        " GROUP BY o.requisition_id) AS g ON g.asked = r.requisition_id"
    )
    cases = " ".join(f"WHEN g.gone_{index} = g.openings THEN {index}" for index, _ in closing)
    reason = f"CASE {cases} END"
    return reason, f"CASE WHEN {reason} IS NOT NULL THEN g.closed_at END", tables
