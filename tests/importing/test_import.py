"""Exports become event tables: mapped, counted, the same every time, and whole or not at all."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from partnership.errors import StoreError
from partnership.importing.telling import as_data, as_text
from partnership.store.duckdb import open_store
from tests.importing.desk import NOON, Desk

MAP = """\
system: csv
time_zone: Europe/London
stages: {Phone: screen, Onsite: interview}
tables:
  - id: reqs
    files: [reqs.csv]
    gives: requisition
    recorded_at: Updated
    columns:
      requisition_id: Req
      job_family: {column: Family, words: {Engineering: engineering}}
      level: {always: mid}
      location: {column: City, as_written: true}
      country: {always: GB}
      urgency: {column: Priority, words: {P1: critical}, otherwise: standard}
      req_type: Type
      in_scope: {always: yes}
  - id: seats
    files: ["seats*.csv"]
    gives: opening
    columns:
      opening_id: Seat
      requisition_id: Req
      opened_at: Opened
      closed_at: Closed
  - id: apps
    files: [apps.csv]
    gives: application
    columns:
      application_id: App
      requisition_id: Req
      source_category: {column: Source, words: {LinkedIn: sourced}}
      is_internal: {always: no}
  - id: moves
    files: [moves.csv]
    gives: app_event
    columns:
      application_id: App
      occurred_at: At
      type: {always: stage entered}
      stage: {column: To, words_of: stages}
"""
REQS = """\
Req,Family,City,Priority,Type,Updated,Hiring Manager
R1,Engineering,London,P1,new,2026-03-01 10:00:00,Avery Example
"""
SEATS = """\
Seat,Req,Opened,Closed
S1,R1,2026-03-02T09:00:00Z,
"""
APPS = """\
App,Req,Source,Candidate
A1,R1,LinkedIn,Avery Example
"""
MOVES = """\
App,At,To
A1,2026-03-05 09:30:00,Phone
A1,2026-03-30 09:30:00,onsite
"""


@pytest.fixture
def desk(tmp_path) -> Desk:
    desk = Desk(tmp_path, MAP)
    for name, text in (("reqs", REQS), ("seats", SEATS), ("apps", APPS), ("moves", MOVES)):
        desk.write(f"{name}.csv", text)
    return desk


def test_columns_become_canonical_words_and_local_times_become_utc(desk):
    outcome = desk.run()

    assert [("engineering", "London", "critical", "new", True)] == desk.rows(
        "requisition", "job_family", "location", "urgency", "req_type", "in_scope"
    )
    moved = desk.rows("app_event", "occurred_at", "stage", "precision", "actor_party", "source")
    assert [
        ("2026-03-05 09:30:00", "screen", "second", "system", "csv"),
        ("2026-03-30 08:30:00", "interview", "second", "system", "csv"),
    ] == moved
    assert 5 == outcome.added
    assert not outcome.quarantined


def test_what_the_import_writes_is_an_event_store(desk):
    desk.run()

    with open_store(desk.store) as store:
        assert {"requisition": 1, "opening": 1, "application": 1, "app_event": 2} == {
            name: rows for name, rows in store.rows.items() if rows
        }


def test_the_same_exports_twice_leave_every_byte_as_it_was(desk):
    desk.run()
    before = desk.bytes()

    again = desk.run(at=NOON + timedelta(days=1))

    assert before == desk.bytes()
    assert (0, 0) == (again.added, again.tokens)
    assert 5 == sum(count.unchanged for count in again.tables.values())


def test_a_changed_state_is_a_later_row_of_the_same_token(desk):
    desk.run()
    desk.write("seats.csv", SEATS.replace("Z,\n", "Z,2026-04-01T15:00:00Z\n"))

    again = desk.run(at=NOON + timedelta(days=1))

    rows = desk.rows("opening", "opening_id", "closed_at", "recorded_at")
    assert 1 == len({row[0] for row in rows})
    assert [None, "2026-04-01 15:00:00"] == [row[1] for row in rows]
    assert ["2026-04-01 12:00:00", "2026-04-02 12:00:00"] == [row[2] for row in rows]
    assert (1, 1) == (again.tables["opening"].added, again.tables["opening"].changed)


def test_a_row_is_taken_down_when_the_system_says_so(desk):
    desk.run()

    assert [("2026-03-01 10:00:00",)] == desk.rows("requisition", "recorded_at")


def test_a_changed_map_corrects_rows_at_the_moment_of_the_import_and_back(tmp_path, desk):
    """The system's own moment is the same, so only the import can say when this came to be known."""
    desk.run()
    other = Desk(tmp_path, MAP.replace("Engineering: engineering", "Engineering: technology"))
    other.random = desk.random

    other.run(at=NOON + timedelta(days=1))
    other.run(at=NOON + timedelta(days=2))
    desk.run(at=NOON + timedelta(days=3))
    desk.run(at=NOON + timedelta(days=4))

    assert [
        ("engineering", "2026-03-01 10:00:00"),
        ("technology", "2026-04-02 12:00:00"),
        ("engineering", "2026-04-04 12:00:00"),
    ] == desk.rows("requisition", "job_family", "recorded_at")


