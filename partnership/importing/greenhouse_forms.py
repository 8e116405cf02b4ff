"""Greenhouse's exports: warehouse tables, Harvest API pages and webhooks, column by column."""

from __future__ import annotations

from partnership.importing.shapes import Form, same, thing

THINGS = (
    thing(
        "job",
        id="id department_id office_id",
        word="status department office employment_type",
        time="created_at updated_at",
    ),
    thing(
        "opening",
        id="id job_id application_id close_reason_id",
        word="status close_reason",
        time="opened_at closed_at recorded_at",
    ),
    thing(
        "application",
        id="id job_id source_id reason_id stage_id",
        word="source reason reason_type prospect stage",
        time="applied_at rejected_at",
    ),
    thing("stage_change", id="application_id stage_id", word="stage status", time="at"),
    thing(
        "offer",
        id="id application_id opening_id",
        word="status",
        number="version",
        time="created_at updated_at extended_at decided_at",
        day="starts_on",
    ),
    thing(
        "interview",
        id="id application_id kind_id",
        word="status kind",
        time="created_at updated_at start_at end_at",
    ),
    thing("interviewer", id="interview_id user_id scorecard_id", time="recorded_at"),
    thing("scorecard", id="id", word="recommendation", time="submitted_at updated_at"),
    thing(
        "approval",
        id="id job_id offer_id",
        word="kind status",
        number="step",
        time="requested_at decided_at",
    ),
    thing("job_stage", id="id", word="name"),
    thing("source", id="id", word="name"),
    thing("rejection_reason", id="id", word="name type"),
    thing("close_reason", id="id", word="name"),
    thing("department", id="id", word="name"),
    thing("office", id="id", word="name"),
    thing("interview_kind", id="id", word="name"),
    thing("job_of_application", id="application_id job_id"),
    thing("department_of_job", id="job_id department_id"),
    thing("office_of_job", id="job_id office_id"),
)

_APPLICATION = {
    "id": "id",
    "job_id": "jobs.0.id",
    "stage": "current_stage.name",
    "source": "source.public_name",
    "reason": "rejection_reason.name",
    "reason_type": "rejection_reason.type.name",
    "prospect": "prospect",
    "applied_at": "applied_at",
    "rejected_at": "rejected_at",
}
_JOB = same(
    "id status created_at updated_at",
    department="departments.0.name",
    office="offices.0.name",
    employment_type="custom_fields.employment_type",
)
_SENT_APPLICATION = ("new_candidate_application", "application_updated", "candidate_stage_change",
                     "reject_candidate", "unreject_candidate", "hire_candidate")  # fmt: skip


def _below(prefix: str, fields: dict[str, str]) -> dict[str, str]:
    return {name: f"{prefix}.{path}" for name, path in fields.items()}


def _table(
    thing: str, fields: dict[str, str], marks: str, files: str = "", zone: str = "UTC"
) -> Form:
    name = files or thing
    return Form(thing, name, "csv", fields, tuple(marks.split()), (f"{name}.csv",), zone=zone)


