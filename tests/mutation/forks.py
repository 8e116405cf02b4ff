"""Runs the tests near each mutant in a fork of a process that has imported and collected them."""

from __future__ import annotations

import gc
import hashlib
import itertools
import json
import os
import re
import resource
import shutil
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, TypedDict

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline
from mutmut.state import state
from pydantic import BaseModel

KILLED, SURVIVED, BROKEN = 1, 0, 3
MEMORY = 4 << 30
SEEN = "seen.json"
MODULES = "modules"
"""Under this stand our modules that the tests import as they run."""


class Seen(TypedDict):
    """What a test does where nothing is changed."""

    seconds: float
    calls: list[str]
    """The functions that it calls."""


@dataclass
class Forks:
    """A pytest plugin that takes the place of the loop over the tests.

    First all tests run once, to see which functions each of them calls and how long it takes.
    Then each mutant is run with the tests that call its function, quick ones first, until one
    fails. The parent never runs a test, so nothing that a test remembers reaches a mutant.
    """

    mutants: list[str]
    scratch: Path
    kept: Path
    """Where the results are written, some at a time."""

    remembered: Path
    """Where it stands which functions each test calls, for as long as nothing changes."""

    processes: int = 1
    patience: int = 6
    """After tests of so many seconds a mutant has survived: slower ones are not asked."""

    until: float | None = None
    """When to stop, as seconds since 1970, or nothing."""

    digests: Mapping[str, str] = field(default_factory=dict)
    """By mutant: what its result depends on, which is kept with it."""

    results: dict[str, str] = field(default_factory=dict)
    """What became of each mutant: killed, survived, or called by no test."""

    killers: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By function, and by module: how many of its mutants each test killed."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the mutants, not the tests."""
        found = self._watch(session)
        callers: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            for function in found[item.nodeid]["calls"]:
                callers.setdefault(function, []).append(item)
        seconds = {test: found[test]["seconds"] for test in found}
        running: dict[int, str] = {}
        gc.collect()
        gc.freeze()  # what is collected already is shared with the forks, and stays so
        for count, mutant in enumerate(self.mutants):
            if self.until is not None and time.time() > self.until:
                break
            if len(running) >= self.processes:
                self._reap(running)
            if near := callers.get(mutant.partition("__mutmut_")[0]):
                asked = self._likely_first(mutant, self._asked(mutant, near, seconds))
                running[self._fork(mutant, asked, seconds)] = mutant
            else:
                self.results[mutant] = "no test"
            if count % 20 == 0:
                self._keep(f"{count} of {len(self.mutants)}")
        while running:
            self._reap(running)
        self._keep("all")
        return True

    def _keep(self, told: str) -> None:
        """Write the results, and say how far it is."""
        before = json.loads(self.kept.read_text()) if self.kept.exists() else {}
        new = {name: [self.digests.get(name, ""), self.results[name]] for name in self.results}
        self.kept.write_text(json.dumps({**before, **new}, indent=1))
        alive = sum(found != "killed" for found in self.results.values())
        print(f"\r{told}, {alive} alive ", end="", file=sys.stderr)

    def _watch(self, session: pytest.Session) -> dict[str, Seen]:
        """Run the tests as they are: which functions each calls, and for how long.

        What is remembered of a module of tests holds until it changes, or any file that is no test.
        """
        before = json.loads(self.remembered.read_text()) if self.remembered.exists() else {}
        modules = set(before.get(MODULES, ()))
        everything = digest_of(path for path in sources() if not path.name.startswith("test_"))
        files = {item.path for item in session.items}
        keys = {path: f"{everything} {digest_of([path])}" for path in files}
        known = {keys[path]: before[keys[path]] for path in files if keys[path] in before}
        new = [path for path in sorted(files) if keys[path] not in known]
        parts = [set(new[start :: self.processes]) for start in range(self.processes)]
        watching = {
            self._fork_to_watch([item for item in session.items if item.path in part]): part
            for part in parts
            if part
        }
        for pid, part in watching.items():
            if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
                pytest.exit("the tests fail as they are", returncode=BROKEN)
            told = json.loads((self.scratch / str(pid) / SEEN).read_text())
            known |= {keys[path]: told[str(path)] for path in part}
            modules |= {*told[MODULES]}
        self.remembered.write_text(json.dumps({MODULES: sorted(modules), **known}))
        make_ready(sorted(modules))
        return {name: found for tests in known.values() for name, found in tests.items()}

    def _fork_to_watch(self, items: list[pytest.Item]) -> int:
        """Run tests as they are in a process of their own, which writes what it has seen."""
        if pid := os.fork():
            return pid
        code = BROKEN
        try:
            self._settle(items[0].config, "stats")
            told: dict[str, Any] = {MODULES: []}
            for item, following in followed(items):
                told.setdefault(str(item.path), {})[item.nodeid] = seen(item, following)
            told[MODULES] = sorted(name for name in sys.modules if name.startswith("partnership."))
            (self.scratch / str(os.getpid()) / SEEN).write_text(json.dumps(told))
            code = 0
        finally:
            os._exit(code)

    def _asked(
        self, mutant: str, near: list[pytest.Item], seconds: dict[str, float]
    ) -> list[pytest.Item]:
        """Give the tests to run, as far as patience lasts.

        First come whole texts and what is named after the mutant's module, then quick ones.
        """
        name = f"test_{module_from(mutant).rpartition('.')[2]}"

        def rank(item: pytest.Item) -> tuple[bool, float, str]:
            is_whole = "expect_file" in item.fixturenames  # type: ignore[attr-defined]
            is_own = item.path.stem.startswith(name)
            return not (is_whole or is_own), seconds[item.nodeid], item.nodeid

        ordered = sorted(near, key=rank)
        spent = itertools.accumulate(seconds[item.nodeid] for item in ordered)
        quick = [item for item, sum_ in zip(ordered, spent, strict=True) if sum_ <= self.patience]
        return quick or ordered[:1]

    def _likely_first(self, mutant: str, tests: list[pytest.Item]) -> list[pytest.Item]:
        """Put first what noticed other changes of the function, then what noticed some beside it."""
        here, beside = (self.killers[place] for place in places_of(mutant))
        return sorted(tests, key=lambda item: (-here[item.nodeid], -beside[item.nodeid]))

    def _fork(self, mutant: str, items: list[pytest.Item], seconds: dict[str, float]) -> int:
        """Run tests with a mutant until one fails; its end tells what became of it."""
        if pid := os.fork():
            return pid
        code = BROKEN
        try:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            gc.set_threshold(
                100_000
            )  # it lives for seconds: to look for cycles costs more than they
            self._settle(items[0].config, mutant)
            code = SURVIVED
            for item, following in followed(items):
                until = int(time.process_time()) + 2 + 10 * int(seconds[item.nodeid])
                resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
                if failure(item, following):
                    (self.scratch / str(os.getpid()) / "killer").write_text(item.nodeid)
                    code = KILLED
                    break
        finally:
            os._exit(code)

    def _reap(self, running: dict[int, str]) -> None:
        """Wait for one process, and keep what it found."""
        pid, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        words = {KILLED: "killed", SURVIVED: "survived", BROKEN: "broken"}
        # A signal ends what never comes to an end, or takes all memory: a test would fail.
        mutant = running.pop(pid)
        self.results[mutant] = words.get(code, "killed")
        killer = self.scratch / str(pid) / "killer"
        if killer.exists():
            for place in places_of(mutant):
                self.killers[place][killer.read_text()] += 1
        shutil.rmtree(self.scratch / str(pid), ignore_errors=True)

    def _settle(self, config: pytest.Config, mutant: str) -> None:
        """Give a fork its mutant and its own folder."""
        trampoline.get_mutant_under_test = lambda: mutant
        folder = self.scratch / str(os.getpid())
        folder.mkdir()
        factory: pytest.TempPathFactory = config._tmp_path_factory  # type: ignore[attr-defined]
        factory._basetemp = folder