def test_a_correction_needs_a_moment_after_what_the_store_has(tmp_path, desk):
    desk.run()
    other = Desk(tmp_path, MAP.replace("Engineering: engineering", "Engineering: technology"))

    with pytest.raises(StoreError, match=r"1 row of `requisition` differs .* with --recorded-at"):
        other.run(at=datetime(2026, 2, 1, tzinfo=UTC))


@pytest.mark.parametrize("moment", [NOON, NOON + timedelta(days=1)], ids=["earlier", "latest"])
def test_a_row_that_changes_twice_at_one_moment_is_refused(desk, moment):
    """Whether or not the store took down a later row: the change would have no moment of its own."""
    for day, closed in enumerate(("", "2026-04-01T15:00:00Z")):
        desk.write("seats.csv", SEATS.replace("Z,\n", f"Z,{closed}\n"))
        desk.run(at=NOON + timedelta(days=day))
    before = desk.bytes()
    desk.write("seats.csv", SEATS.replace("Z,\n", "Z,2026-04-02T15:00:00Z\n"))

    with pytest.raises(StoreError, match=r"^1 row of `opening` differs from what .* at the same"):
        desk.run(at=moment)

    assert before == desk.bytes()


def test_an_older_export_read_later_adds_its_state_where_it_belongs(desk):
    newer = REQS.replace("2026-03-01", "2026-03-20").replace("London", "Leeds")
    desk.write("reqs.csv", newer)
    desk.run()
    desk.write("reqs.csv", REQS)
    desk.run(at=NOON + timedelta(days=1))
    again = desk.run(at=NOON + timedelta(days=2))

    assert [
        ("London", "2026-03-01 10:00:00"),
        ("Leeds", "2026-03-20 10:00:00"),
    ] == desk.rows("requisition", "location", "recorded_at")
    assert 0 == again.added


def test_an_unknown_stage_is_counted_named_and_set_aside(desk):
    desk.write("moves.csv", MOVES + "A1,2026-03-31 09:30:00,Panel\nA1,2026-03-31 10:30:00,Panel\n")

    outcome = desk.run()

    assert [("app_event", "stage", "Panel", 2)] == [
        (one.table, one.column, one.word, one.rows) for one in outcome.unmapped
    ]
    [aside] = outcome.quarantined
    assert ("`stage` has a word that the map does not list", 2) == (aside.reason, aside.rows)
    assert "moves.csv:4" == aside.first
    assert 2 == len(desk.rows("app_event", "event_id"))


def test_what_was_set_aside_comes_in_once_the_map_lists_it(tmp_path, desk):
    desk.write("moves.csv", MOVES + "A1,2026-03-31 09:30:00,Panel\n")
    desk.run()
    other = Desk(tmp_path, MAP.replace("Onsite: interview", "Onsite: interview, Panel: interview"))
    other.random = desk.random

    assert 1 == other.run(at=NOON + timedelta(days=1)).added


