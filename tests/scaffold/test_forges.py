"""What a new repository holds for its forge, its editors and its hooks."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import pytest
import yaml

from partnership.cli import cli, run
from partnership.loading import load
from partnership.scaffold import StarterTerms, codeowners_text, starter_files, write_repository

TERMS = StarterTerms(
    client="Harbour Foods",
    provider="Northlight Talent",
    country="GB",
    subdivision="ENG",
    time_zone="Europe/London",
    currency="GBP",
    start=date(2026, 7, 1),
    years=(2026, 2027, 2028),
    version="1.2.3",
)
TEAMS = replace(TERMS, client_team="@harbour/talent", provider_team="@northlight/delivery")
BOTH = "@harbour/talent @northlight/delivery"
FORGES = ("github", "gitlab")
TO_FILL_IN = "sha256:fill-in"


def loaded(text):
    return yaml.load(text, yaml.CSafeLoader)


def workflows():
    files = starter_files(TERMS)
    return {path: loaded(text) for path, text in files.items() if "/workflows/" in path}


def scripts() -> str:
    """Everything that a forge is told to run, one line each."""
    files = starter_files(TERMS)
    text = "\n".join(
        step["run"]
        for flow in workflows().values()
        for job in flow["jobs"].values()
        for step in job["steps"]
        if "run" in step
    )
    gitlab = loaded(starter_files(replace(TERMS, forge="gitlab"))[".gitlab-ci.yml"])
    lines = [*gitlab["default"]["before_script"]]
    lines.extend(line for job in gitlab.values() for line in job.get("script", ()))
    hooks = loaded(files[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    lines.extend(hook["entry"] for hook in hooks)
    return "\n".join((text, *lines)).replace("\\\n", " ")


def test_each_forge_gets_its_own_and_nothing_of_the_other():
    github, gitlab = (set(starter_files(replace(TERMS, forge=forge))) for forge in FORGES)

    assert github - gitlab == {
        ".github/CODEOWNERS",
        ".github/PULL_REQUEST_TEMPLATE.md",
        ".github/workflows/check.yml",
        ".github/workflows/handbook.yml",
        ".github/workflows/validate.yml",
    }
    assert gitlab - github == {
        ".gitlab-ci.yml",
        ".gitlab/merge_request_templates/Default.md",
        "CODEOWNERS",
    }


def test_a_workflow_may_nothing_but_what_its_job_says():
    for path, flow in workflows().items():
        assert {} == flow["permissions"], path
        for job in flow["jobs"].values():
            assert job["permissions"] in (
                {"contents": "read"},
                {"pages": "write", "id-token": "write"},
            )


def test_actions_are_pinned_by_commit_and_checkouts_keep_no_credentials():
    steps = [s for f in workflows().values() for job in f["jobs"].values() for s in job["steps"]]

    for step in (step for step in steps if "uses" in step):
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_pins_are_the_same_everywhere(repository):
    """One commit for each action, here and in what is written for others."""
    texts = [text for path, text in starter_files(TERMS).items() if "/workflows/" in path]
    texts.extend(path.read_text() for path in (repository / ".github/workflows").glob("*.yml"))
    pins = set(re.findall(r"uses: (\S+)@(\S+) (# v\S+)", "\n".join(texts)))

    assert len({name for name, _, _ in pins}) == len(pins)


def test_no_python_runs_that_could_import_from_a_proposal():
    """Always isolated, or the console script; the first entry of its path is its own folder."""
    started = re.findall(r"(?:^|[\s;])(\S*python3?\"?) (\S+)", scripts())

    assert len(started) >= 8
    assert {"-I"} == {option for _, option in started}


def test_only_what_has_name_version_and_hash_is_installed():
    installs = [line for line in scripts().splitlines() if "pip install" in line]

    assert len(installs) == 4
    assert [] == [line for line in installs if "--require-hashes" not in line]
    assert [] == [line for line in installs if "--only-binary" not in line]


def test_every_command_that_a_forge_runs_is_one_there_is():
    lines = re.findall(
        r"(?:^|[/\s])partnership\"? ((?:[a-z]+ ?)+)(--.*|$)", scripts(), re.MULTILINE
    )

    wanted = {"validate", "diff", "replay", "check", "audit history", "hook", "measure"}
    wanted.add("handbook build")
    assert wanted == {words.strip() for words, _ in lines}
    for words, options in lines:
        command: click.Command = cli
        for word in words.split():
            assert isinstance(command, click.Group)
            found = command.get_command(click.Context(command), word)
            assert found is not None
            command = found
        known = {name for option in command.params for name in option.opts}
        assert [] == [o for o in re.findall("--[a-z-]+", options) if o not in known]


def test_the_tool_is_pinned_with_all_it_needs(repository):
    required = starter_files(replace(TERMS, sha256="ab" * 32))["requirements.txt"]
    lock = (repository / "requirements.lock").read_text()
    entries = re.split(r"\n(?=[a-z])", required.rstrip())[1:]

    assert f"partnership-as-code==1.2.3 \\\n    --hash=sha256:{'ab' * 32}" == entries[0]
    assert TO_FILL_IN not in required
    assert [] == [entry for entry in entries[1:] if entry not in lock], "run `make lock`"


def test_an_unknown_hash_is_to_be_filled_in_and_stops_ci_until_it_is(tmp_path):
    files = starter_files(TERMS)
    (tmp_path / "requirements.txt").write_text(files["requirements.txt"])
    flow = workflows()[".github/workflows/check.yml"]
    install = next(s for s in flow["jobs"]["check"]["steps"] if s.get("name") == "Install the tool")

    ran = subprocess.run(
        ["bash", "-e", "-c", install["run"]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 1 == ran.returncode
    assert ran.stdout == (
        "::error file=requirements.txt::Write the hash of the tool's wheel there first; "
        "the file says how\n"
    )
    assert files["requirements.txt"].count(TO_FILL_IN) == 1


@pytest.mark.parametrize("code", [0, 1, 2])
def test_red_stays_red_and_the_summary_is_kept(tmp_path, code):
    """The step that validates ends as the command did, whatever else it does."""
    flow = workflows()[".github/workflows/validate.yml"]
    script = next(
        s["run"] for s in flow["jobs"]["validate"]["steps"] if s.get("name") == "Validate"
    )
    tool = tmp_path / "tool/bin/partnership"
    tool.parent.mkdir(parents=True)
    summary = f'echo told > "{tmp_path}/summary.md"' if code < 2 else ":"
    tool.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\n{summary}\nexit {code}\n')
    tool.chmod(0o755)
    page = tmp_path / "page.md"
    surrounding = {
        "PATH": "/usr/bin:/bin",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(page),
        "BASE": "0" * 40,
    }

    ran = subprocess.run(["bash", "-e", "-c", script], env=surrounding, check=False)

    assert code == ran.returncode
    assert shlex.split((tmp_path / "asked").read_text())[:3] == ["validate", "--base", "0" * 40]
    assert page.exists() == (code < 2)


@pytest.mark.parametrize("code", [0, 2])
def test_what_a_proposal_changes_is_told_and_decides_nothing(tmp_path, code):
    """What goes wrong stays text, whatever a file of the proposal is called."""
    flow = workflows()[".github/workflows/validate.yml"]
    *_, step = flow["jobs"]["validate"]["steps"]
    tool = tmp_path / "tool/bin/partnership"
    tool.parent.mkdir(parents=True)
    tool.write_text(
        f'#!/bin/sh\necho "told by $*"\n'
        "printf 'error: a\\r<img src=x>\\n::error::b\\033[2J\\n' >&2\n"
        f"exit {code}\n"
    )
    tool.chmod(0o755)
    page = tmp_path / "page.md"
    surrounding = {
        "PATH": "/usr/bin:/bin",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(page),
        "BASE": "0" * 40,
    }

    ran = subprocess.run(
        ["bash", "-e", "-c", step["run"]], env=surrounding, capture_output=True, check=False
    )

    assert (0, b"", b"") == (ran.returncode, ran.stdout, ran.stderr)
    said = "    error: a?<img src=x>\n    ::error::b?[2J\n"
    assert page.read_text() == (
        f"\n## What it changes\n\ntold by diff --format markdown {'0' * 40}\n{said}"
        "\n## What it would have done\n\n"
        f"told by replay --no-store --format markdown {'0' * 40}\n{said}"
    )
    assert "${{ !cancelled() }}" == step["if"]


def test_each_partys_team_is_asked_about_every_path():
    owners = starter_files(TEAMS)[".github/CODEOWNERS"]
    lines = [line for line in owners.splitlines() if not line.startswith("#")]

    assert lines[0] == f"* {BOTH}"
    assert {f"/{path} {BOTH}" for path in (".github/", "checks/", "partnership/roles.yaml")} < set(
        lines
    )


def test_a_document_is_its_owners_teams(tmp_path):
    write_repository(tmp_path, starter_files(TEAMS))
    roles = tmp_path / "partnership/roles.yaml"
    team = '    contact: talent@client.example\n    team: "@harbour/hiring"\n'
    roles.write_text(roles.read_text().replace("    contact: talent@client.example\n", team))

    owners = codeowners_text(load(tmp_path))

    assert "/partnership/slas/time-to-fill.yaml @harbour/hiring @northlight/delivery\n" in owners
    assert owners.index("/partnership/slas/") < owners.index("/.github/")


def test_without_a_team_nobody_is_given_a_path_and_it_says_what_to_do():
    owners = starter_files(replace(TEAMS, provider_team=None))[".github/CODEOWNERS"]

    assert [] == [line for line in owners.splitlines() if not line.startswith("#")]
    assert "# Nobody who signs for the provider has a team yet: write `team:`" in owners
    assert "signs for the client" not in owners


def test_a_team_that_is_no_handle_gives_nobody_a_path(tmp_path):
    """A team is free text in Roles; here it could become a line of its own."""
    write_repository(tmp_path, starter_files(TEAMS))
    roles = tmp_path / "partnership/roles.yaml"
    roles.write_text(roles.read_text().replace('"@harbour/talent"', '"@a\\n* @b"'))

    assert "@b" not in codeowners_text(load(tmp_path))


def test_the_command_prints_what_init_wrote(tmp_path, capsys):
    files = starter_files(TEAMS)
    write_repository(tmp_path, files)

    assert 0 == run(["codeowners", str(tmp_path)])

    assert files[".github/CODEOWNERS"] == capsys.readouterr().out


@pytest.mark.parametrize("handle", ["harbour", "@a b", "@a\n* @b", "@", "a@b.example"])
def test_init_refuses_what_is_no_handle(tmp_path, capsys, handle):
    names = ["--client", "A", "--provider", "B"]

    assert 2 == run(["init", str(tmp_path / "acme"), *names, "--client-team", handle])

    assert capsys.readouterr().err == (
        f"error: `{handle}` is no team's handle; write --client-team like @client/agreement\n"
    )


def test_editors_are_told_which_schema_documents_have(tmp_path):
    write_repository(tmp_path, starter_files(TERMS))

    settings = json.loads((tmp_path / ".vscode/settings.json").read_text())
    (schema, globs), *_ = settings["yaml.schemas"].items()

    assert (tmp_path / schema).is_file()
    documents = set(Path(tmp_path, "partnership").rglob("*.yaml"))
    assert documents == {p for glob in globs for p in tmp_path.glob(glob)}
    extensions = json.loads((tmp_path / ".vscode/extensions.json").read_text())
    assert ["redhat.vscode-yaml"] == extensions["recommendations"]


@pytest.mark.parametrize(
    ("events", "code", "said"),
    [
        ("", 0, ""),
        ("postgresql://store", 0, "measure --running\n"),
        (
            "postgresql://store",
            2,
            (
                "measure --running\n::warning::Not all that still runs could be counted; "
                "the log of this step says why\n"
            ),
        ),
    ],
)
def test_what_still_runs_is_counted_before_the_check_where_a_store_is_named(
    tmp_path, events, code, said
):
    """A store that does not answer takes the early warning away, and not the check."""
    steps = workflows()[".github/workflows/check.yml"]["jobs"]["check"]["steps"]
    names = [step.get("name") for step in steps]
    counting = steps[names.index("Count what still runs")]
    tool = tmp_path / "tool/bin/partnership"
    tool.parent.mkdir(parents=True)
    tool.write_text(f'#!/bin/sh\necho "$@"\nexit {code}\n')
    tool.chmod(0o755)

    ran = subprocess.run(
        ["bash", "-e", "-c", counting["run"]],
        env={"PATH": "/usr/bin:/bin", "RUNNER_TEMP": str(tmp_path), "PARTNERSHIP_EVENTS": events},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, said) == (ran.returncode, ran.stdout)
    assert "Check" == names[names.index("Count what still runs") + 1]
    assert {"PARTNERSHIP_EVENTS": "${{ secrets.PARTNERSHIP_EVENTS }}"} == counting["env"]
