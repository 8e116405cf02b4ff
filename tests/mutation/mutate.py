"""Change the clock and the judging in small ways, and see whether a test near them fails.

`make mutation` runs this with all changes (mutants) that mutmut finds there. For a part:

    make mutation MUTATION="partnership.clock"
    make mutation MUTATION="--sample 40 partnership.judging.bands partnership.judging.credits"

A change that no test notices (a survivor) is a missing test, or code that is not needed, or
harmless; the harmless ones stand in `survivors.yaml` with the reason. Any other fails the run.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name

from partnership.statistics import wilson
from tests.mutation.forks import Forks, digest_of, module_from

LISTED = Path(__file__).with_name("survivors.yaml")
BUILD = Path("build/mutants")
LAST = BUILD / "results.json"
SEEN = BUILD / "seen.json"
NEAR = {
    "partnership/clock": ["tests/clock"],
    "partnership/judging": [
        "tests/judging",
        "tests/checks/test_credits.py",
        "tests/cli/test_why.py",
        "tests/reporting/test_amounts.py",
        "tests/measuring/test_by_plan.py",
        "tests/measuring/test_volumes.py",
        "tests/reporting/test_verdicts.py",
    ],
}
SKIPPED = "tests/judging/test_foresight.py"  # years of simulated weeks before its first assertion


@dataclass(frozen=True)
class Change:
    """One mutant, told by what it changes: its number moves with every edit of its function."""

    function: str
    was: str
    now: str
    of: str = field(default="", compare=False)
    """The digest of the function as it is."""

    def __str__(self) -> str:
        return f"{self.function}\n  - was: {self.was}\n    now: {self.now}"


def main() -> int:
    """Run what the command line asks for, and compare the survivors with the list."""
    parser = argparse.ArgumentParser(description="mutation testing of clock and judging")
    parser.add_argument("modules", nargs="*", default=["partnership"], help="only what starts so")
    parser.add_argument("--sample", type=int, help="at most so many of each module, by --seed")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--survivors", action="store_true", help="only what survived last")
    parser.add_argument("--afresh", action="store_true", help="also what was run before")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--patience", type=int, default=6, help="seconds of tests for one mutant")
    parser.add_argument("--minutes", type=int, help="stop after so many")
    asked = parser.parse_args()

    root = Path.cwd()
    changes = written(asked.modules)
    names = chosen(changes, asked.sample, asked.seed)
    digests = digests_of(changes)
    before = kept(names)
    if asked.survivors:
        names = [name for name in names if before.get(name, ("", "killed"))[1] != "killed"]
    known = {} if asked.afresh or asked.survivors else known_of(names, before, digests)
    new = [name for name in names if name not in known]
    if new:
        results = run(new, digests, asked.processes, asked.patience, asked.minutes)
        os.chdir(root)
    return report(changes, known | (results if new else {}))


def digests_of(changes: Mapping[str, Change]) -> dict[str, str]:
    """Say of each mutant on what its result depends: its function, and the tests."""
    near = (Path(test) for tests in NEAR.values() for test in tests)
    tests = digest_of(
        path
        for place in near
        for path in ([place] if place.is_file() else place.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    )
    return {name: f"{changes[name].of} {tests}" for name in changes}


def kept(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give what was found before, and on what it depended."""
    found = json.loads(LAST.read_text()) if LAST.exists() else {}
    return {name: found[name] for name in names if name in found}


def known_of(
    names: Iterable[str], before: Mapping[str, tuple[str, str]], digests: Mapping[str, str]
) -> dict[str, str]:
    """Give the results that hold: until its function changes a mutant stays killed by the tests.

    What survived is asked again where a test has changed since.
    """
    found = {}
    for name in names:
        digest, result = before.get(name, ("", ""))
        same = digest.split()[:1] == digests[name].split()[:1]
        if digest == digests[name] or (same and result == "killed"):
            found[name] = result
    return found


