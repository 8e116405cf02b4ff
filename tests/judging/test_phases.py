"""Baselining, ramp and steady; what follows from baselining and from a year for the expected level."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from partnership.judging import Status, judge_in_full
from partnership.judging.proposals import find_all_proposals
from partnership.loading import load
from tests.judging.agreements import agreement, measurement, metric, months, row, sla, verdicts
from tests.judging.closes import close
from tests.judging.told import told

AS_OF = date(2026, 7, 10)
EXPECTED = Path(__file__).parent / "expected"
RAMP = """\
phases:
  - {phase: baselining, from: 2026-01-01, to: 2026-01-31}
  - {phase: ramp, from: 2026-02-01, to: 2026-02-28, targets: [{id: all, expected: 70%, minimum: 50%}]}
  - {phase: ramp, from: 2026-03-01, to: 2026-03-31, targets: [{id: all, expected: 80%, minimum: 60%}]}
  - {phase: steady, from: 2026-04-01}
"""


def target(expected, minimum="80%"):
    return f"  - {{id: all, within: 7 business days, expected: {expected}, minimum: {minimum}}}\n"


def proposed(folder, *documents, as_of=AS_OF):
    agreed = agreement(folder, *documents)
    return tuple(find_all_proposals(agreed, as_of))


def test_the_same_counts_are_judged_by_the_phase_of_their_month(tmp_path):
    promise = sla(effective="{from: 2026-01-01, to: 2026-04-30}", more=RAMP)

    found = verdicts(tmp_path, promise, *months("2026-01", ["15/20"] * 4))

    assert [
        (Status.BASELINING, "90%"),
        (Status.MET, "70%"),
        (Status.EXPECTED_MISSED, "80%"),
        (Status.MINIMUM_MISSED, "90%"),
    ] == [(one.status, str(one.expected)) for one in found]
    assert (18, "phases[2026-02-01].targets[all]") == (found[1].place.line, found[1].place.pointer)
    assert (19, "phases[2026-03-01].targets[all]") == (found[2].place.line, found[2].place.pointer)
    assert (14, "targets[all]") == (found[3].place.line, found[3].place.pointer)


def test_a_phase_that_begins_inside_a_period_divides_it(tmp_path):
    phases = "phases:\n  - {phase: baselining, from: 2026-03-01, to: 2026-03-15}\n"
    counts = measurement(
        "2026-03",
        row("1/10", more="from: 2026-03-01, to: 2026-03-15"),
        row("10/10", more="from: 2026-03-16, to: 2026-03-31"),
    )

    found = verdicts(
        tmp_path, sla(effective="{from: 2026-03-01, to: 2026-03-31}", more=phases), counts
    )

    assert [Status.BASELINING, Status.MET] == [one.status for one in found]
    assert [date(2026, 3, 15), date(2026, 3, 31)] == [one.until for one in found]


def test_the_phase_of_the_last_day_may_decide_the_whole_period(tmp_path):
    phases = (
        "on_change: terms of the last day\n"
        "phases:\n  - {phase: baselining, from: 2026-03-01, to: 2026-03-15}\n"
    )
    promise = sla(effective="{from: 2026-03-01, to: 2026-03-31}", more=phases)

    (found,) = verdicts(tmp_path, promise, *months("2026-03", ["11/20"]))

    assert Status.MINIMUM_MISSED == found.status


def test_a_phase_that_changes_nothing_divides_nothing(tmp_path):
    phases = (
        "phases:\n  - {phase: ramp, from: 2026-03-01, to: 2026-03-15}\n"
        "  - {phase: steady, from: 2026-03-16}\n"
    )
    promise = sla(effective="{from: 2026-03-01, to: 2026-03-31}", more=phases)

    (found,) = verdicts(tmp_path, promise, *months("2026-03", ["20/20"]))

    assert (Status.MET, None) == (found.status, found.since)


CONVERTED = """\
phases:
  - {phase: baselining, from: 2026-01-01, to: 2026-03-31, conversion: CONVERSION}
  - {phase: steady, from: 2026-04-01}
