"""The guard on the texts of 5,000 documents: megabytes a second, and its part of `validate`'s time.

At least 8 MB a second and at most a quarter of `validate` are promised, in the processor's time of one core:
`validate` from an empty cache, everything included, against the guard's own pass over the same files.
Beside it stands a text in which every line holds a number to look at, as no agreement does.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from partnership.guard import Known, find_leaks, find_suspects
from tests.benchmarks.agreements import write_agreement
from tests.benchmarks.bench_validate import AS_OF, DOCUMENTS, as_installed, seconds

PROMISED = 8
PART = 0.25
TURNS = 5
KNOWN = Known(domains=frozenset({"client.example", "provider.example"}))
DENSE = (
    "Order 4500123456 of 2026-03-31 covers 48,250.00 GBP, cost centre 100200300, clause 12.4.1.\n"
)


def look(texts: Sequence[bytes]) -> int:
    """Look through files as `validate` does."""
    written = [text.decode("utf-8", "replace") for text in texts]
    return sum(len(find_leaks(written[at], KNOWN)) for at in find_suspects(written))


def quickest(work: Callable[[], object]) -> float:
    """Time the processor, the best of several."""
    taken = []
    for _ in range(TURNS):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def validating(root: Path, compiled: Path) -> float:
    """Give the processor's time that `validate` takes from an empty cache, the better of several."""
    command = [sys.executable, "-m", "partnership", "validate", str(root), "--as-of", AS_OF]
    environment = as_installed(compiled) | {"PARTNERSHIP_NO_CACHE": "1"}
    return min(seconds(command, environment)[1] for _ in range(TURNS))


def main() -> None:
    """Print both."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "agreement"
        write_agreement(root, DOCUMENTS)
        texts = [file.read_bytes() for file in sorted(root.rglob("*.yaml"))]
        whole = validating(root, Path(folder))
    size = sum(map(len, texts)) / 1_000_000
    taken = quickest(lambda: look(texts))
    dense = (DENSE * (1_000_000 // len(DENSE))).encode()
    hard = quickest(lambda: look([dense]))
    print(f"guard, {len(texts):,} documents of {size:.1f} MB in all, load {os.getloadavg()[0]:.1f}")
    print(f"  {size / taken:.1f} MB a second (at least {PROMISED})")
    print(f"  {taken / whole:.3f} of validate's {whole:.2f} s (at most {PART})")
    print(f"  a text of numbers alone: {len(dense) / 1_000_000 / hard:.1f} MB a second")


if __name__ == "__main__":
    main()
