"""The event tables: what happened in hiring, one literal for every column that may be read.

Every table has `recorded_at` and `source`. A later state is another row with the same key and a
later `recorded_at`. Aggregates carry the dimension columns of `Scope`; null there means all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["token", "str", "enum", "timestamp", "date", "int", "decimal", "bool"]

DECIMAL_PLACES = 4
"""Decimals are exposed as whole numbers of this many places: `12.5` is `125000`."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an event table."""

    name: str
    type: ColumnType
    nullable: bool = False
    """A nullable column may also be missing from a file."""
    values: tuple[str, ...] = ()
    """The words an `enum` may hold."""
    unless: tuple[str, ...] = ()
    """It may be empty where the row's `status` is one of these."""


@dataclass(frozen=True, slots=True)
class Table:
    """One event table; `key` names the thing whose last state counts."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Return the names in order."""
        return tuple(column.name for column in self.columns)


def _token(name: str, *, nullable: bool = False) -> Column:
    return Column(name, "token", nullable)


def _text(name: str, *, nullable: bool = False) -> Column:
    return Column(name, "str", nullable)


def _instant(name: str, *, nullable: bool = False) -> Column:
    return Column(name, "timestamp", nullable)


def _day(name: str, *, nullable: bool = False) -> Column:
    return Column(name, "date", nullable)


def _whole(name: str, *, nullable: bool = False) -> Column:
    return Column(name, "int", nullable)


def _number(name: str, *, nullable: bool = False) -> Column:
    return Column(name, "decimal", nullable)


def _flag(name: str) -> Column:
    return Column(name, "bool")


def _one_of(name: str, words: str, *, nullable: bool = False) -> Column:
    return Column(name, "enum", nullable, tuple(words.split()))


_RECORDED = (_instant("recorded_at"), _one_of("source", "api webhook csv manual inferred"))
_EVENT = (
    _token("event_id"),
    _instant("occurred_at"),
    _one_of("precision", "second minute day"),
    _one_of("actor_party", "client provider candidate system"),
)
NOT_HELD = ("scheduled", "cancelled")
"""An interview of these may have been asked for without a time."""
_URGENCY = "standard priority critical"
_REQ_TYPE = "new backfill evergreen pipeline confidential"
_SEGMENT = (
    _text("job_family", nullable=True),
    _text("level", nullable=True),
    _text("location", nullable=True),
    _text("country", nullable=True),
    _text("business_unit", nullable=True),
    _one_of("urgency", _URGENCY, nullable=True),
    _one_of("req_type", _REQ_TYPE, nullable=True),
    _text("employment_type", nullable=True),
)

DIMENSIONS = tuple(column.name for column in _SEGMENT)
"""The columns of `requisition` that a Scope may name, in the order aggregates carry them."""

