"""`validate` on 5,000 documents of every kind, against bare `yaml.load(f, CSafeLoader)` on the same files.

Prints ratios, cold and warm, everything included: interpreter start, imports, checks, output. The baseline
is a process of its own that does nothing but load every file. Modules are compiled before the first run
that counts, as those of an installed package are. Beside the time on the clock stands the processor's,
because parsing takes two processors or more where it finds them.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.agreements import write_agreement

ROOT = Path(__file__).parents[2]
DOCUMENTS = 5_000
ROUNDS = 5
BARE = """
import sys, pathlib, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    with path.open("rb") as file:
        yaml.load(file, yaml.CSafeLoader)
"""
AS_OF = "2026-03-31"
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
import partnership.checks.register, partnership.loading.repository, partnership.reporting
phase("import models and checks")
agreement = load_gathered(gathered)
phase("parse, make documents")
found = partnership.checks.find_all(agreement, date.fromisoformat(sys.argv[2]))
phase("links and checks")
"""


def as_installed(folder: Path) -> dict[str, str]:
    """Give the environment in which this folder's code runs compiled, with a cache of its own."""
    own = {
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    environment = os.environ | own
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def spent() -> float:
    """Give the processor's time that ended processes took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Time one process by the clock and by the processor; one that finds something is no measure."""
    before, start = spent(), time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start, spent() - before


def main() -> None:
    """Print cold and warm times as ratios to the baseline, the median of several rounds."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "agreement"
        write_agreement(root, DOCUMENTS)
        environment = as_installed(Path(folder))
        validate = [sys.executable, "-m", "partnership", "validate", str(root), "--as-of", AS_OF]
        bare = [sys.executable, "-c", BARE, str(root)]
        edited = next(root.glob("partnership/sla/*.yaml"))
        seconds(validate, environment)
        cold, warm, once, base = [], [], [], []
        for _ in range(ROUNDS):
            base.append(seconds(bare, environment))
            for file in (Path(folder) / "cache").rglob("*"):
                if file.is_file():
                    file.unlink()
            cold.append(seconds(validate, environment))
            warm.append(seconds(validate, environment))
            edited.write_text(edited.read_text() + "# edited\n")
            once.append(seconds(validate, environment))
        clock, processor = map(statistics.median, zip(*base, strict=True))
        print(
            f"validate, {DOCUMENTS:,} documents, baseline yaml.load(CSafeLoader) {clock:.2f} s, "
            f"of the processor's {processor:.2f} s, load {os.getloadavg()[0]:.1f}"
        )
        for name, times, limit in (
            ("cold", cold, "at most 1.2"),
            ("warm", warm, "at most 0.4"),
            ("warm, one file edited", once, "no limit was set"),
        ):
            taken, used = map(statistics.median, zip(*times, strict=True))
            print(
                f"  {name}: {taken:.2f} s, {taken / clock:.2f} x ({limit}), "
                f"of the processor's {used:.2f} s, {used / processor:.2f} x"
            )
        print("where the time of a cold run goes, in a process of its own:", flush=True)
        phases = [sys.executable, "-c", PHASES, str(root), AS_OF]
        subprocess.run(phases, env=environment, check=True)


if __name__ == "__main__":
    main()
