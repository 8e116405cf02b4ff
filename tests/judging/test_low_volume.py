"""Too little to judge: shown, carried forward, or allowed so many misses; never green by default."""

from __future__ import annotations

from datetime import date

from partnership.judging import Status
from tests.judging.agreements import OWNED, measurement, months, row, sla, verdicts

REPORT = "low_volume: {below: 15, then: report only}\n"
CARRY = "low_volume: {below: 8, then: carry forward, at_most: 2 periods}\n"
ALLOW = "low_volume: {below: 10, then: allow misses, misses: 1}\n"
FROM_MARCH = "{from: 2026-03-01, to: 2026-06-30}"


def told(folder, *counts, more, **terms):
    """Judge months from March 2026 on; give each one's status and reason."""
    terms.setdefault("effective", FROM_MARCH)
    written = months("2026-03", counts)
    return [
        (found.status, found.reason)
        for found in verdicts(folder, sla(more=more, **terms), *written)
    ]


def test_below_the_floor_a_number_is_only_reported(tmp_path):
    (found, *_) = told(tmp_path, "14/14", "15/15", "0/0", "1/1", more=REPORT)

    assert Status.INSUFFICIENT_DATA == found[0]
    assert "14 counted, and below 15 the number is only reported" == found[1]


def test_at_the_floor_it_is_judged(tmp_path):
    found = told(tmp_path, "14/14", "15/15", "0/0", "1/1", more=REPORT)

    assert [
        Status.INSUFFICIENT_DATA,
        Status.MET,
        Status.INSUFFICIENT_DATA,
        Status.INSUFFICIENT_DATA,
    ] == [status for status, _ in found]
    assert "nothing was counted" == found[2][1]


def test_nothing_counted_is_never_met_even_without_a_floor(tmp_path):
    found = told(tmp_path, "0/0", more="")

    assert (Status.INSUFFICIENT_DATA, "nothing was counted") == found[0]


def test_carried_periods_are_judged_with_the_first_that_fills_the_pool(tmp_path):
    found = told(tmp_path, "3/3", "1/4", "3/3", "8/8", more=CARRY)

    assert [
        (Status.INSUFFICIENT_DATA, "3 counted, and 8 are needed; carried forward"),
        (
            Status.INSUFFICIENT_DATA,
            "4 counted, 7 with 2026-03, and 8 are needed; carried forward",
        ),
        (
            Status.MINIMUM_MISSED,
            "70.00% (7/10 with 2026-03 and 2026-04) is below the minimum 80%",
        ),
        (Status.MET, "100.00% (8/8) is at least the expected 90%"),
    ] == found


def test_a_pool_that_does_not_fill_in_time_is_dropped_and_says_so(tmp_path):
    found = told(tmp_path, "1/2", "1/2", "1/2", "6/6", more=CARRY)

    assert (
        Status.INSUFFICIENT_DATA,
        (
            "2 counted, 6 with 2026-03 and 2026-04, and 8 are needed; "
            "2026-03 and 2026-04 dropped after 2 periods; carried forward"
        ),
    ) == found[2]
    assert (
        Status.EXPECTED_MISSED,
        "87.50% (7/8 with 2026-05) is below the expected 90%, though at least the minimum 80%",
    ) == found[3]


def test_a_full_period_is_judged_with_what_was_carried_to_it(tmp_path):
    """Nobody's misses are left out because the next month was busier."""
    found = told(tmp_path, "0/4", "10/10", more=CARRY)

    assert Status.MINIMUM_MISSED == found[1][0]
    assert "71.43% (10/14 with 2026-03) is below the minimum 80%" == found[1][1]


def test_without_a_limit_a_pool_is_carried_on(tmp_path):
    unlimited = "low_volume: {below: 8, then: carry forward}\n"

    found = told(tmp_path, "2/2", "2/2", "2/2", "2/2", more=unlimited)

    assert (
        Status.MET,
        "100.00% (8/8 with 2026-03, 2026-04 and 2026-05) is at least the expected 90%",
    ) == found[3]


def test_an_empty_period_leaves_the_pool_as_it_is(tmp_path):
    found = told(tmp_path, "4/4", "0/0", "4/4", more=CARRY)

    assert (Status.INSUFFICIENT_DATA, "nothing was counted") == found[1]
    assert (
        Status.MET,
        "100.00% (8/8 with 2026-03) is at least the expected 90%",
    ) == found[2]


def test_counts_of_another_limit_are_not_added_up(tmp_path):
    """Seven business days and five are not the same promise."""
    stricter = (
        "amendments:\n"
        "  - from: 2026-04-01\n"
        "    targets:\n"
        "      - {id: all, within: 5 business days, expected: 90%, minimum: 80%}\n"
    )

    found = told(tmp_path, "4/4", "4/4", more=CARRY + stricter)

    assert (
        Status.INSUFFICIENT_DATA,
        (
            "4 counted, and 8 are needed; what 2026-03 carried is dropped, because the terms changed; "
            "carried forward"
        ),
    ) == found[1]


def test_histograms_are_pooled_before_the_statistic(tmp_path):
    levels = "  - {id: all, expected: 5 business days, minimum: 9 business days}\n"
    counts = ['n: 4, closed: {"1": 4}', 'n: 4, closed: {"10": 4}']

    found = told(tmp_path, *counts, more=CARRY, targets=levels, statistic="median")

    assert (
        Status.EXPECTED_MISSED,
        (
            "5.5 business days (n 8 with 2026-03) is above the expected 5 business days, "
            "though at most the minimum 9 business days"
        ),
    ) == found[1]


