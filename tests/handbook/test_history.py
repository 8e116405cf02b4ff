"""What the handbook tells of an agreement's history: the change log, versions, the agreement as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from partnership.handbook.book import Book
from partnership.handbook.pages import find_pages
from partnership.history.past import Past, read_past
from partnership.loading import load
from tests.history.stories import PROVIDER, SLA, SLA_FILE, Story
from tests.history.test_trail import AMENDED


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    found = Story(tmp_path_factory.mktemp("told") / "acme")
    found.branch("less")
    found.now = found.now.replace(month=3)
    found.write(SLA_FILE, SLA + AMENDED)
    found.commit("Propose: expect less from July\n\nAgreed-by: Client head of TA <ta@x>", PROVIDER)
    found.merge("less", "Agree: expect less from July")
    found.now = found.now.replace(month=5)
    found.edit("partnership/calendars/uk.yaml", "title: Christmas Day", "title: Christmas")
    found.commit("Agree: call it Christmas")
    return found


@pytest.fixture(scope="module")
def book(story):
    return Book(load(story.root), date(2026, 8, 1), past=read_past(story.repository))


@pytest.fixture(scope="module")
def pages(book):
    return {page.path: page.markdown for page in find_pages(book)}


def test_the_change_log_tells_the_newest_first_who_and_what_it_does(pages):
    page = pages["changes.md"]

    assert page.index("call it Christmas") < page.index("expect less from July")
    assert "Provider account director<br>agreed: Client head of TA<br>merged: Client vendor" in page
    assert "standard, expected: 90% → 85% from 2026-07-01; loosens what the provider owes" in page
    assert "What changed lately" in pages["index.md"]


def test_a_page_draws_each_terms_versions_on_a_line_of_time_and_tells_them(pages):
    page = pages["promises/first-slate.md"]

    assert "## How it came to be" in page
    assert "standard, expected: 90% from 2026-01-01, then 85% from 2026-07-01</desc>" in page
    assert page.count('class="pac-version') == 2
    assert "3 March 2026" in page or "5 March 2026" in page


def test_a_page_of_terms_that_never_changed_has_no_history(pages):
    assert "How it came to be" not in pages["metrics/slates.md"]


def test_the_agreement_of_a_months_end_says_what_was_different_then(pages):
    page = pages["agreed/2026-01.md"]

    assert "# As agreed at the end of January 2026" in page
    assert "<td>standard, expected</td><td>90%</td><td>85%</td><td>2026-07-01</td>" in page
    assert "agreed/2026-03.md" in pages
    assert "agreed/2026-05.md" not in pages


def test_every_page_says_from_which_commit_it_is_written(book):
    pages = list(find_pages(replace(book, tip="0123456789ab")))

    said = f"Written from commit 0123456789ab, as of {book.as_of}."
    assert [page.path for page in pages if page.markdown.count(said) != 1] == []


def test_a_history_that_is_not_whole_is_not_told_and_says_why(book):
    pages = {
        page.path: page.markdown
        for page in find_pages(replace(book, past=Past(refused="the history here is cut off")))
    }

    assert "The history is not told here: the history here is cut off." in pages["changes.md"]


def test_without_git_the_change_log_says_so(book):
    pages = {page.path: page.markdown for page in find_pages(replace(book, past=Past()))}

    assert "There is no history here" in pages["changes.md"]
