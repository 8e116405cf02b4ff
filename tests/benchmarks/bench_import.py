"""`import` of a million events from CSV and 300,000 from JSON, against reading the same and no more.

The baselines do what no import can do without: Python's `csv` reads every row and writes the columns
that are read here to another file; Python's `json` decodes every line. An import also reads days and
times, looks for people, maps words, issues tokens, compares with the store and writes Parquet.
Prints the time of each, their ratio, events a minute and the peak memory, which must not grow with
the rows: each size is imported in a process of its own.

    python tests/benchmarks/bench_import.py [EVENTS]
"""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from partnership.documents.event_map import EventMap
from partnership.importing.run import Plan, import_exports
from partnership.loading.document import load_document

EVENTS = 1_000_000
JSON_PART = 0.3
AT_LEAST = {"csv": 1_000_000, "json": 300_000}
"""Events a minute."""
FIRST = datetime(2025, 1, 1, 8, tzinfo=UTC)
STAGES = ("Application Review", "Phone Screen", "CV sent", "Face to Face", "Offer")
EVENT_MAP = """\
kind: EventMap
id: ats
title: The tracking system
owners: {client: ta-ops-lead, provider: delivery-lead}
effective: {from: 2025-01-01}
system: %s
time_zone: Europe/London
stages: {Application Review: new, Phone Screen: screen, CV sent: client review, Face to Face: interview,
  Offer: offer}
requisition:
  job_family: {always: engineering}
  level: {always: mid}
  location: {always: London}
  country: {always: GB}
  urgency: {always: standard}
  req_type: {always: new}
  in_scope: {always: yes}
"""


def event_map(system: str) -> EventMap:
    """Load the benchmark's map."""
    found = load_document("partnership/ats.yaml", (EVENT_MAP % system).encode()).document
    assert isinstance(found, EventMap)
    return found


def main() -> None:
    """Write exports, import them both ways, and print."""
    if len(sys.argv) == 4:
        run(*sys.argv[1:])
        return
    events = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else EVENTS
    print(
        f"{'events':>14} {'import':>9} {'baseline':>9} {'ratio':>6} {'a minute':>11} {'peak':>10}"
    )
    with tempfile.TemporaryDirectory(prefix="bench-import-") as folder:
        for form, most in (("csv", events), ("json", int(events * JSON_PART))):
            peaks = [measured(form, size, Path(folder)) for size in (most // 4, most)]
            grown = peaks[1] / peaks[0]
            print(f"{form}: four times the rows, {grown:.2f} times the memory")


def measured(form: str, size: int, folder: Path) -> int:
    """Import one size in a process of its own; return its peak memory in KiB."""
    exports = folder / f"{form}-{size}"
    exports.mkdir()
    (write_csv if form == "csv" else write_json)(exports, size)
    command = [sys.executable, __file__, form, str(size), str(exports)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    rate = size / told["import"] * 60
    enough = "ok" if rate >= AT_LEAST[form] else f"TOO SLOW, {AT_LEAST[form]:,} wanted"
    print(
        f"{size:>9,} {form:<4} {told['import']:>7.1f} s {told['baseline']:>7.1f} s"
        f" {told['import'] / told['baseline']:>6.1f} {rate:>11,.0f} {told['peak'] // 1024:>6,} MiB {enough}"
    )
    return int(told["peak"])


def run(form: str, size: str, exports: str) -> None:
    """Import, then do the baseline, and print both as JSON."""
    folder = Path(exports)
    plan = Plan(
        event_map("greenhouse" if form == "csv" else "lever"),
        [folder],
        folder / "store",
        folder / "tokens.sqlite3",
        datetime(2026, 1, 1, tzinfo=UTC),
        Random(1).randbytes,  # noqa: S311 - the same tokens each time
    )
    begun = time.perf_counter()
    outcome = import_exports(plan)
    taken = time.perf_counter() - begun
    added = outcome.tables["app_event"].added
    if added != int(size):
        raise SystemExit(f"{added} of {size} events were imported")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    (copy_csv if form == "csv" else decode_json)(folder)
    baseline = time.perf_counter() - begun
    print(json.dumps({"import": taken, "baseline": baseline, "peak": peak}))


def moves(size: int):
    """Yield stage changes: five of each application, in the order they happened."""
    for number in range(size):
        application, stage = divmod(number, len(STAGES))
        yield application, stage, FIRST + timedelta(seconds=30 * application + 90_000 * stage)


def write_csv(folder: Path, size: int) -> None:
    """Write a warehouse's stage history with the columns it has in life."""
    with (folder / "job_stage.csv").open("w") as file:
        file.write("id,name,job_id\n")
        file.writelines(f"{700 + number},{name},1\n" for number, name in enumerate(STAGES))
    with (folder / "application_history.csv").open("w") as file:
        file.write("application_id,updated_at,_fivetran_synced,new_stage_id,new_status\n")
        for application, stage, at in moves(size):
            told = at.strftime("%Y-%m-%d %H:%M:%S")
            file.write(f"{25_000_000 + application},{told},{told}.161,{700 + stage},active\n")


def write_json(folder: Path, size: int) -> None:
    """Write an API's opportunities, one a line, each with its five stage changes and much else."""
    with (folder / "stages.jsonl").open("w") as file:
        file.writelines(
            json.dumps({"id": f"stage-{number}", "text": name}) + "\n"
            for number, name in enumerate(STAGES)
        )
    changes: list[dict[str, object]] = []
    with (folder / "opportunities.jsonl").open("w") as file:
        for application, stage, at in moves(size):
            moment = int(at.timestamp() * 1000)
            changes.append(
                {
                    "toStageId": f"stage-{stage}",
                    "toStageIndex": stage,
                    "updatedAt": moment,
                    "userId": "u",
                }
            )
            if len(changes) == len(STAGES):
                found = {"id": f"opportunity-{application:09}", "name": "not read", "emails": ["not read"],
                         "createdAt": moment, "stage": f"stage-{stage}", "stageChanges": changes,
                         "applications": [], "tags": ["not read"] * 4, "links": []}  # fmt: skip
                file.write(json.dumps(found) + "\n")
                changes = []


def copy_csv(folder: Path) -> None:
    """Read every row and write three of its columns."""
    source, target = folder / "application_history.csv", folder / "copied.txt"
    with source.open(newline="") as old, target.open("w", newline="") as new:
        csv.writer(new).writerows((row[0], row[1], row[3]) for row in csv.reader(old))


def decode_json(folder: Path) -> None:
    """Decode every line."""
    with (folder / "opportunities.jsonl").open() as file:
        for line in file:
            json.loads(line)


if __name__ == "__main__":
    main()
