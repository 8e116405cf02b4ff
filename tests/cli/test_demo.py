"""`partnership demo`: the same on every machine, and everything it says works when pasted."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from partnership.checks import find_all
from partnership.cli import demo as demo_command
from partnership.cli import run
from partnership.cli.handbook import PORT
from partnership.documents import Measurement
from partnership.example.demo import AS_OF, EVENTS, known_on, months, write_demo
from partnership.judging import judge
from partnership.loading import load
from partnership.measuring.measurements import measure
from partnership.store.duckdb import open_store

pytestmark = pytest.mark.needs_program("git")

BREACHES = {
    ("client", "interview-feedback", "all", "2025-11"),
    ("provider", "first-slate", "standard", "2025-11"),
    ("provider", "time-to-fill", "standard", "2025-12"),
}
PATIENCE = 600
CALL = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from partnership.cli import run; sys.argv[0] = 'partnership'; sys.exit(run(sys.argv[1:]))"
)
"""Shells let what they start in the background ignore an interruption; it must not here."""


def git(folder, *arguments):
    return subprocess.run(
        ["git", "-C", folder, *arguments], capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="session")
def demos(tmp_path_factory):
    """Two demos written at once in unlike surroundings; all workers of a run share them.

    The second serves its handbook, beside something else at the usual port, until it is interrupted.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "demos"
    try:
        shared.mkdir()
    except FileExistsError:
        _wait_for(shared / "done")
        return shared
    strange = shared / "home"
    (strange / ".config/git").mkdir(parents=True)
    (strange / ".config/git/config").write_text(
        "[user]\n name = Someone\n email = someone@else.example\n"
        "[commit]\n gpgSign = true\n[core]\n autocrlf = true\n[init]\n defaultBranch = trunk\n"
    )
    plain = {"PATH": os.environ["PATH"], "HOME": str(shared / "nowhere")}
    other = {**plain, "HOME": str(strange), "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    with ExitStack() as files:

        def begin(
            name: str, folder: list[str], surroundings: dict[str, str]
        ) -> subprocess.Popen[bytes]:
            streams = {
                key: files.enter_context((shared / f"{name}.{key[3:]}").open("w"))
                for key in ("stdout", "stderr")
            }
            command = [sys.executable, "-c", CALL, "demo", *folder]
            return subprocess.Popen(command, cwd=shared, env=surroundings, **streams)

        taken = files.enter_context(socket.socket())
        with suppress(OSError):  # somebody else serves there: all the same
            taken.bind(("127.0.0.1", PORT))
            taken.listen()
        one, two = begin("one", ["--no-serve"], plain), begin("two", ["two"], other)
        try:
            (shared / "served.json").write_text(json.dumps(_visit(shared / "two.err", two)))
        finally:
            two.send_signal(signal.SIGINT)
            codes = [process.wait(timeout=PATIENCE) for process in (one, two)]
    (shared / "done").write_text(str(codes))
    return shared


VISITED = ("", "promises/first-slate.html", "scorecard/", "no-such-page")


def _visit(told, process):
    """Wait for the address that is told, and fetch pages from it."""
    end = time.monotonic() + PATIENCE
    while not (found := re.search(r"^serving on (\S+) ", told.read_text(), re.MULTILINE)):
        assert process.poll() is None, told.read_text()
        assert time.monotonic() < end, "no address was told in time"
        time.sleep(0.2)
    pages = {}
    for path in VISITED:
        try:
            with urllib.request.urlopen(found[1] + path, timeout=30) as answer:  # noqa: S310 - our own address
                pages[path] = [answer.status, answer.read().decode()]
        except urllib.error.HTTPError as error:
            with error:
                pages[path] = [error.code, error.read().decode()]
    return {"address": found[1], "pages": pages}


def _wait_for(file):
    end = time.monotonic() + PATIENCE
    while not file.is_file():
        assert time.monotonic() < end, "the demos were not written in time"
        time.sleep(0.2)


@pytest.fixture(scope="session")
def folder(demos):
    return demos / "build/demo"


@pytest.fixture(scope="session")
def agreement(folder):
    return load(folder)


def test_it_says_what_is_breached_and_by_whom_and_what_to_try(demos):
    assert (demos / "done").read_text() == "[0, 0]"
    assert (demos / "one.err").read_text() == ""
    said = (demos / "one.out").read_text()
    files = (demos / "build/demo/build/handbook").rglob("*.html")
    pages = len([path for path in files if path.name != "404.html"])

    assert (
        re.sub("at [0-9a-f]{12}\n", "at TIP\n", said)
        == f"""\
Harbour Foods and Northlight Talent: build/demo, at TIP
84 measurements of eighteen months, judged as of 2026-07-10
{pages} pages of its handbook: build/demo/build/handbook/index.html

Breached
  The client owes Interview feedback in time: SLA interview-feedback, all, 2025-11: 65.88% (56/85), minimum 75%
  The provider owes Seats filled in time: SLA time-to-fill, standard, 2025-12: 57.69% (15/26), minimum 70%
  The provider owes First slate in time: SLA first-slate, standard, 2025-11: 64.29% (9/14), minimum 80%

What to try next
  partnership handbook serve build/demo --as-of 2026-07-10
      shows the handbook, and builds it again as you edit
  partnership check build/demo --as-of 2026-07-10
      judges every period, both ways
  partnership why first-slate build/demo --period 2025-11 --as-of 2026-07-10
      takes one breach apart
  partnership statement 2025-11 build/demo --as-of 2026-07-10
      says what each side owes the other for a month
  partnership scorecard 2026-Q2 build/demo --as-of 2026-07-10
      sets both sides side by side for a quarter
  partnership measure build/demo --period 2025-11 --as-of 2026-07-10
      counts again: the same counts change nothing
  partnership validate build/demo --as-of 2026-07-10
      checks the documents; break one and see
"""
    )


def test_it_serves_its_handbook_on_this_machine_until_it_is_interrupted(demos):
    served = json.loads((demos / "served.json").read_text())
    pages = served["pages"]

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", served["address"])
    assert [200, 200, 200, 404] == [pages[path][0] for path in VISITED]
    assert "How both sides stand on 10 July 2026" in pages[""][1]
    assert "First slate in time" in pages["promises/first-slate.html"][1]
    assert "new XMLHttpRequest" in pages[""][1], "an open page asks whether it was built again"
    assert (demos / "two.err").read_text() == (
        f"serving on {served['address']} until you press Ctrl+C\n"
    ), "nothing else is told, and no traceback when it ends"


def test_where_the_usual_port_is_in_use_another_is_taken(demos):
    assert f":{PORT}/" not in json.loads((demos / "served.json").read_text())["address"]


@pytest.mark.parametrize("path", VISITED)
def test_a_served_page_loads_nothing_from_elsewhere(demos, path):
    served = json.loads((demos / "served.json").read_text())
    page = served["pages"][path][1]
    loaded = re.findall(r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=\"([^\"]+)", page)

    assert loaded
    assert [] == [
        one
        for one in loaded
        if re.match(r"(?:\w+:)?//", one) and not one.startswith(served["address"])
    ]


def test_a_named_port_that_is_in_use_is_said_before_anything_is_written(tmp_path, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        assert run(["demo", str(tmp_path / "demo"), "--port", port]) == 2

    assert capsys.readouterr().err == (
        f"error: port {port} is in use or not allowed; name another with `--port`\n"
    )
    assert not (tmp_path / "demo").exists()


def test_it_is_the_same_everywhere(demos, folder):
    """Also where git is configured otherwise, in another time zone, by another hash seed."""
    other = demos / "two"
    files = written(folder)

    assert git(folder, "rev-parse", "HEAD") == git(other, "rev-parse", "HEAD")
    assert files == written(other)
    assert Path("build/handbook/promises/first-slate.html") in files
    assert [] == [
        path
        for path in files
        if (folder / path).is_file() and (folder / path).read_bytes() != (other / path).read_bytes()
    ]


def written(folder):
    """List everything but git's own and what says the day on which the site was built."""
    return sorted(
        path.relative_to(folder)
        for path in folder.rglob("*")
        if ".git" not in path.parts and not path.name.startswith("sitemap.xml")
    )


def test_three_breaches_were_planted_and_no_other(agreement):
    found = {
        (verdict.owed_by, verdict.sla, verdict.segment, verdict.period)
        for verdict in judge(agreement, AS_OF)
        if verdict.is_breach
    }

    assert found == BREACHES


def test_its_crisis_let_one_promise_stand_and_the_verdict_shows_it(folder, capsys):
    """The tracking system was down on 26 and 27 May: one late slate of 14 is due two days later, and in time."""
    asked = ["--period", "2026-05", "--segment", "standard", "--as-of", str(AS_OF)]

    assert 0 == run(["why", "first-slate", str(folder), *asked])
    said = capsys.readouterr().out
    assert "before 13/14 = 92.86%, after 12/13 = 92.31%, by `extend the clock`" in said
    assert (
        "crisis-plan-system-down-2026-05-first-slate, accepted by rule: both sides agreed to the crisis plan"
    ) in said


def test_nothing_is_found_in_it_but_what_a_waiver_accepts_and_every_period_is_measured(agreement):
    verdicts = judge(agreement, AS_OF)

    assert [("care-due-soon", "adequacy-review-booked")] == [
        (found.check, found.waived) for found in find_all(agreement, AS_OF)
    ]
    assert {"not_measured"} & {verdict.status.value for verdict in verdicts} == set()
    assert len(agreement.of(Measurement)) == 3 * 18 + 5 * 6


def test_what_was_known_then_is_what_is_counted_now(folder, agreement):
    """The events of later months, and what was recorded later, change no record."""
    recorded = {one.id: one.digests for one in agreement.of(Measurement)}
    without = [one for one in agreement.documents if not isinstance(one, Measurement)]
    bare = type(agreement)(tuple(without))

    with open_store(folder / EVENTS) as store:
        counted = {one.id: one.digests for one in measure(bare, store, known=AS_OF)}

    assert counted == recorded


def test_each_month_was_measured_on_its_day_and_agreed_by_the_client(folder, agreement):
    log = git(folder, "log", "--merges", "--format=%cs|%an|%s", "--grep=^Agree: measure")

    assert log.splitlines() == [
        f"{known_on(month)}|Client vendor manager|Agree: measure {month}"
        for month in reversed(months())
    ]
    assert {one.known for one in agreement.of(Measurement)} == {known_on(m) for m in months()}


def test_nobody_merged_their_own_proposal(folder):
    """Everything after the beginning came to main by a merge."""
    lines = git(folder, "log", "--merges", "--format=%ae %ce %P").splitlines()
    assert len(lines) == int(git(folder, "rev-list", "--count", "--first-parent", "HEAD")) - 1
    assert len(lines) == int(git(folder, "rev-list", "--count", "--no-merges", "HEAD")) - 1
    for line in lines:
        author, committer, _, proposal = line.split()
        proposer = git(folder, "log", "-1", "--format=%ae", proposal).strip()

        assert author == committer
        assert {author.split("@")[1], proposer.split("@")[1]} == {
            "client.example",
            "provider.example",
        }


def test_the_amendment_was_proposed_by_the_client_after_the_breach(folder):
    log = git(folder, "log", "--format=%cs|%an|%s", "--", "partnership/slas/first-slate.yaml")

    assert log.splitlines()[0] == (
        "2025-12-12|Client vendor manager|Expect 92% of first slates in time from January"
    )
    assert "--follow" not in log
    assert git(folder, "log", "-1", "--format=%cs %an", "--grep=^Agree: expect 92%").strip() == (
        "2025-12-15 Provider delivery lead"
    )


def test_nothing_speaks_against_the_history(folder, capsys):
    assert run(["audit", "history", str(folder), "--fail-on", "warning"]) == 0
    assert "nothing speaks against this history" in capsys.readouterr().out


def test_events_are_beside_the_repository_and_not_in_it(folder):
    assert (folder / EVENTS / "requisition.csv").is_file()
    assert git(folder, "log", "--format=%H", "--", "data") == ""
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "branch", "--format=%(refname:short)") == "main\n"


@pytest.fixture
def shell(tmp_path):
    """Runs a line as if it were pasted; `partnership` is this Python's."""
    program = tmp_path / "bin/partnership"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m partnership "$@"\n')
    program.chmod(0o755)

    def paste(line, cwd):
        surroundings = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}
        return subprocess.run(
            ["sh", "-c", line],
            cwd=cwd,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )

    return paste


