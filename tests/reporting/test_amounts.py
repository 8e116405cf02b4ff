"""What is added up reads right: in verdicts, in `why`, in JSON and in the handbook's sentences."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.agreement import Agreement
from partnership.documents import SLA, Metric
from partnership.handbook.sentences import formula, promise
from partnership.judging import Status, judge
from partnership.judging.explaining import explain
from partnership.measuring.records import to_yaml
from partnership.reporting.json import verdict_data
from partnership.reporting.why import render
from tests.measuring.amounts import (
    BOTH_PER_HIRE,
    FORECAST,
    INTERVIEWS_PER_OFFER,
    OPENED,
    PARTNERSHIP,
    capacity,
    cost,
    forecast,
    hired,
)
from tests.measuring.amounts import LOAD as RECRUITER_LOAD
from tests.measuring.stores import Events, agreed, measured, terms
from tests.measuring.test_indexes import SELECTION, groups

AS_OF = date(2026, 7, 1)


def judged(metric, statistic, levels, events, folder, **more):
    """An agreement with its measurement of the first quarter, and the verdict on it."""
    said = terms(statistic, "stop", "quarter", f"{{id: all, {levels}}}", **more)
    agreement = agreed(metric, said, PARTNERSHIP)
    made = measured(agreement, events, folder, "2026-Q1", known="2026-04-02")["2026-Q1"]
    whole = Agreement((*agreement.documents, made))
    (verdict,) = (one for one in judge(whole, AS_OF) if one.period == "2026-Q1")
    return whole, made, verdict


def told(agreement):
    return render(explain(agreement, AS_OF, "it", "2026-Q1"), False)


@pytest.fixture
def costs():
    events = Events()
    hired(events, 14)
    cost(events, 42_000)
    cost(events, 28_000, "internal", category="recruiters")
    return events


def test_a_cost_per_hire_is_money_in_every_sentence(costs, tmp_path):
    agreement, made, verdict = judged(
        BOTH_PER_HIRE, "ratio of sums", "expected: 4500, minimum: 6000", costs, tmp_path
    )

    assert Status.EXPECTED_MISSED is verdict.status
    assert (
        "5000 GBP (70000 ÷ 14) is above the expected 4500 GBP, though at most the minimum 6000 GBP"
    ) == verdict.reason
    assert "5000 GBP" == verdict.shown
    assert '    amount: "70000"\n    per: "14"\n' in to_yaml(made)
    said = told(agreement)
    assert "at most 4500 GBP of internal cost and external cost over hires; above 6000 GBP" in said
    assert "internal cost and external cost 70000, hires 14" in said
    assert "70000 ÷ 14 = 5000 GBP > expected 4500 GBP and ≤ minimum 6000 GBP" in said


def test_json_holds_the_exact_amounts(costs, tmp_path):
    _, _, verdict = judged(
        BOTH_PER_HIRE, "ratio of sums", "expected: 4500, minimum: 6000", costs, tmp_path
    )

    found = verdict_data(verdict)

    assert ("70000", "14", "GBP", "5000") == tuple(
        found[name] for name in ("amount", "per", "unit", "value")
    )
    assert (None, None, 14) == (found["numerator"], found["denominator"], found["n"])


def test_a_load_is_so_many_to_one(tmp_path):
    events = Events()
    for _ in range(7):
        events.opening("2025-03-02 09:00")
    for month in ("2026-01", "2026-02", "2026-03"):
        capacity(events, "1.6", month)

    agreement, _, verdict = judged(
        RECRUITER_LOAD, "ratio of sums", "expected: 5, minimum: 8", events, tmp_path
    )

    assert "4.38 to 1 (7 ÷ 1.6) is at most the expected 5 to 1" == verdict.reason
    assert "7 ÷ 1.6 = 4.38 to 1 ≤ expected 5 to 1" in told(agreement)


def test_accuracy_is_explained_by_its_own_arithmetic(tmp_path):
    events = Events()
    for _ in range(8):
        events.opening("2026-02-10 09:00")
    forecast(events, 10, "2025-12-15", "2026-Q1")
    metric = FORECAST.replace("lower is better", "higher is better")

    agreement, _, verdict = judged(
        metric, "accuracy", "expected: 85%, minimum: 70%", events, tmp_path
    )

    assert "80.00%" == verdict.shown
    assert "1 − |8 − 10| ÷ 10, at least 0 = 80.00% < expected 85%" in told(agreement)


def test_a_count_of_0_is_judged(tmp_path):
    events = Events()
    events.opening("2025-02-10 09:00")
    metric = OPENED.replace("lower is better", "higher is better")

    agreement, _, verdict = judged(metric, "sum", "expected: 5, minimum: 2", events, tmp_path)

    assert Status.MINIMUM_MISSED is verdict.status
    assert "0 (n 0) is below the minimum 2" == verdict.reason
    assert "openings opened 0" in told(agreement)


def test_a_selection_ratio_at_four_fifths_is_met_and_below_it_is_not(tmp_path):
    for selected, status in ((48, Status.MET), (45, Status.MINIMUM_MISSED)):
        events = Events()
        groups(events, {"a": (100, 60), "b": (100, selected)})
        agreement, _, verdict = judged(
            SELECTION,
            "lowest selection ratio",
            "expected: 80%, minimum: 80%",
            events,
            tmp_path / str(selected),
        )
        assert status is verdict.status

    assert "75.00% (0.45 ÷ 0.6) is below the minimum 80%" == verdict.reason
    assert "lowest rate 0.45, highest rate 0.6" in told(agreement)


def test_nothing_known_is_insufficient_data(tmp_path):
    events = Events()
    hired(events, 14)

    _, _, verdict = judged(
        BOTH_PER_HIRE, "ratio of sums", "expected: 4500, minimum: 6000", events, tmp_path
    )

    assert (Status.INSUFFICIENT_DATA, "nothing was counted") == (verdict.status, verdict.reason)


def test_missing_months_are_not_measured_where_it_was_agreed(costs, tmp_path):
    costs.rows["cost_entry"] = [{**one, "period": "2026-01"} for one in costs.rows["cost_entry"]]

    _, _, verdict = judged(
        BOTH_PER_HIRE,
        "ratio of sums",
        "expected: 4500, minimum: 6000",
        costs,
        tmp_path,
        missing_data="{then: exclude, at_most: 5%}",
    )

    assert Status.NOT_MEASURED is verdict.status
    assert "66.67% of subjects" in verdict.reason


def test_quarters_with_few_are_pooled_as_one_sum_over_the_other(costs, tmp_path):
    hired(costs, 16, "2026-05-10 12:00")
    cost(costs, 30_000, period="2026-Q2")
    cost(costs, 20_000, "internal", period="2026-Q2", category="recruiters")
    said = terms(
        "ratio of sums",
        "stop",
        "quarter",
        "{id: all, expected: 4500, minimum: 6000}",
        low_volume="{below: 30, then: carry forward}",
    )
    agreement = agreed(BOTH_PER_HIRE, said, PARTNERSHIP)
    made = measured(agreement, costs, tmp_path, "2026-Q1", "2026-Q2", known="2026-07-02")

    whole = Agreement((*agreement.documents, *made.values()))
    verdicts = {one.period: one for one in judge(whole, date(2026, 7, 3))}

    assert "4000 GBP" == verdicts["2026-Q2"].shown
    assert "120000 ÷ 30" == verdicts["2026-Q2"].fraction


@pytest.mark.parametrize(
    ("metric", "statistic", "levels", "sentence"),
    [
        (
            BOTH_PER_HIRE,
            "ratio of sums",
            "expected: 4500, minimum: 6000",
            ("the result of internal cost and external cost over hires is at most 4500 GBP. "
            "Above 6000 GBP the promise is breached."),
        ),
        (
            INTERVIEWS_PER_OFFER,
            "ratio of sums",
            "expected: 4, minimum: 5",
            ("the result of candidates interviewed over offers extended is at most 4 to 1. "
            "Above 5 to 1 the promise is breached."),
        ),
        (
            SELECTION,
            "lowest selection ratio",
            "expected: 80%, minimum: 80%",
            ("the lowest selection ratio of group groups from applied to hired is at least 80%. "
            "Below 80% the promise is breached."),
        ),
    ],
)  # fmt: skip
def test_the_handbook_says_what_is_added_up(metric, statistic, levels, sentence):
    agreement = agreed(metric, terms(statistic, "stop", "quarter", f"{{id: all, {levels}}}"))
    (sla,), (counted,) = agreement.of(SLA), agreement.of(Metric)

    assert f"Each quarter, {sentence}" == promise(sla, counted, sla.targets[0], "GBP")
    assert formula(counted)
