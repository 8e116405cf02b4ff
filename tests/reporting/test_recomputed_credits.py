"""The stand-alone script comes to the credit, too, and to what is payable after caps and rounding."""

from __future__ import annotations

import pytest

from partnership.judging import Status
from tests.judging.agreements import agreement
from tests.judging.credits.money import commercials, critical, months
from tests.reporting.test_recomputing import ran, scripts

MISSED, MET = "21/30", "29/30"
ALLOCATED = "  - {id: speed, slas: [slates], method: allocation, share: 50%}\n"
FOUR = "  - {id: all, slas: [a, b, c, d], method: allocation}\n"
NINETY_NINE = "  - {id: all, within: 7 business days, expected: 99%, minimum: 90%}\n"
BANDS = """\
  - id: points
    slas: [slates, seats]
    method: points
    points:
      bands:
        - {from: 99%, points: 0}
        - {from: 96%, below: 99%, points: 2}
        - {below: 96%, points: 5}
"""


def recomputed(tmp_path, *documents):
    """Recompute every verdict of 2026's first months; gives what each script said of its credit."""
    folder = tmp_path / "agreement"
    loaded = agreement(folder, *documents)
    found = {}
    for verdict, text in scripts(folder, loaded):
        if verdict.status in {Status.NOT_MEASURED, Status.NOT_YET_DUE}:
            continue
        made = ran(text, tmp_path, folder)
        assert (0, "") == (made.returncode, made.stderr), made.stdout
        found[verdict.sla, verdict.period] = made.stdout
    return found


def last(text):
    return text.splitlines()[-1]


def test_the_published_allocation_is_recomputed(tmp_path):
    """O1: 100,000 x 10% x 50% x 40% is 2,000.00."""
    found = recomputed(
        tmp_path,
        commercials(ALLOCATED, "at_risk: 10%\n"),
        critical("slates", more="allocation: 40%\n"),
        *months("slates", MISSED, MET),
    )

    assert "same as recorded: 2000 GBP, payable 2000" == last(found["slates", "2026-01"])
    assert "same as recorded: 0 GBP, payable 0" == last(found["slates", "2026-02"])
    assert "  times       1/2, share of speed\n" in found["slates", "2026-01"]


def test_a_cap_holds_the_sum_of_several_credits(tmp_path):
    """O18: 55,500 are credited and 30,000 are payable, whichever of them is asked for."""
    allocations = {"a": 40, "b": 35, "c": 50, "d": 60}
    found = recomputed(
        tmp_path,
        commercials(FOUR, "at_risk: 12%\npool: 200%\n", fee="250000 GBP"),
        *(critical(name, more=f"allocation: {share}%\n") for name, share in allocations.items()),
        *(one for name in allocations for one in months(name, MISSED)),
    )

    amounts = {name: last(found[name, "2026-01"]) for name in allocations}
    assert {
        name: f"same as recorded: {amount} GBP, payable 30000"
        for name, amount in {"a": 12000, "b": 10500, "c": 15000, "d": 18000}.items()
    } == amounts


@pytest.mark.parametrize(
    ("category", "counts", "said"),
    [
        ("{id: g, slas: [slates], method: gap to target, gap_to: expected, on: expected missed}",
         "75/100", "same as recorded: 15000 GBP, payable 15000"),
        ("{id: f, slas: [slates], method: fixed percent, percent: 3%}",
         "21/30", "same as recorded: 3000 GBP, payable 3000"),
        ("{id: f, slas: [slates], method: fixed percent, percent: 3%}",
         "26/30", "same as recorded: 0 GBP, payable 0"),
    ],
    ids=["gap to target", "fixed percent", "an expected miss costs nothing"],
)  # fmt: skip
def test_a_gap_and_a_percent_are_recomputed(tmp_path, category, counts, said):
    found = recomputed(
        tmp_path, commercials(f"  - {category}\n"), critical("slates"), *months("slates", counts)
    )

    assert said == last(found["slates", "2026-01"])


@pytest.mark.parametrize(
    ("cost", "first", "second"),
    [
        ("      each: 1%\n", "2000 GBP, payable 2000", "9000 GBP, payable 9000"),
        ("      table:\n        - {from: 2, percent: 1%}\n        - {from: 8, percent: 6%}\n",
         "1000 GBP, payable 1000", "6000 GBP, payable 6000"),
    ],
    ids=["each point", "by a table"],
)  # fmt: skip
def test_points_with_a_repeat_and_another_promises_are_recomputed(tmp_path, cost, first, second):
    """98.5 costs 2; 96.5 after it costs 2 doubled, and the other promise's 5 are added."""
    repeat = "repeat: {within: 1 month, multiplier: 2}\n"
    found = recomputed(
        tmp_path,
        commercials(BANDS + cost),
        critical("slates", targets=NINETY_NINE, more=repeat),
        critical("seats", targets=NINETY_NINE),
        *months("slates", "985/1000", "965/1000"),
        *months("seats", "995/1000", "905/1000"),
    )

    assert f"same as recorded: {first}" == last(found["slates", "2026-01"])
    assert f"same as recorded: {second}" == last(found["slates", "2026-02"])
    assert "same as recorded: 0 GBP, payable" in last(found["seats", "2026-01"])


