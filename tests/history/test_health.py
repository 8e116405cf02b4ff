"""Histories that cannot be taken at their word: what `audit history` says of each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from partnership.canonical import canonical_json, digest
from partnership.cli import run
from partnership.errors import GitError
from partnership.history.git import as_user
from partnership.history.health import Flaw, examine
from partnership.schema.published import find_schema
from tests.history.stories import PROVIDER, SLA, SLA_FILE, Story
from tests.test_schema import strict

TODAY = date(2026, 11, 1)
CLOSE = """\
kind: Close
id: {month}
period: {month}
{previous}known: 2026-02-08
verdicts: []
measurements: {{}}
terms:
  - {{document: SLA/first-slate, digest: {digest}, canonical: "{{}}"}}
"""


@pytest.fixture
def story(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Story(tmp_path / "acme")


def git(story: Story, *arguments: str) -> str:
    """Run git in a story's repository, as its user would."""
    done = subprocess.run(
        ["git", "-C", str(story.root), *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def amend(story: Story, limit: int, message: str) -> str:
    """Change a limit through a branch and its merge."""
    story.branch("change")
    story.write(SLA_FILE, SLA.replace("within: 4 business", f"within: {limit} business"))
    story.commit(message, PROVIDER)
    return story.merge("change", message)


def close(story: Story, month: str, previous: str = "", sealed: str = "") -> str:
    """Bring a Close by a merge; it seals the SLA as it stands where nothing else is said."""
    before = f"previous: {{id: {previous}, digest: {'a' * 64}}}\n" if previous else ""
    terms = sealed or digest(dict(story.trail().state.documents["SLA/first-slate"].tree))
    story.branch("closing")
    story.write(
        f"records/closes/{month}.yaml",
        CLOSE.format(month=month, previous=before, digest=terms),
    )
    story.commit(f"Close {month}")
    return story.merge("closing", f"Close {month}")


def flaws(story: Story, *remembered: str, root: Path | None = None) -> tuple[Flaw, ...]:
    """Look at a story's history."""
    repository = as_user(root or story.root, os.environ)
    return examine(repository, repository.tip().full, TODAY, remembered).flaws


def said(found: tuple[Flaw, ...]) -> list[tuple[str, str]]:
    """Give what was found, apart from its hints."""
    return [(flaw.what, flaw.message) for flaw in found]


def test_merges_and_squashed_pull_requests_leave_nothing_to_say(story):
    amend(story, 3, "Agree: three days")
    close(story, "2026-01")
    close(story, "2026-02", previous="2026-01")
    story.edit(SLA_FILE, "class: critical", "class: kpi")
    story.commit("Agree: measured only (#12)")

    assert flaws(story) == ()


def test_a_change_straight_on_main_is_named_and_marked_in_the_trail(story, capsys):
    story.edit(SLA_FILE, "class: critical", "class: kpi")
    commit = story.commit("Measured only")
    story.write("records/notes.yaml", "kind: Relief\nid: storm\n")
    story.commit("A record alone binds nobody")

    (flaw,) = flaws(story)
    assert flaw.commit == commit
    assert flaw.message == "changed `SLA/first-slate` straight on main, without a merge"
    assert run(["log", "--folder", str(story.root)]) == 0
    told = capsys.readouterr().out
    assert "proposed by Client vendor manager; straight onto main, without a merge\n" in told
    assert told.count("straight onto main") == 1
    run(["log", "--full", "--folder", str(story.root)])
    assert capsys.readouterr().out.count("straight onto main") == 1


def test_a_remembered_tip_that_main_left_behind_is_an_error(story):
    amend(story, 3, "Agree: three days")
    seen = story.tip
    git(story, "reset", "--quiet", "--hard", "HEAD~1")
    amend(story, 2, "Agree: two days")

    assert flaws(story, story.tip, "", "0" * 40) == ()
    assert said(flaws(story, seen)) == [
        ("rewritten", "is remembered as main's tip, and main no longer follows from it")
    ]
    assert said(flaws(story, "f" * 40)) == [
        ("rewritten", f"`{'f' * 40}` is remembered, and no commit of that name is here")
    ]


def test_a_merge_that_turns_main_around_is_an_error(story):
    story.branch("other")
    story.write("notes.txt", "words")
    story.commit("Begin something", PROVIDER)
    story.repository.switch("main")
    seen = amend(story, 3, "Agree: three days")
    story.repository.switch("other")
    story.repository.merge("main", "Merge main into other", PROVIDER, story.now)
    git(story, "branch", "--force", "main")
    story.repository.switch("main")

    assert said(flaws(story, seen)) == [
        ("rewritten", "is remembered as main's tip, and a merge took it off main's own line")
    ]


def test_a_fetch_that_saw_main_forced_is_remembered(story, tmp_path):
    amend(story, 3, "Agree: three days")
    seen = story.tip
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(story.root), str(clone)], check=True)
    git(story, "reset", "--quiet", "--hard", "HEAD~1")
    amend(story, 2, "Agree: two days")
    for arguments in (["fetch", "--quiet"], ["reset", "--quiet", "--hard", "origin/main"]):
        subprocess.run(["git", "-C", str(clone), *arguments], check=True)

    (flaw,) = flaws(story, root=clone)
    assert flaw.commit == seen
    now = story.tip[:12]
    assert flaw.message == f"was the tip that others saw, until main was forced to {now}"


