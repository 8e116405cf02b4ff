"""The pages of surveys, reports and cultures show both sides, and nothing that would tell of a few."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from partnership.handbook.book import Book
from partnership.handbook.pages import find_pages
from partnership.handbook.spread import Line, spread
from partnership.values.scales import Range
from tests.checks.agreements import agreement_of, edited, passing

SURVEY = "surveys/relationship.md"


def page(texts, path: str, as_of: date = date(2026, 7, 10)) -> str:
    book = Book(agreement_of(texts), as_of)
    found = {one.path: one.markdown for one in find_pages(book)}
    return re.sub(r"\s+", " ", found[path])


def test_a_survey_shows_its_rounds_beside_each_other_and_withholds_the_side_of_few():
    shown = page(passing("asked-and-not-acted-on"), SURVEY)

    assert "1st quarter of 2026" in shown
    assert "<strong>4.45</strong><br><small>11 answered</small>" in shown
    assert "as before" in shown
    assert "too few to tell<br><small>4 answered</small>" in shown
    assert "0 of 1 actions are done." in shown


def test_a_question_that_led_to_nothing_and_a_round_that_is_missing_are_named():
    texts = passing("asked-and-not-acted-on")
    second = "records/surveys/relationship-2026-q2.yaml"
    texts[second] = texts[second].partition("actions:")[0]

    shown = page(texts, SURVEY, date(2026, 10, 20))

    assert "nobody has done anything about it" in shown
    assert "<li>They do what they said they would do.</li>" in shown
    assert "<strong>Overdue</strong>: the result of 3rd quarter of 2026." in shown


def test_a_result_shows_who_answered_and_no_chart_where_nothing_may_be_told():
    shown = page(passing("small-cell-told"), "survey-results/relationship-2026-q1.md")

    assert "11 of 14 (client), 4 of 6 (provider) answered." in shown
    assert "not told" in shown


def test_cultures_stand_side_by_side_with_what_does_not_fit():
    texts = passing("norms-that-contradict")
    path = "partnership/cultures/client-culture.yaml"
    old = "expects_within: 2 business hours, calendar: provider-uk"

    fits = page(texts, "culture/client-culture.md")
    clashes = page(
        edited(texts, path, old, "expects_within: 2 elapsed hours"), "culture/provider-culture.md"
    )

    assert '<th scope="col">Harbour Foods</th><th scope="col">Northlight Talent</th>' in fits
    assert "What does not fit together" not in fits
    assert "What does not fit together" in clashes
    assert "from 18:00 until 08:00" in fits


def test_a_report_says_what_is_not_told_and_why():
    shown = page(passing("shown-and-withheld"), "disclosures/monthly-scorecard.md")

    assert "The price is agreed and the cost is its own." in shown
    assert "within 5 business days of its end" in shown


def test_the_picture_says_in_words_where_the_views_are_furthest_apart():
    lines = [
        Line("Trust", Fraction(4), Fraction(3)),
        Line("Focus", Fraction(4), Fraction(5, 2)),
        Line("Team", None, Fraction(3)),
        Line("Nothing", None, None),
    ]

    picture = spread(lines, Range(1, 5), "How each side is seen", "health")

    assert "3 lines; the two views are furthest apart at: Focus." in picture
    assert 2 == picture.count("<circle")
    assert 3 == picture.count('class="pac-seen"')
    assert "" == spread(lines[3:], Range(1, 5), "Nothing", "none")