def test_a_stop_before_its_start_is_set_aside_with_table_column_and_count(desk):
    desk.write("seats.csv", SEATS + "S2,R1,2026-03-02T09:00:00Z,2026-03-01T09:00:00Z\n")

    outcome = desk.run()

    [aside] = outcome.quarantined
    assert ("opening", "`closed_at` is before `opened_at`", 1, "seats.csv:3") == (
        aside.table, aside.reason, aside.rows, aside.first,
    )  # fmt: skip
    assert 1 == len(desk.rows("opening", "opening_id"))


def test_two_different_rows_with_one_id_are_both_set_aside_and_equal_ones_are_one(desk):
    more = "S2,R1,2026-03-02T09:00:00Z,\nS2,R1,2026-03-03T09:00:00Z,\nS1,R1,2026-03-02T09:00:00Z,\n"
    desk.write("seats.csv", SEATS + more)

    outcome = desk.run()

    [aside] = outcome.quarantined
    assert ("two rows with one `opening_id` that differ", 2) == (aside.reason, aside.rows)
    assert 1 == outcome.tables["opening"].repeated
    assert 1 == len(desk.rows("opening", "opening_id"))


def test_rows_of_nothing_known_are_counted_as_orphans_and_kept(desk):
    desk.write("moves.csv", MOVES + "A9,2026-03-31 09:30:00,Phone\n")

    outcome = desk.run()

    assert {"app_event": 1} == {n: c.orphaned for n, c in outcome.tables.items() if c.orphaned}
    told = "orphaned (kept; what they name is not in the store):\n         1 app_event\n"
    assert told in as_text(outcome)
    assert 3 == len(desk.rows("app_event", "event_id"))


def test_an_orphan_finds_its_parent_in_the_store(desk):
    desk.run()

    assert 0 == desk.run(desk.folder / "exports" / "moves.csv").rows_orphaned


def test_a_missing_value_that_is_needed_is_set_aside_with_its_column(desk):
    desk.write("reqs.csv", REQS + "R2,Engineering,,P2,new,2026-03-01 10:00:00,\n")

    [aside] = desk.run().quarantined

    assert ("`location` is empty", "reqs.csv:3") == (aside.reason, aside.first)


def test_a_table_of_a_header_alone_says_that_nothing_happened(desk):
    desk.write("moves.csv", "App,At,To\n")

    desk.run()

    with open_store(desk.store) as store:
        store.require(["app_event"])
        assert 0 == store.rows["app_event"]


def test_a_dry_run_counts_and_writes_nothing(desk):
    outcome = desk.run(write=False)

    assert 5 == outcome.added
    assert not desk.store.exists()
    assert "5 rows would be added" in as_text(outcome)
    assert 5 == desk.run().added


def test_a_column_that_the_map_reads_and_the_export_lacks_is_named(desk):
    desk.write("seats.csv", "Seat,Req,Opened\nS1,R1,2026-03-02T09:00:00Z\n")

    with pytest.raises(StoreError, match=r"seats\.csv: table `seats` has no column `Closed`"):
        desk.run()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Seat,Req,Opened,Closed\nS1,R1\n", r"seats\.csv: line 2: the row has 2 values where the header names 4"),
        (b'Seat,Req,Opened,Closed\n"S1,R1,,\n', r"seats\.csv: line 2: not readable as CSV: unexpected end"),
        (b"Seat,Req,Opened,Closed\nS\xe9,R1,,\n", r"seats\.csv: the file is not UTF-8"),
        ("Seat,Req,Opened,Closed\n".encode("utf-16"), r"seats\.csv: the file is UTF-16; save it as UTF-8"),
        (b"", r"seats\.csv: the file has no header line"),
        (b"Seat,Req,Opened,Closed,Seat\n", r"seats\.csv: the header names column `Seat` twice"),
    ],
)  # fmt: skip
def test_a_file_that_breaks_half_way_stops_the_import_and_leaves_the_store(desk, content, message):
    desk.run()
    before = desk.bytes()
    desk.write("reqs.csv", REQS.replace("London", "Leeds").replace("2026-03-01", "2026-03-02"))
    (desk.folder / "exports" / "seats.csv").write_bytes(content)

    with pytest.raises(StoreError, match=message):
        desk.run(at=NOON + timedelta(days=1))

    assert before == desk.bytes()


