"""What follows from verdicts is on the pages: disputes, corrective actions with their days, closed months."""

from __future__ import annotations

import html
import re

import pytest

from partnership.example import followed
from partnership.handbook.pages import find_pages
from tests.handbook.measured import book_of, write, write_measured
from tests.judging.closes import close

LATE = "kind: Dispute\nid: late\nmeasurement: interview-feedback.2025-12\nraised_by: client\n"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A dispute that is dismissed, one raised too late, an action half done, and a closed month."""
    folder = write_measured(tmp_path_factory.mktemp("example"))
    known = followed.DISPUTE.replace("2025-12-09", "2026-07-10")
    write(folder, "records/disputes/open.yaml", known.replace("slates-2025-11", "open"))
    decided = followed.DISPUTE + followed.DECIDED
    write(folder, "records/disputes/decided.yaml", decided.replace("slates-2025-11", "decided"))
    write(
        folder,
        "records/disputes/late.yaml",
        f"{LATE}raised_on: 2026-08-01\nclaim: Answers by telephone are missing.\n",
    )
    action = followed.SLATES[0] + followed.SLATES[1]
    write(folder, "records/corrective-actions/slates-2025-11.yaml", action)
    close(folder, "2025-01", unmeasured="The first month was not counted.")
    close(folder, "2025-02", "2025-03", "2025-04", unmeasured="Nor were these.")
    return {page.path: text_of(page.markdown) for page in find_pages(book_of(folder))}


def text_of(markdown):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markdown)).split())


def test_a_dispute_says_what_is_contested_and_how_it_stands(pages):
    opened, decided = pages["disputes/open.md"], pages["disputes/decided.md"]

    assert "# Dispute of First slate in time, November 2025" in opened
    assert "Northlight Talent contests First slate in time, November 2025 , standard." in opened
    assert "Not decided yet, to be decided by 7 August 2026." in opened
    assert "Dismissed on 15 December 2025." in decided


def test_a_dispute_that_came_too_late_says_so(pages):
    assert "Raised too late to count." in pages["disputes/late.md"]


def test_a_promise_tells_what_was_contested_and_what_followed_its_breaches(pages):
    promise = pages["promises/first-slate.md"]

    assert "## What was contested" in promise
    assert "## What followed the breaches" in promise
    assert "Name a second sourcer for each desk." in promise


def test_an_action_tells_what_is_due_when_and_what_is_overdue(pages):
    """The breach is disputed, so cause and plan wait; the steps that were promised do not."""
    action = pages["corrective-actions/slates-2025-11.md"]

    assert "# After First slate in time, November 2025" in action
    assert "Northlight Talent acts after the breach of First slate in time , standard," in action
    assert "Delivery lead" in action
    assert "16 January 2026" in action
    assert "overdue" in action


def test_a_closed_month_shows_what_was_sealed_and_on_what_it_rests(pages):
    page = pages["closes/2025-01.md"]

    assert "January 2025 is closed, and every period that ends with it." in page
    assert "Closed though not all is measured: The first month was not counted." in page
    assert "? Not measured" in page
    assert "Harbour Foods and Northlight Talent" in page
    assert "canonical" not in page, "whole documents have pages of their own"


def test_a_closed_month_shows_the_accounts_that_were_sealed(pages):
    page = pages["closes/2025-04.md"]

    assert "## What is owed for it" in page
    assert "0.00 GBP, and more is not known" in page


def test_the_scorecard_marks_what_is_closed(pages):
    assert "January 2025 closed" in pages["scorecard/index.md"]
    assert "Closed, and judged as it stood then: January 2025" in pages["scorecard/2025-01.md"]
    assert "Closed, and judged" not in pages["scorecard/2025-11.md"]
    assert "January 2025 closed" in pages["promises/first-slate.md"]