"""


def test_o6_a_presumptive_96_and_an_achieved_98_are_97(tmp_path):
    phases = CONVERTED.replace("CONVERSION", "midpoint")
    promise = sla(target("96%"), effective="{from: 2026-01-01}", more=phases)

    (found,) = proposed(tmp_path, promise, *months("2026-01", ["49/50", "25/25", "24/25"]))

    assert (Fraction(97, 100), "97%", True) == (found.level, found.shown, found.is_open)
    assert (
        "(96% + 98%) ÷ 2, where 98% (98/100) is achieved in 2026-01, 2026-02 and 2026-03"
    ) == found.arithmetic
    assert date(2026, 4, 1) == found.since


def test_the_promise_stays_as_written_until_it_is_amended(tmp_path):
    phases = CONVERTED.replace("CONVERSION", "midpoint")
    promise = sla(target("96%"), effective="{from: 2026-01-01, to: 2026-04-30}", more=phases)

    *_, april = verdicts(tmp_path, promise, *months("2026-01", [*["49/50"] * 3, "193/200"]))

    assert (Status.MET, "96%") == (april.status, str(april.expected))


def test_an_amendment_closes_the_proposal(tmp_path):
    amended = (
        "amendments:\n  - from: 2026-04-01\n    targets:\n"
        "      - {id: all, within: 7 business days, expected: 97%, minimum: 80%}\n"
    )
    phases = CONVERTED.replace("CONVERSION", "midpoint")
    promise = sla(target("96%"), effective="{from: 2026-01-01}", more=phases + amended)

    (found,) = proposed(tmp_path, promise, *months("2026-01", ["49/50"] * 3))

    assert not found.is_open


def test_the_mean_of_the_best_periods(tmp_path):
    phases = CONVERTED.replace("CONVERSION", "mean of best, best_of: 2 periods")
    promise = sla(target("85%"), effective="{from: 2026-01-01}", more=phases)

    (found,) = proposed(tmp_path, promise, *months("2026-01", ["9/10", "5/10", "98/100"]))

    assert Fraction(94, 100) == found.level
    assert "94% is the mean of 98% in 2026-03 and 90% in 2026-01" == found.arithmetic


def test_a_negotiated_level_is_left_to_the_parties(tmp_path):
    phases = CONVERTED.replace("CONVERSION", "negotiated")
    promise = sla(target("85%"), effective="{from: 2026-01-01}", more=phases)

    (found,) = proposed(tmp_path, promise, *months("2026-01", ["9/10"] * 3))

    assert (None, "") == (found.level, found.shown)
    assert "90% (27/30) is achieved in 2026-01, 2026-02 and 2026-03" == found.arithmetic


def test_nothing_is_converted_before_baselining_is_over(tmp_path):
    phases = CONVERTED.replace("CONVERSION", "midpoint")
    promise = sla(target("96%"), effective="{from: 2026-01-01}", more=phases)
    agreed = agreement(tmp_path, promise, *months("2026-01", ["49/50"] * 2))

    assert [0, 1] == [
        len(tuple(find_all_proposals(agreed, date(*day)))) for day in ((2026, 3, 31), (2026, 4, 1))
    ]


def test_what_is_not_measured_yet_or_did_not_count_is_none_of_what_was_achieved(tmp_path):
    """January's events were not good enough, March is not measured yet: February alone is known."""
    phases = CONVERTED.replace("CONVERSION", "midpoint") + "gate: {completeness: 95%}\n"
    promise = sla(target("90%"), effective="{from: 2026-01-01}", more=phases)
    january = measurement("2026-01", row("1/10"), completeness="50%")

    (found,) = proposed(
        tmp_path, promise, january, *months("2026-02", ["8/10"]), as_of=date(2026, 4, 2)
    )

    assert Fraction(85, 100) == found.level
    assert "(90% + 80%) ÷ 2, where 80% (8/10) is achieved in 2026-02" == found.arithmetic


def test_nothing_is_converted_of_a_sealed_month_whose_measurement_is_gone(tmp_path):
    phases = CONVERTED.replace("CONVERSION", "midpoint")
    promise = sla(target("96%"), effective="{from: 2026-01-01}", more=phases)
    agreement(tmp_path, promise, *months("2026-01", ["49/50", "25/25", "24/25"]))
    close(tmp_path, "2026-01")
    (tmp_path / "records/measurements/2026-01/first-slate.yaml").unlink()

    (found,) = find_all_proposals(load(tmp_path), AS_OF)

    assert (
        "(96% + 98%) ÷ 2, where 98% (49/50) is achieved in 2026-02 and 2026-03" == found.arithmetic
    )


RATCHET = "ratchet: {formula: best, cap: 20%, review: annual}\n"


