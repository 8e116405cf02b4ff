"""`partnership log` over 5,000 commits and 8,000 versions, against git and one parse of every version.

The baseline is one process that runs `git log --raw -z` and `git cat-file --batch` and loads every
distinct blob with `yaml.load(f, CSafeLoader)`. Then the same again with nothing new, and 50,000
commits of which one in a hundred touches the agreement, with the peak of memory. Times are those of
the processor, the best of several: others who use the machine lengthen them less.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.history.stories import FILES, SLA

ROUNDS = 3
COMMAND = Path(sys.executable).with_name("partnership")
BEGUN = 1_767_600_000
BARE = """
import subprocess, sys, yaml
git = ["git", "-C", sys.argv[1]]
told = subprocess.run([*git, "log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev",
    "--format=%H", "HEAD", "--", "partnership", "records"], capture_output=True).stdout
blobs = {word for part in told.split(b"\\0") if part.lstrip(b"\\n").startswith(b":")
    for word in part.lstrip(b"\\n").split(b" ")[2:4] if word.strip(b"0")}
said = subprocess.run([*git, "cat-file", "--batch"], input=b"\\n".join(sorted(blobs)) + b"\\n",
    capture_output=True).stdout
start = 0
while start < len(said):
    begin = said.index(b"\\n", start) + 1
    size = int(said[start:begin - 1].rpartition(b" ")[2])
    yaml.load(said[begin:begin + size], yaml.CSafeLoader)
    start = begin + size + 1
"""


def write_history(root: Path, commits: int, documents: int, touching: int, extra: int) -> None:
    """Write a history by `git fast-import`.

    Args:
        root: Where to.
        commits: How many commits.
        documents: How many SLAs the first commit has.
        touching: Every so many-th commit changes the agreement; the others another file.
        extra: So many of those that do change a second document.

    """
    root.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(root)], check=True)
    stream = b"".join(_stream(commits, documents, touching, extra))
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=stream, check=True)
    subprocess.run(["git", "-C", str(root), "reset", "--quiet", "--hard", "main"], check=True)


def _stream(commits: int, documents: int, touching: int, extra: int) -> Iterator[bytes]:
    first = {path: text for path, text in FILES.items() if "slas" not in path}
    first |= {_path(number): _sla(number, 0) for number in range(documents)}
    yield _commit(0, "Agree: the first terms", first)
    spare = extra
    for number in range(1, commits):
        if number % touching:
            yield _commit(number, "Change something else", {"notes.txt": f"{number}\n"})
            continue
        files = {_path(number % documents): _sla(number % documents, number)}
        if spare:
            spare -= 1
            other = (number + documents // 2) % documents
            files[_path(other)] = _sla(other, number)
        yield _commit(number, f"Agree: change {number}", files)


def _commit(number: int, message: str, files: dict[str, str]) -> bytes:
    who = f"Client vendor manager <vendor-manager@client.example> {BEGUN + 60 * number} +0000"
    parts = [
        "commit refs/heads/main\n",
        f"author {who}\ncommitter {who}\n",
        f"data {len(message.encode())}\n{message}\n",
    ]
    for path, text in files.items():
        parts.append(f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n")
    return "".join(parts).encode()


def _path(number: int) -> str:
    return f"partnership/slas/{number}.yaml"


def _sla(number: int, change: int) -> str:
    """Give an SLA as a change leaves it: another limit, and now and then another level."""
    text = SLA.replace("id: first-slate", f"id: slate-{number}")
    text = text.replace("within: 7 business", f"within: {7 + change % 90} business")
    return re.sub("expected: 90%", f"expected: {80 + change % 19}%", text, count=1)


def spent(command: list[str], environment: dict[str, str]) -> float:
    """Give the processor time of a process and of those it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print ratios, and the peak of memory of the long history."""
    with tempfile.TemporaryDirectory() as folder:
        root, long = Path(folder) / "acme", Path(folder) / "long"
        write_history(root, 5_000, 300, 1, 2_700)
        bare, log = [sys.executable, "-c", BARE, str(root)], [str(COMMAND), "log", "--folder"]
        bases, logs, again = [], [], []
        for turn in range(ROUNDS):
            environment = os.environ | {"XDG_CACHE_HOME": str(Path(folder) / f"cache{turn}")}
            bases.append(spent(bare, environment))
            logs.append(spent([*log, str(root)], environment))
            again.append(spent([*log, str(root)], environment))
        print(
            f"log, 5,000 commits and 8,000 versions: {min(logs) / min(bases):.2f} x git and one "
            f"parse of each (at most 1.3); nothing new: {min(again):.2f} s (at most 0.5)"
        )
        write_history(long, 50_000, 100, 100, 0)
        environment = os.environ | {"XDG_CACHE_HOME": str(Path(folder) / "cache")}
        took = spent([*log, str(long)], environment)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"log, 50,000 commits of which 1% touch the agreement: {took:.2f} s (at most 5), "
            f"peak of all runs {peak:,.0f} MiB"
        )


if __name__ == "__main__":
    main()
