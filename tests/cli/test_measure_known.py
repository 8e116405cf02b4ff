"""`partnership measure` on a small store: what is known, since when, and what is measured again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from partnership.cli import run
from tests.checks.agreements import passing
from tests.measuring.stores import CALENDAR, FILL, HEAD, Events, terms

PARTNERSHIP = passing("relief-inside-band")["partnership/partnership.yaml"]
METRIC = f"kind: Metric\nid: it\n{HEAD}intent: Speed.\n{FILL}"
SLA = f"kind: SLA\nid: it\n{HEAD}owed_by: provider\nclass: kpi\nmetric: it\ncalendar: uk\n{terms()}"


def events():
    found = Events(recorded="2026-03-10 12:00")
    found.opening("2026-03-02 09:00", "2026-03-09 09:00")
    found.opening("2026-03-03 09:00")
    return found


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "agreement"
    (root / "partnership").mkdir(parents=True)
    texts = {"partnership": PARTNERSHIP, "calendar": CALENDAR, "metric": METRIC, "sla": SLA}
    for name, text in texts.items():
        (root / f"partnership/{name}.yaml").write_text(text)
    events().write(root / "data/events")
    return root


@pytest.fixture
def measure(root, capsys):
    def ask(*arguments):
        status = run(["measure", str(root), *arguments])
        captured = capsys.readouterr()
        return status, captured.out.splitlines(), captured.err

    return ask


def test_before_anything_was_recorded_nothing_is_counted(root, measure):
    status, lines, told = measure("--period", "2026-01", "--known", "2026-02-10")

    assert (2, []) == (status, lines)
    assert told == (
        "error: nothing was known on 2026-02-10: no row of `application`, `offer`, `opening`,"
        " `requisition` is recorded by then, so nothing is measured; name a later day with --known\n"
    )
    assert not (root / "records").exists()


def test_a_run_that_is_killed_leaves_whole_records_and_the_next_goes_on(root, tmp_path, measure):
    """Killed once the first record is there; what the next run adds makes one run's bytes."""
    records = root / "records/measurements"
    asked = ("--as-of", "2026-10-01")
    command = [sys.executable, "-m", "partnership", "measure", str(root), *asked]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as work:
        while work.poll() is None and not any(records.glob("*/*.yaml")):
            time.sleep(0.001)
        work.send_signal(signal.SIGKILL)
    kept = written(records)

    status, lines, _ = measure(*asked)
    found = written(records)
    for path in found:
        path.unlink()
    measure(*asked)

    assert (-signal.SIGKILL, 0) == (work.returncode, status)
    assert 0 < len(kept) < 21 == len(found)
    assert 21 - len(kept) == len(lines)
    assert found == found | kept
    assert found == written(records)


def test_rows_that_came_late_are_found_by_counting_again(root, measure):
    day = ("--as-of", "2026-05-04")
    measure(*day)
    late = events()
    late.opening("2026-03-04 09:00", "2026-03-10 09:00")
    late.write(root / "data/events")

    _, unasked, _ = measure(*day)
    _, lines, _ = measure(*day, "--again")

    assert [] == unasked
    changed = [line for line in lines if "unchanged since" not in line]
    assert 1 == len(changed)
    assert changed[0].startswith("it 2026-04: all 2/3")
    assert changed[0].endswith("(wrote records/measurements/2026-04/it.r1.yaml)")


def test_one_metric_is_measured_by_every_promise_that_counts_it(root, measure):
    (root / "partnership/other.yaml").write_text(SLA.replace("id: it", "id: other"))
    chosen = ("--period", "2026-03", "--as-of", "2026-05-04", "--dry-run")

    _, lines, _ = measure(*chosen, "--metric", "it")
    status, nothing, told = measure(*chosen, "--metric", "itt")

    assert ["it 2026-03", "other 2026-03"] == [line.partition(":")[0] for line in lines]
    assert (2, []) == (status, nothing)
    assert "error: there is no metric `itt`; did you mean `it`?\n" == told


def written(folder):
    return {path: path.read_bytes() for path in folder.glob("*/*.yaml")}