def test_a_close_seals_terms_that_the_rewritten_main_never_had(story):
    amend(story, 3, "Agree: three days")
    sealed = digest(dict(story.trail().state.documents["SLA/first-slate"].tree))
    git(story, "reset", "--quiet", "--hard", "HEAD~1")
    commit = close(story, "2026-01", sealed=sealed)

    (flaw,) = flaws(story)
    assert (flaw.what, flaw.commit) == ("close-without-terms", commit)
    assert flaw.message == (
        "brought `Close/2026-01`, which seals terms of `SLA/first-slate` that main never had"
    )
    assert flaw.path == "records/closes/2026-01.yaml"


RELIEF: dict[str, object] = {
    "kind": "Relief",
    "id": "surge",
    "type": "volume outside band",
    "raised_by": "provider",
    "notified_on": "2026-01-07",
    "interval": {"from": "2026-01-01", "until": "2026-02-01"},
    "covers": {"subject": "requisition"},
    "affects": ["first-slate"],
    "cause": "More openings than the band allows.",
    "evidence": {"kind": "measurement", "ref": "first-slate"},
}
ANSWER = {"by": "client", "decision": "accepted", "on": "2026-02-05"}


def bring(story: Story, path: str, text: str) -> None:
    """Bring one file by a merge."""
    story.branch("bringing")
    story.write(path, text)
    story.commit("Bring it")
    story.merge("bringing", "Bring it")


def close_with(story: Story, relief: str, written: dict[str, object]) -> tuple[Flaw, ...]:
    """Bring a Close that seals a relief beside the SLA."""
    sealed = digest(dict(story.trail().state.documents["SLA/first-slate"].tree))
    line = f"  - {{document: Relief/{relief}, digest: {digest(written)}, canonical: '{canonical_json(written)}'}}\n"
    text = CLOSE.format(month="2026-01", previous="", digest=sealed) + line
    bring(story, "records/closes/2026-01.yaml", text)
    return flaws(story)


@pytest.mark.parametrize(
    ("kind", "name", "relief"),
    [
        ("CrisisRecord", "freeze", "crisis-plan-freeze-first-slate"),
        ("HiringPlan", "openings", "hiring-plan-openings-2026-01-surge-first-slate"),
    ],
)
def test_a_close_seals_relief_that_a_crisis_or_a_forecast_of_main_grants(story, kind, name, relief):
    """Nobody writes it, so main never had it; without what grants it, it comes from nowhere."""
    bring(story, f"records/{name}.yaml", f"kind: {kind}\nid: {name}\n")

    assert () == close_with(story, relief, {**RELIEF, "id": relief})


