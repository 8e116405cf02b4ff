"""Stories of an agreement, as commits: what the trail tells of each."""

from __future__ import annotations

import os
import subprocess

import pytest

from partnership.cli import run
from partnership.errors import GitError
from partnership.history.git import as_user
from partnership.reporting.changes import sentence
from tests.history.stories import CALENDAR, CLIENT, PROVIDER, SLA, SLA_FILE, Story

AMENDED = """\
amendments:
  - from: 2026-07-01
    targets:
      - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 85%, minimum: 80%}
      - {id: critical, when: {urgency: critical}, within: 4 business days, expected: 90%, minimum: 80%}
"""


@pytest.fixture
def story(tmp_path):
    return Story(tmp_path / "acme")


def test_a_dated_amendment_is_a_change_from_its_own_day(story):
    story.write(SLA_FILE, SLA + AMENDED)
    story.commit("Agree: expect less from July")

    assert story.told() == [
        "standard, expected: 90% → 85% from 2026-07-01; loosens what the provider owes"
    ]


def test_an_edit_in_place_is_a_change_from_the_first_day(story):
    story.edit(SLA_FILE, "within: 4 business days", "within: 3 business days")
    story.commit("Agree: three days")

    assert story.told() == [
        "critical, within: 4 business days → 3 business days; tightens what the provider owes"
    ]


def test_comments_order_and_layout_are_no_change(story):
    lines = SLA.splitlines(keepends=True)
    story.write(
        SLA_FILE,
        "# A word about slates\n" + "".join(reversed(lines[1:6])) + lines[0] + "".join(lines[6:]),
    )
    story.edit(SLA_FILE, "pauses: [hold]", "pauses:\n  - hold  # as the contract says")
    story.commit("Say why")

    assert story.told() == []
    assert len(story.trail().amended) == 2


def test_concurrent_amendments_are_told_at_their_merges_with_who_proposed_and_merged(story):
    story.branch("slower")
    story.edit(SLA_FILE, "within: 7 business days", "within: 8 business days")
    story.commit(
        "Propose: eight days\n\nAgreed-by: Client head of TA <ta@client.example>", PROVIDER
    )
    story.repository.switch("main")
    story.branch("holiday")
    story.edit(
        "partnership/calendars/uk.yaml",
        "  - {day: 2026-12-25",
        "  - {day: 2026-12-24, title: Christmas Eve}\n  - {day: 2026-12-25",
    )
    story.commit("Propose: Christmas Eve off", PROVIDER)
    story.merge("slower", "Agree: eight days")
    last = story.merge("holiday", "Agree: Christmas Eve")

    slower, holiday = story.trail().amended[1:]
    assert slower.step.proposed_by == (PROVIDER.name,)
    assert slower.step.agreed_by == ("Client head of TA",)
    assert slower.step.committer.name == CLIENT.name
    assert holiday.step.commit == last
    assert "".join(story.told("Calendar/uk")) == (
        "holidays 2026-12-24 is new (title: Christmas Eve); loosens what the provider owes; counts "
        "for SLA/first-slate"
    )


def test_every_commit_is_told_where_that_is_asked(story):
    story.branch("slower")
    story.edit(SLA_FILE, "within: 7 business days", "within: 9 business days")
    story.commit("Propose: nine days", PROVIDER)
    story.edit(SLA_FILE, "within: 9 business days", "within: 8 business days")
    story.commit("Propose: eight days, then", PROVIDER)
    story.merge("slower", "Agree: eight days")

    told = [
        (change.before, change.after)
        for one in story.trail(full=True).amended[1:]
        for change in one.changes
    ]
    assert told[:2] == [
        ("7 business days", "9 business days"),
        ("9 business days", "8 business days"),
    ]
    assert len(story.trail().amended) == 2


