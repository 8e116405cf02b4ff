"""The pages of what is owed this week: one for each seat, linked from the first page and from Roles."""

from __future__ import annotations

import re
from datetime import date

import pytest

from partnership.documents import Roles
from partnership.handbook.book import Book
from partnership.handbook.pages import document_page, find_pages
from partnership.loading import load
from tests.duties.agreements import PARTNERSHIP, ROLES, agreement, record

AS_OF = date(2026, 1, 15)
ACTIONS = "actions:\n  - {id: slots, text: Give <slots>., owner: head, due: 2026-01-12}\n"
INTENT = """\
statement_of_intent:
  vision: Managers meet people they want to hire.
  outcomes: [Seats are filled in six weeks.]
  guiding_principles:
    - {id: honesty, principle: Honesty, we_will: Say bad news first., we_will_not: Polish numbers.}
"""


@pytest.fixture
def book(tmp_path):
    vacant = ROLES.replace("head@client.example,", "head@client.example, held: {from: 2026-02-01},")
    agreement(tmp_path, record("2026-01-06", ACTIONS))
    (tmp_path / "partnership/roles.yaml").write_text(vacant)
    (tmp_path / "partnership/partnership.yaml").write_text(PARTNERSHIP + INTENT)

    return Book(load(tmp_path), AS_OF)


@pytest.fixture
def pages(book):
    return {page.path: page.markdown for page in find_pages(book)}


def words(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_a_seats_page_names_each_thing_its_day_its_page_and_its_line(pages):
    said = pages["todo/head.md"]

    assert "# Head&#58; what you owe this week" in said
    assert "Give &lt;slots&gt;" in said
    assert "12 January 2026" in words(said)
    assert '<a href="../minutes/weekly-2026-01-06.html">' in said
    assert "records/0.yaml:10" in said


def test_a_deputys_page_has_what_the_vacant_seat_owes_and_says_so(pages):
    assert "Give &lt;slots&gt; for Head , a vacant seat" in words(pages["todo/stand-in.md"])
    assert "Stand-in stands in" in words(pages["todo/head.md"])


def test_who_owes_nothing_reads_that(tmp_path):
    found = {page.path: page.markdown for page in find_pages(Book(agreement(tmp_path), AS_OF))}

    assert "Nothing is overdue, and nothing is due within seven days." in found["todo/head.md"]


def test_the_first_page_counts_by_role_and_leads_to_each(pages):
    said = pages["index.md"]

    assert '<a href="todo/head.html">Head</a></td><td><strong>1</strong>' in said
    assert '<a href="todo/index.html">Every role, and what comes later</a>' in said


def test_the_page_of_roles_leads_to_what_each_owes(book):
    (roles,) = book.agreement.of(Roles)
    said = document_page(book, roles).markdown

    assert '<a href="../todo/head.html">1 due, 1 of it overdue</a>' in said


def test_the_first_page_says_what_both_are_here_for(pages):
    said = words(pages["index.md"])

    assert "What we are here for Managers meet people they want to hire. Seats are filled" in said
    assert "Honesty Say bad news first. Polish numbers." in said