def test_relief_by_rule_that_nothing_on_main_grants_is_named(story):
    relief = "crisis-plan-freeze-first-slate"
    (flaw,) = close_with(story, relief, {**RELIEF, "id": relief})

    assert flaw.message == (
        f"brought `Close/2026-01`, which seals terms of `Relief/{relief}` that main never had"
    )


def test_a_close_seals_relief_that_a_band_answered(story):
    bring(story, "records/relief/surge.yaml", canonical_json(RELIEF))

    assert () == close_with(story, "surge", {**RELIEF, "answer": ANSWER})


def test_relief_that_says_more_than_its_answer_is_not_what_main_had(story):
    bring(story, "records/relief/surge.yaml", canonical_json(RELIEF))
    other = {**RELIEF, "answer": ANSWER, "cause": "Something else."}

    assert ["close-without-terms"] == [flaw.what for flaw in close_with(story, "surge", other)]


def test_a_close_may_seal_terms_that_were_amended_before_it_was_merged(story):
    terms = digest(dict(story.trail().state.documents["SLA/first-slate"].tree))
    amend(story, 3, "Agree: three days")
    close(story, "2026-01", sealed=terms)

    assert flaws(story) == ()


def test_a_close_whose_predecessor_is_not_there_is_out_of_order(story):
    close(story, "2026-02", previous="2026-01")

    assert said(flaws(story)) == [
        (
            "close-out-of-order",
            "brought `Close/2026-02`, which follows `2026-01`, and that was not there",
        )
    ]


@pytest.mark.parametrize("did", ["changed", "took away"])
def test_a_sealed_record_that_does_not_stay_as_it_was_is_named(story, did):
    close(story, "2026-01")
    story.branch("rewrite")
    if did == "changed":
        story.edit("records/closes/2026-01.yaml", "2026-02-08", "2026-02-09")
    else:
        (story.root / "records/closes/2026-01.yaml").unlink()
    story.commit("Tidy up")
    commit = story.merge("rewrite", "Tidy up")

    (flaw,) = flaws(story)
    assert flaw.commit == commit
    assert flaw.message == f"{did} `Close/2026-01`, which never changes once it is there"


def test_a_commit_that_comes_after_a_close_and_is_dated_before_it_is_a_finding(story, capsys):
    story.now += timedelta(days=40)
    closed = close(story, "2026-01")
    story.now -= timedelta(days=30)
    commit = amend(story, 3, "Agree: three days")
    known = story.now + timedelta(days=30)

    (late, skewed) = flaws(story)
    assert (late.what, late.commit) == ("late-commit", commit)
    assert late.message == (
        f"is dated 2026-01-15, and came after a Close of 2026-02-14 ({closed[:12]}); "
        f"it counts as known on {known:%Y-%m-%d}"
    )
    assert skewed.what == "clock-skew"
    assert run(["audit", "history", str(story.root)]) == 1
    assert f"error[late-commit] {commit[:12]} is dated" in capsys.readouterr().out


def test_a_clock_that_runs_behind_is_named_and_what_it_counts_as(story):
    story.now += timedelta(days=3)
    amend(story, 3, "Agree: three days")
    story.now -= timedelta(days=2, hours=1)
    story.write("notes.txt", "words")
    commit = story.commit("Take notes")

    (flaw,) = flaws(story)
    assert (flaw.what, flaw.commit) == ("clock-skew", commit)
    assert flaw.message.startswith("is dated 2026-01-06, before its parent ")
    assert flaw.message.endswith(" of 2026-01-08; it counts as known on 2026-01-08")


def test_a_commit_of_a_day_to_come_is_an_error(story):
    story.now = datetime(2027, 5, 1, 9, tzinfo=UTC)
    amend(story, 3, "Agree: three days")

    assert [flaw.message for flaw in flaws(story)] == ["is dated 2027-05-01, which is to come"] * 2