FORMS = (
    _table("job", same("id status created_at updated_at", employment_type="custom_employment_type"),
           "id status created_at"),
    _table("opening", same("id job_id application_id close_reason_id status opened_at closed_at",
                           recorded_at="_fivetran_synced"), "id job_id opened_at", "job_opening"),
    _table("application", same("id source_id applied_at rejected_at prospect",
                               reason_id="rejected_reason_id",
                               stage_id="current_stage_id"), "id applied_at status"),
    _table("stage_change", {"application_id": "application_id", "stage_id": "new_stage_id",
                            "status": "new_status", "at": "updated_at"},
           "application_id new_stage_id updated_at", "application_history"),
    _table("offer", same("id application_id status version created_at updated_at",
                         extended_at="sent_at", decided_at="resolved_at", starts_on="starts_at"),
           "id application_id status created_at"),
    _table("interview", same("id application_id status created_at updated_at",
                             kind_id="interview_id", start_at="start", end_at="end"),
           "id application_id start end status", "scheduled_interview"),
    _table("interviewer", {"interview_id": "scheduled_interview_id", "user_id": "interviewer_id",
                           "scorecard_id": "scorecard_id", "recorded_at": "_fivetran_synced"},
           "interviewer_id scheduled_interview_id", "scheduled_interviewer"),
    _table("scorecard", same("id submitted_at updated_at", recommendation="overall_recommendation"),
           "id overall_recommendation submitted_at"),
    _table("job_stage", same("id name"), "id name"),
    _table("source", same("id name"), "id name"),
    _table("rejection_reason", same("id name", type="type_name"), "id name"),
    _table("close_reason", same("id name"), "id name"),
    _table("department", same("id name"), "id name"),
    _table("office", same("id name"), "id name"),
    _table("interview_kind", same("id name"), "id name", "interview"),
    _table("job_of_application", same("application_id job_id"), "application_id job_id",
           "job_application"),
    _table("department_of_job", same("job_id department_id"), "job_id department_id",
           "job_department"),
    _table("office_of_job", same("job_id office_id"), "job_id office_id", "job_office"),
    Form("job", "jobs", "api", _JOB, ("id", "departments", "offices", "hiring_team")),
    Form("opening", "jobs: openings", "api",
         same("id application_id status opened_at closed_at", job_id="^.id",
              close_reason="close_reason.name", recorded_at="^.updated_at"),
         ("id", "departments", "offices", "openings"), each="openings"),
    Form("application", "applications", "api", _APPLICATION,
         ("id", "applied_at", "prospect", "jobs", "candidate_id")),
    Form("application", "candidates: applications", "api", _APPLICATION,
         ("id", "applications", "application_ids"), each="applications"),
    Form("offer", "offers", "api",
         same("id application_id status version created_at updated_at", opening_id="opening.id",
              extended_at="sent_at", decided_at="resolved_at", starts_on="starts_at"),
         ("id", "application_id", "sent_at", "resolved_at")),
    Form("interview", "scheduled interviews", "api",
         same("id application_id status created_at updated_at", kind="interview.name",
              start_at="start.date_time", end_at="end.date_time"),
         ("id", "application_id", "start", "end", "interviewers")),
    Form("interviewer", "scheduled interviews: interviewers", "api",
         {"interview_id": "^.id", "user_id": "id", "scorecard_id": "scorecard_id",
          "recorded_at": "^.updated_at"},
         ("id", "application_id", "start", "end", "interviewers"), each="interviewers"),
    Form("scorecard", "scorecards", "api",
         same("id submitted_at updated_at", recommendation="overall_recommendation"),
         ("id", "overall_recommendation", "interviewed_at")),
    Form("approval", "approval flows: groups", "api",
         {"id": "id", "job_id": "^.job_id", "offer_id": "^.offer_id", "kind": "^.approval_type",
          "status": "^.approval_status", "step": "priority", "requested_at": "created_at",
          "decided_at": "resolved_at"},
         ("id", "approval_type", "approver_groups"), each="approver_groups"),
    Form("job", "webhook: job", "webhook", _below("payload.job", _JOB),
         actions=("job_created", "job_updated", "job_approved")),
    Form("opening", "webhook: job: openings", "webhook",
         same("id application_id status opened_at closed_at", job_id="^.payload.job.id",
              close_reason="close_reason.name", recorded_at="^.payload.job.updated_at"),
         each="payload.job.openings", actions=("job_created", "job_updated", "job_approved")),
    Form("application", "webhook: application", "webhook",
         _below("payload.application", _APPLICATION), actions=_SENT_APPLICATION),
    Form("stage_change", "webhook: stage", "webhook",
         {"application_id": "payload.application.id",
          "stage_id": "payload.application.current_stage.id",
          "stage": "payload.application.current_stage.name",
          "at": "payload.application.last_activity_at"},
         actions=("candidate_stage_change",)),
    Form("offer", "webhook: offer", "webhook",
         {"id": "payload.id", "application_id": "payload.application_id",
          "version": "payload.version", "extended_at": "payload.sent_on",
          "decided_at": "payload.resolved_at", "starts_on": "payload.start_date",
          "status": "payload.offer_status", "created_at": "payload.created_at"},
         actions=("offer_created", "offer_approved", "offer_updated")),
)  # fmt: skip