@pytest.mark.parametrize(
    ("best", "level", "arithmetic"),
    [
        ("99/100", "96%", "99% in 2025-03 is the best; 95% + 20% × (100% − 95%) = 96% at most"),
        (
            "954/1000",
            "95.4%",
            "95.40% in 2025-03 is the best; 95% + 20% × (100% − 95%) = 96% at most",
        ),
    ],
    ids=["O8: capped", "O8: below the cap"],
)
def test_o8_a_reset_closes_at_most_a_fifth_of_the_gap(tmp_path, best, level, arithmetic):
    promise = sla(target("95%"), effective="{from: 2025-01-01}", more=RATCHET)
    counts = ["95/100", "95/100", best, *["95/100"] * 9]

    (found,) = proposed(tmp_path, promise, *months("2025-01", counts), as_of=date(2026, 1, 15))

    assert (Fraction(level.rstrip("%")) / 100, arithmetic) == (found.level, found.arithmetic)
    assert date(2026, 1, 1) == found.since


DAYS = "  - {id: all, expected: 40 calendar days, minimum: 60 calendar days}\n"
FILL: dict[str, str] = {"measures": "time-to-fill", "statistic": "median"}


@pytest.mark.parametrize(
    ("levels", "measured", "counts"),
    [(target("95%"), {}, "95/100"), (DAYS, FILL, 'n: 2, closed: {"40": 2}')],
    ids=["higher is better", "lower is better"],
)
def test_a_year_that_was_no_better_resets_nothing(tmp_path, levels, measured, counts):
    promise = sla(levels, effective="{from: 2025-01-01}", more=RATCHET, **measured)

    assert () == proposed(tmp_path, promise, *months("2025-01", [counts] * 12))


def test_a_review_is_on_the_day_itself_and_looks_at_the_year_before_it(tmp_path):
    """In force since 31 May: the window that ends on the day of a review is of the year after it."""
    promise = sla(target("95%"), effective="{from: 2024-05-31}", more=RATCHET)
    counts = [*["95/100"] * 11, "98/100", "97/100", *["95/100"] * 11, "99/100"]
    agreed = agreement(tmp_path, promise, *months("2024-05", counts))

    found = {
        str(day): [
            one.arithmetic.partition(" is the best")[0] for one in find_all_proposals(agreed, day)
        ]
        for day in (date(2025, 5, 30), date(2025, 5, 31), date(2026, 5, 30), AS_OF)
    }

    assert {
        "2025-05-30": [],
        "2025-05-31": ["98% in 2025-04"],
        "2026-05-30": ["98% in 2025-04"],
        "2026-07-10": ["97% in 2025-05"],
    } == found


def test_each_row_is_reset_by_itself(tmp_path):
    """Of the first row nothing is known, the second was no better than agreed, the third was."""
    rows = "".join(
        target("90%").replace("id: all", f"id: {name}, {which}")
        for name, which in (
            ("none", "when: {urgency: critical}"),
            ("same", "when: {urgency: standard}"),
            ("better", "otherwise: true"),
        )
    )
    promise = sla(rows, effective="{from: 2025-01-01}", more=RATCHET)
    counted = measurement("2025-03", row("90/100", "same"), row("91/100", "better"))

    (found,) = proposed(tmp_path, promise, counted)

    assert ("better", "91%") == (found.segment, found.shown)


def test_each_row_is_converted_by_itself(tmp_path):
    """Of the first row nothing is known at the end of baselining."""
    rows = target("90%").replace("id: all", "id: none, when: {urgency: critical}")
    rows += target("90%").replace("id: all", "id: known, otherwise: true")
    phases = CONVERTED.replace("CONVERSION", "midpoint")
    promise = sla(rows, effective="{from: 2026-01-01}", more=phases)

    (found,) = proposed(tmp_path, promise, measurement("2026-01", row("8/10", "known")))

    assert ("known", "85%") == (found.segment, found.shown)


@pytest.mark.parametrize(
    ("more", "effective"),
    [
        (
            CONVERTED.replace("2026", "2025").replace("CONVERSION", "negotiated"),
            "{from: 2025-01-01}",
        ),
        (RATCHET, "{from: 2024-01-01, to: 2024-12-30}"),
    ],
    ids=["no review is agreed", "no longer in force"],
)
def test_no_review_is_held_of_what_has_none_or_has_ended(tmp_path, more, effective):
    promise = sla(target("90%"), effective=effective, more=more)
    year = effective[7:11]

    found = proposed(tmp_path, promise, *months(f"{year}-01", ["99/100"] * 11))

    assert [] == [one for one in found if one.loc == ("ratchet",)]


OUTLASTED = (
    metric("time-to-fill")
    .replace("time-to-fill", "stays")
    .replace("lower is better", "higher is better")
)
BEYOND = "  - {id: all, within: 90 calendar days, expected: 80%, minimum: 70%}\n"