def test_a_document_outside_the_folders_is_named_and_a_sample_is_not(story):
    story.write("slas/other.yaml", SLA)
    story.write("sample/partnership/partnership.yaml", "kind: Partnership\nid: sample\n")
    story.write("sample/partnership/slas/one.yaml", SLA)
    story.write("deploy.yaml", "kind: Deployment\nid: web\n")
    story.commit("Put things elsewhere (#3)")

    (flaw,) = flaws(story)
    assert flaw.what == "outside-the-folders"
    assert flaw.message == ("slas/other.yaml holds `SLA/first-slate`, and nothing reads it there")


@pytest.mark.parametrize("made", ["a link", "a submodule", "a pointer"])
def test_what_cannot_be_read_as_a_document_is_named_in_the_trail_and_the_audit(story, made, capsys):
    path = "partnership/more.yaml"
    if made == "a link":
        story.write("shared.yaml", SLA.replace("first-slate", "second-slate"))
        (story.root / path).symlink_to("../shared.yaml")
    elif made == "a submodule":
        mode = f"160000,{story.tip},{path}"
        (story.root / path).mkdir()
        git(story, "update-index", "--add", "--cacheinfo", mode)
        story.repository.commit("More (#4)", PROVIDER, story.now)
    else:
        story.write(path, "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n")
    if made != "a submodule":
        story.commit("More (#4)")

    found = [flaw for flaw in flaws(story) if flaw.what == "unread"]
    assert [flaw.path for flaw in found] == [path]
    told = f"left {path} in a state that nobody can read as a document"
    if made != "a pointer":
        told = f"made {path} a link or a repository of its own"
    assert found[0].message == told
    assert run(["log", "--folder", str(story.root)]) == 0
    assert f"not compared, as nobody can read it as a document: {path}" in capsys.readouterr().out


def test_a_pointer_of_git_lfs_is_said_to_be_one(story, capsys):
    story.write(SLA_FILE, "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n")

    assert run(["validate", str(story.root)]) == 1
    assert "error[not-a-document] the file is a pointer of Git LFS" in capsys.readouterr().out


def test_every_beginning_beside_mains_own_is_named(story, capsys):
    git(story, "checkout", "--quiet", "--orphan", "other")
    git(story, "rm", "-r", "--quiet", "--force", ".")
    story.write("notes.txt", "words")
    other = story.commit("Begin elsewhere")
    story.repository.switch("main")
    git(story, "config", "user.name", "Client vendor manager")
    git(story, "config", "user.email", "vendor-manager@client.example")
    git(story, "merge", "--quiet", "--allow-unrelated-histories", "-m", "Join", "other")

    found = [flaw for flaw in flaws(story) if flaw.what == "several-roots"]
    assert [flaw.commit for flaw in found] == [other]
    assert found[0].message.startswith("is a beginning of its own; main's own line begins with ")


def test_a_history_in_another_folder_is_followed_to_its_beginning(story):
    amend(story, 3, "Agree: three days")
    story.move("partnership", "deals/acme/partnership")
    story.commit("Move the agreement (#7)")
    root = story.root / "deals/acme"
    repository = as_user(root, os.environ)
    moved = type("Moved", (), {"repository": repository})()

    for full in (False, True):
        told = Story.trail(moved, full=full)
        documents = told.amended[0].changes
        assert {change.effect for change in documents} == {"added"}
        assert "partnership/slas/first-slate.yaml" in {change.path for change in documents}
        assert {change.effect for change in told.amended[-1].changes} == {"moved"}


def test_settings_of_the_user_leave_nothing_out_of_the_trail(story):
    amend(story, 3, "Agree: three days")
    whole = story.trail()
    for setting in ("log.showRoot=false", "diff.relative=true", "log.diffMerges=remerge"):
        git(story, "config", *setting.split("="))

    assert Story.trail(type("Set", (), {"repository": as_user(story.root, os.environ)})()) == whole