def test_every_command_it_names_works_when_pasted(demos, shell):
    said = (demos / "one.out").read_text()
    commands = [
        line.strip()
        for line in said.splitlines()
        if line.startswith("  partnership ") and "handbook serve" not in line
    ]
    results = {command.split()[1]: shell(command, demos) for command in commands}

    assert {name: result.returncode for name, result in results.items()} == {
        "check": 1,
        "why": 0,
        "measure": 0,
        "statement": 0,
        "scorecard": 0,
        "validate": 0,
    }
    assert {name: result.stderr for name, result in results.items()} == dict.fromkeys(results, "")
    assert "unchanged since 2025-12-05" in results["measure"].stdout


def test_every_command_of_its_readme_works_in_it(folder, shell):
    readme = (folder / "README.md").read_text()
    commands = re.findall(r"^\| `((?:partnership|git) [^`]*)` \|", readme, re.MULTILINE)

    assert len(commands) == 10
    for command in commands:
        assert shell(command, folder).returncode == (1 if " check " in command else 0), command


def test_a_misspelt_key_in_it_is_one_finding_with_the_right_key(folder, tmp_path, capsys):
    broken = tmp_path / "demo"
    shutil.copytree(folder, broken, ignore=shutil.ignore_patterns("data"))
    sla = broken / "partnership/slas/interview-feedback.yaml"
    sla.write_text(sla.read_text().replace("expected: 90%", "expcted: 90%"))

    assert run(["validate", str(broken), "--as-of", "2026-07-10"]) == 1

    said = capsys.readouterr().out
    assert said.count("error[") == 1
    assert "partnership/slas/interview-feedback.yaml:" in said
    assert "`expected`" in said


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")

    assert run(["demo", str(tmp_path)]) == 2

    assert capsys.readouterr().err == (
        f"error: {tmp_path} is not empty (it holds `notes.txt`); "
        "name a new folder or an empty one\n"
    )
    assert [tmp_path / "notes.txt"] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("is_there", "step"), [(True, 2), (False, 0)], ids=["into an empty folder", "into none"]
)
def test_what_is_broken_off_leaves_nothing_behind(tmp_path, is_there, step):
    folder = tmp_path / "demo"
    if is_there:
        folder.mkdir()

    def stop(done: int, _total: int, _what: str) -> None:
        if done == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_demo(folder, os.environ, stop)

    assert folder.exists() == is_there
    assert [] == list(folder.glob("*"))


def test_without_git_nothing_is_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert run(["demo", str(tmp_path / "demo")]) == 2

    assert capsys.readouterr().err == (
        "error: git was not found on the PATH; install git 2.25 or later and run this again\n"
    )
    assert not (tmp_path / "demo").exists()


def test_progress_is_silent_where_nobody_watches(capsys):
    with demo_command._progress() as progress:
        progress(1, 2, "the agreement")

    assert capsys.readouterr().err == ""


def test_the_program_is_named_as_the_shell_finds_it(tmp_path, monkeypatch):
    for place in ("on", "off"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "partnership").write_text("#!/bin/sh\n")
        (tmp_path / place / "partnership").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "on"))

    named = []
    for called in (tmp_path / "on/partnership", tmp_path / "off/partnership", Path("x.py")):
        monkeypatch.setattr(sys, "argv", [str(called)])
        named.append(demo_command._program())

    assert named == ["partnership", str(tmp_path / "off/partnership"), "partnership"]
