"""The page of who does what and who decides, for somebody without a command line."""

from __future__ import annotations

import re

import pytest

from partnership.documents import Responsibilities
from partnership.example.demo import AS_OF, example_files
from partnership.handbook.book import Book
from partnership.handbook.pages import document_page
from partnership.loading import load
from partnership.scaffold import write_repository


@pytest.fixture(scope="module")
def markup(tmp_path_factory):
    """The example's page as it is written."""
    folder = tmp_path_factory.mktemp("example")
    write_repository(folder, example_files())
    agreement = load(folder)
    (document,) = agreement.of(Responsibilities)
    return document_page(Book(agreement, AS_OF), document).markdown


def row(markup: str, begins: str) -> list[str]:
    """Give the cells of a row, in words."""
    (found,) = re.findall(rf"<tr><td[^>]*>{begins}</td>.*?</tr>", markup)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def test_each_decision_says_who_decides_how_far_how_soon_who_else_and_where(markup):
    assert row(markup, "Offer above band") == [
        "Offer above band",
        "Head of talent acquisition",
        "up to 10% above the middle of the band; beyond that Chief people officer",
        "within 2 business days",
        "Chief people officer",
        "Reviews and escalations",
    ]


def test_each_activity_says_who_answers_who_does_it_and_which_promise_it_keeps(markup):
    assert row(markup, "Present the first slate") == [
        "Present the first slate",
        "Account director",
        "Delivery lead",
        "",
        "Talent acquisition operations lead Talent acquisition partner for Germany",
        "First slate in time",
    ]


def test_on_a_phone_each_cell_has_its_head(markup):
    assert '<div class="pac-table pac-stacked" tabindex="0">' in markup
    assert '<td data-head="How far">up to 10% above the middle of the band;' in markup
