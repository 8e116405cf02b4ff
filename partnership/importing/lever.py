"""Lever: warehouse tables, API pages and webhooks. An opportunity is one try for one posting."""

from __future__ import annotations

from partnership.importing.shapes import Form, Shapes, rule, same, thing

THINGS = (
    thing(
        "requisition",
        id="id",
        word="status employment_type location team backfill",
        number="headcount filled",
        time="created_at closed_at recorded_at",
    ),
    thing(
        "application",
        id="opportunity_id posting_id requisition_id",
        time="created_at",
    ),
    thing("opportunity", id="id reason_id stage_id", word="source", time="created_at archived_at"),
    thing("stage_change", id="application_id stage_id", time="at"),
    thing(
        "interview",
        id="id application_id",
        number="minutes",
        time="created_at start_at cancelled_at",
    ),
    thing(
        "feedback",
        id="id interview_id",
        word="kind decision",
        time="created_at submitted_at deleted_at",
    ),
    thing("offer", id="id application_id", word="status", time="created_at extended_at decided_at"),
    thing("stage", id="id", word="name"),
    thing("archive_reason", id="id", word="name"),
    thing("source_of_opportunity", id="opportunity_id", word="name"),
    thing("requisition_of_posting", id="posting_id requisition_id"),
)


def _table(thing: str, fields: dict[str, str], marks: str, name: str = "") -> Form:
    name = name or thing
    return Form(thing, name, "csv", fields, tuple(marks.split()), (f"{name}.csv",), zone="UTC")


_OPPORTUNITY = {
    "id": "id",
    "created_at": "createdAt",
    "source": "sources.0",
    "stage_id": "stage",
    "archived_at": "archived.archivedAt",
    "reason_id": "archived.reason",
}

FORMS = (
    _table("requisition",
           same("id status location team backfill created_at", headcount="headcount_total",
                filled="headcount_hired", employment_type="employment_status",
                recorded_at="_fivetran_synced"),
           "id headcount_total status"),
    _table("application",
           same("opportunity_id posting_id created_at", requisition_id="requisition_for_hire_id"),
           "opportunity_id posting_id created_at"),
    _table("opportunity", same("id created_at archived_at stage_id", reason_id="archived_reason_id"),
           "id archived_at stage_id"),
    _table("stage_change", same("stage_id", application_id="opportunity_id", at="updated_at"),
           "opportunity_id stage_id updated_at", "opportunity_stage_history"),
    _table("interview",
           same("id created_at", application_id="opportunity_id", minutes="duration",
                start_at="date", cancelled_at="canceled_at"),
           "id opportunity_id date duration"),
    _table("feedback",
           same("id interview_id created_at deleted_at", kind="type",
                decision="score_system_value", submitted_at="completed_at"),
           "id interview_id completed_at", "feedback_form"),
    _table("offer", same("id status created_at", application_id="opportunity_id"),
           "id status created_at"),
    _table("stage", same("id", name="text"), "id text"),
    _table("archive_reason", same("id", name="text"), "id text"),
    _table("source_of_opportunity", same("opportunity_id", name="source"),
           "opportunity_id source", "opportunity_source"),
    _table("requisition_of_posting", same("posting_id requisition_id"),
           "posting_id requisition_id", "requisition_posting"),
    Form("requisition", "requisitions", "api",
         {"id": "id", "status": "status", "location": "location", "team": "team",
          "backfill": "backfill", "employment_type": "employmentStatus",
          "headcount": "headcountTotal", "filled": "headcountHired", "created_at": "createdAt",
          "closed_at": "closedAt", "recorded_at": "updatedAt"},
         ("id", "headcountTotal", "status"), epoch=True),
    Form("opportunity", "opportunities", "api", _OPPORTUNITY, ("id", "stageChanges", "createdAt"),
         epoch=True),
    Form("application", "opportunities: applications", "api",
         {"opportunity_id": "^.id", "posting_id": "posting",
          "requisition_id": "requisitionForHire.id", "created_at": "createdAt"},
         ("id", "stageChanges", "applications"), each="applications", epoch=True),
    Form("stage_change", "opportunities: stage changes", "api",
         {"application_id": "^.id", "stage_id": "toStageId", "at": "updatedAt"},
         ("id", "stageChanges", "createdAt"), each="stageChanges", epoch=True),
    Form("interview", "interviews", "api",
         {"id": "id", "application_id": "opportunityId", "minutes": "duration",
          "created_at": "createdAt", "start_at": "date", "cancelled_at": "canceledAt"},
         ("id", "date", "duration", "opportunityId"), epoch=True),
    Form("feedback", "feedback", "api",
         {"id": "id", "interview_id": "interview", "kind": "type", "created_at": "createdAt",
          "submitted_at": "completedAt", "deleted_at": "deletedAt"},
         ("id", "interview", "completedAt"), epoch=True),
    Form("offer", "offers", "api",
         {"id": "id", "application_id": "opportunityId", "status": "status",
          "created_at": "createdAt", "extended_at": "sentAt", "decided_at": "signedAt"},
         ("id", "status", "createdAt", "opportunityId"), epoch=True),
    Form("stage", "stages", "api", {"id": "id", "name": "text"}, ("id", "text"), epoch=True),
    Form("stage_change", "webhook: stage", "webhook",
         {"application_id": "data.opportunityId", "stage_id": "data.toStageId",
          "at": "triggeredAt"},
         actions=("candidateStageChange",), epoch=True),
    Form("opportunity", "webhook: archived", "webhook",
         {"id": "data.opportunityId", "archived_at": "triggeredAt",
          "reason_id": "data.toArchived.reason"},
         actions=("candidateArchiveChange",), epoch=True),
    Form("interview", "webhook: interview", "webhook",
         {"id": "data.interviewId", "application_id": "data.opportunityId",
          "created_at": "data.createdAt", "start_at": "data.date", "minutes": "data.duration",
          "cancelled_at": "data.canceledAt"},
         actions=("interviewCreated", "interviewUpdated"), epoch=True),
)  # fmt: skip

