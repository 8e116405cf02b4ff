"""Workflows, actions and hooks, ours and those of a new partnership, as others' programs judge them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from partnership.cli import COMMANDS
from partnership.scaffold import StarterTerms, starter_files, write_repository

PROGRAMS = Path(sys.executable).parent
GITHUB, GITLAB = "vendor.github-workflows", "vendor.gitlab-ci"


@pytest.fixture(scope="module")
def scaffolds(tmp_path_factory) -> dict[str, Path]:
    """A new repository for each forge."""
    folders = {}
    for forge in ("github", "gitlab"):
        folders[forge] = tmp_path_factory.mktemp(forge)
        terms = StarterTerms(
            client="Harbour Foods",
            provider="Northlight Talent",
            country="GB",
            subdivision="ENG",
            time_zone="Europe/London",
            currency="GBP",
            start=date(2026, 7, 1),
            years=(2026, 2027),
            forge=forge,
        )
        write_repository(folders[forge], starter_files(terms))
    return folders


def zizmor(*inputs: Path) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [PROGRAMS / "zizmor", "--offline", "--no-progress", "--quiet"]
    return subprocess.run([*command, *inputs], capture_output=True, text=True, check=False)


def against(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-m", "check_jsonschema", "--builtin-schema", schema]
    return subprocess.run([*command, *files], capture_output=True, text=True, check=False)


def test_zizmor_finds_nothing_in_our_own(repository):
    inputs = [repository / name for name in (".github", "action.yml", ".pre-commit-config.yaml")]

    checked = zizmor(*inputs)

    assert 0 == checked.returncode, checked.stdout


def test_zizmor_finds_nothing_in_a_new_repository(scaffolds):
    checked = zizmor(scaffolds["github"])

    assert 0 == checked.returncode, checked.stdout


def test_zizmor_would_find_what_is_wrong(tmp_path):
    """The program is there and asks."""
    file = tmp_path / ".github/workflows/a.yml"
    file.parent.mkdir(parents=True)
    file.write_text(
        "on: pull_request_target\njobs: {a: {runs-on: ubuntu-24.04, steps: "
        "[{run: 'echo ${{ github.event.pull_request.title }}'}]}}\n"
    )

    checked = zizmor(tmp_path)

    assert "template-injection" in checked.stdout
    assert checked.returncode >= 10


def test_workflows_are_what_github_reads(repository, scaffolds):
    files = [
        *(repository / ".github/workflows").glob("*.yml"),
        *(scaffolds["github"] / ".github/workflows").glob("*.yml"),
    ]

    checked = against(GITHUB, *files)

    assert len(files) >= 4
    assert 0 == checked.returncode, checked.stdout


def test_our_action_is_what_github_reads(repository):
    checked = against("vendor.github-actions", repository / "action.yml")

    assert 0 == checked.returncode, checked.stdout


def test_the_other_forge_s_pipeline_is_what_gitlab_reads(scaffolds):
    checked = against(GITLAB, scaffolds["gitlab"] / ".gitlab-ci.yml")

    assert 0 == checked.returncode, checked.stdout


def test_what_a_workflow_is_given_reaches_no_script_but_through_its_environment(repository):
    action = yaml.load((repository / "action.yml").read_text(), yaml.CSafeLoader)

    scripts = [step["run"] for step in action["runs"]["steps"]]

    assert [] == [script for script in scripts if "${{" in script]


def test_hooks_call_commands_that_there_are_and_need_nothing_more(repository):
    hooks = yaml.load((repository / ".pre-commit-hooks.yaml").read_text(), yaml.CSafeLoader)

    names = {"partnership-form", "partnership-message", "partnership-validate"}
    assert names == {hook["id"] for hook in hooks}
    for hook in hooks:
        program, command, *_ = hook["entry"].split()
        assert ("partnership", "python") == (program, hook["language"])
        assert command in COMMANDS
        assert "additional_dependencies" not in hook


@pytest.fixture
def run_step(repository, tmp_path):
    """Run the action's last step as a runner does, with the Python that runs the tests."""
    action = yaml.load((repository / "action.yml").read_text(), yaml.CSafeLoader)
    script = action["runs"]["steps"][-1]["run"]
    program = tmp_path / "partnership-as-code/bin/python"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    program.chmod(0o755)

    def run(folder: Path, **inputs: str) -> tuple[int, str, str]:
        page = tmp_path / "page.md"
        given = {"COMMAND": "validate", "FOLDER": str(folder), "BASE": "", "FAIL_ON": "", **inputs}
        environment = os.environ | given
        environment |= {"RUNNER_TEMP": str(tmp_path), "GITHUB_STEP_SUMMARY": str(page)}
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            env=environment,
            cwd=folder.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        return ran.returncode, ran.stdout, page.read_text() if page.exists() else ""

    return run


def test_the_action_annotates_ten_of_a_level_and_the_summary_has_all(run_step, scaffolds):
    folder = scaffolds["gitlab"]
    wrong = folder / "partnership/slas/wrong.yaml"
    keys = "".join(f"key_{number}: 1\n" for number in range(14))
    text = (folder / "partnership/slas/first-slate.yaml").read_text()
    wrong.write_text(text.replace("id: first-slate", "id: wrong", 1) + keys)
    try:
        code, annotations, page = run_step(folder)
    finally:
        wrong.unlink()

    lines = annotations.splitlines()
    assert 1 == code
    assert 10 == sum(line.startswith("::error ") for line in lines)
    assert 4 == sum(line.startswith("error file=partnership/slas/wrong.yaml") for line in lines)
    assert "4 more of level error stand here and in the job summary only" in lines
    assert 14 == len(re.findall(r"`key_\d+`", page))


def test_the_action_passes_what_is_right_and_keeps_its_code(run_step, scaffolds):
    code, annotations, page = run_step(scaffolds["gitlab"])

    files = len(list(scaffolds["gitlab"].glob("partnership/**/*.yaml")))
    said = f"{files} documents in {files} files"
    assert (0, said) == (code, annotations[: len(said)])
    assert page.startswith(f"**{said}")


@pytest.mark.parametrize(
    "inputs", [{"COMMAND": "validate; touch x"}, {"BASE": "$(touch x)"}, {"FAIL_ON": "`touch x`"}]
)
def test_what_the_action_is_given_runs_nothing(run_step, scaffolds, inputs):
    code, _, _ = run_step(scaffolds["gitlab"], **inputs)

    assert 2 == code
    assert not (scaffolds["gitlab"].parent / "x").exists()
