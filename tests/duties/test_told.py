"""What is to be told by a day, that it was told, and what follows where nothing says so."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from partnership.documents import Disclosure
from partnership.duties.heard import find_heard
from partnership.handbook.book import Book
from partnership.handbook.pages import document_page
from tests.checks.agreements import agreement_of, edited, found_in, passing, told

REPORT = "partnership/disclosures/monthly-scorecard.yaml"
TOLD = "records/told/monthly-scorecard-2026-05.yaml"
UNTOLD = {path: text for path, text in passing("overdue-disclosure").items() if path != TOLD}


def test_what_was_not_told_is_overdue_from_the_day_after_its_last():
    assert () == found_in(UNTOLD, date(2026, 6, 5))
    assert [
        (
            "overdue-disclosure",
            (
                "`account-director` of the provider was to tell The monthly scorecard, 2026-05 by 2026-06-05 "
                "(5 business days after its end), 1 day ago: nothing records that it was told"
            ),
        )
    ] == told(found_in(UNTOLD, date(2026, 6, 6)))


def test_the_oldest_is_named_with_how_many_came_after_it():
    [(_, message)] = told(found_in(UNTOLD, date(2026, 9, 1)))

    assert "2026-05 by 2026-06-05 (5 business days after its end), 88 days ago" in message
    assert message.endswith("nothing records that it was told, nor 2 later months")


def test_what_is_not_told_is_owed_by_its_role_until_it_is_recorded():
    day = date(2026, 7, 3)

    def points(texts):
        found = find_heard(agreement_of(texts), day, day + timedelta(days=7))
        return [(one.text, one.party, one.owner, one.due) for one in found]

    june = ("tell The monthly scorecard, 2026-06", "provider", "account-director", date(2026, 7, 7))
    may = ("tell The monthly scorecard, 2026-05", *june[1:3], date(2026, 6, 5))
    assert [may, june] == points(UNTOLD)
    assert [june] == points(passing("overdue-disclosure"))


def test_nothing_is_asked_for_that_was_to_be_told_before_it_was_agreed_or_more_than_a_year_ago():
    begins = edited(UNTOLD, REPORT, "from: 2026-05-01", "from: 2020-05-01")
    [(_, message)] = told(found_in(begins, date(2026, 7, 3)))

    assert "2025-07 by 2025-08-07" in message
    assert message.endswith("nor 10 later months")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "period: 2026-05",
            "period: 2026-Q1",
            "`monthly-scorecard` is told every month, and `2026-Q1` is no month",
        ),
        (
            "period: 2026-05",
            "period: 2026-04",
            "`2026-04` was over on 2026-04-30, and `monthly-scorecard` binds from 2026-05-01",
        ),
        (
            "told_on: 2026-06-04",
            "told_on: 2026-05-31",
            "told on 2026-05-31, and `2026-05` was not over before 2026-05-31",
        ),
    ],
)
def test_a_record_that_fits_nothing_to_be_told_is_named(old, new, message):
    texts = edited(passing("told-of-no-period"), TOLD, old, new)

    assert ("told-of-no-period", message) in told(found_in(texts, date(2026, 6, 5)))


def test_one_period_is_told_once():
    texts = passing("told-of-no-period")
    twice = texts[TOLD].replace("id: monthly-scorecard-2026-05", "id: monthly-scorecard-again")

    assert [
        (
            "told-of-no-period",
            "`2026-05` of `monthly-scorecard` is recorded as told in `monthly-scorecard-2026-05` too",
        )
    ] == told(found_in({**texts, "records/told/again.yaml": twice}, date(2026, 6, 5)))


def test_the_page_shows_each_period_with_its_day_and_what_is_late_or_missing():
    texts = edited(
        passing("overdue-disclosure"), TOLD, "told_on: 2026-06-04", "told_on: 2026-06-09"
    )
    agreement = agreement_of(texts)
    [report] = agreement.of(Disclosure)
    book = Book(agreement, date(2026, 7, 8))

    said = " ".join(re.sub(r"<[^>]+>", " ", document_page(book, report).markdown).split())
    assert (
        "About Due Told June 2026 7 July 2026 not yet May 2026 5 June 2026 9 June 2026 (late)"
    ) in said
