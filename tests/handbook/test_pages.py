"""What the pages say, as text, before any theme."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import replace

import pytest

from partnership.documents import KINDS, SLA
from partnership.findings import Severity
from partnership.handbook import feeds
from partnership.handbook.book import Forge
from partnership.handbook.names import STATUSES, names_of
from partnership.handbook.pages import find_pages, navigation
from partnership.handbook.writing import url_of
from partnership.judging import Status
from tests.handbook.measured import book_of, write_measured

HREF = re.compile(r'href="([^"#]*)(?:#([^"]*))?"')
TAGS = re.compile(r"<(pre|code|title|desc)\b.*?</\1>|```.*?```|<[^>]+>", re.DOTALL)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return book_of(write_measured(tmp_path_factory.mktemp("example")))


@pytest.fixture(scope="module")
def pages(book):
    return {page.path: page for page in find_pages(book)}


def test_every_document_of_every_kind_has_a_page(book, pages):
    missing = [one.name for one in book.agreement.documents if book.path_of(one) not in pages]

    assert not missing


def test_every_kind_has_a_folder_of_its_own_and_a_name(book):
    names = {kind: names_of(kind) for kind in KINDS}

    assert len({one.folder for one in names.values()}) == len(KINDS)
    assert all(one.one and one.many for one in names.values())


def test_a_kind_nobody_named_is_called_as_its_class_is():
    assert ("event-map", "Event map") == (names_of("EventMap").folder, names_of("EventMap").one)


def test_every_status_has_words_and_a_mark():
    assert set(Status) == set(STATUSES)


def test_every_link_leads_to_a_page_and_every_anchor_to_a_place_on_it(book, pages):
    urls = {posixpath.normpath(url_of(path)): page for path, page in pages.items()}
    calendars = {path for path, _ in feeds.files(book)}
    broken = []
    for path, page in pages.items():
        for target, anchor in HREF.findall(page.markdown):
            if "://" in target or target.startswith("mailto:"):
                continue
            where = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if where in calendars:
                continue
            found = urls.get(where)
            if found is None or (anchor and f'id="{anchor}"' not in found.markdown):
                broken.append((path, target, anchor))

    assert not broken


def test_every_page_of_the_navigation_is_a_list_and_no_leaf(book, pages):
    entries = [next(iter(entry.values())) for entry in navigation(book)]
    leaves = [one for one in entries if isinstance(one, str)]
    more = [
        path for one in entries if isinstance(one, list) for item in one for path in item.values()
    ]

    assert {"index.md", "promises/index.md"} <= set(leaves)
    assert set(leaves + more) <= set(pages)
    assert not [one for one in leaves + more if one.endswith("first-slate.md")]


def test_no_word_with_an_underscore_is_read_on_any_page(pages):
    """But for the columns of a tracking system, which are told as they are called there, as code."""
    for page in pages.values():
        shown = html.unescape(TAGS.sub(" ", page.markdown))

        assert not re.findall(r"\b[a-z]+_[a-z_]+\b", shown), page.path
    assert "<code>custom_fields.grade</code>" in pages["event-map/client-greenhouse.md"].markdown


def test_the_home_page_tells_of_both_sides_and_of_what_was_breached(pages):
    home = pages["index.md"].markdown

    assert "Harbour Foods <small>the client</small>" in home
    assert "<strong>1 of 1</strong> result met." in home
    assert "Northlight Talent <small>the provider</small>" in home
    breached = home.partition("What was breached in the last twelve months")[2]
    assert "November 2025" in breached
    assert "60.00% <small>(12/20)</small>" in breached


def test_what_was_never_measured_is_not_met(book, pages):
    """Five of the provider's promises have no counts; the sum says that they are not known."""
    home = pages["index.md"].markdown

    assert "2 of 8</strong> results met, 6 not known." in home


def test_a_promise_is_said_in_a_sentence_by_the_terms_of_the_day(pages):
    page = pages["promises/first-slate.md"].markdown

    assert (
        "<strong>Standard</strong>: Each month, at least 92% of requisitions where urgency is "
        "standard get from the last “intake completed” to the 3rd “submitted to client” within "
        "7 business days. Below 80% the promise is breached." in page
    )
    assert "## What was promised before 1 January 2026" in page
    assert "Northlight Talent (the provider) owes this." in page


def test_a_promise_shows_the_clause_as_it_is_written(book, pages):
    sla = book.agreement.get(SLA, "first-slate")

    assert (
        f"```yaml\n{book.sources[sla.path].rstrip()}\n```"
        in pages["promises/first-slate.md"].markdown
    )