def test_a_revert_is_a_change_back(story):
    story.edit(SLA_FILE, "pauses: [hold]", "pauses: [hold, scope change]")
    story.commit("Agree: scope changes stop the clock")
    story.edit(SLA_FILE, "pauses: [hold, scope change]", "pauses: [hold]")
    story.commit("Revert: scope changes stop the clock")

    assert story.told() == [
        "pauses: hold → hold, scope change; loosens what the provider owes",
        "pauses: hold, scope change → hold; tightens what the provider owes",
    ]


def test_a_renamed_file_keeps_its_document_and_its_trail(story):
    story.move(SLA_FILE, "partnership/slas/slates/first.yaml")
    story.commit("Tidy up")
    story.edit("partnership/slas/slates/first.yaml", "class: critical", "class: kpi")
    story.commit("Agree: measured, without credits")

    assert story.told() == [
        f"moved from {SLA_FILE} to partnership/slas/slates/first.yaml",
        "class: critical → kpi; loosens what the provider owes",
    ]


def test_a_file_whose_content_becomes_another_document_is_one_taken_away_and_one_new(story):
    other = SLA.replace("id: first-slate", "id: second-slate").replace("First", "Second")
    story.write("partnership/slas/second.yaml", other)
    story.edit(
        SLA_FILE,
        "expected: 90%, minimum: 80%}\n  - {id: critical",
        "expected: 90%, minimum: 75%}\n  - {id: critical",
    )
    story.commit("Split the promise in two")

    assert story.told("SLA/second-slate") == ["a new document; favours the client"]
    assert story.told() == ["standard, minimum: 80% → 75%; loosens what the provider owes"]


def test_an_id_that_is_used_again_after_removal_is_two_changes(story):
    (story.root / SLA_FILE).unlink()
    story.commit("Agree: no slates any more")
    story.write(SLA_FILE, SLA.replace("owed_by: provider", "owed_by: client"))
    story.commit("Agree: slates, by the client")

    assert story.told() == [
        "taken away; favours the provider",
        "a new document; favours the provider",
    ]


def test_a_squash_merge_is_told_as_the_one_commit_it_is(story):
    story.branch("many")
    for days in (8, 9, 10):
        text = (story.root / SLA_FILE).read_text()
        story.write(
            SLA_FILE, text.replace(f"within: {days - 1} business", f"within: {days} business")
        )
        story.commit(f"Propose: {days} days", PROVIDER)
    text = (story.root / SLA_FILE).read_text()
    story.repository.switch("main")
    story.write(SLA_FILE, text)
    story.commit(
        "Agree: ten days (squashed)\n\nCo-authored-by: Provider lead <lead@provider.example>"
    )

    assert story.told() == [
        "standard, within: 7 business days → 10 business days; loosens what the provider owes"
    ]
    assert story.trail().amended[-1].step.proposed_by == (CLIENT.name, "Provider lead")


def test_a_branch_that_is_rebased_is_told_commit_by_commit_with_who_wrote_and_who_took_it(story):
    story.branch("days")
    for days in (8, 9):
        story.edit(SLA_FILE, f"within: {days - 1} business", f"within: {days} business")
        story.commit(f"Propose: {days} days", PROVIDER)
    story.repository.switch("main")
    story.edit("partnership/metrics/slates.yaml", "exclusions: [evergreen]", "exclusions: []")
    story.commit("Agree: evergreens count")
    taken = {"GIT_COMMITTER_NAME": CLIENT.name, "GIT_COMMITTER_EMAIL": CLIENT.email}
    taken["GIT_COMMITTER_DATE"] = "2026-02-02T12:00:00Z"
    for arguments in (["rebase", "main", "days"], ["switch", "main"], ["merge", "days"]):
        subprocess.run(
            ["git", "-C", str(story.root), *arguments],
            check=True,
            capture_output=True,
            env=os.environ | taken,
        )

    assert story.told() == [
        "standard, within: 7 business days → 8 business days; loosens what the provider owes",
        "standard, within: 8 business days → 9 business days; loosens what the provider owes",
    ]
    last = story.trail().amended[-1].step
    assert ((PROVIDER.name,), "2026-02-02") == (last.proposed_by, f"{last.known:%Y-%m-%d}")