def test_means_without_bins_are_weighed_by_their_counts(tmp_path):
    levels = "  - {id: all, expected: 4, minimum: 3}\n"

    found = told(
        tmp_path,
        "n: 6, value: '4'",
        "n: 2, value: '2'",
        more=CARRY,
        targets=levels,
        measures="manager-satisfaction",
        statistic="mean",
    )

    assert (
        Status.EXPECTED_MISSED,
        "3.5 (n 8 with 2026-03) is below the expected 4, though at least the minimum 3",
    ) == found[1]


def test_a_median_without_bins_cannot_be_carried(tmp_path):
    levels = "  - {id: all, expected: 4, minimum: 3}\n"

    found = told(
        tmp_path,
        "n: 6, value: '4'",
        "n: 2, value: '2'",
        more=CARRY,
        targets=levels,
        measures="manager-satisfaction",
        statistic="median",
    )

    assert (
        Status.INSUFFICIENT_DATA,
        "2 counted, and 8 are needed; `median` is carried forward only with its bins",
    ) == found[1]


def test_so_many_misses_are_allowed_while_there_are_few(tmp_path):
    found = told(tmp_path, "3/4", "2/4", "8/10", "0/0", more=ALLOW)

    assert [
        (Status.MET, "1 of 4 missed, and 1 may while there are so few"),
        (Status.MINIMUM_MISSED, "50.00% (2/4) is below the minimum 80%"),
        (
            Status.EXPECTED_MISSED,
            "80.00% (8/10) is below the expected 90%, though at least the minimum 80%",
        ),
        (Status.INSUFFICIENT_DATA, "nothing was counted"),
    ] == found


def test_misses_of_a_median_cannot_be_allowed(tmp_path):
    levels = "  - {id: all, expected: 5 business days, minimum: 9 business days}\n"

    found = told(tmp_path, 'n: 1, closed: {"1": 1}', more=ALLOW, targets=levels, statistic="median")

    reason = (
        "misses cannot be counted for a median; write `then: report only` or `then: carry forward`"
    )
    assert (Status.NOT_MEASURED, reason) == found[0]


COST = f"""\
kind: Metric
id: cost-per-hire
title: Cost per hire
{OWNED}type: cost
subject: hire
unit: currency
direction: lower is better
amount: [internal cost, external cost]
per: [hires]
"""


def test_misses_of_a_cost_cannot_be_allowed_and_every_other_promise_is_judged(tmp_path):
    """Below the floor the cost is not measured; at the floor its level decides."""
    short = "{from: 2026-03-01, to: 2026-04-30}"
    cost = sla(
        "  - {id: all, expected: 5000, minimum: 6000}\n",
        name="cost-per-hire",
        measures="cost-per-hire",
        statistic="ratio of sums",
        effective=short,
        more=ALLOW,
    )
    found = verdicts(
        tmp_path,
        COST,
        cost,
        sla(effective="{from: 2026-03-01, to: 2026-03-31}"),
        measurement("2026-03", row("amount: '4000', per: '1', n: 1"), name="cost-per-hire"),
        measurement("2026-04", row("amount: '40000', per: '10', n: 10"), name="cost-per-hire"),
        measurement("2026-03", row("19/20")),
    )

    assert [
        ("cost-per-hire", Status.NOT_MEASURED, "low volume"),
        ("cost-per-hire", Status.MET, "band"),
        ("first-slate", Status.MET, "band"),
    ] == [(one.sla, one.status, one.decided_by) for one in found]
    assert (
        "misses cannot be counted for a ratio of sums of amounts that are added up; "
        "write `then: report only` or `then: carry forward`"
    ) == found[0].reason


def test_a_withheld_row_says_that_privacy_is_why(tmp_path):
    (found,) = verdicts(
        tmp_path,
        sla(effective="{from: 2026-03-01, to: 2026-03-31}"),
        measurement("2026-03", row("withheld: true")),
    )

    assert Status.INSUFFICIENT_DATA == found.status
    assert "the row is withheld for privacy: so few subjects would tell of a person" == found.reason


def test_nothing_is_carried_out_of_baselining(tmp_path):
    phases = "phases:\n  - {phase: baselining, from: 2026-03-01, to: 2026-03-31}\n"

    found = told(tmp_path, "0/4", "4/4", more=CARRY + phases)

    assert "4 counted, and 8 are needed; nothing is carried out of baselining" == found[0][1]
    assert "4 counted, and 8 are needed; carried forward" == found[1][1]


def test_each_row_has_its_own_pool(tmp_path):
    rows = (
        "  - {id: one, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
        "  - {id: two, otherwise: true, within: 7 business days, expected: 90%, minimum: 80%}\n"
    )
    written = [
        measurement(period, row(one, "one"), row(two, "two"))
        for period, one, two in (("2026-03", "0/4", "4/4"), ("2026-04", "4/4", "4/4"))
    ]
    found = verdicts(
        tmp_path, sla(rows, effective=FROM_MARCH, more=CARRY), *written, as_of=date(2026, 5, 30)
    )

    april = {verdict.segment: verdict for verdict in found if verdict.period == "2026-04"}
    assert Status.MINIMUM_MISSED == april["one"].status
    assert Status.MET == april["two"].status
    assert ("2026-03",) == april["one"].pooled
