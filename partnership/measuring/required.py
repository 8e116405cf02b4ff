"""Fields that must be filled once something has happened: literal tables, counted in SQL.

What every row must hold is held by the store, which refuses a row without it. Here stands what must
be there on a condition: an offer that is decided has a day, a closed opening has a reason. A field
counts on the day of what it belongs to, or, where that day itself is missing, on the day the row
was recorded.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from partnership.clock import day_start
from partnership.documents import Metric
from partnership.documents.vocabulary import Subject
from partnership.errors import PartnershipError
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.query import Query


@dataclass(frozen=True, slots=True)
class RequiredField:
    """A column that must be filled where a condition on its row `e` holds."""

    column: str
    when: str
    at: str
    """The column that places it."""
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class RequiredFields:
    """The fields of one table, and the subject that each of its rows belongs to."""

    table: str
    subject: Subject
    fields: tuple[RequiredField, ...]


_OPENING = RequiredFields(
    "opening",
    "opening",
    (
        RequiredField("close_reason", "e.closed_at IS NOT NULL", "closed_at"),
        RequiredField("closed_at", "e.close_reason IS NOT NULL", "closed_at"),
        RequiredField("filled_application_id", "e.close_reason = 'filled'", "closed_at"),
    ),
)
_REQ_EVENT = RequiredFields(
    "req_event",
    "requisition",
    (RequiredField("reason_code", "e.type IN ('hold_started', 'cancelled')", "occurred_at"),),
)
_APP_EVENT = RequiredFields(
    "app_event",
    "application",
    (
        RequiredField("stage", "e.type = 'stage_entered'", "occurred_at"),
        RequiredField(
            "reason_code",
            "e.type IN ('client_declined', 'rejected_by_org', 'withdrew')",
            "occurred_at",
        ),
    ),
)
_INTERVIEW = RequiredFields(
    "interview",
    "interview",
    (
        RequiredField("confirmed_at", "e.status = 'completed'", "end_at"),
        RequiredField("cancelled_by", "e.status = 'cancelled'", "end_at"),
    ),
)
_FEEDBACK = RequiredFields(
    "feedback",
    "feedback",
    (RequiredField("submitted_at", "e.decision <> 'none'", "submitted_at"),),
)
_APPROVAL = RequiredFields(
    "approval",
    "approval",
    (RequiredField("decided_at", "e.decision <> 'pending'", "decided_at"),),
)
_OFFER = RequiredFields(
    "offer",
    "offer",
    (
        RequiredField(
            "extended_at", "e.outcome IN ('accepted', 'declined', 'expired')", "decided_at"
        ),
        RequiredField("decided_at", "e.outcome <> 'pending'", "decided_at"),
        RequiredField("decline_reason", "e.outcome = 'declined'", "decided_at"),
    ),
)
_HIRE = RequiredFields(
    "hire",
    "hire",
    (
        RequiredField("ended", "e.end_type <> 'never_started'", "ended", is_day=True),
        RequiredField("end_type", "e.ended IS NOT NULL", "ended", is_day=True),
        RequiredField("actual_start", "e.end_type <> 'never_started'", "ended", is_day=True),
    ),
)
TABLES: Mapping[Subject, tuple[RequiredFields, ...]] = {
    "opening": (_OPENING,),
    "requisition": (_REQ_EVENT,),
    "application": (_APP_EVENT,),
    "interview": (_INTERVIEW,),
    "feedback": (_FEEDBACK,),
    "approval": (_APPROVAL,),
    "offer": (_OFFER,),
    "hire": (_HIRE,),
    "event": (_REQ_EVENT, _APP_EVENT),
}
"""The tables whose fields are counted for each kind of subject."""


def required_fields_of(metric: Metric) -> tuple[RequiredFields, ...]:
    """Give the fields that are counted for a metric.

    Raises:
        PartnershipError: Nothing is required of its subject on a condition.
    """
    found = TABLES.get(metric.subject)
    if found is None:
        known = ", ".join(f"`{name}`" for name in TABLES)
        raise PartnershipError(
            f"{metric.path}: a `{metric.subject}` has no required fields; {known} have"
        )
    return found


def fields_sql(query: Query, source: RequiredFields, zone: str, first: date, last: date) -> str:
    """Write the `SELECT` of the fields required in some days: `id` of the subject, and `filled`."""
    instants = tuple(query.bind(day_start(zone, day)) for day in (first, last + ONE_DAY))
    days = tuple(query.bind(day.toordinal()) for day in (first, last + ONE_DAY))
    selects = []
    for field in source.fields:
        low, high = days if field.is_day else instants
        at = f"e.{field.at}"
        placed = f"{at} >= {low} AND {at} < {high}"
        recorded = (
            f"{at} IS NULL AND e.recorded_at >= {instants[0]} AND e.recorded_at < {instants[1]}"
        )
        selects.append(
            f"SELECT e.{source.subject}_id AS id,"
            f" CASE WHEN e.{field.column} IS NULL THEN 0 ELSE 1 END AS filled"
            f" FROM {source.table} AS e WHERE {field.when} AND (({placed}) OR ({recorded}))"
        )
    return " UNION ALL ".join(selects)