@pytest.mark.parametrize(
    ("measures", "statistic", "levels", "counts", "level"),
    [
        # 80% + 20% × (100% − 80%)
        ("stays", "share beyond", BEYOND, "99/100", "84%"),
        ("manager-satisfaction", "top two box", "  - {id: all, expected: 80%, minimum: 70%}\n", "99/100", "84%"),
        # 4 + 20% × (5 − 4)
        ("manager-satisfaction", "mean", "  - {id: all, expected: 4, minimum: 3}\n", "n: 8, value: '9/2'", "4.2"),
        # Nobody can say how long is the longest.
        ("stays", "median", "  - {id: all, expected: 90 calendar days, minimum: 60 calendar days}\n", 'n: 2, closed: {"99": 2}', None),
    ],
    ids=["share", "best answers", "scale", "no end"],
)  # fmt: skip
def test_a_reset_goes_towards_the_best_there_can_be(
    tmp_path, measures, statistic, levels, counts, level
):
    promise = sla(
        levels, measures=measures, statistic=statistic, effective="{from: 2025-01-01}", more=RATCHET
    )

    found = proposed(tmp_path, OUTLASTED, promise, *months("2025-01", [counts]))

    assert [level] * (level is not None) == [one.shown for one in found]


def test_a_duration_is_reset_towards_nothing(tmp_path):
    levels = "  - {id: all, expected: 40 calendar days, minimum: 60 calendar days}\n"
    promise = sla(
        levels,
        measures="time-to-fill",
        statistic="median",
        effective="{from: 2025-01-01}",
        more="ratchet: {formula: mean, cap: 10%, review: annual}\n",
    )
    counts = ['n: 2, closed: {"30": 2}', 'n: 2, closed: {"34": 2}']

    (found,) = proposed(tmp_path, promise, *months("2025-01", counts))

    assert Fraction(36) == found.level
    assert (
        "32 calendar days is the mean of 30 calendar days in 2025-01 and 34 calendar days in 2025-02; "
        "40 calendar days + 10% × (0 calendar days − 40 calendar days) = 36 calendar days at most"
    ) == found.arithmetic


def test_baselining_leaves_its_line_and_reaches_no_band(tmp_path):
    promise = sla(effective="{from: 2026-01-01, to: 2026-01-31}", more=RAMP)
    (found,) = judge_in_full(agreement(tmp_path, promise, *months("2026-01", ["15/20"])), AS_OF)

    steps = {step.name: step.text for step in found.steps}

    assert "baselining until 2026-01-31: 75.00% (15/20) is shown and not judged" == steps["phase"]
    assert ("not reached", "not reached") == (steps["band"], steps["chronic"])
    assert "none: baselining is not a miss" == steps["consequence"]


REVIEWED = {
    "best": "ratchet: {formula: best, cap: 20%, review: annual}\n",
    "best-of-two": "ratchet: {formula: mean of best, best_of: 2 periods, cap: 100%, review: annual}\n",
    "mean": "ratchet: {formula: mean, best_of: 2 periods, cap: 50%, review: annual}\n",
}