def test_a_promise_s_table_shows_targets_as_they_stood(pages):
    page = pages["promises/first-slate.md"].markdown
    lines = {line for line in page.splitlines() if line.startswith("<tr><td>")}

    november = next(line for line in lines if "November 2025" in line and "Breached" in line)
    assert "<td>60.00%</td><td>12 of 20</td><td>90%</td><td>80%</td>" in november
    march = next(line for line in lines if "March 2026" in line)
    assert "<td>92%</td><td>80%</td>" in march


def test_its_terms_are_those_of_the_day_with_every_field_s_meaning(pages):
    page = pages["promises/first-slate.md"].markdown
    terms = page.partition("## Its terms")[2].partition("## How it came to be")[0]

    assert "expected: 92%" in terms
    assert "expected: 90%" not in terms
    assert "What a subject is that is still open after its due date." in terms
    assert '<a href="../escalation/delivery.html">Delivery</a>' in terms


def test_a_change_is_proposed_where_the_repository_is(book):
    there = replace(
        book, forge=Forge("https://git.example/a/blob/main/", "https://git.example/a/edit/main/")
    )
    page = next(one for one in find_pages(there) if one.path == "promises/first-slate.md")

    edit = "https://git.example/a/edit/main/partnership/slas/first-slate.yaml"
    assert f'<a class="pac-propose" href="{edit}">Propose a change</a>' in page.markdown
    assert "https://git.example/a/blob/main/partnership/slas/first-slate.yaml" in page.markdown


def test_without_a_forge_the_path_is_named(pages):
    page = pages["promises/first-slate.md"].markdown

    assert "<code>partnership/slas/first-slate.yaml</code>" in page
    assert "edit this file on a branch" in page


def test_a_level_says_by_its_title_where_it_goes_and_keys_are_words(pages):
    page = pages["escalation/delivery.md"].markdown
    terms = page[: page.index("## The exact clause")]
    assert "then: Account" in terms
    assert "then: Sponsors" in terms
    assert "then: l" not in terms
    assert "<strong>De-escalation</strong>" in terms


def test_the_ladder_is_a_picture_that_tells_itself(pages):
    page = pages["escalation/delivery.md"].markdown

    assert 'role="img"' in page
    assert "3 steps, from the first: Step 1: Operations; Step 2: Account; Step 3: Sponsors" in page
    assert "Talent acquisition operations lead" in page


def test_the_glossary_has_every_metric_with_its_formula_and_source(pages):
    page = pages["glossary.md"].markdown

    assert 8 == page.count("<dt>How it is counted</dt>")
    assert (
        "For each opening, the time from “opening opened” to “offer accepted”, in calendar days."
        in page
    )
    assert "Nightly export of the client&#x27;s applicant-tracking system" in page


def test_the_meetings_of_the_next_quarter_are_listed(pages):
    page = pages["meetings/index.md"].markdown

    assert "## From 10 July 2026 to 10 October 2026" in page
    assert "Thursday, 16 July 2026, 14:00" in page


def test_a_draft_tells_its_findings_on_the_page_they_concern(book):
    sla = book.agreement.get(SLA, "first-slate")
    finding = replace(
        sla.finding("the level is <b>odd</b>", "targets", 0, hint="write 90%"),
        check="odd",
        severity=Severity.ERROR,
    )
    drafted = replace(book, findings=(finding,), is_draft=True)
    pages = {page.path: page.markdown for page in find_pages(drafted)}

    assert "This is a draft" in pages["index.md"]
    assert (
        "the level is &lt;b&gt;odd&lt;/b&gt; <em>write 90%</em>" in pages["promises/first-slate.md"]
    )
    assert "Not fit to publish yet" not in pages["promises/time-to-fill.md"]
    assert "the level is &lt;b&gt;odd&lt;/b&gt;" in pages["findings.md"]


def test_the_same_book_gives_the_same_bytes(book, pages):
    assert {page.path: page.markdown for page in find_pages(book)} == {
        path: page.markdown for path, page in pages.items()
    }


def test_a_handbook_inside_another_site_keeps_to_its_folder(book):
    inside = replace(book, folder="example/")

    pages = {page.path: page.markdown for page in find_pages(inside)}

    assert all(path.startswith("example/") for path in pages)
    assert (
        '<a href="scorecard/index.html">Scorecard</a> · <a href="todo/index.html">To do</a> · <a href="promises/index.html">'
        in pages["example/index.md"]
    )
