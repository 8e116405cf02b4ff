"""The pages of care with data say who decides, who must act by when, and how long is left."""

from __future__ import annotations

import re
from datetime import date

import pytest

from partnership.checks import find_all
from partnership.documents import Document
from partnership.example.cared import cared
from partnership.example.demo import AS_OF, example_files
from partnership.files import write_file
from partnership.handbook.book import Book
from partnership.handbook.pages import document_page
from partnership.loading import load
from partnership.scaffold import write_repository


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("example")
    write_repository(found, example_files())
    for proposal in cared():
        for path, text in proposal.files.items():
            write_file(found / path, text)
    return found


def page(folder, name: str, day: date = AS_OF) -> str:
    """The words of a document's page, without their markup."""
    agreement = load(folder)
    document = agreement.named(name)
    assert isinstance(document, Document)
    said = document_page(Book(agreement, day), document).markdown
    return " ".join(re.sub(r"<[^>]+>", " ", said).split())


def test_the_example_with_its_records_is_clean_but_for_the_review_that_is_near(folder):
    """And for the scorecards, of which nothing here records that they were told."""
    assert [
        ("care-due-soon", "transfers[eea-to-uk].reviewed_on"),
        ("overdue-disclosure", "due_within"),
    ] == [(found.check, found.place.pointer) for found in find_all(load(folder), AS_OF)]


def test_a_page_says_what_each_side_is_and_which_terms_stand(folder):
    said = page(folder, "DataProtection/recruitment-data")

    assert "Northlight's talent pool" in said.replace("&#x27;", "'")
    assert "no part independent controller" in said
    assert "13 of 13 terms stand." in said
    assert "at least 2 months Section 15(4) AGG: claims within two months 6 months at most" in said
    assert "look at the transfer eea-to-uk again by 1 October 2026" in said
    assert "Nothing is due now" not in said


def test_a_page_with_nothing_due_names_the_next_day(folder):
    said = page(folder, "DataProtection/recruitment-data", date(2026, 6, 1))

    assert "Nothing is due now; the next day is 1 October 2026." in said
    assert "Who must act" not in said


def test_a_page_groups_what_is_overdue_by_the_role_that_must_act(folder):
    said = page(folder, "DataProtection/recruitment-data", date(2027, 1, 20))

    assert "and 13 should have been looked at again" in said
    act = said.partition("Who must act")[2].partition("What each side is")[0]
    assert act.index("Privacy counsel") < act.index("Data protection lead")
    assert "overdue : look at the term security again by 14 January 2027" in act


def test_an_incidents_page_says_the_last_instant_and_how_long_it_took(folder):
    said = page(folder, "Incident/misdirected-shortlist-2026-03")

    assert "2026-03-27 19:10 Europe/London, after 1 h 5 min" in said
    assert "2026-03-30 20:10 Europe/London 72 h" in said
    assert "need not be told" in said


def test_a_tools_page_shows_exact_ratios_and_what_the_law_asks(folder):
    said = page(folder, "AutomatedTool/skills-test")

    assert "50 and over 174 80 45.98% 0.81 20480/25143" in said
    assert "2 December 2027 Annex III(4) and Article 26; moved from 2 August 2026" in said


def test_an_attestations_page_counts_and_names_nobody(folder):
    said = page(folder, "Attestation/privacy-training-2026-provider")

    assert "24 of 25 at Northlight Talent are covered on 31 March 2026" in said
    assert "1 is not." in said