def test_proposals_after_a_year_name_the_level_the_day_and_the_arithmetic(tmp_path, expect_file):
    """By each formula, of what is better higher and lower, up to its cap, and none where it is no better."""
    year = {"effective": "{from: 2025-01-01}"}
    from_may = {"effective": "{from: 2024-05-15}"}
    durations = "  - {id: all, expected: 40 calendar days, minimum: 60 calendar days}\n"
    counts = ("95/100", "99/100", "954/1000", "98/100")
    written = {
        **{name: (target("95%"), {"more": more, **year}) for name, more in REVIEWED.items()},
        "lower": (durations, {"measures": "time-to-fill", "statistic": "median", "more": REVIEWED["best"], **year}),
        "lower-mean": (durations, {"measures": "time-to-fill", "statistic": "mean", "more": REVIEWED["best-of-two"], **year}),
        "points": ("  - {id: all, expected: 30, minimum: -10}\n", {"measures": "candidate-nps", "statistic": "net promoter score", "more": REVIEWED["best"], **year}),
        "scores": ("  - {id: all, expected: 4, minimum: 3}\n", {"measures": "manager-satisfaction", "statistic": "mean", "more": REVIEWED["mean"], **year}),
        "reneges": ("  - {id: all, expected: 5%, minimum: 10%}\n", {"measures": "renege-rate", "statistic": "ratio of sums", "more": REVIEWED["best"], **year}),
        "offers": ("  - {id: all, expected: 50%, minimum: 40%}\n", {"measures": "offer-acceptance", "statistic": "ratio of sums", "more": REVIEWED["best"], **from_may}),
        "effort": ("  - {id: all, expected: 3, minimum: 4}\n", {"measures": "effort", "statistic": "mean", "more": REVIEWED["best"], **year}),
        "detraction": ("  - {id: all, expected: 0, minimum: 10}\n", {"measures": "detraction", "statistic": "net promoter score", "more": REVIEWED["mean"], **year}),
        "no-better": (target("99%"), {"more": REVIEWED["best"], **year}),
        "not-yet": (target("50%"), {"more": REVIEWED["best"], "effective": "{from: 2025-08-01}"}),
        "amended": (target("95%"), {"more": REVIEWED["best"] + AMENDED, **year}),
    }  # fmt: skip
    own = {
        "lower": ('n: 2, closed: {"30": 2}', 'n: 2, closed: {"34": 2}'),
        "lower-mean": ('n: 2, closed: {"30": 2}', 'n: 2, closed: {"34": 2}', 'n: 1, closed: {"39": 1}'),
        "points": ("40/100", "-10/100"),
        "scores": ("n: 8, value: '9/2'", "n: 2, value: '4'", "n: 1, withheld: true"),
        "reneges": ("1/100", "6/100"),
        "effort": ("n: 8, value: '2'",),
        "detraction": ("-90/100",),
    }  # fmt: skip
    documents = [EFFORT, DETRACTION]
    documents += [sla(levels, name=name, **terms) for name, (levels, terms) in written.items()]
    for name in written:
        first = "2024-04" if name == "offers" else "2025-05"
        documents += months(first, own.get(name, counts), name=name)

    found = proposed(tmp_path, *documents, as_of=date(2026, 2, 15))

    expect_file(EXPECTED / "reviews.txt", told(found))


AMENDED = (
    "amendments:\n  - from: 2026-01-01\n    targets:\n"
    "      - {id: all, within: 7 business days, expected: 97%, minimum: 80%}\n"
)
EFFORT = (
    metric("manager-satisfaction")
    .replace("manager-satisfaction", "effort")
    .replace("higher is better", "lower is better")
)
DETRACTION = metric("candidate-nps").replace("candidate-nps", "detraction")
DETRACTION = DETRACTION.replace("higher is better", "lower is better")


def test_proposals_after_baselining_name_the_level_the_day_and_the_arithmetic(
    tmp_path, expect_file
):
    """By each conversion, of what can be pooled and what cannot, row by row, while it is open."""
    names = ("midpoint", "mean of best, best_of: 2 periods", "mean of best", "negotiated")
    rows = target("96%").replace("id: all", "id: one, when: {urgency: standard}") + target(
        "90%"
    ).replace("id: all", "id: two, otherwise: true")
    scores = {"measures": "manager-satisfaction", "targets": "  - {id: all, expected: 4, minimum: 3}\n"}  # fmt: skip
    january = "{from: 2026-01-01}"
    phases = {name: CONVERTED.replace("CONVERSION", name) for name in names}
    documents = [
        sla(target("96%"), name=f"by-{index}", effective=january, more=phases[name])
        for index, name in enumerate(names)
    ]
    for index in range(len(names)):
        documents += months("2026-01", ("49/50", "5/10", "24/25", "0/50"), name=f"by-{index}")
    documents += [
        sla(name="means", statistic="mean", effective=january, more=phases["midpoint"], **scores),
        *months("2026-01", ("n: 6, value: '4'", "n: 2, value: '3'"), name="means"),
        sla(name="medians", statistic="median", effective=january, more=phases["midpoint"], **scores),
        *months("2026-01", ("n: 6, value: '4'", "n: 2, value: '3'"), name="medians"),
        sla(rows, name="rows", effective=january, more=phases["midpoint"]),
        measurement("2026-01", row("9/10", "one"), row("7/10", "two"), name="rows"),
        measurement("2026-02", row("0/0", "one"), row("8/10", "two"), name="rows"),
        sla(target("96%"), name="done", effective=january, more=phases["midpoint"] + AMENDED.replace("2026-01-01", "2026-04-01")),
        *months("2026-01", ("49/50",), name="done"),
        sla(target("96%"), name="ended", effective="{from: 2026-01-01, to: 2026-03-31}", more=phases["midpoint"]),
        *months("2026-01", ("49/50",), name="ended"),
        sla(target("96%"), name="unknown", effective=january, more=phases["midpoint"]),
        *months("2026-01", ("n: 5",), name="unknown"),
    ]  # fmt: skip

    found = proposed(tmp_path, *documents)

    expect_file(EXPECTED / "conversions.txt", told(found))
