"""How long `partnership --version` and `--help` take, against `python -c 'import click'`.

At most 1.3 times is promised; that is what a line does before it asks anything of a partnership.
The three take turns, so that a busy machine is busy for all of them, and the quickest run of each
counts, because nothing makes a process quicker than it is.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

PROMISED = 1.3
TURNS = 40
PYTHON = sys.executable
LINES = {
    "import click": [PYTHON, "-c", "import click"],
    "partnership --version": [str(Path(PYTHON).with_name("partnership")), "--version"],
    "partnership --help": [str(Path(PYTHON).with_name("partnership")), "--help"],
}


def quickest() -> dict[str, float]:
    """Run every line in turn; give the quickest run of each in seconds."""
    best = dict.fromkeys(LINES, float("inf"))
    for _ in range(TURNS):
        for name, line in LINES.items():
            begun = time.perf_counter()
            subprocess.run(line, stdout=subprocess.DEVNULL, check=True)
            best[name] = min(best[name], time.perf_counter() - begun)
    return best


def main() -> None:
    """Print the ratios."""
    best = quickest()
    base = best.pop("import click")
    print(f"startup: import click {base * 1000:.0f} ms")
    for name, seconds in best.items():
        print(
            f"startup: {name} {seconds * 1000:.0f} ms, {seconds / base:.2f} times (at most {PROMISED})"
        )


if __name__ == "__main__":
    main()