def test_a_file_that_is_not_there_is_named(desk):
    with pytest.raises(StoreError, match=r"absent\.csv: there is no such file"):
        desk.run(desk.folder / "absent.csv")


def test_an_import_that_was_cut_off_before_its_last_file_is_finished_by_the_next(desk):
    """Tokens are kept before rows are moved, so a part that is missing comes back the same."""
    desk.run()
    before = desk.rows("app_event", "event_id", "application_id", "occurred_at")
    part = desk.store / "app_event" / "000001.parquet"
    part.unlink()
    (desk.store / ".import-left").mkdir()

    again = desk.run(at=NOON + timedelta(days=1))

    assert 2 == again.added
    assert before == desk.rows("app_event", "event_id", "application_id", "occurred_at")
    assert not (desk.store / ".import-left").exists()


KILLED = """\
import os, signal, sys
from pathlib import Path
from tests.importing.desk import Desk
from tests.importing.test_import import MAP

desk, turn, place = Desk(Path(sys.argv[1]), MAP), int(sys.argv[2]), Path.replace

def replace(path, target):
    global turn
    turn -= Path(target).is_relative_to(desk.store)
    if turn == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return place(path, target)

Path.replace = replace
desk.run()
"""
"""Imports, and kills itself just before the n-th file comes to stand in the store."""


@pytest.mark.parametrize("turn", [1, 2, 5])
def test_an_import_that_is_killed_while_it_writes_is_finished_by_the_next(desk, repository, turn):
    """The first file says by which book of tokens the store is filled; each other is a table."""
    program = [sys.executable, "-c", KILLED, str(desk.folder), str(turn)]
    killed = subprocess.run(program, cwd=repository, capture_output=True, text=True, check=False)
    assert -signal.SIGKILL == killed.returncode, killed.stderr
    assert (turn > 1) == (desk.store / ".import").exists()
    there = len(list(desk.store.glob("[!.]*/*.parquet")))
    [left] = [path for path in desk.tokens.parent.iterdir() if path.is_dir()]
    assert 0o700 == stat.S_IMODE(left.stat().st_mode)

    again = desk.run()

    assert max(0, turn - 2) == there
    assert 0 == again.tokens
    assert 0 < again.added < 6 - there
    assert 4 == len(list(desk.store.glob("[!.]*/*.parquet")))
    assert [desk.tokens] == list(desk.tokens.parent.iterdir())


def test_a_folder_whose_name_begins_with_a_dot_is_no_export(desk):
    """What an import works with may lie among the exports, where the book of tokens does."""
    desk.write(".tokens.sqlite3.import/more/reqs.csv", "Req\n1\n")

    assert 4 == desk.run().files


def test_semicolons_and_tabs_are_read_as_well(desk):
    desk.write("seats.csv", SEATS.replace(",", ";"))
    desk.write("apps.csv", APPS.replace(",", "\t"))

    assert 5 == desk.run().added


def test_a_file_of_no_known_name_is_told_and_not_read(desk):
    desk.write("people.csv", "Name,E-mail\nAvery,avery@example.com\n")

    outcome = desk.run()

    assert {"people.csv": "no table that is read has this name"} == outcome.unread


def test_the_report_says_where_every_row_went(desk):
    desk.write("moves.csv", MOVES + "A9,2026-03-31 09:30:00,Panel\n")

    outcome = desk.run()

    told = as_text(outcome)
    assert "ats (csv): 6 rows read in 4 files" in told
    assert "         2          2          0          0          0  app_event" in told
    assert "1 app_event.stage: (first at moves.csv:4)" in told
    assert "5 rows added: 1 row with unmapped words, 1 set aside, 0 orphaned" in told
    found = as_data(outcome)
    assert "partnership/import/1" == found["format"]
    first = "moves.csv:4"
    assert {"table": "app_event", "column": "stage", "rows": 1, "first": first} in found["unmapped"]
    assert json.loads(json.dumps(found)) == found