_ENDED = "reason_id>archive_reason.name"

RULES = (
    rule("requisition", "requisition", "requisition", {"requisition_id": "id"},
         recorded="recorded_at"),
    rule("opening", "requisition", "opening",
         {"opening_id": "$id || '/' || repeat_number", "requisition_id": "id",
          "opened_at": "created_at", "closed_at": "closed_at",
          "close_reason": "$CASE WHEN closed_at IS NULL THEN NULL WHEN repeat_number"
          " <= coalesce(TRY_CAST(filled AS BIGINT), 0) THEN 'filled' ELSE 'cancelled_other' END"},
         recorded="recorded_at", repeat="headcount"),
    rule("application", "application", "application",
         {"application_id": "opportunity_id",
          "requisition_id": "requisition_id ??"
          " posting_id>requisition_of_posting@posting_id.requisition_id",
          "source_category": "opportunity_id>source_of_opportunity@opportunity_id.name ??"
          " opportunity_id>opportunity.source|sources",
          "sourcing_party": "opportunity_id>source_of_opportunity@opportunity_id.name ??"
          " opportunity_id>opportunity.source|sourced by?",
          "is_internal": "opportunity_id>source_of_opportunity@opportunity_id.name ??"
          " opportunity_id>opportunity.source|internal sources"},
         recorded="created_at"),
    rule("applied", "application", "app_event",
         {"application_id": "opportunity_id", "occurred_at": "created_at", "type": "=applied",
          "stage": "=new"},
         key="opportunity_id", needs="created_at"),
    rule("stage entered", "stage_change", "app_event",
         {"application_id": "application_id", "occurred_at": "at", "type": "=stage_entered",
          "stage": "stage_id>stage.name|stages"},
         key="application_id stage_id at"),
    rule("stage seen", "opportunity", "app_event",
         {"application_id": "id", "type": "=stage_entered", "stage": "stage_id>stage.name|stages"},
         key="id", lacks="archived_at", changed="stage"),
    rule("hold seen", "requisition", "req_event",
         {"requisition_id": "id", "type": "status|requisition.hold!"}, key="id", changed="type"),
    rule("archived", "opportunity", "app_event",
         {"application_id": "id", "occurred_at": "archived_at",
          "type": f"{_ENDED}|application.archived", "stage": f"{_ENDED}|application.archived stage",
          "reason_code": f"{_ENDED}|reasons?"},
         key="id archived_at", needs="archived_at"),
    rule("interview", "interview", "interview",
         {"interview_id": "id", "application_id": "application_id", "round": "$round",
          "kind": "=interview", "start_at": "start_at",
          "end_at": "$CASE WHEN right(start_at, 1) <> 'd' THEN strftime(CAST(left(start_at, length(start_at) - 1)"
          " AS TIMESTAMP) + to_minutes(coalesce(TRY_CAST(minutes AS BIGINT), 0)),"
          " '%Y-%m-%d %H:%M:%S.%f') || 's' END",
          "status": "$CASE WHEN cancelled_at IS NOT NULL THEN 'cancelled' WHEN start_at IS NULL OR"
          " left(start_at, 19) > left(import_at, 19) THEN 'scheduled' ELSE 'completed' END",
          "cancelled_at": "cancelled_at",
          "reschedules": "=0"}),
    rule("feedback", "feedback", "feedback",
         {"feedback_id": "id", "interview_id": "interview_id", "required": "=true",
          "submitted_at": "submitted_at", "decision": "decision|feedback.decision=none"},
         recorded="submitted_at ?? created_at", needs="interview_id", lacks="deleted_at"),
    rule("offer", "offer", "offer",
         {"offer_id": "id", "application_id": "application_id", "version": "=1",
          "drafted_at": "created_at", "extended_at": "extended_at", "decided_at": "decided_at",
          "outcome": "status|offer.outcome"}),
)  # fmt: skip

WORDS = {
    "requisition.hold": {"onhold": "hold_started", "open": "hold_ended"},
    "application.archived": {"hired": "hired", "withdrew": "withdrew", "withdrawn": "withdrew"},
    "application.archived stage": {
        "hired": "hired",
        "withdrew": "withdrawn",
        "withdrawn": "withdrawn",
    },
    "feedback.decision": {
        "4 - strong hire": "advance",
        "3 - hire": "advance",
        "2 - no hire": "decline",
        "1 - strong no hire": "decline",
    },
    "offer.outcome": {
        "draft": "pending",
        "approval-sent": "pending",
        "approved": "pending",
        "sent": "pending",
        "sent-manually": "pending",
        "opened": "pending",
        "signed": "accepted",
        "denied": "declined",
    },
}

SHAPES = Shapes({thing.name: thing for thing in THINGS}, FORMS, RULES, WORDS)