def written(prefixes: list[str]) -> dict[str, Change]:
    """Write a copy of the source with all mutants; gives those of the modules asked for."""
    BUILD.mkdir(parents=True, exist_ok=True)
    for folder in ("partnership", "tests", "checks"):
        shutil.rmtree(BUILD / folder, ignore_errors=True)
        shutil.copytree(folder, BUILD / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy("pyproject.toml", BUILD)
    changes: dict[str, Change] = {}
    for source in NEAR:
        paths = sorted(Path(source).rglob("*.py"))
        asked = {path for path in paths if module_of(path).startswith(tuple(prefixes))}
        for path in paths if asked else ():
            code, found = mutated(path)
            (BUILD / path).write_text(code)
            if path in asked:
                changes |= {name: Change(*texts) for name, texts in found.items()}
    return changes


def mutated(path: Path) -> tuple[str, dict[str, list[str]]]:
    """Give a module with all its mutants, and what each changes; remembered until it changes."""
    source = path.read_text()
    kept = BUILD / f"{hashlib.sha256(f'{path} {source}'.encode()).hexdigest()}.json"
    if not kept.exists():
        made = mutate_file_contents(str(path), source)
        lines, spans = made.code.splitlines(), made.line_span_by_function_name
        changes = {}
        for name in made.mutant_names:
            original = f"{name.partition('__mutmut_')[0]}__mutmut_orig"
            before, after = (
                lines[spans[one].start - 1 : spans[one].end] for one in (original, name)
            )
            key = get_mutant_name(path, name)
            changes[key] = [*change(key, before, after), digest_of_lines(before)]
        kept.write_text(json.dumps([made.code, changes]))
    code, found = json.loads(kept.read_text())
    return code, found


def module_of(path: Path) -> str:
    """Give a file's name as it is imported."""
    return ".".join(path.with_suffix("").parts)


def change(name: str, before: list[str], after: list[str]) -> list[str]:
    """Tell a mutant by its function and the lines that differ, with spaces as one."""
    suffix = re.compile(r"__mutmut_\w+")
    old, new = ([suffix.sub("", line) for line in lines] for lines in (before, after))
    lines = [*difflib.ndiff(old, new)]
    was, now = (
        " ".join(" ".join(line[2:] for line in lines if line.startswith(sign)).split())
        for sign in "-+"
    )
    return [function_of(name), was, now]


def digest_of_lines(lines: list[str]) -> str:
    """Tell a function by its text."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def function_of(name: str) -> str:
    """Give the name of the function that a mutant changes, as it is written."""
    function = name.partition("__mutmut_")[0]
    return function.replace(".xǁ", ".").replace(".x_", ".").replace("ǁ", ".")


def chosen(changes: dict[str, Change], size: int | None, seed: int) -> list[str]:
    """Give all mutants, or so many of each module as the seed decides."""
    modules: dict[str, list[str]] = {}
    for name in changes:
        modules.setdefault(module_from(name), []).append(name)
    mixed = random.Random(seed)  # noqa: S311 a sample, no secret
    found = [
        name
        for names in modules.values()
        for name in mixed.sample(names, len(names) if size is None else min(size, len(names)))
    ]
    mixed.shuffle(found)
    return found


def run(
    names: list[str],
    digests: Mapping[str, str],
    processes: int,
    patience: int,
    minutes: int | None,
) -> dict[str, str]:
    """Run the mutants in the copy."""
    os.chdir(BUILD)
    here = Path.cwd()
    sys.path.insert(0, str(here))
    for module in [name for name in sys.modules if name.split(".")[0] == "partnership"]:
        del sys.modules[module]
    tests = [
        test
        for source in NEAR
        for test in NEAR[source]
        if any(module_of(Path(source)) in name for name in names)
    ]
    options = ["-q", "--tb=native", "--assert=plain", "--hypothesis-profile=brief"]
    options += ["-p", "no:cacheprovider", "-p", "no:xdist"]
    with tempfile.TemporaryDirectory() as scratch:
        until = time.time() + 60 * minutes if minutes else None
        files = here / LAST.name, here / SEEN.name
        forks = Forks(names, Path(scratch), *files, processes, patience, until, digests)
        code = pytest.main([f"--rootdir={here}", *options, f"--ignore={SKIPPED}", *tests], [forks])
    if code not in {0, 5}:
        sys.exit(int(code))
    return forks.results


def report(changes: dict[str, Change], results: dict[str, str]) -> int:
    """Print killed and total of each module, then every survivor that is not listed."""
    killed = Counter(module_from(name) for name in results if results[name] == "killed")
    total = Counter(module_from(name) for name in results)
    there = Counter(module_from(name) for name in changes)
    for module in sorted(total):
        print(f"{killed[module]:5} of {total[module]:5} ({there[module]} in all)  {module}")
    print(f"{killed.total():5} of {total.total():5} ({there.total()} in all)  killed")
    if total.total() < there.total() and (ends := wilson(killed.total(), total.total())):
        print(f"  of all {ends[0]:.1%} to {ends[1]:.1%}, where these are a sample (95%)")
    alive = Counter(changes[name] for name in results if results[name] != "killed")
    known = listed()
    new = [found for found in alive if alive[found] > known[found]]
    for found in new:
        print(f"survived, and not in {LISTED.name}: {found}")
    asked = {changes[name] for name in results}
    gone = [found for found in known if found in asked and not alive[found]]
    gone += [
        found
        for found in known
        if found.function in {c.function for c in asked} and found not in changes.values()
    ]
    for found in gone:
        print(f"in {LISTED.name}, and no survivor: {found}")
    return 1 if new or gone else 0


def listed() -> Counter[Change]:
    """Read the list."""
    groups = yaml.safe_load(LISTED.read_text()) or {}
    return Counter(
        Change(function, entry["was"], entry["now"])
        for function, entries in groups.items()
        for entry in entries
    )


if __name__ == "__main__":
    sys.exit(main())
