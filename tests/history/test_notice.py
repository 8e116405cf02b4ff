"""A proposal that begins before its notice has run, from the first commit of its branch to the merge."""

from __future__ import annotations

import pytest

from partnership.cli import run
from tests.history.stories import PROVIDER, SLA, SLA_FILE, Story
from tests.history.test_trail import AMENDED

PARTNERSHIP_FILE = "partnership/partnership.yaml"
NOTICE = "change_notice: 30 calendar days\n"


@pytest.fixture
def story(tmp_path, monkeypatch):
    """An agreement whose changes are given notice, and a branch that amends it from 1 July."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = Story(tmp_path / "acme")
    found.write(PARTNERSHIP_FILE, (found.root / PARTNERSHIP_FILE).read_text() + NOTICE)
    found.commit("Agree: thirty days of notice")
    found.branch("less")
    found.write(SLA_FILE, SLA + AMENDED)
    found.commit("Propose: expect less from July", PROVIDER)
    return found


def findings(story, capsys, day, base="main"):
    """Give what the check says of what is checked out, compared with a base."""
    run(["validate", str(story.root), "--base", base, "--as-of", day])
    lines = capsys.readouterr().out.splitlines()
    return [line.split("] ")[1] for line in lines if "[change-without-notice]" in line]


def test_a_branch_that_begins_before_its_notice_has_run_is_a_finding(story, capsys):
    assert findings(story, capsys, "2026-06-10") == [
        (
            "the amendment begins on 2026-07-01; changes are given 30 calendar days of notice, which "
            "from 2026-06-10 ends on 2026-07-10"
        )
    ]
    assert findings(story, capsys, "2026-06-01") == []


def test_a_later_commit_of_the_branch_that_dates_it_later_mends_it(story, capsys):
    story.edit(SLA_FILE, "- from: 2026-07-01", "- from: 2026-07-10")
    story.commit("Propose: from 10 July, then", PROVIDER)

    assert findings(story, capsys, "2026-06-10") == []


def test_a_branch_cannot_shorten_the_notice_that_judges_it(story, capsys):
    story.edit(
        PARTNERSHIP_FILE, "change_notice: 30 calendar days", "change_notice: 5 calendar days"
    )
    story.commit("Propose: five days are enough", PROVIDER)

    assert len(findings(story, capsys, "2026-06-10")) == 1


def test_a_notice_that_main_agreed_since_the_branch_left_it_is_the_one_that_counts(story, capsys):
    story.repository.switch("main")
    story.edit(
        PARTNERSHIP_FILE, "change_notice: 30 calendar days", "change_notice: 5 calendar days"
    )
    story.commit("Agree: five days are enough")
    story.repository.switch("less")

    assert findings(story, capsys, "2026-06-10") == []


def test_what_is_merged_is_no_proposal_any_more(story, capsys):
    before = story.tip
    story.merge("less", "Agree: expect less from July")

    assert findings(story, capsys, "2026-06-10") == []
    assert findings(story, capsys, "2026-06-10", base=f"{before}~1") != []
