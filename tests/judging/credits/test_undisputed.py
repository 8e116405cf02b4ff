"""What nobody contests of a disputed row stands: its credit is due, and only the rest is held."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from partnership.checks import find_all
from partnership.cli import run
from partnership.judging import judge_in_full
from partnership.judging.credits.methods import STANDS
from partnership.judging.explaining import explain
from partnership.reporting.why import render
from tests.judging.agreements import agreement, measurement, row, sla
from tests.judging.conftest import EXPECTED
from tests.judging.credits.money import account, commercials, critical, months
from tests.judging.test_derivations import INTERVIEWS, level
from tests.judging.told import told
from tests.reporting.test_recomputed_credits import last, recomputed

FIXED = "  - {id: fixed, slas: [slates], method: fixed percent, percent: 10%}\n"
GAP = "  - {id: gap, slas: [slates], method: gap to target, gap_to: expected}\n"
POINTS = """\
  - id: points
    slas: [slates]
    method: points
    points:
      each: 1%
      bands:
        - {from: 80%, points: 0}
        - {from: 60%, below: 80%, points: 2}
        - {below: 60%, points: 5}
"""
TWO_ROWS = (
    "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
    "  - {id: critical, otherwise: true, within: 4 business days, expected: 90%, minimum: 80%}\n"
)
DAY = date(2026, 7, 10)
HELD = "held until the dispute is over"
OF_GAP = "100,000.00 × "
ALL_OF_GAP = f"{OF_GAP}(90% − 70%) = 20,000.00 GBP"
OF_POINTS = " × 1% × 100,000.00 = "


def dispute(undisputed, segments="", name="slates-of-january"):
    counts = f"undisputed: {undisputed}\n" if undisputed else ""
    return (
        f"kind: Dispute\nid: {name}\nmeasurement: slates.2026-01\n{segments}"
        f"raised_by: provider\nraised_on: 2026-07-09\nclaim: Holds seem to be counted.\n{counts}"
    )


def counts(numerator, denominator):
    return f"{{numerator: {numerator}, denominator: {denominator}}}"


def lines(found):
    """Give the state and the amount of every line that is not nothing."""
    return {line.state.value: line.amount for line in found.lines if line.state != "nothing"}


def settled(folder, category, undisputed, *, more="", counted="21/30"):
    documents = (commercials(category), critical("slates", more=more))
    return account(
        folder, "2026-01", *documents, *months("slates", counted), dispute(undisputed), as_of=DAY
    )


@pytest.mark.parametrize(
    ("category", "undisputed", "expected"),
    [
        (FIXED, "", {"disputed": 10000}),
        (FIXED, counts(21, 28), {"due": 10000}),
        (FIXED, counts(20, 22), {"disputed": 10000}),
        (GAP, counts(21, 27), {"due": Fraction(110000, 9), "disputed": Fraction(70000, 9)}),
        (GAP, counts(3, 9), {"due": 20000}),
        (POINTS, counts(21, 28), {"due": 2000}),
        (POINTS, counts(21, 26), {"disputed": 2000}),
    ],
    ids=["none named", "misses too", "meets", "a smaller gap", "a larger gap", "points", "no points"],
)  # fmt: skip
def test_the_credit_on_the_undisputed_part_is_due_and_the_rest_held(
    tmp_path, category, undisputed, expected
):
    """21 of 30 is 70%; 21 of 27 is 77.78%, of 28 75%, of 26 80.77%."""
    found = settled(tmp_path, category, undisputed)

    assert expected == lines(found)
    assert found.credits == expected.get("due", 0)


def test_fewer_points_on_the_undisputed_part_are_due_and_the_others_held(tmp_path):
    """15 of 30 costs 5 points, 15 of 20 costs 2 of them."""
    found = settled(tmp_path, POINTS, counts(15, 20), counted="15/30")

    assert {"due": 2000, "disputed": 3000} == lines(found)


def test_an_undisputed_part_too_small_to_judge_costs_nothing_yet(tmp_path):
    low = "low_volume: {below: 30, then: report only}\n"

    assert {"disputed": 10000} == lines(settled(tmp_path, FIXED, counts(21, 28), more=low))


def test_a_row_that_nobody_contests_is_due_while_the_worse_one_is_held(tmp_path):
    """The gap of `critical` is 20 points, that of `standard` 15 and not contested."""
    measured = measurement(
        "2026-01", row("15/20", "standard"), row("14/20", "critical"), name="slates"
    )
    found = account(
        tmp_path,
        "2026-01",
        commercials(GAP),
        critical("slates", targets=TWO_ROWS),
        measured,
        dispute("", "segments: [critical]\n"),
        as_of=DAY,
    )

    assert {"due": 15000, "disputed": 5000} == lines(found)


@pytest.mark.parametrize(
    "second", [counts(21, 28), counts(20, 28), ""], ids=["the same", "others", "none"]
)
def test_of_two_disputes_only_what_both_leave_undisputed_is_due(tmp_path, second):
    documents = (commercials(FIXED), critical("slates"), *months("slates", "21/30"))
    both = (dispute(counts(21, 28)), dispute(second, name="another"))
    state = "due" if second == counts(21, 28) else "disputed"

    assert {state: 10000} == lines(account(tmp_path, "2026-01", *documents, *both, as_of=DAY))


@pytest.mark.parametrize(
    ("undisputed", "message"),
    [
        (counts(12, 11), "12 of 11 undisputed cannot be"),
        (counts(-3, 11), "-3 of 11 undisputed cannot be"),
        (counts(3, 0), "3 of 0 undisputed says nothing"),
        (
            counts(9, 110),
            "21 of 30 measured less 9 of 110 undisputed leaves 12 of -80, which cannot be",
        ),
        (
            counts(22, 29),
            "21 of 30 measured less 22 of 29 undisputed leaves -1 of 1, which cannot be",
        ),
        (
            counts(10, 29),
            "21 of 30 measured less 10 of 29 undisputed leaves 11 of 1, which cannot be",
        ),
    ],
)
def test_counts_that_are_no_part_of_what_was_measured_are_found_and_hold_nothing_back(
    tmp_path, undisputed, message
):
    documents = (commercials(FIXED), critical("slates"), *months("slates", "21/30"))
    loaded = agreement(tmp_path, *documents, dispute(undisputed))

    assert [message] == [
        one.message for one in find_all(loaded, DAY) if one.check == "impossible-undisputed"
    ]
    assert {"disputed": 10000} == lines(settled(tmp_path / "b", FIXED, undisputed))


def test_one_pair_of_counts_for_two_rows_is_found_and_all_of_it_is_held(tmp_path):
    measured = measurement(
        "2026-01", row("15/20", "standard"), row("14/20", "critical"), name="slates"
    )
    documents = (
        commercials(FIXED),
        critical("slates", targets=TWO_ROWS),
        measured,
        dispute(counts(10, 15)),
    )

    found = account(tmp_path, "2026-01", *documents, as_of=DAY)

    assert {"disputed": 10000} == lines(found)
    assert ["`undisputed` has the counts of one row, and 2 are contested"] == [
        one.message
        for one in find_all(agreement(tmp_path / "b", *documents), DAY)
        if one.check == "impossible-undisputed"
    ]


@pytest.mark.parametrize(
    ("category", "said"),
    [
        (FIXED, "same as recorded: 10000 GBP, payable 10000"),
        (GAP, "same as recorded: 110000/9 GBP, payable 611111/50"),
    ],
)
def test_the_script_comes_to_what_is_due_and_what_is_held(tmp_path, category, said):
    undisputed = counts(21, 27)
    found = recomputed(
        tmp_path,
        commercials(category),
        critical("slates"),
        *months("slates", "21/30"),
        dispute(undisputed),
    )["slates", "2026-01"]

    assert said == last(found)
    assert (category == GAP) == ("  held        70000/9 GBP\n" in found)


NEARLY = "chronic: {expected_missed: 1, in: 12 months, becomes: minimum missed}\n"
POOLED = "low_volume: {below: 8, then: carry forward}\n"
SCARCE = "low_volume: {below: %d, then: report only}\n"
ON_TIME = ("time-to-first-slate", "share within", level("90%", "80%", "7 business days"))
OFFERS = ("offer-acceptance", "ratio of sums", level("85%", "75%"))
PARTS: dict[str, tuple[tuple[str, str, str], str, str, str]] = {
    "a-missed": (ON_TIME, "", "21/30", counts(21, 28)),
    "b-short": (ON_TIME, "", "17/20", counts(16, 18)),
    "c-short-again": (ON_TIME, NEARLY, "17/20", counts(16, 18)),
    "d-kept": (ON_TIME, NEARLY, "17/20", counts(17, 18)),
    "e-pooled": (ON_TIME, POOLED, "8/10", counts(7, 9)),
    "f-too-few-left": (ON_TIME, SCARCE % 30, "21/30", counts(21, 28)),
    "g-not-judged": (ON_TIME, SCARCE % 40, "21/30", counts(21, 28)),
    "h-promoters": (("candidate-nps", "net promoter score", level("30", "-10")), "", "-10/40", counts(-8, 30)),
    "i-four-to-one": (("interviews-to-offers", "ratio of sums", level("4", "5")), "", "45/10", counts(36, 8)),
    "j-offers": (OFFERS, "", "9/12", counts(6, 8)),
    "k-more-than-all": (OFFERS, "", "9/12", counts(9, 8)),
    "l-too-few-of-them": (OFFERS, "", "9/12", counts(2, 10)),
    "m-median": (("time-to-fill", "median", level("9 calendar days", "9 calendar days")), "", 'numerator: 3, denominator: 4, closed: {"9": 4}', counts(2, 3)),
    "n-half-counted": (OFFERS, "", "numerator: 9", counts(6, 8)),
}  # fmt: skip
"""By name: metric, statistic and levels, what is agreed more, what was counted, and what is undisputed."""


def test_every_undisputed_part_is_judged_by_itself_or_it_is_told_why_not(tmp_path, expect_file):
    documents = [INTERVIEWS]
    for name, ((measures, statistic, levels), more, counted, undisputed) in PARTS.items():
        start = "2025-12-01" if name == "e-pooled" else "2026-01-01"
        segments = "segments: [all]\n" if name == "a-missed" else ""
        terms = {"measures": measures, "statistic": statistic, "more": more}
        documents += [
            sla(levels, name=name, effective=f"{{from: {start}, to: 2026-02-28}}", **terms),
            measurement("2026-01", row(counted), name=name),
            dispute(undisputed, segments, f"{name}-contested").replace("slates.", f"{name}."),
        ]
    documents.append(measurement("2025-12", row("4/4"), name="e-pooled"))
    loaded = agreement(tmp_path, *documents)
    parts = [
        f"{one.verdict.sla}: {one.verdict.status.words}\n{told([one.undisputed] if one.undisputed else [])}"
        for one in judge_in_full(loaded, DAY)
        if one.verdict.disputed
    ]
    messages = [
        f"{one.place.path}: {one.message}"
        for one in find_all(loaded, DAY)
        if one.check == "impossible-undisputed"
    ]

    expect_file(EXPECTED / "undisputed.txt", "\n".join((*parts, *messages, "")))


def test_why_says_what_stands_meanwhile(tmp_path):
    documents = (commercials(FIXED), critical("slates"), *months("slates", "21/30"))
    loaded = agreement(tmp_path, *documents, dispute(counts(21, 28)))

    text = render(explain(loaded, DAY, "slates", "2026-01"), colour=False)

    assert (
        "the status stands until then; what nobody contests stands by itself, minimum missed: "
        "75.00% (21/28)" in text
    )


def test_the_statement_says_what_is_due_now(tmp_path, capsys):
    documents = (commercials(GAP), critical("slates"), *months("slates", "21/30"))
    agreement(tmp_path, *documents, dispute(counts(21, 27)))

    assert 0 == run(["statement", "2026-01", str(tmp_path), "--as-of", str(DAY)])
    text = capsys.readouterr().out
    assert "what nobody contests stands; only what goes beyond it is held" in text
    assert "The provider owes the client 12,222.22 GBP." in text


@pytest.mark.parametrize(
    ("category", "undisputed", "said"),
    [
        (
            *(FIXED, counts(21, 28)),
            [("due", "75.00% (21/28)", "100,000.00 × 10% a miss = 10,000.00 GBP", STANDS)],
        ),
        (
            *(GAP, counts(21, 27)),
            [
                ("due", "77.78% (21/27)", f"{OF_GAP}(90% − 7/9) = 12,222.22… GBP (110000/9)", STANDS),
                ("disputed", "70.00% (21/30)", f"{ALL_OF_GAP}, less 12,222.22… GBP (110000/9) that stand", HELD),
            ],
        ),
        (GAP, counts(3, 9), [("due", "70.00% (21/30)", ALL_OF_GAP, STANDS)]),
        (POINTS, counts(21, 28), [("due", "75.00% (21/28)", f"2 of slates = 2 points{OF_POINTS}2,000.00 GBP", STANDS)]),
    ],
    ids=["as much", "less", "more", "points"],
)  # fmt: skip
def test_what_stands_and_what_is_held_each_say_what_they_come_from(
    tmp_path, category, undisputed, said
):
    found = settled(tmp_path, category, undisputed)

    assert said == [
        (line.state.value, line.sources[0].value, line.arithmetic, line.reason)
        for line in found.lines
    ]


def test_points_that_are_due_beside_contested_ones_say_what_stands_only_where_it_is_part(tmp_path):
    """15 of 30 costs 5 points and 24 of 30 none: what another promise costs is due by itself."""
    both = POINTS.replace("[slates]", "[slates, fills]")
    found = account(
        tmp_path,
        "2026-01",
        commercials(both),
        *(critical(name) for name in ("slates", "fills")),
        *(*months("slates", "15/30"), *months("fills", "21/30")),
        dispute(counts(24, 28)),
        as_of=DAY,
    )

    assert [
        ("due", "2 of fills = 2 points × 1% × 100,000.00 = 2,000.00 GBP", ""),
        (
            "disputed",
            "beyond the others: 5 of slates + 2 of fills = 7 points × 1% × 100,000.00 = 7,000.00 GBP",
            HELD,
        ),
    ] == [(line.state.value, line.arithmetic, line.reason) for line in found.lines]
    assert {"due": 2000, "disputed": 5000} == lines(found)


def test_contested_points_that_nobody_can_price_are_not_determined(tmp_path):
    found = account(
        tmp_path,
        "2026-01",
        commercials(POINTS, fee=""),
        critical("slates"),
        *months("slates", "15/30"),
        dispute(counts(15, 20)),
        as_of=DAY,
    )

    unknown = "the charges of 2026-01 are not known: there is no Invoice"
    assert [(None, unknown), (None, f"beyond the others: {unknown}")] == [
        (line.amount, line.reason) for line in found.open_lines
    ]


def test_a_repeat_counts_where_a_milder_row_stands_while_the_worse_one_is_contested(tmp_path):
    """`critical` costs 2 points twice for a repeat, `standard` 3 once, which nobody contests."""
    bands = "[{from: 80%, points: 0}, {from: 60%, below: 80%, points: 2}, {below: 60%, points: 3}]"
    points = f"  - {{id: points, slas: [slates], method: points, points: {{each: 1%, bands: {bands}}}}}\n"
    found = account(
        tmp_path,
        "2026-02",
        commercials(points),
        critical("slates", targets=TWO_ROWS, more="repeat: {within: 1 month, multiplier: 2}\n"),
        measurement("2026-01", row("20/20", "standard"), row("14/20", "critical"), name="slates"),
        measurement("2026-02", row("10/20", "standard"), row("14/20", "critical"), name="slates"),
        dispute("", "segments: [critical]\n").replace("slates.2026-01", "slates.2026-02"),
        as_of=DAY,
    )

    assert {"due": 3000, "disputed": 1000} == lines(found)