def test_events_without_an_id_are_told_apart_by_what_they_say_and_key_narrows_it(tmp_path):
    text = MAP.replace("    gives: app_event\n", "    gives: app_event\n    key: [App, To]\n")
    desk = Desk(tmp_path, text)
    path = desk.write("moves.csv", MOVES)
    desk.run(path)
    desk.write("moves.csv", MOVES.replace("2026-03-05 09:30", "2026-03-05 09:45"))

    again = desk.run(path, at=NOON + timedelta(days=1))

    assert (1, 1) == (again.added, again.tables["app_event"].changed)
    assert 2 == len({row[0] for row in desk.rows("app_event", "event_id")})


def test_the_order_of_rows_and_files_changes_nothing(tmp_path):
    """Ids get their tokens in the order of the ids, and rows are written in the order of time."""
    found = []
    for name, turn in (("forth", 1), ("back", -1)):
        desk = Desk(tmp_path / name, MAP)
        desk.write("reqs.csv", REQS)
        apps = [f"A{n},R1,LinkedIn,x\n" for n in range(50)]
        moves = [f"A{n % 50},2026-03-0{n % 9 + 1} 09:30:00,Phone\n" for n in range(300)]
        desk.write("apps.csv", APPS.splitlines(keepends=True)[0] + "".join(apps[::turn]))
        desk.write("moves.csv", "App,At,To\n" + "".join(moves[::turn]))
        desk.run()
        found.append({path: data for path, data in desk.bytes().items() if path != ".import"})

    assert found[0] == found[1]


AGGREGATES = """\
system: csv
time_zone: Europe/London
tables:
  - id: surveys
    files: [surveys.csv]
    gives: survey_aggregate
    columns:
      {period: Quarter, survey_id: Survey, audience: Who, item: Question, invited: Asked, n: Answered,
       score: Score, count: Count, country: {column: Country, as_written: [GB, DE]}}
  - id: costs
    files: [costs.csv]
    gives: cost_entry
    columns:
      {period: Month, kind: Kind, category: What, amount: Amount, currency: {always: GBP},
       comparable: {column: Comparable}}
  - id: relieved
    files: [relieved.csv]
    gives: relief_subject
    columns: {relief_id: Relief, subject: {always: opening}, token: Seat}
"""


def test_aggregates_are_imported_as_they_are_and_reliefs_name_tokens(tmp_path):
    desk = Desk(tmp_path, AGGREGATES)
    desk.write(
        "surveys.csv",
        "Quarter,Survey,Who,Question,Asked,Answered,Score,Count,Country\n"
        "2026-Q1,hiring-manager,manager,overall,50,40,5,30,GB\n"
        "2026-Q1,hiring-manager,manager,overall,50,40,4,ten,GB\n"
        "2026-Q1,hiring manager,manager,overall,50,40,3,10,GB\n",
    )
    desk.write(
        "costs.csv", "Month,Kind,What,Amount,Comparable\n2026-03,external,agency,1250.50,yes\n"
    )
    desk.write("relieved.csv", "Relief,Seat\nrelief-2026-014,S1\n")

    outcome = desk.run()

    assert [("hiring-manager", 5, 30, "GB")] == desk.rows(
        "survey_aggregate", "survey_id", "score", "count", "country"
    )
    assert {"`count` is not written as agreed": 1, "`survey_id` is not written as agreed": 1} == {
        one.reason: one.rows for one in outcome.quarantined
    }
    assert [("external", "1250.5000", True)] == desk.rows(
        "cost_entry", "kind", "CAST(amount AS VARCHAR)", "comparable"
    )
    [(relief, token)] = desk.rows("relief_subject", "relief_id", "token")
    assert "relief-2026-014" == relief
    assert token.startswith("opn_")
    with open_store(desk.store) as store:
        assert 12_505_000 == store.integers("SELECT amount FROM cost_entry")[0][0]
    assert 0 == desk.run(at=NOON + timedelta(days=1)).added


def test_a_table_of_the_store_that_cannot_be_read_is_named(desk):
    desk.run()
    (desk.store / "opening" / "000001.parquet").write_bytes(b"not parquet")

    with pytest.raises(StoreError, match=r"000001\.parquet: the file is not readable as Parquet"):
        desk.run(at=NOON + timedelta(days=1))
