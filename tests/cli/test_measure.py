"""`partnership measure`: what it prints, what it writes, and when it stops."""

from __future__ import annotations

import shutil
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
    assert "nothing to measure: every period that is over is recorded\n" == told


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
    sla.write_text(sla.read_text() + "excused_by: [interview-feedback]\n")
    line = len(sla.read_text().splitlines())

    status, lines, told = measure(root, capsys, "--as-of", "2025-02-28", "--known", "2025-02-28")

    assert (2, ["interview-feedback 2025-01", "time-to-fill 2025-01"]) == (
        status,
        [line.split(":")[0] for line in lines],
    )
    assert (root / "records/measurements/2025-01/time-to-fill.yaml").is_file()
    assert told.startswith(
        f"error: `first-slate` is not measured: partnership/slas/first-slate.yaml:{line}: "
        "`first-slate`: `excused_by` is not measured yet"
    )
    assert 1 == len(told.splitlines())


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
