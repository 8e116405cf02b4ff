"""Runs the tests near each mutant in a fork of a process that has imported and collected them."""

from __future__ import annotations

import gc
import itertools
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline
from mutmut.state import state

KILLED, SURVIVED, BROKEN = 1, 0, 3
MEMORY = 4 << 30


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

    processes: int = 1
    patience: int = 8
    """After tests of so many seconds a mutant has survived: slower ones are not asked."""

    until: float | None = None
    """When to stop, as seconds since 1970, or nothing."""

    results: dict[str, str] = field(default_factory=dict)
    """What became of each mutant: killed, survived, or called by no test."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the mutants, not the tests."""
        seen = self._watch(session)
        items = {item.nodeid: item for item in session.items}
        running: dict[int, str] = {}
        gc.collect()
        gc.freeze()  # what is collected already is shared with the forks, and stays so
        for count, mutant in enumerate(self.mutants):
            if self.until is not None and time.time() > self.until:
                break
            near = seen["calls"].get(mutant.partition("__mutmut_")[0])
            if not near:
                self.results[mutant] = "no test"
                continue
            ordered = self._quick_ones(near, seen["seconds"])
            limits = [5 + 10 * int(seen["seconds"][name]) for name in ordered]
            if len(running) >= self.processes:
                self._reap(running)
            running[self._fork(mutant, [items[name] for name in ordered], limits)] = mutant
            if count % 20 == 0:
                alive = sum(found != "killed" for found in self.results.values())
                self.kept.write_text(json.dumps(self.results, indent=1))
                print(f"\r{count} of {len(self.mutants)}, {alive} alive ", end="", file=sys.stderr)
        while running:
            self._reap(running)
        self.kept.write_text(json.dumps(self.results, indent=1))
        return True

    def _watch(self, session: pytest.Session) -> dict[str, dict[str, Any]]:
        """Run all tests as they are, in a fork: which call what, and for how long."""
        told = self.scratch / "seen.json"
        if pid := os.fork():
            _, status = os.waitpid(pid, 0)
            if os.waitstatus_to_exitcode(status) != 0:
                pytest.exit("the tests fail as they are", returncode=BROKEN)
            return json.loads(told.read_text())
        calls: dict[str, list[str]] = {}
        seconds: dict[str, float] = {}
        self._settle(session.config, "stats")
        for item, following in followed(session.items):
            state()._stats.clear()
            started = time.process_time()
            if failed := failure(item, following):
                print(f"{item.nodeid}: {failed}", file=sys.stderr)
                os._exit(BROKEN)
            seconds[item.nodeid] = time.process_time() - started
            for function in state()._stats:
                calls.setdefault(function, []).append(item.nodeid)
        told.write_text(json.dumps({"calls": calls, "seconds": seconds}))
        os._exit(0)

    def _quick_ones(self, near: list[str], seconds: dict[str, float]) -> list[str]:
        """Give the tests to run, quick ones first, as far as patience lasts."""
        ordered = sorted(near, key=lambda name: (seconds[name], name))
        spent = itertools.accumulate(seconds[name] for name in ordered)
        return [
            name
            for index, (name, sum_) in enumerate(zip(ordered, spent, strict=True))
            if sum_ <= self.patience or not index
        ]

    def _fork(self, mutant: str, items: list[pytest.Item], limits: list[int]) -> int:
        """Run tests with a mutant until one fails; its end tells what became of it."""
        if pid := os.fork():
            return pid
        code = BROKEN
        try:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            self._settle(items[0].config, mutant)
            code = SURVIVED
            for (item, following), limit in zip(followed(items), limits, strict=True):
                until = int(time.process_time()) + limit
                resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
                if failure(item, following):
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
        self.results[running.pop(pid)] = words.get(code, "killed")
        shutil.rmtree(self.scratch / str(pid), ignore_errors=True)

    def _settle(self, config: pytest.Config, mutant: str) -> None:
        """Give a fork its mutant and its own folder."""
        trampoline.get_mutant_under_test = lambda: mutant
        folder = self.scratch / str(os.getpid())
        folder.mkdir()
        factory: pytest.TempPathFactory = config._tmp_path_factory  # type: ignore[attr-defined]
        factory._basetemp = folder


def followed(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Yield each test with the next."""
    yield from zip(items, [*items[1:], None], strict=True)


def failure(item: pytest.Item, following: pytest.Item | None) -> str:
    """Run a test and say how it failed; nothing where it passed."""
    for report in runtestprotocol(item, log=False, nextitem=following):
        if report.failed:
            return report.longreprtext
    return ""