def places_of(mutant: str) -> tuple[str, str]:
    """Give the function of a mutant, and its module."""
    return mutant.partition("__mutmut_")[0], module_from(mutant)


def module_from(mutant: str) -> str:
    """Give the module of a mutant."""
    return re.split(r"\.x[_ǁ]", mutant)[0]


def followed(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Yield each test with the next."""
    yield from zip(items, [*items[1:], None], strict=True)


def failure(item: pytest.Item, following: pytest.Item | None) -> str:
    """Run a test and say how it failed; nothing where it passed."""
    for report in runtestprotocol(item, log=False, nextitem=following):
        if report.failed:
            return report.longreprtext
    return ""


def seen(item: pytest.Item, following: pytest.Item | None) -> Seen:
    """Run a test as it is; ends the process where it fails."""
    state()._stats.clear()
    started = time.process_time()
    if failed := failure(item, following):
        print(f"{item.nodeid}: {failed}", file=sys.stderr)
        os._exit(BROKEN)
    return {"seconds": time.process_time() - started, "calls": sorted(state()._stats)}


def make_ready(names: Iterable[str]) -> None:
    """Do once what each fork would do first: import modules, and build the models in them."""
    for name in names:
        with suppress(ImportError):
            import_module(name)
    models = [BaseModel]
    for model in models:
        models += model.__subclasses__()
        if model.__module__.startswith("partnership.") and not model.__pydantic_complete__:
            model.model_rebuild(raise_errors=False)


def digest_of(paths: Iterable[Path]) -> str:
    """Tell files by what is in them."""
    made = hashlib.sha256()
    for path in sorted(paths):
        made.update(f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return made.hexdigest()


def sources() -> Iterator[Path]:
    """Yield all files that a test may read."""
    for folder in ("partnership", "tests", "checks"):
        for path in Path(folder).rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                yield path
