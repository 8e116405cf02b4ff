"""What Greenhouse's exports say: the events that its tables, pages and webhooks tell of."""

from __future__ import annotations

from partnership.importing.greenhouse_forms import FORMS, THINGS
from partnership.importing.shapes import Shapes, rule

_STAGE = "stage ?? stage_id>job_stage.name"
_REASON = "reason ?? reason_id>rejection_reason.name|reasons?"
_REASON_TYPE = "reason_type ?? reason_id>rejection_reason.type"
_SEAT = "opening_id ?? application_id>opening@application_id.id"

RULES = (
    rule("requisition", "job", "requisition", {"requisition_id": "id"}, recorded="updated_at"),
    rule(
        "opening",
        "opening",
        "opening",
        {
            "opening_id": "id",
            "requisition_id": "job_id",
            "opened_at": "opened_at",
            "closed_at": "closed_at",
            "close_reason": "close_reason ?? close_reason_id>close_reason.name|close reasons",
            "filled_application_id": "application_id",
        },
        recorded="recorded_at",
    ),
    rule(
        "application",
        "application",
        "application",
        {
            "application_id": "id",
            "requisition_id": "job_id ?? id>job_of_application@application_id.job_id",
            "source_category": "source ?? source_id>source.name|sources",
            "sourcing_party": "source ?? source_id>source.name|sourced by?",
            "is_internal": "source ?? source_id>source.name|internal sources",
        },
        recorded="applied_at",
        unless={"prospect": "true"},
    ),
    rule(
        "applied",
        "application",
        "app_event",
        {"application_id": "id", "occurred_at": "applied_at", "type": "=applied", "stage": "=new"},
        key="id",
        needs="applied_at",
        unless={"prospect": "true"},
    ),
    rule(
        "rejected",
        "application",
        "app_event",
        {
            "application_id": "id",
            "occurred_at": "rejected_at",
            "type": f"{_REASON_TYPE}|application.rejection=rejected_by_org",
            "stage": f"{_REASON_TYPE}|application.rejection stage=rejected",
            "reason_code": _REASON,
        },
        key="id rejected_at",
        needs="rejected_at",
        unless={"prospect": "true"},
    ),
    rule(
        "stage entered",
        "stage_change",
        "app_event",
        {
            "application_id": "application_id",
            "occurred_at": "at",
            "type": "=stage_entered",
            "stage": f"{_STAGE}|stages",
        },
        key="application_id stage_id stage at",
        needs="stage_id",
    ),
    rule(
        "stage seen",
        "application",
        "app_event",
        {"application_id": "id", "type": "=stage_entered", "stage": f"{_STAGE}|stages"},
        key="id",
        lacks="rejected_at",
        unless={"prospect": "true"},
        changed="stage",
    ),
    rule(
        "hired",
        "stage_change",
        "app_event",
        {
            "application_id": "application_id",
            "occurred_at": "at",
            "type": "=hired",
            "stage": "=hired",
        },
        key="application_id at",
        when={"status": "hired"},
    ),
    rule(
        "interview",
        "interview",
        "interview",
        {
            "interview_id": "id",
            "application_id": "application_id",
            "round": "$round",
            "kind": "kind ?? kind_id>interview_kind.name|interview.kind=interview",
            "start_at": "start_at",
            "end_at": "end_at",
            "status": "status|interview.status",
            "reschedules": "=0",
        },
        recorded="updated_at",
    ),
    rule(
        "feedback",
        "interviewer",
        "feedback",
        {
            "feedback_id": "$interview_id || '/' || user_id",
            "interview_id": "interview_id",
            "required": "=true",
            "submitted_at": "scorecard_id>scorecard.submitted_at",
            "decision": "scorecard_id>scorecard.recommendation|feedback.decision=none",
        },
        recorded="scorecard_id>scorecard.updated_at ?? recorded_at",
        needs="user_id",
    ),
    rule(
        "approval decided",
        "approval",
        "approval",
        {
            "approval_id": "id",
            "subject": "kind|approval.subject",
            "subject_id": "$CASE WHEN kind = 'offer_candidate' THEN offer_id ELSE job_id END",
            "step": "step",
            "requested_at": "requested_at",
            "decided_at": "decided_at",
            "decision": "=approved",
            "approver_party": "=client",
        },
        recorded="decided_at",
        needs="decided_at",
    ),
    rule(
        "approval asked",
        "approval",
        "approval",
        {
            "approval_id": "id",
            "subject": "kind|approval.subject",
            "subject_id": "$CASE WHEN kind = 'offer_candidate' THEN offer_id ELSE job_id END",
            "step": "step",
            "requested_at": "requested_at",
            "decision": "status|approval.decision",
            "approver_party": "=client",
        },
        recorded="requested_at",
        lacks="decided_at",
    ),
    rule(
        "offer",
        "offer",
        "offer",
        {
            "offer_id": "id",
            "application_id": "application_id",
            "opening_id": _SEAT,
            "version": "version",
            "drafted_at": "created_at",
            "extended_at": "extended_at",
            "decided_at": "decided_at",
            "outcome": "status|offer.outcome",
        },
        recorded="updated_at",
    ),
    rule(
        "hire",
        "offer",
        "hire",
        {
            "hire_id": "application_id",
            "application_id": "application_id",
            "opening_id": _SEAT,
            "accepted_at": "decided_at",
            "planned_start": "starts_on",
        },
        recorded="updated_at",
        needs="decided_at starts_on",
        when={"status": "accepted"},
    ),
)

WORDS = {
    "application.rejection": {
        "we rejected them": "rejected_by_org",
        "they rejected us": "withdrew",
        "none specified": "rejected_by_org",
    },
    "application.rejection stage": {
        "we rejected them": "rejected",
        "they rejected us": "withdrawn",
        "none specified": "rejected",
    },
    "interview.status": {
        "scheduled": "scheduled",
        "awaiting_feedback": "completed",
        "complete": "completed",
    },
    "interview.kind": {},
    "feedback.decision": {
        "strong_yes": "advance",
        "yes": "advance",
        "no": "decline",
        "definitely_not": "decline",
        "strong_no": "decline",
        "mixed": "none",
        "no_decision": "none",
    },
    "approval.subject": {
        "open_job": "requisition",
        "offer_job": "requisition",
        "offer_candidate": "offer",
    },
    "approval.decision": {
        "pending": "pending",
        "due": "pending",
        "approved": "approved",
        "rejected": "rejected",
    },
    "offer.outcome": {
        "unresolved": "pending",
        "created": "pending",
        "sent": "pending",
        "accepted": "accepted",
        "rejected": "declined",
        "deprecated": "rescinded_employer",
    },
}

SHAPES = Shapes({thing.name: thing for thing in THINGS}, FORMS, RULES, WORDS)
