"""The catalogue: each check has a page, two partnerships one edit apart, and its exact output."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import pytest

import partnership.checks
from partnership.checks import check_id, find_about, find_all
from partnership.checks.pages import readme, text_of
from partnership.checks.register import ALL, PROPOSAL
from partnership.cli import run
from partnership.findings import Finding, Severity
from partnership.judging import judge
from partnership.loading import load
from tests.checks.proposals import commit_folders, found_in_proposal

CHECKS = {check_id(check): check for check in ALL}
NOT_CHECKS = {"pages", "register"}
pytestmark = pytest.mark.needs_program("git")
EVERY = pytest.mark.parametrize("name", sorted(CHECKS))


@pytest.fixture(scope="module")
def catalogue(repository) -> Path:
    return repository / "checks"


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def texts(folder: Path) -> dict[str, str]:
    return {path: content.decode(errors="replace") for path, content in files(folder).items()}


def keep(case: Path, side: str, folder: Path) -> None:
    """Make a folder a repository: `main` is the case's `base/`, the working tree another side."""
    steps = [case / name for name in ("before", "base") if (case / name).is_dir()]
    commit_folders(folder, steps, case / side)


def found_in(case: Path, side: str, folder: Path) -> tuple[Finding, ...]:
    """Ask every check about one side of a case, as a proposal where it has a base."""
    day = as_of((case / "expected.txt").read_text())
    if not (case / "base").is_dir():
        agreement = load(case / side)
        return find_all(agreement, day) + find_about(agreement, day, judge(agreement, day))
    keep(case, side, folder / side)
    return found_in_proposal(folder / side, day)


def as_of(expected: str) -> date:
    """The day that an expected output's command names."""
    return date.fromisoformat(shlex.split(expected.partition("\n")[0])[-1])


def test_the_registry_is_the_list_of_folders(catalogue):
    assert sorted(CHECKS) == sorted(path.name for path in catalogue.iterdir() if path.is_dir())


def test_every_module_of_the_package_is_in_the_registry():
    modules = {name for _, name, _ in pkgutil.iter_modules(partnership.checks.__path__)}
    public = {name for name in modules if not name.startswith("_")} - NOT_CHECKS

    assert public == {name.replace("-", "_") for name in CHECKS}


def test_no_check_stands_in_the_registry_twice():
    assert len(ALL) == len(CHECKS)


@EVERY
def test_a_page_says_what_is_asked_and_how_to_mend_it(name):
    first, *paragraphs = text_of(CHECKS[name]).split("\n\n")

    assert re.fullmatch(r"[A-Z`].*\.", first, re.DOTALL), "the page begins with a sentence"
    assert paragraphs, "the page says why"
    assert [part for part in paragraphs if part.startswith("To mend it: ")], "and how to mend it"
    assert CHECKS[name].SEVERITY in Severity


@EVERY
def test_the_command_prints_what_is_expected_and_the_page_shows_it(
    name, catalogue, expect_file, tmp_path, monkeypatch, capsysbinary
):
    """Run in a copy of the folder, outside git or with `base/` as `main`, it gives these bytes."""
    folder = catalogue / name
    command, _, _ = (folder / "expected.txt").read_text().partition("\n")
    shutil.copytree(folder, tmp_path / name, symlinks=True)
    if (folder / "base").is_dir():
        keep(folder, "fail", tmp_path / name / "fail")
    monkeypatch.chdir(tmp_path / name)

    status = run(shlex.split(command)[2:])

    printed = capsysbinary.readouterr()
    expected = f"{command}\n{printed.out.decode()}"
    expect_file(folder / "expected.txt", expected)
    assert b"" == printed.err
    assert f"[{name}]" in expected
    assert status == (1 if CHECKS[name].SEVERITY is Severity.ERROR else 0)
    page = readme(CHECKS[name], texts(folder / "pass"), texts(folder / "fail"), expected)
    expect_file(folder / "README.md", page)


@EVERY
def test_the_failing_partnership_has_no_other_finding(name, catalogue, tmp_path):
    assert {name} == {found.check for found in found_in(catalogue / name, "fail", tmp_path)}


@EVERY
def test_the_passing_partnership_has_no_finding_at_all(name, catalogue, tmp_path):
    assert () == found_in(catalogue / name, "pass", tmp_path)


def test_a_case_has_a_base_where_its_check_asks_a_proposal(catalogue):
    with_base = {path.parent.name for path in catalogue.glob("*/base")}

    assert {check_id(check) for check in PROPOSAL} == with_base


@EVERY
def test_pass_and_fail_differ_by_one_edit(name, catalogue):
    passing, failing = files(catalogue / name / "pass"), files(catalogue / name / "fail")
    changed = [
        path for path in sorted({*passing, *failing}) if passing.get(path) != failing.get(path)
    ]

    assert 1 == len(changed)
    path = changed[0]
    if path in passing and path in failing:
        pair = (passing[path].splitlines(keepends=True), failing[path].splitlines(keepends=True))
        edits = [
            edit
            for edit in difflib.SequenceMatcher(None, *pair, autojunk=False).get_opcodes()
            if edit[0] != "equal"
        ]
        assert 1 == len(edits)


@EVERY
def test_without_its_body_the_check_finds_nothing(name, catalogue, monkeypatch, tmp_path):
    """The finding comes from this check and no other: emptied, it leaves `fail/` clean."""
    monkeypatch.setattr(CHECKS[name], "find", lambda *_: iter(()))

    assert () == found_in(catalogue / name, "fail", tmp_path)


@EVERY
def test_a_check_imports_alone(name):
    """Each module is whole: it is found under the name its id gives."""
    module = importlib.import_module(f"partnership.checks.{name.replace('-', '_')}")

    assert module is CHECKS[name]