@pytest.mark.parametrize("when", ["total", "each line"])
def test_rounding_stands_where_the_terms_say(tmp_path, when):
    rounding = f"rounding: {{to: 0.01 GBP, when: {when}, mode: half even}}\n"
    third = "  - {id: g, slas: [slates], method: gap to target, gap_to: expected}\n"
    found = recomputed(
        tmp_path,
        commercials(third, rounding=rounding, fee="100 GBP"),
        critical("slates"),
        *months("slates", "1/3"),
    )

    exact = "170/3" if when == "total" else "5667/100"
    assert f"same as recorded: {exact} GBP, payable 5667/100" == last(found["slates", "2026-01"])


def test_what_is_not_recomputed_is_taken_as_recorded_and_said(tmp_path):
    """Without an invoice nobody knows the charges."""
    found = recomputed(
        tmp_path,
        commercials(ALLOCATED, "at_risk: 10%\n", fee=""),
        critical("slates", more="allocation: 40%\n"),
        *months("slates", MISSED),
    )

    assert "the charges of 2026-01 are not known: there is no Invoice" in last(
        found["slates", "2026-01"]
    )


def test_another_amount_than_the_recorded_ends_with_1(tmp_path):
    folder = tmp_path / "agreement"
    loaded = agreement(
        folder,
        commercials(ALLOCATED, "at_risk: 10%\n"),
        critical("slates", more="allocation: 40%\n"),
        *months("slates", MISSED),
    )
    text = next(text for one, text in scripts(folder, loaded) if one.period == "2026-01")

    made = ran(text.replace('"amount": "2000"', '"amount": "2001"'), tmp_path, folder)

    assert 1 == made.returncode
    assert "DIFFERS: amount is 2000, recorded was 2001\n" in made.stdout


FIXED = "  - {id: f, slas: [slates, seats], method: fixed percent, percent: 3%}\n"
ONE_EVENT = """\
kind: CorrectiveAction
id: outage
owed_by: provider
breaches: [{sla: slates, period: 2026-01}, {sla: seats, period: 2026-01}]
known_on: 2026-02-09
one_event: true
"""
DISPUTE = """\
kind: Dispute
id: slates-of-january
measurement: slates.2026-01
raised_by: provider
raised_on: 2026-07-09
claim: Holds seem to be counted.
"""


@pytest.mark.parametrize(
    ("terms", "record", "sla", "said", "payable"),
    [
        ("", DISPUTE, "slates", "disputed: held until the dispute is over", 3000),
        (
            "single_event: highest only\n",
            ONE_EVENT,
            "seats",
            (
                "one event: one event (CorrectiveAction/outage): slates is credited for it, "
                "the highest"
            ),
            3000,
        ),
    ],
    ids=["disputed", "one event"],
)
def test_an_amount_that_is_held_is_recomputed_and_why_it_is_held_is_taken_as_recorded(
    tmp_path, terms, record, sla, said, payable
):
    found = recomputed(
        tmp_path,
        commercials(FIXED, terms),
        critical("slates"),
        critical("seats"),
        *months("slates", MISSED),
        *months("seats", MISSED),
        record,
    )[sla, "2026-01"]

    assert f"  as recorded {said}\n" in found
    assert f"same as recorded: 3000 GBP, payable {payable}" == last(found)


@pytest.mark.parametrize(
    ("second", "said"), [(MET, "waived by slates"), (MISSED, "upheld by slates")]
)
def test_a_suspended_credit_is_recomputed_and_told_with_what_decided_it(tmp_path, second, said):
    found = recomputed(
        tmp_path,
        commercials(FIXED, "suspended: {waived_when: met}\n"),
        critical("slates"),
        critical("seats"),
        *months("slates", MISSED, second),
    )["slates", "2026-01"]

    assert "  as recorded suspended: until the next judged period upholds or waives it\n" in found
    assert f"  as recorded {said} in 2026-02, in the account of 2026-02\n" in found
    assert "same as recorded: 3000 GBP, payable 0" == last(found)
