"""`partnership validate --base REV` as people and workflows run it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import jsonschema
import pytest

from partnership.checks.register import PROPOSAL
from partnership.cli import run
from partnership.history.git import as_user
from partnership.history.revisions import find_fork
from partnership.schema import report_schema
from tests.checks.agreements import CATALOGUE
from tests.checks.proposals import commit_folders

pytestmark = pytest.mark.needs_program("git")

CASE = CATALOGUE / "effective-dates-changed-in-place"
SLA = "partnership/slas/first-slate.yaml"


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """A repository whose working tree changes an effective date of `main`, as the working directory."""
    folder = tmp_path / "agreement"
    commit_folders(folder, [CASE / "base"], CASE / "fail")
    monkeypatch.chdir(folder)
    return folder


def ask(capsys, *arguments: str) -> tuple[int, str, str]:
    code = run(["validate", "--as-of", "2026-07-10", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def git(*arguments: str) -> str:
    told = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def commit(message: str) -> None:
    git("add", "--all")
    git("-c", "user.name=Lead", "-c", "user.email=lead@client.example", "commit", "-qm", message)


def test_without_a_base_what_was_not_asked_is_counted(root, capsys):
    code, out, _ = ask(capsys)
    _, told, _ = ask(capsys, "--format", "json")

    assert 0 == code
    assert out.startswith(f"6 documents in 6 files at {git('rev-parse', 'HEAD')[:12]}")
    assert out.endswith(f": no findings; {len(PROPOSAL)} checks not asked without `--base`\n")
    assert len(PROPOSAL) == json.loads(told)["summary"]["not_asked"]
    assert "none" == json.loads(told)["agreement"]["base"]


def test_with_a_base_they_are_asked_and_the_report_names_its_commit(root, capsys):
    code, told, _ = ask(capsys, "--base", "main", "--format", "json")
    report = json.loads(told)

    assert 1 == code
    assert 0 == report["summary"]["not_asked"]
    assert git("rev-parse", "main") == report["agreement"]["base"]
    assert [("effective-dates-changed-in-place", "effective.to", 5)] == [
        (found["check"], found["pointer"], found["line"]) for found in report["findings"]
    ]
    jsonschema.validate(report, report_schema())


def test_the_answer_from_the_cache_is_the_same_and_another_base_is_another_question(
    root, capsys, monkeypatch
):
    first = ask(capsys, "--base", "main")
    again = ask(capsys, "--base", "main")
    git("checkout", "-qb", "proposal")
    commit("Propose")
    other = ask(capsys, "--base", "HEAD")
    since = ask(capsys, "--base", "main")
    monkeypatch.setenv("PARTNERSHIP_NO_CACHE", "1")

    assert first == again
    assert (1, 0, 1) == (first[0], other[0], since[0])
    assert since == ask(capsys, "--base", "main")


def test_a_path_touched_outside_the_documents_is_another_question(root, capsys):
    before = ask(capsys, "--base", "main")[1]
    (root / ".github/workflows").mkdir(parents=True)
    (root / ".github/workflows/check.yml").write_text("on: push\n")

    after = ask(capsys, "--base", "main")[1]

    assert "protected-path-touched" not in before
    assert after.startswith(
        ".github/workflows/check.yml:1:1: warning[protected-path-touched] "
        "the proposal changes what runs on a proposal\n"
    )


def test_a_waiver_counts_once_it_is_merged(root, capsys):
    waiver = root / "records/waivers/agreed-slip.yaml"
    waiver.parent.mkdir(parents=True)
    waiver.write_text(
        "kind: Waiver\nid: agreed-slip\ncheck: effective-dates-changed-in-place\n"
        "document: SLA/first-slate\nreason: A slip of the pen.\n"
        "accepted_by: vendor-manager\nexpires: 2026-12-31\n"
    )
    proposed = ask(capsys, "--base", "main")
    changed = (root / SLA).read_text()
    git("checkout", "-q", "main", "--", SLA)
    commit("Agree on the waiver")
    (root / SLA).write_text(changed)

    agreed = ask(capsys, "--base", "main")

    assert (1, 0) == (proposed[0], agreed[0])
    assert "waived error[effective-dates-changed-in-place]" in agreed[1]
    assert "  waived by: Waiver/agreed-slip\n" in agreed[1]


def test_a_waiver_agreed_on_main_since_judges_a_branch_that_left_before(root, capsys):
    git("checkout", "-qb", "proposal")
    commit("Propose")
    git("checkout", "-q", "main")
    (root / "records").mkdir(exist_ok=True)
    (root / "records/agreed-slip.yaml").write_text(
        "kind: Waiver\nid: agreed-slip\ncheck: effective-dates-changed-in-place\n"
        "document: SLA/first-slate\nreason: A slip of the pen.\n"
        "accepted_by: vendor-manager\nexpires: 2026-12-31\n"
    )
    commit("Agree on the waiver")
    git("checkout", "-q", "--detach", "proposal")

    code, out, _ = ask(capsys, "--base", "main")

    assert 0 == code
    assert "  waived by: Waiver/agreed-slip\n" in out
    assert "deleted" not in out


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("origin/main", "there is no commit `origin/main` here; fetch it (`git fetch origin`), or"),
        ("--help", "`--help` is no revision; name a branch, a tag or a commit, as `origin/main`"),
        ("", "an empty name is no revision; name a branch, a tag or a commit"),
        ("a\nb", r"`a\nb` is no revision; name a branch, a tag or a commit"),
    ],
)
def test_a_base_that_is_not_there_is_exit_code_2_with_the_next_step(root, capsys, revision, said):
    code, out, err = ask(capsys, f"--base={revision}")

    assert (2, "") == (code, out)
    assert err.startswith(f"error: {said}")


def test_outside_git_a_base_is_exit_code_2(tmp_path, monkeypatch, capsys):
    (tmp_path / "partnership").mkdir()
    (tmp_path / "partnership/partnership.yaml").write_text("kind: Partnership\n")
    monkeypatch.chdir(tmp_path)

    code, out, err = ask(capsys, "--base", "main")

    assert (2, "") == (code, out)
    assert err.startswith("error: git keeps nothing in ")
    assert "so there is no `main`; `git init` begins, `git clone` fetches" in err


def test_a_base_without_a_partnership_makes_everything_new_and_nothing_wrong(tmp_path, capsys):
    folder = tmp_path / "agreement"
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/README.md").write_text("Soon.\n")
    commit_folders(folder, [tmp_path / "empty"], CASE / "base")

    code, out, _ = ask(capsys, str(folder), "--base", "main")

    tip = find_fork(as_user(folder, os.environ), "main").tip[:12]
    assert 0 == code
    assert out.startswith(f"6 documents in 6 files at {tip}")
    assert out.endswith(f", compared with {tip}: no findings\n")
