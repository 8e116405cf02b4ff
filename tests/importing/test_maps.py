"""What a map says wrongly is found at its line, with what to write instead."""

from __future__ import annotations

import json

import pytest

from partnership.errors import StoreError
from partnership.importing.mapped import mapped
from partnership.importing.telling import as_text
from tests.importing.desk import Desk, event_map
from tests.importing.test_import import MAP
from tests.importing.test_systems import ASHBY, GREENHOUSE, LEVER


@pytest.mark.parametrize("text", [MAP, GREENHOUSE, LEVER, ASHBY])
def test_a_good_map_has_no_fault(text):
    assert [] == mapped(event_map(text)).faults


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (MAP, "{always: stage entered}", "{always: moved}", "`type` has no word `moved`"),
        (MAP, "{always: yes}", "{always: maybe}", "`in_scope` is `yes` or `no`, not `maybe`"),
        (MAP, "as_written: true", "as: DD", "`DD` is not a form of days or times"),
        (MAP, "as_written: true", "as: DD/MM/YY", "`DD/MM/YY` does not say of which century its years are"),
        (MAP, "recorded_at: Updated", "recorded_at: {column: Updated, as: DD}", "`DD` is not a form of days or times"),
        (MAP, "recorded_at: Updated", "recorded_at: {always: today}", "`recorded_at` needs a `column`"),
        (MAP, ", as_written: true", "", "`location` says no word of its column"),
        (MAP, "{always: mid}", "{}", "`level` needs either `column` or `always`"),
        (MAP, "otherwise: standard", "otherwise: usual", "`urgency` has no word `usual`"),
        (MAP, "P1: critical", "P1: urgent", "`urgency` has no word `urgent`"),
        (MAP, "      opened_at: Opened\n", "", "table `seats` does not say what `opened_at` is"),
        (MAP, "      opened_at: Opened\n", "      opened: Opened\n", "`opening` has no column `opened` to fill"),
        (MAP, "gives: app_event", "gives: app_event\n    when_changed: Nothing", "which no column is made from"),
        (MAP, "words_of: stages", "words_of: stages, looked_up: {table: none, by: a, take: b}",
         "there is no table `none` in this map"),
        (GREENHOUSE, "  level: {always: mid}\n", "", "does not say where a requisition's `level` comes from"),
        (GREENHOUSE, "stages:", "reads: [aplication]\nstages:", "greenhouse has no table `aplication`"),
        (GREENHOUSE, "stages:", "times: [{column: offer.sent}]\nstages:", "no day or time is read as `offer.sent`"),
        (GREENHOUSE, "stages:", "times: [{column: offer.extended_at, as: soon}]\nstages:", "`soon` is not a form"),
        (GREENHOUSE, "stages:", "times: [{column: offer.extended_at, table: x}]\nstages:",
         "`offer` is not read from a table `x`"),
        (GREENHOUSE, "stages:", "statuses: {offer.mood: {a: b}}\nstages:", "no field `offer.mood` has words"),
        (GREENHOUSE, "stages:", "statuses: {offer.outcome: {a: happy}}\nstages:", "`offer.outcome` has no word `happy`"),
        (GREENHOUSE, "stages: {", "stages: {Never seen: offer, never  seen: hired, ",
         "`Never seen` and `never  seen` are one word in an export, and mean two things here"),
        (GREENHOUSE, "stages:", "statuses: {offer.outcome: {Signed: accepted, signed: declined}}\nstages:",
         "`Signed` and `signed` are one word in an export"),
        (GREENHOUSE, "stages:", "parties: {danced: client}\nstages:", "there is no event `danced`"),
    ],
)  # fmt: skip
def test_a_fault_is_named(text, old, new, message):
    assert old in text

    found = [fault.message for fault in mapped(event_map(text.replace(old, new, 1))).faults]

    assert any(message in one for one in found), found


def test_a_map_without_tables_reads_nothing():
    [fault] = mapped(event_map("system: csv\ntime_zone: Europe/London\n")).faults

    assert "the map of a `csv` system names no table" == fault.message


