"""What change asks of whom by when, and what the numbers say of what was tried."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from partnership.checks import find_about
from partnership.documents import Improvement
from partnership.duties.changing import find_changing
from partnership.duties.duty import State
from partnership.duties.handover import last_counted
from partnership.duties.improving import find_measured
from partnership.judging import judge
from partnership.loading import load
from tests.checks.agreements import CATALOGUE, agreement_of, edited, found_in, passing, told

AS_OF = date(2026, 7, 10)
REQUEST = "records/changes/cr-2026-03.yaml"
EXIT = "partnership/exit.yaml"
TRIED = "partnership/improvements/slots-up-front.yaml"


def owed(texts, as_of=AS_OF):
    return {
        one.topic: (one.party, one.owner, str(one.due), one.state(as_of))
        for one in find_changing(agreement_of(texts), as_of)
    }


def test_a_request_is_answered_by_the_other_party_and_made_by_its_own():
    assert {
        "change answer": ("provider", "account-director", "2026-05-22", State.DONE),
        "change made": ("client", "vendor-manager", "2026-07-01", State.DONE),
    } == owed(passing("accepted-change-not-made"))


def test_a_refused_request_asks_for_no_terms():
    texts = edited(passing("accepted-change-not-made"), REQUEST, "accepted", "refused")

    assert ["change answer"] == list(owed(texts))


@pytest.mark.parametrize(("day", "state"), [(22, State.OPEN), (23, State.OVERDUE)])
def test_an_answer_is_in_time_on_its_last_day(day, state):
    answer = "answer: {by: account-director, decision: accepted, on: 2026-05-30}"
    was = "answer: {by: account-director, decision: accepted, on: 2026-05-19}"
    texts = edited(passing("accepted-change-not-made"), REQUEST, was, answer)

    assert state == owed(texts, date(2026, 5, day))["change answer"][3]


def test_milestones_of_the_end_count_from_the_notice_and_from_nothing_else():
    texts = passing("overdue-milestone")
    found = [one for one in find_changing(agreement_of(texts), AS_OF) if one.topic == "milestone"]
    quiet = edited(texts, EXIT, "notice_given_on: 2026-05-04\n", "")

    assert [date(2026, 6, 3), date(2026, 9, 4)] == [one.due for one in found]
    assert ["exit drill"] == list(owed(quiet))


def test_a_milestone_with_two_days_is_named():
    texts = passing("milestone-without-day")
    twice = edited(texts, EXIT, "after_notice: 4 months", "after_notice: 4 months, due: 2026-09-01")

    assert [
        ("milestone-without-day", "the milestone `list` says both `due` and `after_notice`")
    ] == told(found_in(twice))


@pytest.mark.parametrize("share", ["0%", "39.9%", "41%"])
def test_shares_of_a_gain_make_exactly_100(share):
    texts = edited(passing("gain-shares-not-100"), TRIED, "provider: 40%", f"provider: {share}")

    assert ["gain-shares-not-100"] == [check for check, _ in told(found_in(texts))]


def measured(folder: Path, **edits: str):
    found = load(folder)
    verdicts = judge(found, AS_OF)
    (one,) = found.of(Improvement)
    return found, verdicts, one.model_copy(update=edits)


def test_the_gain_is_exact_and_explained():
    found, verdicts, one = measured(CATALOGUE / "result-against-numbers/pass")
    [row] = find_measured(found, one, verdicts)

    assert 6 == row.gain * 23
    assert row.is_reached
    assert row.words == (
        "91.30% (21/23) in 2026-04 after 65.22% (15/23) in 2026-03: "
        "26.09 percentage points better, 20.00 percentage points expected"
    )


def test_a_row_that_was_not_measured_twice_tells_nothing():
    found, verdicts, one = measured(CATALOGUE / "result-against-numbers/pass", segment="other")

    assert [] == list(find_measured(found, one, verdicts))
    assert [] == list(find_measured(found, one.model_copy(update={"segment": None}), ()))


def test_who_says_reached_in_part_is_not_contradicted():
    found = load(CATALOGUE / "result-against-numbers/fail")
    [finding] = find_about(found, AS_OF, judge(found, AS_OF))

    assert "the outcome is `not reached`, but 91.30% (21/23) in 2026-04" in finding.message


def test_what_is_open_is_counted_by_the_last_measurement():
    found = load(CATALOGUE / "result-against-numbers/pass")
    counted = last_counted(found, "first-slate")

    assert counted is not None
    assert "first-slate.2026-04" == counted.measurement.id
    assert [("all", 0)] == [(one.segment, one.count) for one in counted.rows]
    assert last_counted(found, "nothing") is None