TABLES: tuple[Table, ...] = (
    Table(
        "requisition",
        "A request to hire. Groups stand for people: no manager or recruiter is named.",
        ("requisition_id",),
        (
            _token("requisition_id"),
            _text("job_family"),
            _text("level"),
            _text("location"),
            _text("country"),
            _text("business_unit", nullable=True),
            _one_of("urgency", _URGENCY),
            _one_of("req_type", _REQ_TYPE),
            _text("employment_type", nullable=True),
            _flag("in_scope"),
            _day("target_start", nullable=True),
            _text("hm_group", nullable=True),
            _text("recruiter_group", nullable=True),
            *_RECORDED,
        ),
    ),
    Table(
        "opening",
        "One seat of a requisition: what is filled, and what time to fill counts.",
        ("opening_id",),
        (
            _token("opening_id"),
            _token("requisition_id"),
            _instant("opened_at"),
            _instant("closed_at", nullable=True),
            _one_of(
                "close_reason",
                "filled cancelled_client cancelled_other frozen duplicate",
                nullable=True,
            ),
            _token("filled_application_id", nullable=True),
            *_RECORDED,
        ),
    ),
    Table(
        "req_event",
        "What happened to a requisition; without `opening_id` it happened to all its openings.",
        ("event_id",),
        (
            *_EVENT,
            _token("requisition_id"),
            _token("opening_id", nullable=True),
            _one_of(
                "type",
                "submitted approved rejected assigned intake_scheduled intake_completed posted"
                " unposted hold_started hold_ended scope_changed reopened cancelled",
            ),
            _text("reason_code", nullable=True),
            *_RECORDED,
        ),
    ),
    Table(
        "application",
        "One candidate's try for a requisition; without `opening_id` it is for any opening of it.",
        ("application_id",),
        (
            _token("application_id"),
            _token("requisition_id"),
            _token("opening_id", nullable=True),
            _one_of(
                "source_category", "inbound sourced referral agency internal campus talent_pool"
            ),
            _one_of("sourcing_party", "client provider", nullable=True),
            _flag("is_internal"),
            *_RECORDED,
        ),
    ),
    Table(
        "app_event",
        "What happened to an application.",
        ("event_id",),
        (
            *_EVENT,
            _token("application_id"),
            _one_of(
                "type",
                "applied acknowledged contacted candidate_replied screened submitted_to_client"
                " client_advanced client_declined stage_entered rejected_by_org withdrew"
                " disposition_sent hired",
            ),
            _one_of(
                "stage",
                "new screen submitted client_review interview assessment offer background hired"
                " rejected withdrawn",
                nullable=True,
            ),
            _text("reason_code", nullable=True),
            *_RECORDED,
        ),
    ),
    Table(
        "interview",
        "One interview of an application.",
        ("interview_id",),
        (
            _token("interview_id"),
            _token("application_id"),
            _whole("round"),
            _text("kind"),
            _instant("slots_requested_at", nullable=True),
            _instant("slots_provided_at", nullable=True),
            _instant("confirmed_at", nullable=True),
            *(Column(name, "timestamp", unless=NOT_HELD) for name in ("start_at", "end_at")),
            _one_of("status", "scheduled completed cancelled no_show"),
            _one_of("cancelled_by", "client provider candidate system", nullable=True),
            _instant("cancelled_at", nullable=True),
            _whole("reschedules"),
            *_RECORDED,
        ),
    ),
    Table(
        "feedback",
        "One scorecard asked of an interview; `submitted_at` is null until it is given.",
        ("feedback_id",),
        (
            _token("feedback_id"),
            _token("interview_id"),
            _flag("required"),
            _instant("submitted_at", nullable=True),
            _one_of("decision", "advance decline none"),
            *_RECORDED,
        ),
    ),
    Table(
        "approval",
        "One step of approving a requisition or an offer.",
        ("approval_id",),
        (
            _token("approval_id"),
            _one_of("subject", "requisition offer"),
            _token("subject_id"),
            _whole("step"),
            _instant("requested_at"),
            _instant("decided_at", nullable=True),
            _one_of("decision", "approved rejected returned pending"),
            _one_of("approver_party", "client provider"),
            *_RECORDED,
        ),
    ),
    Table(
        "offer",
        "One version of an offer; a new version is a new `offer_id` of the same application.",
        ("offer_id",),
        (
            _token("offer_id"),
            _token("application_id"),
            _token("opening_id", nullable=True),
            _whole("version"),
            _instant("drafted_at"),
            _instant("extended_at", nullable=True),
            _instant("expires_at", nullable=True),
            _instant("decided_at", nullable=True),
            _one_of(
                "outcome",
                "accepted declined expired rescinded_employer withdrawn_candidate pending",
            ),
            _text("decline_reason", nullable=True),
            *_RECORDED,
        ),
    ),
    Table(
        "hire",
        "An accepted offer on its way to a start, and what became of it.",
        ("hire_id",),
        (
            _token("hire_id"),
            _token("application_id"),
            _token("opening_id", nullable=True),
            _instant("accepted_at"),
            _day("planned_start"),
            _day("actual_start", nullable=True),
            _day("ended", nullable=True),
            _one_of(
                "end_type", "voluntary involuntary redundancy never_started other", nullable=True
            ),
            _day("guarantee_until", nullable=True),
            *_RECORDED,
        ),
    ),
    Table(
        "qoh_aggregate",
        "Quality of hire, aggregated before it comes here.",
        ("period", *DIMENSIONS, "indicator"),
        (
            _text("period"),
            *_SEGMENT,
            _text("indicator"),
            _whole("n"),
            _number("mean_0_100"),
            *_RECORDED,
        ),
    ),
    Table(
        "survey_aggregate",
        "Survey answers counted: one row per score; `invited` and `n` repeat on each of them.",
        ("period", "survey_id", "audience", *DIMENSIONS, "item", "score"),
        (
            _text("period"),
            _token("survey_id"),
            _text("audience"),
            *_SEGMENT,
            _text("item"),
            _whole("invited"),
            _whole("n"),
            _whole("score"),
            _whole("count"),
            *_RECORDED,
        ),
    ),
    Table(
        "diversity_aggregate",
        "Self-identification counted and suppressed before it comes here; never row level.",
        ("period", *DIMENSIONS, "stage", "dimension", "group"),
        (
            _text("period"),
            *_SEGMENT,
            _text("stage"),
            _text("dimension"),
            _text("group"),
            _whole("n"),
            *_RECORDED,
        ),
    ),
    Table(
        "cost_entry",
        "What hiring cost; first-year pay stands only as a segment's total.",
        ("period", *DIMENSIONS, "kind", "category", "currency"),
        (
            _text("period"),
            *_SEGMENT,
            _one_of("kind", "internal external"),
            _text("category"),
            _number("amount"),
            _text("currency"),
            _flag("comparable"),
            _number("first_year_comp", nullable=True),
            *_RECORDED,
        ),
    ),
    Table(
        "capacity",
        "Recruiters at work, in full-time equivalents.",
        ("period", *DIMENSIONS, "party"),
        (
            _text("period"),
            *_SEGMENT,
            _one_of("party", "client provider"),
            _number("recruiter_fte"),
            *_RECORDED,
        ),
    ),
    Table(
        "forecast",
        "Openings the client expects.",
        ("issued_on", "period", *DIMENSIONS),
        (
            _day("issued_on"),
            _text("period"),
            *_SEGMENT,
            _whole("openings"),
            *_RECORDED,
        ),
    ),
    Table(
        "attestation",
        "How many of those who must have done something have done it.",
        ("date", "topic", "party"),
        (
            _day("date"),
            _text("topic"),
            _one_of("party", "client provider"),
            _whole("covered"),
            _whole("required"),
            *_RECORDED,
        ),
    ),
    Table(
        "relief_subject",
        "The subjects a relief covers; the repository holds only their count.",
        ("relief_id", "subject", "token"),
        (
            _token("relief_id"),
            _one_of(
                "subject",
                "opening requisition application interview feedback approval offer hire"
                " survey_response",
            ),
            _token("token"),
            *_RECORDED,
        ),
    ),
)

TABLE_BY_NAME = {table.name: table for table in TABLES}