def test_an_import_refuses_a_faulty_map_at_its_line(tmp_path):
    desk = Desk(tmp_path, MAP.replace("P1: critical", "P1: urgent"))
    desk.write("reqs.csv", "")

    with pytest.raises(
        StoreError, match=r"^partnership/ats\.yaml:20: `urgency` has no word `urgent`; it has"
    ):
        desk.run()


def test_a_key_is_looked_up_in_another_table_of_the_map(tmp_path):
    text = MAP.replace(
        "{column: To, words_of: stages}",
        "{column: To, words_of: stages, looked_up: {table: stages, by: id, take: name}}",
    )
    text += "  - id: stages\n    files: [stages.csv]\n"
    desk = Desk(tmp_path, text)
    desk.write("stages.csv", "id,name\n1,Phone\n")
    desk.write("moves.csv", "App,At,To\nA1,2026-03-05 09:30:00,1\nA1,2026-03-06 09:30:00,2\n")

    outcome = desk.run()

    assert [("screen",)] == desk.rows("app_event", "stage")
    [aside] = outcome.quarantined
    assert "`stage` holds a key that no row has which it is looked up in" == aside.reason


def test_rows_may_be_chosen_by_a_word(tmp_path):
    text = MAP.replace(
        "    files: [moves.csv]\n", "    files: [moves.csv]\n    only: {Kind: [Move, Jump]}\n"
    )
    desk = Desk(tmp_path, text)
    desk.write(
        "moves.csv",
        "App,At,To,Kind\nA1,2026-03-05 09:30:00,Phone,move\nA1,2026-03-06 09:30:00,Note,Note\n",
    )

    assert {"moves": 1} == desk.run().read


EACH = """\
system: csv
time_zone: Europe/London
tables:
  - id: holds
    files: [holds.json]
    gives: req_event
    each: items
    columns:
      requisition_id: ^.job
      occurred_at: when
      type: {column: kind, words: {hold: hold started, go: hold ended}}
"""


def test_the_items_of_a_list_are_rows_whatever_the_list_is_called(tmp_path):
    """Pages keep their rows under `items` as well."""
    desk = Desk(tmp_path, EACH)
    items = [{"when": "2026-02-03T10:00:00Z", "kind": "hold"}, {"when": "2026-02-05", "kind": "go"}]
    path = desk.write("holds.json", json.dumps({"job": "R1", "items": items}))

    outcome = desk.run(path)

    assert {"holds": 2} == outcome.read
    assert [("hold_started",), ("hold_ended",)] == desk.rows("req_event", "type")


def test_an_object_without_the_list_is_told(tmp_path):
    desk = Desk(tmp_path, EACH)
    path = desk.write("holds.json", json.dumps([{"job": "R1"}, {"items": []}, 7]))

    outcome = desk.run(path)

    assert {"holds.json": 2} == outcome.unknown
    assert "not read: 2 objects in holds.json that no table is made from" in as_text(outcome)


def test_two_maps_share_their_ids_where_one_says_so(tmp_path):
    desk = Desk(tmp_path, GREENHOUSE)
    desk.write(
        "job.csv",
        "id,status,created_at,updated_at\n1,open,2026-01-05 09:00:00,2026-01-06 09:00:00\n",
    )
    desk.write("department.csv", "id,name\n")
    desk.write("job_department.csv", "job_id,department_id\n")
    desk.run()
    holds = """\
system: csv
time_zone: Europe/London
ids_of: ats
tables:
  - id: holds
    files: [holds.csv]
    gives: req_event
    columns:
      requisition_id: Job
      occurred_at: Day
      type: {column: What, words: {Hold: hold started, Resume: hold ended}}
"""
    other = Desk(tmp_path, holds)
    other.map = other.map.model_copy(update={"id": "holds"})
    other.random = desk.random

    outcome = other.run(other.write("holds.csv", "Job,Day,What\n1,2026-03-02,Hold\n"))

    assert 0 == outcome.rows_orphaned
    assert desk.rows("requisition", "requisition_id") == desk.rows("req_event", "requisition_id")
