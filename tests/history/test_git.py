"""Git is run in one place: as the user, or the same on every machine."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta, timezone

import pytest

from partnership.errors import GitError
from partnership.history.git import NO_TIP, Identity, as_user, isolated, require_git

pytestmark = pytest.mark.needs_program("git")

LEAD = Identity("Provider delivery lead", "delivery-lead@provider.example")
CLIENT = Identity("Client vendor manager", "vendor-manager@client.example")
NOON = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))


def written(folder, name="terms.yaml", text="expected: 90%\n"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    return folder


def git(folder, *arguments):
    return subprocess.run(
        ["git", "-C", folder, *arguments], capture_output=True, text=True, check=True
    ).stdout


def history(folder, environment):
    """One commit, and a proposal merged into it."""
    repository = isolated(written(folder), environment)
    repository.init()
    repository.add_all()
    repository.commit("Agree on the terms", CLIENT, NOON)
    repository.branch("raise-the-level")
    written(folder, text="expected: 92%\n")
    repository.add_all()
    repository.commit("Raise the level", LEAD, NOON)
    repository.switch("main")
    repository.merge("raise-the-level", "Merge the proposal", CLIENT, NOON)
    return repository


def test_the_same_calls_give_the_same_commits_whatever_the_surroundings(tmp_path):
    """Neither configuration, nor hooks, nor signing, nor the time zone of a machine is felt."""
    home = tmp_path / "home"
    hooks = home / "hooks"
    hooks.mkdir(parents=True)
    (hooks / "pre-commit").write_text("#!/bin/sh\nexit 1\n")
    (hooks / "pre-commit").chmod(0o755)
    (home / ".gitconfig").write_text(
        "[user]\n name = Someone\n email = someone@else.example\n"
        "[commit]\n gpgSign = true\n[core]\n autocrlf = true\n abbrev = 40\n"
        f" hooksPath = {hooks}\n[init]\n defaultBranch = trunk\n[merge]\n ff = only\n"
    )
    strange = {
        **os.environ,
        "HOME": str(home),
        "TZ": "Asia/Tokyo",
        "GIT_DIR": str(tmp_path / "elsewhere"),
        "GIT_AUTHOR_NAME": "Someone",
        "GIT_DEFAULT_HASH": "sha256",
    }

    plain = history(tmp_path / "a", os.environ)
    other = history(tmp_path / "b", strange)

    assert plain.tip() == other.tip()
    assert plain.tip().full == "88da7fdb1fb3205437fdb6f7ae403de4bdcff553"
    assert plain.tip().short == plain.tip().full[:12]


def test_a_proposal_is_merged_with_a_commit_of_its_own(tmp_path):
    history(tmp_path / "a", os.environ)

    lines = git(
        tmp_path / "a", "log", "--topo-order", "--format=%s|%an|%cn <%ce>|%aI|%p"
    ).splitlines()
    merged = lines[0].split("|")

    assert merged[:4] == [
        "Merge the proposal",
        "Client vendor manager",
        "Client vendor manager <vendor-manager@client.example>",
        "2026-07-01T12:00:00+01:00",
    ]
    assert len(merged[4].split()) == 2
    assert lines[1].split("|")[:3] == [
        "Raise the level",
        "Provider delivery lead",
        "Provider delivery lead <delivery-lead@provider.example>",
    ]
    assert git(tmp_path / "a", "branch", "--format=%(refname:short)") == "main\n"


def test_what_is_ignored_is_not_committed(tmp_path):
    folder = written(written(tmp_path / "a"), ".gitignore", "data/\n")
    written(folder / "data", "rows.csv")

    repository = isolated(folder, os.environ)
    repository.init()
    repository.add_all()
    repository.commit("Begin", LEAD, NOON)

    assert git(folder, "ls-files") == ".gitignore\nterms.yaml\n"


def test_a_message_is_text_and_never_an_option(tmp_path):
    message = '--amend "$(touch x)" #no comment\n\n# kept: a line with a hash\n'
    repository = isolated(written(tmp_path / "a"), os.environ)
    repository.init()
    repository.add_all()

    repository.commit(message, LEAD, NOON)

    assert git(tmp_path / "a", "log", "-1", "--format=%B") == message + "\n"
    assert ["terms.yaml"] == [p.name for p in (tmp_path / "a").iterdir() if p.name != ".git"]


def test_a_branch_that_looks_like_an_option_is_refused(tmp_path):
    repository = isolated(written(tmp_path / "a"), os.environ)
    repository.init()

    with pytest.raises(GitError, match="`--orphan` is not a branch's name"):
        repository.branch("--orphan")


def test_the_tip_is_none_without_git_and_without_a_commit(tmp_path):
    repository = isolated(written(tmp_path / "a"), os.environ)

    assert NO_TIP == repository.tip()
    repository.init()
    assert NO_TIP == repository.tip()
    assert NO_TIP == isolated(tmp_path / "a", {"PATH": str(tmp_path)}).tip()


def test_an_identity_is_known_only_where_somebody_told_git(tmp_path):
    repository = as_user(written(tmp_path / "a"), os.environ)
    repository.init()

    assert not repository.knows_identity()
    git(tmp_path / "a", "config", "user.name", "Someone")
    assert not repository.knows_identity()
    git(tmp_path / "a", "config", "user.email", "someone@client.example")
    assert repository.knows_identity()


def test_as_the_user_another_repository_of_the_surroundings_is_left_alone(tmp_path):
    """As where `partnership init` runs inside a hook, which sets GIT_DIR."""
    elsewhere = tmp_path / "elsewhere"
    repository = as_user(
        written(tmp_path / "a"),
        {**os.environ, "GIT_DIR": str(elsewhere), "GIT_INDEX_FILE": str(elsewhere / "index")},
    )

    repository.init()
    repository.add_all()

    assert not elsewhere.exists()
    assert git(tmp_path / "a", "diff", "--cached", "--name-only") == "terms.yaml\n"


def test_a_missing_git_is_told_in_a_sentence(tmp_path):
    with pytest.raises(GitError) as told:
        require_git(tmp_path, {"PATH": str(tmp_path)})

    assert str(told.value) == (
        "git was not found on the PATH; install git 2.25 or later and run this again"
    )


def test_an_old_git_is_told_in_a_sentence(tmp_path):
    old = tmp_path / "git"
    old.write_text("#!/bin/sh\necho git version 2.17.1\n")
    old.chmod(0o755)

    with pytest.raises(GitError, match=r"^this is git 2\.17; git 2\.25 or later is needed$"):
        require_git(tmp_path, {"PATH": f"{tmp_path}:/usr/bin:/bin"})


def test_what_git_says_when_it_refuses_is_passed_on(tmp_path):
    repository = isolated(written(tmp_path / "a"), os.environ)
    repository.init()
    repository.add_all()
    repository.commit("Begin", LEAD, datetime(2026, 1, 1, tzinfo=UTC))

    with pytest.raises(GitError, match=r"`git checkout` failed in .*: (fatal|error): "):
        repository.switch("nothing-here")
