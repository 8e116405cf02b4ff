"""A value against its levels, with the worked numbers of contracts and textbooks."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.judging import Status
from tests.judging.agreements import measurement, metric, row, sla, verdicts

MARCH = "{from: 2026-03-01, to: 2026-03-31}"


def judged(folder, counts, targets, **terms):
    """Judge one row in March 2026."""
    name = terms.pop("name", "first-slate")
    more = terms.pop("metrics", ())
    (verdict,) = verdicts(
        folder,
        *more,
        sla(targets, name=name, effective=MARCH, **terms),
        measurement("2026-03", row(counts), name=name),
    )
    return verdict


def target(expected, minimum, within=", within: 7 business days"):
    return f"  - {{id: all{within}, expected: {expected}, minimum: {minimum}}}\n"


@pytest.mark.parametrize(
    ("counts", "expected", "minimum", "status", "reason"),
    [
        ("38/40", "95%", "95%", Status.MET, "95.00% (38/40) is at least the expected 95%"),
        ("33/35", "95%", "95%", Status.MINIMUM_MISSED, "94.29% (33/35) is below the minimum 95%"),
        (
            "19/23",
            "90%",
            "80%",
            Status.EXPECTED_MISSED,
            "82.61% (19/23) is below the expected 90%, though at least the minimum 80%",
        ),
        ("21/30", "90%", "80%", Status.MINIMUM_MISSED, "70.00% (21/30) is below the minimum 80%"),
        ("7/12", "90%", "70%", Status.MINIMUM_MISSED, "58.33% (7/12) is below the minimum 70%"),
        ("7/10", "90%", "70%", Status.EXPECTED_MISSED, ("70.00% (7/10) is below the expected 90%, "
         "though at least the minimum 70%")),
        ("4/5", "80%", "80%", Status.MET, "80.00% (4/5) is at least the expected 80%"),
        ("7999/10000", "90%", "80%", Status.MINIMUM_MISSED,
         "79.99% (7999/10000) is below the minimum 80%"),
        ("799999/1000000", "90%", "80%", Status.MINIMUM_MISSED,
         "79.9999% (799999/1000000) is below the minimum 80%"),
        ("8/9", "88.8%", "80%", Status.MET, "88.89% (8/9) is at least the expected 88.8%"),
        ("80/90", "88.8%", "80%", Status.MET, "88.89% (80/90) is at least the expected 88.8%"),
    ],
    ids=[
        "O7: two misses of 40 keep 95%",
        "O7: two misses of 35 do not",
        "19 of 23 lies between both levels",
        "the planted breach",
        "O15: open past due counts as a miss",
        "O15: filled only would reach the minimum",
        "equal is met",
        "one in ten thousand below",
        "a value that would round to its level keeps its digits",
        "O22: 8 of 9",
        "O22: 80 of 90 is the same share",
    ],
)  # fmt: skip
def test_a_share_of_subjects_on_time(tmp_path, counts, expected, minimum, status, reason):
    verdict = judged(tmp_path, counts, target(expected, minimum))

    assert (status, reason) == (verdict.status, verdict.reason)
    assert "band" == verdict.decided_by


def test_o9_a_net_promoter_score_is_in_points(tmp_path):
    """40% promoters and 50% detractors are -10; 5 promoters and 3 detractors of 10 are 20."""
    terms = {"measures": "candidate-nps", "statistic": "net promoter score"}

    low = judged(tmp_path / "low", "-10/100", target("30", "-10", ""), **terms)
    high = judged(tmp_path / "high", "2/10", target("20", "10", ""), **terms)

    assert "-10 (-10/100) is below the expected 30, though at least the minimum -10" == low.reason
    assert (Status.MET, "20 (2/10) is at least the expected 20") == (high.status, high.reason)


def test_o26_top_two_box_counts_the_two_best_scores(tmp_path):
    """Of 5, 5, 4, 4, 4, 3, 2, 5 six are 4 or 5: 75%."""
    verdict = judged(
        tmp_path,
        "6/8",
        target("75%", "70%", ""),
        measures="manager-satisfaction",
        statistic="top two box",
    )

    assert (Status.MET, "75.00% (6/8) is at least the expected 75%") == (
        verdict.status,
        verdict.reason,
    )


def test_o23_a_ratio_is_of_decided_offers(tmp_path):
    verdict = judged(
        tmp_path,
        "18/22",
        target("85%", "75%", ""),
        measures="offer-acceptance",
        statistic="ratio of sums",
    )

    assert Status.EXPECTED_MISSED == verdict.status
    assert verdict.reason.startswith("81.82% (18/22) is below the expected 85%")


O16 = '{"12": 1, "18": 1, "20": 1, "22": 1, "25": 1, "27": 1, "30": 1, "33": 1, "41": 1, "95": 1}'


@pytest.mark.parametrize(
    ("statistic", "value"),
    [
        ("mean", "32.3 calendar days"),
        ("median", "26 calendar days"),
        ("90th percentile, linear", "46.4 calendar days"),
        ("90th percentile, nearest rank", "41 calendar days"),
    ],
)
def test_o16_a_duration_is_better_when_it_is_shorter(tmp_path, statistic, value):
    levels = target("26 calendar days", "40 calendar days", "")
    counts = f"n: 10, closed: {O16}"

    verdict = judged(tmp_path, counts, levels, measures="time-to-fill", statistic=statistic)

    assert value == verdict.shown
    assert verdict.reason.startswith(f"{value} (n 10) is ")
    good = {"mean": Status.EXPECTED_MISSED, "median": Status.MET}
    assert good.get(statistic, Status.MINIMUM_MISSED) == verdict.status


def test_o16_the_same_clocks_are_70_percent_within_30_days(tmp_path):
    counts = f"numerator: 7, denominator: 10, n: 10, closed: {O16}"
    verdict = judged(
        tmp_path,
        counts,
        target("70%", "60%", ", within: 30 calendar days"),
        measures="time-to-fill",
    )

    assert (Status.MET, "70.00%") == (verdict.status, verdict.shown)


def test_a_value_stands_for_bins_that_are_not_published(tmp_path):
    levels = target("4", "3.5", "")

    verdict = judged(
        tmp_path,
        "n: 8, value: 323/80",
        levels,
        measures="manager-satisfaction",
        statistic="mean",
    )

    assert (Status.MET, "4.04 (n 8) is at least the expected 4") == (verdict.status, verdict.reason)


def test_a_ratio_may_be_better_when_it_is_lower(tmp_path):
    verdict = judged(
        tmp_path, "2/20", target("5%", "10%", ""), measures="renege-rate", statistic="ratio of sums"
    )

    assert Status.EXPECTED_MISSED == verdict.status
    assert (
        "10.00% (2/20) is above the expected 5%, though at most the minimum 10%" == verdict.reason
    )


def test_what_both_owe_is_nobodys_breach(tmp_path):
    verdict = judged(tmp_path, "1/30", target("90%", "80%"), owed_by="both")

    assert Status.MINIMUM_MISSED == verdict.status
    assert not verdict.is_breach


@pytest.mark.parametrize(
    ("terms", "levels", "message"),
    [
        (
            {"measures": "offer-acceptance", "statistic": "share within"},
            target("90%", "80%"),
            (
                "partnership/slas/first-slate.yaml:9: `share within` cannot be judged "
                "on Metric/offer-acceptance, a ratio in percent"
            ),
        ),
        (
            {"statistic": "ratio of sums"},
            target("90%", "80%"),
            (
                "partnership/slas/first-slate.yaml:9: `ratio of sums` cannot be judged "
                "on Metric/time-to-first-slate, a duration in business days"
            ),
        ),
        (
            {"measures": "candidate-nps", "statistic": "net promoter score"},
            target("30%", "10", ""),
            (
                "partnership/slas/first-slate.yaml:14: `expected: 30%` cannot be held "
                "against a net promoter score of Metric/candidate-nps; write a plain number"
            ),
        ),
        (
            {"measures": "time-to-fill", "statistic": "median"},
            target("26 calendar days", "40 business days", ""),
            (
                "partnership/slas/first-slate.yaml:14: `minimum: 40 business days` "
                "cannot be held against a median of Metric/time-to-fill; write calendar days"
            ),
        ),
    ],
    ids=["clock of a ratio", "no single number", "points as a share", "another unit"],
)
def test_what_cannot_be_judged_is_not_measured_and_stops_no_other(tmp_path, terms, levels, message):
    """It is never skipped: each period that is over says why, and where."""
    other = sla(target("90%", "80%"), name="other", effective=MARCH)
    found = verdicts(
        tmp_path,
        sla(levels, **{"effective": MARCH, **terms}),
        other,
        measurement("2026-03", row("19/20"), name="other"),
        as_of=date(2026, 7, 10),
    )

    assert [("first-slate", Status.NOT_MEASURED, message), ("other", Status.MET)] == [
        (found[0].sla, found[0].status, found[0].reason),
        (found[1].sla, found[1].status),
    ]
    assert found[0].is_unmeasured


def test_an_unknown_unit_of_a_score_is_not_measured(tmp_path):
    nps = metric("candidate-nps").replace("unit: points", "unit: currency")

    verdict = judged(
        tmp_path,
        "2/10",
        target("20", "10", ""),
        measures="candidate-nps",
        statistic="net promoter score",
        metrics=(nps,),
    )

    assert (Status.NOT_MEASURED, "statistic") == (verdict.status, verdict.decided_by)
    assert verdict.reason.endswith("cannot be judged on Metric/candidate-nps, a score in currency")


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ("numerator: 12, denominator: 10, n: 10", "12 of 10 cannot be: measure again"),
        ("numerator: -1, denominator: 10, n: 10", "-1 of 10 cannot be: measure again"),
        ("n: 10", "the row has no numerator and denominator: measure again"),
        (
            'numerator: 9, denominator: 10, n: 10, closed: {"1.5": 10}',
            "a bin is not a whole number: measure again",
        ),
        (
            'numerator: 9, denominator: 10, n: 10, closed: {"1": -10}',
            "a bin counts less than nothing: measure again",
        ),
    ],
)
def test_counts_that_contradict_themselves_are_not_measured(tmp_path, counts, message):
    verdict = judged(tmp_path, counts, target("90%", "80%"))

    assert (Status.NOT_MEASURED, message) == (verdict.status, verdict.reason)
