"""Each system's own shapes: warehouse tables, API pages and webhooks give the same events."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from partnership.importing.mapped import SYSTEMS, mapped
from partnership.importing.telling import allow_list
from tests.importing.desk import Desk, event_map

CORPORA = os.environ.get("PARTNERSHIP_CORPORA")
needs_corpora = pytest.mark.skipif(not CORPORA, reason="PARTNERSHIP_CORPORA is not set")
COMMON = """\
time_zone: Europe/London
requisition:
  job_family: {column: %s, words: {Engineering: engineering}, otherwise: other}
  level: {always: mid}
  location: {always: London}
  country: {always: GB}
  urgency: {always: standard}
  req_type: {always: new}
  in_scope: {always: yes}
stages: {Screen: screen, CV sent: client review, Interview: interview}
events: {CV sent: submitted to client, Interview: [client advanced, screened]}
sources: {Job board: inbound, Staff referral: referral, Internal board: internal}
sourced_by: {Staff referral: client}
close_reasons: {Hired: filled, Withdrawn: cancelled by client}
reasons: {Lacks skills: skills, Took another job: other-offer}
"""
GREENHOUSE = "system: greenhouse\n" + COMMON % "department"
LEVER = "system: lever\n" + COMMON % "team"
ASHBY = "system: ashby\n" + COMMON % "department"

WAREHOUSE = {
    "job": "id,status,created_at,updated_at,name\n1,open,2026-01-05 09:00:00,2026-01-06 09:00:00,Name\n",
    "department": "id,name\n5,Engineering\n",
    "job_department": "job_id,department_id\n1,5\n",
    "office": "id,name\n6,London\n",
    "job_office": "job_id,office_id\n1,6\n",
    "job_opening": "id,job_id,application_id,close_reason_id,closed_at,opened_at,status\n"
    "11,1,21,31,2026-03-02 10:00:00,2026-01-06 09:00:00,closed\n12,1,,,,2026-01-06 09:00:00,open\n",
    "close_reason": "id,name\n31,Hired\n",
    "job_application": "application_id,job_id\n21,1\n22,1\n",
    "application": "id,candidate_id,applied_at,rejected_at,rejected_reason_id,source_id,current_stage_id,"
    "prospect,status\n21,901,2026-01-10 10:00:00,,,41,52,false,hired\n"
    "22,902,2026-01-11 10:00:00,2026-02-01 10:00:00,61,42,51,false,rejected\n",
    "source": "id,name\n41,Staff referral\n42,Job board\n",
    "rejection_reason": "id,name,type_name\n61,Took another job,They rejected us\n",
    "job_stage": "id,name\n51,Screen\n52,CV sent\n53,Interview\n",
    "application_history": "application_id,updated_at,new_stage_id,new_status\n"
    "21,2026-01-12 10:00:00,51,active\n21,2026-01-14 10:00:00,52,active\n"
    "21,2026-01-20 10:00:00,53,active\n21,2026-03-02 10:00:00,,hired\n",
    "interview": "id,name\n71,Panel\n",
    "scheduled_interview": "id,application_id,interview_id,start,end,status,created_at,updated_at\n"
    "81,21,71,2026-02-02 10:00:00,2026-02-02 11:00:00,complete,2026-01-25 10:00:00,2026-02-02 12:00:00\n",
    "scheduled_interviewer": "scheduled_interview_id,interviewer_id,scorecard_id\n81,701,91\n81,702,\n",
    "scorecard": "id,overall_recommendation,submitted_at,updated_at\n"
    "91,yes,2026-02-03 09:00:00,2026-02-03 09:00:00\n",
    "offer": "id,application_id,status,version,created_at,updated_at,sent_at,resolved_at,starts_at\n"
    "95,21,accepted,1,2026-02-20 10:00:00,2026-03-01 10:00:00,2026-02-21,2026-03-01 10:00:00,2026-04-01\n",
    "candidate": "id,first_name,last_name\n901,Avery,Example\n",
}  # fmt: skip


def desk_of(folder: Path, text: str, exports: Mapping[str, object]) -> Desk:
    """Write exports, JSON where they are not text."""
    desk = Desk(folder, text)
    for name, content in exports.items():
        if isinstance(content, str):
            desk.write(f"{name}.csv", content)
        else:
            desk.write(f"{name}.json", json.dumps(content))
    return desk


def events(desk: Desk) -> list[tuple[object, ...]]:
    return sorted(
        (str(at), kind, stage, reason)
        for at, kind, stage, reason in desk.rows(
            "app_event", "occurred_at", "type", "stage", "reason_code"
        )
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_word_of_a_systems_own_list_is_one_that_its_column_holds(system):
    from partnership.importing.canonical_words import column_of

    for rule in SYSTEMS[system].rules:
        for name, made in rule.columns.items():
            column = column_of(rule.table, name)
            assert column is not None, (rule.name, name)
            listed = SYSTEMS[system].words.get(made.words or "", {})
            ours = {word for word in [*listed.values(), made.otherwise, made.always] if word}
            if column.type == "enum":
                assert ours <= set(column.values), (rule.name, name)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_rule_rests_on_fields_that_are_there(system):
    shapes = SYSTEMS[system]
    for rule in shapes.rules:
        fields = shapes.things[rule.thing].fields
        used = {way.start for made in rule.columns.values() for way in made.ways}
        used |= {*rule.key, *rule.needs, *rule.lacks, *rule.when, *rule.unless}
        assert used <= set(fields), rule.name
        for made in rule.columns.values():
            for step in (step for way in made.ways for step in way.steps):
                assert {step.key, step.value} <= set(shapes.things[step.thing].fields), rule.name
    for form in shapes.forms:
        assert set(form.fields) <= set(shapes.things[form.thing].fields), form.name


def test_greenhouse_warehouse_tables_give_every_event_table(tmp_path):
    desk = desk_of(tmp_path, GREENHOUSE, WAREHOUSE)

    outcome = desk.run()

    assert [] == outcome.unmapped
    assert [] == outcome.quarantined
    assert {} == outcome.skipped
    assert 0 == outcome.rows_orphaned
    assert [("engineering",)] == desk.rows("requisition", "job_family")
    assert {("filled", True), (None, False)} == set(
        desk.rows("opening", "close_reason", "filled_application_id IS NOT NULL")
    )
    assert {("referral", "client"), ("inbound", None)} == set(
        desk.rows("application", "source_category", "sourcing_party")
    )
    assert [
        ("2026-01-10 10:00:00", "applied", "new", None),
        ("2026-01-11 10:00:00", "applied", "new", None),
        ("2026-01-12 10:00:00", "stage_entered", "screen", None),
        ("2026-01-14 10:00:00", "stage_entered", "client_review", None),
        ("2026-01-14 10:00:00", "submitted_to_client", None, None),
        ("2026-01-20 10:00:00", "client_advanced", None, None),
        ("2026-01-20 10:00:00", "screened", None, None),
        ("2026-01-20 10:00:00", "stage_entered", "interview", None),
        ("2026-02-01 10:00:00", "withdrew", "withdrawn", "other-offer"),
        ("2026-03-02 10:00:00", "hired", "hired", None),
    ] == events(desk)
    assert [("completed", 1)] == desk.rows("interview", "status", "round")
    assert {("advance", "2026-02-03 09:00:00"), ("none", None)} == set(
        desk.rows("feedback", "decision", "submitted_at")
    )
    assert [("accepted", None, True)] == desk.rows(
        "offer", "outcome", "extended_at", "opening_id IS NOT NULL"
    )
    assert {"offer.extended_at": 1} == outcome.left_out
    assert [(date(2026, 4, 1),)] == desk.rows("hire", "planned_start")
    assert "candidate.csv" in outcome.unread


APPLICATION = {
    "id": 21, "candidate_id": 901, "prospect": False, "applied_at": "2026-01-10T10:00:00Z",
    "rejected_at": "2026-02-01T10:00:00Z", "source": {"public_name": "Internal board"},
    "rejection_reason": {"name": "Lacks skills", "type": {"name": "We rejected them"}},
    "jobs": [{"id": 1, "name": "not read"}], "status": "rejected",
    "current_stage": {"id": 51, "name": "Screen"}, "last_activity_at": "2026-01-12T10:00:00Z",
}  # fmt: skip
JOB = {
    "id": 1, "status": "open", "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-06T09:00:00Z",
    "departments": [{"name": "Engineering"}], "offices": [], "hiring_team": {"recruiters": [{"name": "not read"}]},
    "openings": [{"id": 11, "status": "open", "opened_at": "2026-01-06T09:00:00Z", "closed_at": None,
                  "application_id": None, "close_reason": None}],
}  # fmt: skip
FLOW = {
    "id": 1, "offer_id": None, "approval_type": "open_job", "approval_status": "pending", "job_id": 1,
    "approver_groups": [
        {"id": 2, "created_at": "2026-01-02T09:00:00Z", "resolved_at": "2026-01-03T09:00:00Z", "priority": 0},
        {"id": 3, "created_at": "2026-01-03T09:00:00Z", "resolved_at": None, "priority": 1},
    ],
}  # fmt: skip


def test_greenhouse_pages_and_webhooks_meet_in_the_same_rows(tmp_path):
    sent = {"action": "candidate_stage_change", "payload": {"application": APPLICATION}}
    desk = desk_of(tmp_path, GREENHOUSE, {"jobs": [JOB], "applications": [APPLICATION], "flows": [FLOW],
                                          "hooks": sent})  # fmt: skip

    outcome = desk.run()

    assert [] == outcome.quarantined
    assert [("inbound", "internal")[1:]] == desk.rows("application", "source_category")
    assert [(True,)] == desk.rows("application", "is_internal")
    assert [
        ("2026-01-10 10:00:00", "applied", "new", None),
        ("2026-01-12 10:00:00", "stage_entered", "screen", None),
        ("2026-02-01 10:00:00", "rejected_by_org", "rejected", "skills"),
    ] == events(desk)
    assert {("approved", 0, True), ("pending", 1, False)} == set(
        desk.rows("approval", "decision", "step", "decided_at IS NOT NULL")
    )
    assert desk.rows("approval", "subject_id")[0] == desk.rows("requisition", "requisition_id")[0]
    assert {"flows.json": 0} != outcome.unknown


def test_an_event_that_a_page_and_the_warehouse_both_tell_is_one(tmp_path):
    desk = desk_of(tmp_path, GREENHOUSE, WAREHOUSE)
    desk.run()
    page = desk.write("later/applications.json", json.dumps([{**APPLICATION, "rejected_at": None,
                      "source": {"public_name": "Staff referral"}}]))  # fmt: skip

    again = desk.run(page)

    assert 0 == again.tables["app_event"].added
    assert 0 == again.tables["application"].added


def test_a_word_of_the_system_may_be_told_otherwise_by_the_map(tmp_path):
    text = (
        GREENHOUSE
        + "statuses: {application.rejection: {They rejected us: rejected by organisation}}\n"
    )
    desk = desk_of(tmp_path, text, WAREHOUSE)

    desk.run()

    assert ("2026-02-01 10:00:00", "rejected_by_org", "rejected", "other-offer") in events(desk)


def test_only_the_tables_that_a_map_names_are_read(tmp_path):
    text = GREENHOUSE + "reads: [application_history, job_stage]\n"
    desk = desk_of(tmp_path, text, WAREHOUSE)

    outcome = desk.run()

    assert {"application_history": 4, "job_stage": 3} == outcome.read
    assert "application.csv" in outcome.unread


def test_a_rule_that_needs_a_table_which_is_not_there_is_not_made_and_told(tmp_path):
    exports = {name: text for name, text in WAREHOUSE.items() if name != "rejection_reason"}
    desk = desk_of(tmp_path, GREENHOUSE, exports)

    assert {
        "rejected": "needs `rejection_reason`, which is not among the files"
    } == desk.run().skipped


MS = 1_767_000_000_000
LEVER_ROWS: dict[str, object] = {
    "requisition": "id,status,headcount_total,headcount_hired,created_at,team\n"
    "r1,open,2,0,2026-01-05 09:00:00,Engineering\n",
    "requisition_posting": "posting_id,requisition_id\np1,r1\n",
    "application": "id,opportunity_id,posting_id,requisition_for_hire_id,created_at\n"
    "x1,o1,p1,,2026-01-10 10:00:00\n",
    "opportunity": "id,archived_at,archived_reason_id,stage_id,created_at\n"
    "o1,2026-02-10 10:00:00,a1,s2,2026-01-10 10:00:00\n",
    "opportunity_source": "opportunity_id,source\no1,Job board\n",
    "opportunity_stage_history": "opportunity_id,stage_id,updated_at\no1,s1,2026-01-12 10:00:00\n",
    "stage": "id,text\ns1,Screen\ns2,Interview\n",
    "archive_reason": "id,text\na1,Hired\n",
    "interview": "id,opportunity_id,date,duration,canceled_at,created_at\n"
    "i1,o1,2026-01-20 10:00:00,45,,2026-01-15 10:00:00\n",
    "feedback_form": "id,interview_id,type,completed_at,created_at,deleted_at,score_system_value\n"
    "f1,i1,interview,,2026-01-20 11:00:00,,\n",
    "offer": "id,opportunity_id,status,created_at\nz1,o1,signed,2026-02-01 10:00:00\n",
}


def test_lever_warehouse_tables(tmp_path):
    desk = desk_of(tmp_path, LEVER, LEVER_ROWS)

    outcome = desk.run()

    assert [] == outcome.quarantined
    assert {} == outcome.skipped
    assert 0 == outcome.rows_orphaned
    assert 2 == len(desk.rows("opening", "opening_id"))
    assert [("inbound",)] == desk.rows("application", "source_category")
    assert [
        ("2026-01-10 10:00:00", "applied", "new", None),
        ("2026-01-12 10:00:00", "stage_entered", "screen", None),
        ("2026-02-10 10:00:00", "hired", "hired", None),
    ] == events(desk)
    assert [("2026-01-20 10:45:00", "completed")] == desk.rows("interview", "end_at", "status")
    assert [(None,)] == desk.rows("feedback", "submitted_at")
    assert [("accepted", None)] == desk.rows("offer", "outcome", "opening_id")


def test_lever_pages_and_webhooks(tmp_path):
    page = {"data": [{"id": "o1", "createdAt": MS, "stage": "s1", "sources": ["Job board"], "archived": None,
                      "applications": [{"posting": "p1", "requisitionForHire": {"id": "r1"}, "createdAt": MS}],
                      "stageChanges": [{"toStageId": "s1", "updatedAt": MS + 1000, "userId": "u"}]}],
            "hasNext": False}  # fmt: skip
    stages = {"data": [{"id": "s1", "text": "Screen"}, {"id": "s2", "text": "Interview"}]}
    hook = {"id": "h", "event": "candidateStageChange", "triggeredAt": MS + 5000,
            "data": {"opportunityId": "o1", "toStageId": "s2"}}  # fmt: skip
    desk = desk_of(tmp_path, LEVER, {"opportunities": page, "stages": stages, "hook": hook})

    outcome = desk.run()

    assert [] == outcome.quarantined
    assert ["applied", "stage_entered", "client_advanced", "screened", "stage_entered"] == [
        row[0] for row in desk.rows("app_event", "type")
    ]


ASHBY_ROWS: dict[str, object] = {
    "jobs": {"success": True, "results": [{"id": "j1", "status": "Open", "employmentType": "FullTime",
             "department": {"name": "Engineering"}, "updatedAt": "2026-01-05T09:00:00.000Z"}]},
    "openings": {"success": True, "results": [{"id": "op1", "openingState": "Filled", "closeReason": None,
                 "openedAt": "2026-01-06T09:00:00.000Z", "closedAt": "2026-03-01T09:00:00.000Z",
                 "latestVersion": {"jobIds": ["j1"]}}]},
    "applications": {"success": True, "results": [{"id": "a1", "createdAt": "2026-01-10T10:00:00.000Z",
                     "archivedAt": None, "job": {"id": "j1"}, "source": {"title": "Job board"},
                     "currentInterviewStage": {"title": "Screen"}, "status": "Active",
                     "applicationHistory": [{"id": "h1", "title": "Screen",
                                             "enteredStageAt": "2026-01-12T10:00:00.000Z"}]}]},
    "schedules": {"success": True, "results": [{"id": "s1", "applicationId": "a1", "status": "Complete",
                  "interviewEvents": [{"id": "e1", "startTime": "2026-01-20T10:00:00.000Z",
                                       "endTime": "2026-01-20T11:00:00.000Z"}]}]},
    "feedback": {"success": True, "results": [{"id": "f1", "applicationId": "a1", "interviewEventId": "e1",
                 "submittedAt": "2026-01-21T10:00:00.000Z",
                 "submittedValues": {"overall_recommendation": "4"}}]},
    "offers": {"success": True, "results": [{"id": "x1", "applicationId": "a1", "decidedAt": "2026-02-20T10:00:00.000Z",
               "acceptanceStatus": "Accepted", "offerStatus": "CandidateAccepted",
               "latestVersion": {"startDate": "2026-04-01", "createdAt": "2026-02-15T10:00:00.000Z",
                                 "openingId": "op1"}}]},
}  # fmt: skip


def test_ashby_pages(tmp_path):
    desk = desk_of(tmp_path, ASHBY, ASHBY_ROWS)

    outcome = desk.run()

    assert [] == outcome.quarantined
    assert 0 == outcome.rows_orphaned
    assert [("filled",)] == desk.rows("opening", "close_reason")
    assert ["applied", "stage_entered"] == [row[0] for row in desk.rows("app_event", "type")]
    assert [("completed",)] == desk.rows("interview", "status")
    assert [("advance",)] == desk.rows("feedback", "decision")
    assert [("accepted", True)] == desk.rows("offer", "outcome", "opening_id IS NOT NULL")
    assert [(date(2026, 4, 1),)] == desk.rows("hire", "planned_start")


@pytest.mark.parametrize("text", [GREENHOUSE, LEVER, ASHBY])
def test_no_column_that_is_read_holds_people(text):
    listed = allow_list(mapped(event_map(text))).splitlines()
    columns = [line.split()[0].lower() for line in listed if line.startswith("  ")]

    assert len(columns) > 50
    for word in (
        "name_",
        "last_name",
        "email",
        "phone",
        "candidate",
        "note",
        "organizer",
        "company",
    ):
        assert [] == [column for column in columns if word in column]


@needs_corpora
@pytest.mark.parametrize(("system", "text"), [("greenhouse", GREENHOUSE), ("lever", LEVER)])
def test_exports_whose_keys_resolve_to_nothing_give_orphan_reports(tmp_path, system, text):
    """The corpus has the real columns; its rows are scrambled and no key leads anywhere."""
    desk = Desk(tmp_path, text)

    outcome = desk.run(Path(str(CORPORA)) / "ats-export-shapes" / system)

    assert sum(outcome.read.values()) > 20
    assert outcome.rows_orphaned > 0
    assert desk.run(Path(str(CORPORA)) / "ats-export-shapes" / system).added == 0


@needs_corpora
def test_the_payloads_of_greenhouses_own_documentation_are_read(tmp_path):
    times = "times: [{column: offer.starts_on, table: 'webhook: offer', as: MM/DD/YYYY}]\n"
    desk = Desk(tmp_path, GREENHOUSE + times)
    payloads = json.loads((Path(str(CORPORA)) / "greenhouse-api-examples.json").read_text())
    for name, payload in payloads.items():
        desk.write(name, json.dumps(payload))

    outcome = desk.run()

    assert {"applications", "jobs", "jobs: openings", "offers", "scorecards", "scheduled interviews",
            "approval flows: groups", "webhook: application", "webhook: offer"} <= outcome.read.keys()  # fmt: skip
    assert outcome.rows_orphaned > 0
    assert b"Kate" not in b"".join(desk.bytes().values())


def test_an_interview_without_a_time_is_kept_unless_it_was_held(tmp_path):
    asked = "82,21,71,,,scheduled,2026-01-25 10:00:00,2026-01-26 12:00:00\n"
    held = "83,21,71,,,complete,2026-01-25 10:00:00,2026-01-26 12:00:00\n"
    named = "scheduled_interview"
    desk = desk_of(tmp_path, GREENHOUSE, {**WAREHOUSE, named: WAREHOUSE[named] + asked + held})

    outcome = desk.run()

    assert [("`start_at` is empty", 1)] == [(one.reason, one.rows) for one in outcome.quarantined]
    assert {("scheduled", None), ("completed", "2026-02-02 10:00:00")} == set(
        desk.rows("interview", "status", "start_at")
    )


def test_levers_interviews_say_when_they_were_cancelled(tmp_path):
    cancelled = "i2,o1,,,2026-01-16 10:00:00,2026-01-15 10:00:00\n"
    asked = "i3,o1,,,,2026-01-15 10:00:00\n"
    desk = desk_of(
        tmp_path, LEVER, {**LEVER_ROWS, "interview": f"{LEVER_ROWS['interview']}{cancelled}{asked}"}
    )

    outcome = desk.run()

    assert [] == outcome.quarantined
    assert {
        ("completed", None, "2026-01-20 10:00:00"),
        ("cancelled", "2026-01-16 10:00:00", None),
        ("scheduled", None, None),
    } == set(desk.rows("interview", "status", "cancelled_at", "start_at"))
