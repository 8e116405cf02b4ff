"""The pages of change: how a request stands, what the numbers say of what was tried, how both would part."""

from __future__ import annotations

import re
from datetime import date

import pytest

from partnership.documents import ExitPlan, Risk
from partnership.handbook.book import Book
from partnership.handbook.indexes import kind_index
from partnership.handbook.pages import document_page
from partnership.judging import judge
from partnership.loading import load
from partnership.measuring.still_open import StillOpen
from tests.checks.agreements import CATALOGUE, agreement_of, edited, passing

AS_OF = date(2026, 7, 10)
REQUEST = "records/changes/cr-2026-03.yaml"
ANSWER = "answer: {by: account-director, decision: accepted, on: 2026-05-19}\n"
MADE = "made: {on: 2026-06-16, reference: pull request 41}\n"


def page(book, name):
    document = book.agreement.named(name)
    assert document is not None
    return " ".join(re.sub(r"<[^>]+>", " ", document_page(book, document).markdown).split())


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("", "Accepted on 19 May 2026; in the terms since 16 June 2026 (pull request 41)"),
        (MADE, "Accepted on 19 May 2026; to hold from 1 July 2026, not in the terms yet"),
        (ANSWER + MADE, "Not answered yet: to be answered by 22 May 2026, which is past"),
    ],
)
def test_a_requests_page_says_how_it_stands(left_out, said):
    texts = passing("accepted-change-not-made")
    if left_out:
        texts = edited(texts, REQUEST, left_out, "")

    assert said in page(Book(agreement_of(texts), AS_OF), "ChangeRequest/cr-2026-03")


def test_an_improvements_page_does_the_arithmetic():
    found = load(CATALOGUE / "result-against-numbers/pass")
    said = page(Book(found, AS_OF, judge(found, AS_OF)), "Improvement/slots-up-front")

    assert "26.09 percentage points better, 20.00 percentage points expected, reached" in said
    assert "Not both periods are measured yet." in page(
        Book(found, AS_OF), "Improvement/slots-up-front"
    )


def test_the_gain_is_shared_exactly():
    book = Book(agreement_of(passing("gain-shares-not-100")), AS_OF)
    said = page(book, "Improvement/slots-up-front")

    assert "Harbour Foods 60% 10,800.00 GBP Northlight Talent 40% 7,200.00 GBP" in said


def test_the_worst_risk_stands_first():
    texts = passing("risk-not-reviewed")
    path = "partnership/risks/sourcer-turnover.yaml"
    worse = texts[path].replace("id: sourcer-turnover", "id: worse").replace("Sourcers", "Zebras")
    texts = {**texts, "partnership/worse.yaml": worse.replace("possible", "almost certain")}
    book = Book(agreement_of(texts), AS_OF)

    markup = kind_index(book, "Risk", book.agreement.of(Risk)).markdown
    assert markup.index("Zebras") < markup.index("Sourcers")
    assert "almost certain</td>" in markup
    assert ">15</td>" in markup


def test_an_exit_plans_page_has_its_milestones_by_day_and_what_is_open():
    said = page(Book(agreement_of(passing("overdue-milestone")), AS_OF), "ExitPlan/exit")

    assert "Changes of terms stop Vendor manager 3 June 2026 2 June 2026" in said
    assert "4 September 2026 not yet" in said
    assert "How many are open is not known: nothing was measured yet." in said
    plan = (CATALOGUE / "overdue-milestone/fail/partnership/exit.yaml").read_text()
    assert "overdue" in page(
        Book(agreement_of({**passing("overdue-milestone"), "partnership/exit.yaml": plan}), AS_OF),
        "ExitPlan/exit",
    )


def test_an_exit_plans_page_counts_what_is_open_from_the_event_store_where_there_is_one():
    agreement = agreement_of(passing("overdue-milestone"))
    [plan] = agreement.of(ExitPlan)
    rows = (StillOpen("standard", 7, 9), StillOpen(None, 1, 1))
    said = page(Book(agreement, AS_OF, still_open={plan.counted_by: rows}), "ExitPlan/exit")

    assert "How many are open as 10 July 2026 begins, counted from the event store." in said
    assert "Row Requisitions Openings of them standard 7 9 in no row 1 1 all 8 10" in said


def test_without_a_store_it_says_which_measurement_tells_and_of_when():
    texts = passing("result-against-numbers")
    plan = passing("overdue-milestone")["partnership/exit.yaml"]
    plan = re.sub("counted_by: .*", "counted_by: first-slate", plan)
    said = page(
        Book(agreement_of({**texts, "partnership/exit.yaml": plan}), AS_OF), "ExitPlan/exit"
    )

    assert (
        "How many were open when it was last counted, for First slate on time, April 2026 , "
        "known on 7 May 2026. No event store was asked for today's number."
    ) in said
