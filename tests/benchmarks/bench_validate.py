"""`validate` on 5,000 documents, against bare `yaml.load(f, CSafeLoader)` on the same files.

Prints ratios, cold and warm, everything included: interpreter start, imports, checks, output.
The baseline is a process of its own that does nothing but load every file.
"""

from __future__ import annotations

import importlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from partnership.canonical import digest
from partnership.documents import KINDS
from partnership.loading.tree import parse

DOCUMENTS = 5_000
ROUNDS = 5
BARE = """
import sys, pathlib, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    with path.open("rb") as file:
        yaml.load(file, yaml.CSafeLoader)
"""
AS_OF = "2026-03-31"
ONCE = ("Partnership", "Roles", "Scope")
LEFT_OUT = {
    *("Close", "Dispute", "CorrectiveAction", "Commercials", "Invoice", "Responsibilities"),
    *("CrisisRecord", "Disclosure", "Culture", "Survey", "SurveyResult"),
}
"""Kinds that name documents of one id, of which many cannot be numbered, or that ask for more of others."""
PHASES = """
import gc, sys, time
from datetime import date
from pathlib import Path
gc.disable()
last = time.perf_counter()

def phase(name):
    global last
    now = time.perf_counter()
    print(f"  {name}: {now - last:.2f} s")
    last = now

from partnership.loading import gather, load_gathered
gathered = gather(Path(sys.argv[1]))
phase("read files")
import partnership.checks, partnership.loading.repository, partnership.reporting
phase("import models and checks")
agreement = load_gathered(gathered)
phase("parse, make documents")
found = partnership.checks.find_all(agreement, date.fromisoformat(sys.argv[2]))
phase("links and checks")
"""
ROLES = """\
  - {id: head-of-ta, title: Head of TA, party: client, tier: tactical, contact: ta@client.example}
  - {id: ta-ops-lead, title: TA lead, party: client, tier: operational, contact: ops@client.example}
  - id: delivery-lead
    title: Delivery lead
    party: provider
    tier: operational
    contact: delivery@provider.example
"""


def write_agreement(root: Path, count: int) -> None:
    """Write an agreement of about `count` documents of all kinds, a set of ten at a time."""
    for name in ONCE:
        text = _example(name) + (ROLES if name == "Roles" else "")
        _write(root, f"partnership/{name.lower()}.yaml", text)
    several = [name for name in KINDS if name not in {*ONCE, *LEFT_OUT}]
    for number in range((count - len(ONCE)) // len(several)):
        for name in several:
            _write(root, _path(name, number), _numbered(_example(name), number))


def _path(name: str, number: int) -> str:
    if name == "Measurement":
        return f"records/measurements/2026-03/first-slate-{number}.yaml"
    folder = "records" if name in {"Relief", "Waiver"} else "partnership"
    return f"{folder}/{name.lower()}/{number}.yaml"


def _write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@cache
def _example(name: str) -> str:
    text = str(importlib.import_module(KINDS[name].__module__).EXAMPLE)
    if name != "Measurement":
        return text
    text = text.replace("out_of_order: 1", "out_of_order: 0")
    written = parse(text.encode()).value
    counts = digest({"rows": written["rows"], "gate": written["gate"]})
    return text.replace(written["digests"]["counts"], counts)


def _numbered(text: str, number: int) -> str:
    """Give a document ids of its own, and let it name others of the same number."""
    text = re.sub("(affects|sla|id): (.?)time-to-fill(?=[],.\n])", r"\1: \2first-slate", text)
    text = text.replace("{job_family: finance}", "{urgency: critical}")
    text = text.replace("subject: opening", "subject: requisition")
    text = text.replace("level_above: quarterly-review\n", "")
    text = text.replace("quarterly-review", "monthly-review").replace("provider-uk", "client-uk")
    text = text.replace("client-uk, client-uk", "client-uk")
    text = re.sub(
        "(SLA/|sla: |counted_by: )(interview-feedback|time-to-fill)", r"\1first-slate", text
    )
    text = re.sub("(channel|about): (SLA/)?(reviews|interview-feedback)", _there, text)
    return re.sub(rf"(?<![-\w])({_ids()})(?![-\w])(?!:)", rf"\1-{number}", text)


def _there(found: re.Match[str]) -> str:
    """Name what is there in place of what an example names."""
    return f"{found[1]}: {found[2] or ''}{'first-slate' if found[2] else 'daily-delivery'}"


@cache
def _ids() -> str:
    """Give the ids of all examples of which there are several, as a pattern."""
    several = [name for name in KINDS if name not in {*ONCE, *LEFT_OUT, "Measurement"}]
    return "|".join(re.findall(r"^id: (.+)$", "".join(map(_example, several)), re.MULTILINE))


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Time one process from start to end; one that finds something is no measure."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print cold and warm times as ratios to the baseline, the median of several rounds."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "agreement"
        write_agreement(root, DOCUMENTS)
        remembered = Path(folder) / "cache"
        environment = os.environ | {"XDG_CACHE_HOME": str(remembered)}
        validate = [
            sys.executable,
            "-I",
            "-m",
            "partnership",
            "validate",
            str(root),
            "--as-of",
            AS_OF,
        ]
        bare = [sys.executable, "-c", BARE, str(root)]
        edited = next(root.glob("partnership/sla/*.yaml"))
        cold, warm, once, base = [], [], [], []
        for _ in range(ROUNDS):
            base.append(seconds(bare, environment))
            for file in remembered.rglob("*"):
                if file.is_file():
                    file.unlink()
            cold.append(seconds(validate, environment))
            warm.append(seconds(validate, environment))
            edited.write_text(edited.read_text() + "# edited\n")
            once.append(seconds(validate, environment))
        baseline = statistics.median(base)
        print(
            f"validate, {DOCUMENTS:,} documents, baseline yaml.load(CSafeLoader) {baseline:.2f} s"
        )
        for name, times, limit in (
            ("cold", cold, "at most 1.2"),
            ("warm", warm, "at most 0.4"),
            ("warm, one file edited", once, "no limit was set"),
        ):
            ratio = statistics.median(times) / baseline
            print(f"  {name}: {statistics.median(times):.2f} s, {ratio:.2f} x ({limit})")
        print("where the time of a cold run goes, in a process of its own:", flush=True)
        subprocess.run([sys.executable, "-c", PHASES, str(root), AS_OF], check=True)


if __name__ == "__main__":
    main()