def test_a_worktree_and_a_detached_head_tell_the_same_trail(story, tmp_path, capsys):
    amend(story, 3, "Agree: three days")
    beside = tmp_path / "beside"
    git(story, "worktree", "add", "--quiet", "--detach", str(beside))

    told = []
    for root in (story.root, beside):
        assert run(["log", "--folder", str(root)]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert "critical, within: 4 business days → 3 business days" in told[0]


def test_a_bare_repository_says_what_to_do(story, tmp_path, capsys):
    bare = tmp_path / "acme.git"
    git(story, "clone", "--quiet", "--bare", ".", str(bare))

    for command in (["log", "--folder", str(bare)], ["audit", "history", str(bare)]):
        assert run(command) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert "acme.git is a bare repository, which holds no files; `git clone` it" in told.err


@pytest.mark.parametrize("kept", ["blob:none", "tree:0"])
def test_a_partial_clone_whose_source_is_gone_is_refused(story, tmp_path, kept):
    amend(story, 3, "Agree: three days")
    git(story, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", f"--filter={kept}", f"file://{story.root}", str(clone)],
        check=True,
    )
    shutil.move(story.root, tmp_path / "gone")

    with pytest.raises(GitError, match=r"git lacks objects of the history in .*, so none of it is"):
        flaws(story, root=clone)


@pytest.mark.parametrize("gone", ["HEAD~1", "HEAD~1:partnership", f"HEAD~1:{SLA_FILE}"])
def test_a_missing_object_is_refused_and_no_short_trail_is_told(story, gone, capsys):
    amend(story, 3, "Agree: three days")
    amend(story, 2, "Agree: two days")
    name = git(story, "rev-parse", gone)
    (story.root / ".git/objects" / name[:2] / name[2:]).unlink()

    for command in (
        ["log", "--folder"],
        ["blame", "first-slate", "--folder"],
        ["audit", "history"],
    ):
        assert run([*command, str(story.root)]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert "git lacks" in told.err


def test_a_history_that_never_held_the_agreement_is_nothing_to_audit(tmp_path, capsys):
    empty = tmp_path / "empty"
    (empty / "partnership").mkdir(parents=True)
    (empty / "notes.txt").write_text("words")
    for arguments in (
        ["init", "--quiet"],
        ["add", "notes.txt"],
        ["-c", "user.name=x", "-c", "user.email=x@client.example", "commit", "-qm", "Begin"],
    ):
        subprocess.run(["git", "-C", str(empty), *arguments], check=True)
    (empty / "partnership/partnership.yaml").write_text("kind: Partnership\n")

    assert run(["audit", "history", str(empty)]) == 2
    assert "nothing to audit: no commit touched the agreement" in capsys.readouterr().err


def test_json_is_by_the_published_schema(story, capsys):
    story.edit(SLA_FILE, "class: critical", "class: kpi")
    story.commit("Measured only")

    assert run(["audit", "history", str(story.root), "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    Draft202012Validator(strict(find_schema("history"))).validate(answer)
    assert answer["holds"] is True
    assert [flaw["what"] for flaw in answer["flaws"]] == ["straight-onto-main"]
    assert run(["audit", "history", str(story.root), "--fail-on", "error,warning"]) == 1


def test_many_of_one_sort_are_counted_and_not_all_shown(story, capsys):
    for limit in range(5, 13):
        story.write(SLA_FILE, SLA.replace("within: 4 business", f"within: {limit} business"))
        story.commit("Another limit")

    run(["audit", "history", str(story.root)])
    told = capsys.readouterr().out
    assert told.count("warning[straight-onto-main]") == 6
    assert "warning[straight-onto-main] 3 more; `--format json` names them all\n" in told
    assert told.endswith("9 on main's own line, 9 amendments: 8 warnings\n")