def test_a_clock_set_back_does_not_make_a_commit_known_before_the_one_it_follows(story):
    before = story.trail().amended[-1].step.known
    story.now = before.replace(year=2020)
    story.edit(SLA_FILE, "class: critical", "class: kpi")
    story.commit("Agree: from a machine whose clock is wrong")

    assert story.trail().amended[-1].step.known == before


def test_a_file_nobody_can_read_is_named_and_not_passed_by(story):
    story.write(SLA_FILE, SLA + "title: [\n")
    story.commit("Break it")

    assert story.trail().amended[-1].unread == (SLA_FILE,)
    assert story.told() == []


@pytest.mark.parametrize("full", [False, True])
def test_a_document_that_can_be_read_again_is_compared_with_what_it_was_before(story, full):
    story.write(SLA_FILE, SLA + "title: [\n")
    story.commit("Break it")
    story.edit(SLA_FILE, "class: critical", "class: kpi")
    story.commit("Change what nobody can read")
    story.write(SLA_FILE, SLA.replace("pauses: [hold]", "pauses: [hold, scope change]"))
    story.commit("Mend it")

    trail = story.trail(full=full)
    assert [one.unread for one in trail.amended[1:]] == [(SLA_FILE,), (SLA_FILE,), ()]
    assert [sentence(change) for change in trail.amended[-1].changes] == [
        "pauses: hold → hold, scope change; loosens what the provider owes"
    ]


def test_a_document_that_is_taken_away_while_nobody_can_read_it_is_gone(story):
    story.write(SLA_FILE, SLA + "title: [\n")
    story.commit("Break it")
    (story.root / SLA_FILE).unlink()
    story.commit("Take it away")

    trail = story.trail()
    assert [change.effect for change in trail.amended[-1].changes] == ["removed"]
    assert "SLA/first-slate" not in trail.state.documents


def test_what_one_revision_cannot_read_is_not_told_as_gone_or_new(story, capsys):
    before = story.tip
    story.write(SLA_FILE, SLA + "title: [\n")
    broken = story.commit("Break it")

    for revisions in ((before, broken), (broken, before)):
        assert run(["diff", *revisions, "--folder", str(story.root)]) == 0
        out = capsys.readouterr().out
        assert f"not compared: {SLA_FILE} cannot be read as written" in out
        assert "no term changed" in out


def test_a_mailmap_gives_people_the_name_they_have_now(story):
    story.write(".mailmap", "Client head of talent <vendor-manager@client.example>\n")
    story.edit(SLA_FILE, "class: critical", "class: kpi")
    story.commit("Agree: measured only")

    assert story.trail().amended[-1].step.proposed_by == ("Client head of talent",)


def test_a_history_that_is_cut_off_is_refused_and_says_how_to_get_the_rest(story, tmp_path):
    story.edit(SLA_FILE, "class: critical", "class: kpi")
    story.commit("Agree: measured only")
    shallow = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", f"file://{story.root}", str(shallow)], check=True
    )

    with pytest.raises(GitError, match=r"the history here is cut off.*git fetch --unshallow"):
        Story.trail(type("Cloned", (), {"repository": as_user(shallow, os.environ)})())


def test_replaced_commits_are_refused(story):
    first = story.tip
    story.edit(SLA_FILE, "class: critical", "class: kpi")
    story.commit("Agree: measured only")
    subprocess.run(["git", "-C", str(story.root), "replace", story.tip, first], check=True)

    with pytest.raises(GitError, match="commits here are replaced by others"):
        story.trail()


def test_a_branch_without_a_commit_is_refused(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "new"
    (root / "partnership").mkdir(parents=True)
    (root / "partnership/partnership.yaml").write_text(CALENDAR)
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)

    assert run(["log", "--folder", str(root)]) == 2
    told = capsys.readouterr().err
    assert "git keeps no commit in" in told
    assert "so there is no history to read; commit, and ask again" in told
