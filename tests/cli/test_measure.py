"""`partnership measure`: what it prints, what it writes, and when it stops."""

from __future__ import annotations

import contextlib
import csv
import os
import pty
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import partnership.example
from partnership.cli import run
from partnership.example.simulator import SEED, simulate

EXAMPLE = Path(partnership.example.__file__).parent / "repository"


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    folder = tmp_path_factory.mktemp("measure") / "events"
    simulate(SEED, folder)
    return folder


@pytest.fixture
def root(tmp_path, events):
    folder = tmp_path / "agreement"
    shutil.copytree(EXAMPLE, folder)
    shutil.copytree(events, folder / "data/events")
    return folder


def measure(root, capsys, *arguments):
    status = run(["measure", str(root), *arguments])
    captured = capsys.readouterr()
    return status, captured.out.splitlines(), captured.err


def test_a_period_is_measured_written_and_then_left_alone(root, capsys):
    chosen = ("--period", "2025-11", "--sla", "first-slate")

    first = measure(root, capsys, *chosen, "--as-of", "2025-12-10", "--known", "2025-12-05")
    again = measure(root, capsys, *chosen, "--as-of", "2026-01-10")

    record = "records/measurements/2025-11/first-slate.yaml"
    counts = "first-slate 2025-11: standard 9/14, 64.29%; critical 6/6, 100.00%"
    assert (0, [f"{counts} (wrote {record})"], "") == first
    assert (0, [f"{counts} (unchanged since 2025-12-05)"], "") == again
    assert "known: 2025-12-05\n" in (root / record).read_text()


def test_rows_that_end_before_they_begin_are_counted_and_told(root, capsys):
    path = root / "data/events/interview.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    last = {row["interview_id"]: row for row in rows}
    for row in [*last.values()][:2]:
        row["start_at"], row["end_at"] = row["end_at"], row["start_at"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)

    reads_them = ("--sla", "interview-feedback", "--period", "2025-11")
    does_not = ("--sla", "first-slate", "--period", "2025-11")
    warning = (
        "warning: table `interview`: 2 rows have `end_at` before `start_at`, in whatever period; each"
        " day counts as it stands, so correct them at their source\n"
    )
    assert (0, warning) == measure(root, capsys, *reads_them, "--as-of", "2025-12-10")[::2]
    running = (*reads_them, "--as-of", "2025-11-20", "--running", "--dry-run")
    assert (0, warning) == measure(root, capsys, *running)[::2]
    assert (0, "") == measure(root, capsys, *does_not, "--as-of", "2025-12-10")[::2]


def test_a_dry_run_and_a_running_period_write_nothing(root, capsys):
    chosen = ("--sla", "first-slate", "--period", "2025-11")

    _, dry, _ = measure(root, capsys, *chosen, "--as-of", "2025-12-10", "--dry-run")
    _, running, _ = measure(root, capsys, *chosen, "--as-of", "2025-11-20")

    assert dry[0].endswith("(not written)")
    assert running[0].endswith("(still runs, not written)")
    assert not (root / "records").exists()


def test_by_default_every_period_that_is_over_is_measured_once(root, capsys):
    _, lines, _ = measure(root, capsys, "--as-of", "2025-02-28", "--known", "2025-02-28")
    status, again, told = measure(root, capsys, "--as-of", "2025-02-28")

    assert ["first-slate 2025-01", "interview-feedback 2025-01", "time-to-fill 2025-01"] == [
        line.split(":")[0] for line in lines
    ]
    assert (0, []) == (status, again)
    assert told == (
        "nothing to measure: every period that is over on 2025-02-28 is recorded; `--again` looks for"
        " rows that came late\n"
    )


def test_without_a_day_of_knowledge_the_store_is_read_as_known_on_the_day_judged(root, capsys):
    chosen = ("--period", "2025-11", "--sla", "first-slate", "--dry-run")
    with (root / "data/events/requisition.csv").open("a", encoding="utf-8") as file:
        file.write(later_scope(root))

    _, then, _ = measure(root, capsys, *chosen, "--as-of", "2025-12-10")
    _, since, _ = measure(root, capsys, *chosen, "--as-of", "2025-12-10", "--known", "2026-01-31")

    assert (
        "first-slate 2025-11: standard 9/14, 64.29%; critical 6/6, 100.00% (not written)"
        == (then[0])
    )
    assert (
        "first-slate 2025-11: standard nothing counted; critical nothing counted (not written)"
        == (since[0])
    )


