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
from pathlib import Path

from partnership.documents import KINDS

DOCUMENTS = 5_000
ROUNDS = 5
BARE = """
import sys, pathlib, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    with path.open("rb") as file:
        yaml.load(file, yaml.CSafeLoader)
"""
ONCE = ("Partnership", "Roles", "Scope")
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
    """Write an agreement of `count` documents of all kinds whose references hold."""
    example = {name: _example(name) for name in KINDS}
    several = [name for name in KINDS if name not in ONCE]
    for number in range(count):
        name = ONCE[number] if number < len(ONCE) else several[number % len(several)]
        text = example[name] + (ROLES if name == "Roles" else "")
        if name not in ONCE:
            text = _numbered(text, number // len(several))
        folder = "records" if name in {"Measurement", "Relief", "Waiver"} else "partnership"
        file = root / folder / name.lower() / f"{number}.yaml"
        if name == "Partnership":
            file = root / "partnership" / "partnership.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def _example(name: str) -> str:
    return str(importlib.import_module(KINDS[name].__module__).EXAMPLE)


def _numbered(text: str, number: int) -> str:
    """Give a document of its own id, and let it name others of the same number."""
    text = re.sub("(affects|sla|id): (.?)time-to-fill(?=[],.\n])", r"\1: \2first-slate", text)
    ids = (
        "first-slate|time-to-fill|time-to-first-slate|client-uk|provider-uk|delivery|daily-delivery"
    )
    ids += "|faster-hiring|monthly-review|quarterly-review|one-sided-while-ramping|relief-2026-014"
    text = re.sub(rf"(?<![-\w])({ids})(?![-\w])", rf"\1-{number}", text)
    return text.replace("quarterly-review", "monthly-review").replace("provider-uk", "client-uk")


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Time one process from start to end."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Print cold and warm times as ratios to the baseline, the median of several rounds."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "agreement"
        write_agreement(root, DOCUMENTS)
        cache = Path(folder) / "cache"
        environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
        validate = [sys.executable, "-I", "-m", "partnership", "validate", str(root)]
        bare = [sys.executable, "-c", BARE, str(root)]
        cold, warm, base = [], [], []
        for _ in range(ROUNDS):
            base.append(seconds(bare, environment))
            for file in cache.rglob("*"):
                if file.is_file():
                    file.unlink()
            cold.append(seconds(validate, environment))
            warm.append(seconds(validate, environment))
        baseline = statistics.median(base)
        print(
            f"validate, {DOCUMENTS:,} documents, baseline yaml.load(CSafeLoader) {baseline:.2f} s"
        )
        for name, times, limit in (("cold", cold, 1.2), ("warm", warm, 0.4)):
            ratio = statistics.median(times) / baseline
            print(f"  {name}: {statistics.median(times):.2f} s, {ratio:.2f} x (at most {limit})")
        profile = environment | {"PARTNERSHIP_TIMINGS": "1"}
        subprocess.run(validate, env=profile, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    main()