def later_scope(root):
    """Every requisition again, taken out of scope by a row recorded in 2026."""
    with (root / "data/events/requisition.csv").open(encoding="utf-8", newline="") as file:
        last = {row["requisition_id"]: row for row in csv.DictReader(file)}
    later = {"in_scope": "false", "recorded_at": "2026-01-20T09:00:00Z"}
    return "".join(f"{','.join((row | later).values())}\n" for row in last.values())


@pytest.mark.parametrize("option", ["--as-of", "--known"])
def test_no_day_to_come_is_known(option, root, capsys):
    status, lines, told = measure(root, capsys, option, "2199-01-31")

    assert (2, []) == (status, lines)
    assert f"error: {option} 2199-01-31: today is " in told
    assert "leave it out, or name a day that has come" in told
    assert not (root / "records").exists()


def test_a_period_that_is_not_over_on_the_day_of_knowledge_is_not_written(root, capsys):
    chosen = ("--period", "2025-11", "--sla", "first-slate", "--as-of", "2026-01-10")

    status, lines, _ = measure(root, capsys, *chosen, "--known", "2025-11-28")

    assert 0 == status
    assert lines[0].endswith("(still runs, not written)")
    assert not (root / "records").exists()


def test_looking_back_is_printed_and_replaces_no_later_record(root, capsys):
    chosen = ("--period", "2025-11", "--sla", "first-slate")
    measure(root, capsys, *chosen, "--as-of", "2025-12-10")
    with (root / "data/events/requisition.csv").open("a", encoding="utf-8") as file:
        file.write(later_scope(root))
    _, corrected, _ = measure(root, capsys, *chosen, "--as-of", "2026-01-31")

    _, back, _ = measure(root, capsys, *chosen, "--known", "2025-12-05")
    _, unnamed, _ = measure(root, capsys, "--sla", "first-slate", "--known", "2025-12-05")

    assert corrected[0].endswith("(wrote records/measurements/2025-11/first-slate.r1.yaml)")
    counts = "first-slate 2025-11: standard 9/14, 64.29%; critical 6/6, 100.00%"
    outcome = "as known on 2025-12-05, not written: it is recorded as known on 2026-01-31"
    assert [f"{counts} ({outcome})"] == back
    assert not any("2025-11:" in line for line in unnamed)
    records = (root / "records/measurements/2025-11").iterdir()
    assert ["first-slate.r1.yaml", "first-slate.yaml"] == sorted(path.name for path in records)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--sla", "no-such"), "there is no SLA `no-such`; there are `candidate-nps`"),
        (("--period", "2031-01"), "no SLA is measured for `2031-01`, as of 2026-07-10"),
        (("--period", "March"), "`March` is not a period; write `2026-03`"),
        (("--store", "/nowhere"), "there is no event store; import events first"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(arguments, message, root, capsys):
    status, lines, told = measure(root, capsys, "--as-of", "2026-07-10", *arguments)

    assert (2, []) == (status, lines)
    assert message in told


def test_a_table_that_was_lost_is_told_and_not_counted_as_zero(root, capsys):
    (root / "data/events/opening.csv").unlink()

    status, lines, told = measure(root, capsys, "--period", "2025-12", "--as-of", "2026-07-10")

    assert (2, []) == (status, lines)
    assert "there is no table `opening`, which is read; add `opening.csv`" in told
    assert not (root / "records").exists()


def test_a_broken_document_stops_measuring(root, capsys):
    sla = root / "partnership/slas/first-slate.yaml"
    sla.write_text(sla.read_text().replace("statistic:", "statisitc:"))

    status, _, told = measure(root, capsys, "--as-of", "2026-07-10")

    assert 2 == status
    assert "first-slate.yaml cannot be read as written, so nothing is measured" in told
    assert not (root / "records").exists()


def test_one_promise_that_cannot_be_counted_keeps_no_other_from_being_measured(root, capsys):
    sla = root / "partnership/slas/first-slate.yaml"
    sla.write_text(
        sla.read_text().replace("pauses: [hold]", "pauses: [hold]\nexcused_by: [nowhere]")
    )

    status, lines, told = measure(root, capsys, "--as-of", "2025-02-28", "--known", "2025-02-28")

    assert (2, ["interview-feedback 2025-01", "time-to-fill 2025-01"]) == (
        status,
        [line.split(":")[0] for line in lines],
    )
    assert (root / "records/measurements/2025-01/time-to-fill.yaml").is_file()
    assert told.startswith(
        "error: `first-slate` is not measured: partnership/slas/first-slate.yaml:30: there is no SLA"
        " `nowhere`"
    )
    assert 1 == len(told.splitlines())


def chosen_lines(root, capsys, *arguments):
    return measure(
        root,
        capsys,
        "--sla",
        "first-slate",
        "--period",
        "2025-11",
        "--as-of",
        "2025-12-10",
        *arguments,
    )


def test_explain_prints_each_dialect_and_the_stores_plan_and_writes_nothing(root, capsys):
    status, lines, told = chosen_lines(root, capsys, "--explain")

    text = "\n".join(lines)
    assert (0, "") == (status, told)
    assert text.startswith("-- first-slate 2025-11, statement 1 of ")
    for heading in ("-- DuckDB\nWITH ", "-- PostgreSQL\nWITH ", "-- Spark\nWITH "):
        assert heading in text
    assert all(parameter in text for parameter in (" $p0", " %(p0)s", " :p0"))
    assert "\n-- Parameters\n-- p0 = " in text
    assert "CTE Name: subjects" in text.partition("-- Plan of DuckDB")[2]
    assert not (root / "records").exists()


def events_at(root, text):
    """Write `events` into the agreement."""
    path = root / "partnership/partnership.yaml"
    path.write_text(f"{path.read_text().rstrip()}\n{text}\n")


def test_the_command_line_wins_over_the_environment_and_that_over_the_agreement(
    root, capsys, monkeypatch
):
    shutil.move(root / "data/events", root / "kept")
    expected = "first-slate 2025-11: standard 9/14"

    events_at(root, "events: {at: kept}")
    status, lines, _ = chosen_lines(root, capsys, "--dry-run")
    assert (0, expected) == (status, lines[0][: len(expected)])

    monkeypatch.setenv("PARTNERSHIP_EVENTS", "/nowhere/in-particular")
    status, _, told = chosen_lines(root, capsys, "--dry-run")
    assert (2, True) == (status, "/nowhere/in-particular: there is no event store" in told)

    status, lines, _ = chosen_lines(root, capsys, "--dry-run", "--store", str(root / "kept"))
    assert (0, expected) == (status, lines[0][: len(expected)])


def test_a_warehouses_own_names_are_read_as_the_agreement_maps_them(root, capsys):
    import duckdb

    with duckdb.connect(str(root / "warehouse.duckdb")) as connection:
        connection.execute("CREATE SCHEMA hr")
        for path in (root / "data/events").glob("*.csv"):
            name = "hr.requests" if path.stem == "requisition" else path.stem
            connection.execute(
                f"CREATE TABLE {name} AS FROM read_csv('{path}', header = true, all_varchar = true)"
            )
        connection.execute("ALTER TABLE hr.requests RENAME requisition_id TO request")
        connection.execute("ALTER TABLE hr.requests ADD COLUMN manager_email VARCHAR")
    shutil.rmtree(root / "data/events")
    events_at(
        root,
        "events:\n  at: warehouse.duckdb\n  tables:\n    requisition:\n"
        "      {table: hr.requests, columns: {requisition_id: request}}",
    )

    status, lines, told = chosen_lines(root, capsys, "--known", "2025-12-05")

    record = "records/measurements/2025-11/first-slate.yaml"
    assert (
        0,
        [f"first-slate 2025-11: standard 9/14, 64.29%; critical 6/6, 100.00% (wrote {record})"],
        "",
    ) == (
        status,
        lines,
        told,
    )


def watched(*command):
    """Run a command with a terminal for what it tells: the status, the lines, and what was seen."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as work:
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):  # the terminal is gone when the work is done
            while chunk := os.read(ours, 4096):
                seen += chunk
        assert work.stdout
        lines = work.stdout.read().decode().splitlines()
    os.close(ours)
    return work.returncode, lines, seen


def test_long_work_shows_how_far_it_is_to_whoever_watches(root):
    command = [sys.executable, "-m", "partnership", "measure", str(root), "--as-of", "2026-07-10"]
    command += ["--sla", "time-to-fill", "--sla", "first-slate", "--dry-run"]

    status, lines, seen = watched(*command)

    assert 0 == status
    assert len(lines) > 30
    assert re.search(rb"[a-z-]+ 202[56]-\S+ .*[0-9]+%", seen)


def test_which_table_is_checked_is_shown_to_whoever_watches(root):
    at_once = "from partnership.cli import progress, run; progress.PATIENCE = 0; "
    asked = ["measure", str(root), "--as-of", "2026-07-10", "--sla", "first-slate", "--dry-run"]

    status, _, seen = watched(sys.executable, "-c", f"{at_once}raise SystemExit(run({asked}))")

    assert 0 == status
    assert b"checking the events: " in seen


def test_a_record_changed_by_hand_is_not_confirmed(root, capsys):
    chosen = ("--period", "2025-11", "--sla", "first-slate", "--as-of", "2025-12-10")
    measure(root, capsys, *chosen)
    record = root / "records/measurements/2025-11/first-slate.yaml"
    record.write_text(record.read_text().replace("numerator: 9\n", "numerator: 14\n"))

    status, lines, told = measure(root, capsys, *chosen)

    assert (2, []) == (status, lines)
    assert (
        "records/measurements/2025-11/first-slate.yaml: its counts differ from their digest, "
        "so the record was changed after it was measured; restore the file from git"
    ) in told


def test_days_are_of_three_centuries(root, capsys):
    status, lines, told = measure(root, capsys, "--as-of", "9999-12-31")

    assert (2, []) == (status, lines)
    assert "`9999-12-31` is not a day from 1900 to 2199" in told


COST_METRIC = """\
kind: Metric
id: cost-per-hire
title: Cost per hire
owners: {client: head-of-ta, provider: delivery-lead}
effective: {from: 2025-01-01}
intent: Hiring is paid for once.
type: cost
subject: hire
unit: currency
direction: lower is better
population: in scope
exclusions: []
amount: [internal cost, external cost]
per: [hires]
"""
COST_SLA = """\
kind: SLA
id: cost-per-hire
title: Cost per hire
owners: {client: head-of-ta, provider: delivery-lead}
effective: {from: 2025-01-01}
owed_by: provider
class: kpi
metric: cost-per-hire
statistic: ratio of sums
window: month
placed_by: stop
calendar: provider-uk
targets:
  - {id: all, expected: 5000, minimum: 6000}
"""


@pytest.mark.parametrize("more", [(), ("--explain",)])
def test_events_of_one_promise_that_cannot_be_added_up_keep_no_other_from_being_measured(
    more, root, capsys
):
    (root / "partnership/metrics/cost-per-hire.yaml").write_text(COST_METRIC)
    (root / "partnership/slas/cost-per-hire.yaml").write_text(COST_SLA)
    (root / "data/events/cost_entry.csv").write_text(
        "period,kind,category,amount,currency,comparable,recorded_at,source\n"
        "2025-11,external,agency,4000,GBP,true,2025-12-01T09:00:00Z,csv\n"
        "2025-11,external,board,300,USD,true,2025-12-01T09:00:00Z,csv\n"
    )
    chosen = ("--period", "2025-11", "--sla", "cost-per-hire", "--sla", "first-slate")

    status, lines, told = measure(root, capsys, *chosen, "--as-of", "2026-02-10", *more)

    record = root / "records/measurements/2025-11/first-slate.yaml"
    assert 2 == status
    assert told.startswith("error: `cost-per-hire` is not measured: ")
    assert "column `currency` holds `USD` in 1 of the 2 entries counted" in told
    assert 1 == len(told.splitlines())
    assert any("first-slate 2025-11" in line for line in lines)
    assert (not more) == record.is_file()
    assert not (record.parent / "cost-per-hire.yaml").exists()


def test_a_store_that_is_lost_on_the_way_stops_with_nothing_written(root, capsys):
    (root / "data/events/interview.csv").unlink()

    status, lines, told = measure(root, capsys, "--period", "2025-11", "--as-of", "2026-02-10")

    assert (2, []) == (status, lines)
    assert "there is no table `interview" in told
    assert not (root / "records").exists()


def test_without_room_for_a_record_nothing_is_half_written_and_the_next_run_goes_on(root, tmp_path):
    """No file may grow beyond a limit, as on a full disk: a record is longer."""
    chosen = ["--period", "2025-11", "--sla", "first-slate", "--as-of", "2026-02-10"]
    command = [sys.executable, "-m", "partnership", "measure", str(root), *chosen]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}

    stopped = subprocess.run(
        command,
        env=environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert 2 == stopped.returncode, stopped.stderr
    assert stopped.stderr.startswith("error: cannot write "), stopped.stderr
    assert 1 == len(stopped.stderr.splitlines())
    assert [] == [path for path in root.glob("records/**/*") if path.is_file()]
    subprocess.run(command, env=environment, capture_output=True, check=True)
    assert (root / "records/measurements/2025-11/first-slate.yaml").is_file()
