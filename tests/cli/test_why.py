"""`partnership why`: one verdict on one screen, from clause to next step."""

from __future__ import annotations

import pytest

from partnership.cli import run
from tests.judging.agreements import METRICS, agreement, measurement, metric, months, row, sla

AS_OF = ("--as-of", "2026-07-10")
ROWS = (
    "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
    "  - {id: critical, otherwise: true, within: 4 business days, expected: 90%, minimum: 80%}\n"
)
AGREED = """\
pauses: [hold, scope change]
relief: extend the clock
low_volume: {below: 10, then: carry forward}
remedies: {root_cause_within: 5 business days, plan_within: 10 business days}
escalation: delivery
amendments:
  - from: 2026-06-01
    targets:
      - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 95%, minimum: 80%}
      - {id: critical, otherwise: true, within: 4 business days, expected: 95%, minimum: 80%}
"""
DELIVERY = """\
kind: EscalationPath
id: delivery
title: Delivery
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01}
calendar: provider-uk
levels:
  - id: l1
    client: vendor-manager
    provider: account-director
    triggers: [{on: expected missed}]
    acknowledge_within: 4 business hours
    decide_within: 3 business days
    then: l2
  - id: l2
    client: vendor-manager
    provider: account-director
    triggers: [{on: minimum missed, of: [SLA/other]}, {on: minimum missed}]
    acknowledge_within: 1 business day
    decide_within: 5 business days
ends_with: The dispute clause.
raised_by: either party
"""
COUNTED = (
    "open_past_due: 2, excluded: {cancelled by client: 1, evergreen: 4}, "
    "before_relief: {numerator: 19, denominator: 30}, "
    'closed: {"1": 1, "3": 5, "5": 8, "7": 7, "9": 4, "12": 3}, open: {"9": 1, "20": 1}'
)


@pytest.fixture
def folder(tmp_path):
    """A partnership whose April fell short."""
    slates = [
        measurement("2026-04", row("21/30", "standard", COUNTED), row("10/10", "critical")),
        measurement("2026-05", row("29/30", "standard"), row("4/4", "critical")),
        measurement("2026-06", row("28/30", "standard"), row("8/8", "critical")),
    ]
    agreement(tmp_path, sla(ROWS, effective="{from: 2026-04-01}", more=AGREED), DELIVERY, *slates)
    return tmp_path


def told(capsys, folder, *options):
    assert 0 == run(["why", "first-slate", str(folder), *AS_OF, *options])
    return capsys.readouterr().out


def line(text, label):
    """The line that begins with a label."""
    (found,) = (one for one in text.splitlines() if one.startswith(label))
    return found[12:]


def test_the_last_breach_is_taken_apart_on_one_screen(folder, capsys):
    text = told(capsys, folder)
    definition, counts = line(text, "Measured").split(", definition ")[1].split(", counts ")

    assert 12 == len(definition) == len(counts)
    assert (
        f"""\
First slate on time (SLA first-slate), standard, 2026-04: minimum missed

Promise     The provider owes, for urgency standard, at least 90% of requisitions within 7 business days; below 80% is a breach
Clause      partnership/slas/first-slate.yaml:14 targets[standard], in force since 2026-04-01
Data gate   complete 100%, measured under these terms and this relief
Population  requisitions placed by due date; 21 on time of 30, open past due 2; left out: cancelled by client 1, evergreen 4
Clocks      from last intake completed to 3rd submitted to client, in business days on calendar provider-uk, stopped by hold and scope change; open past due counts as a miss
Relief      before 19/30 = 63.33%, after 21/30 = 70.00%
Statistic   21 ÷ 30 = 70.00%; 95% range 52.1% to 83.3% (Wilson), exact 50.6% to 85.3%
Low volume  30 counted, and 10 are needed
Phase       judged as written
Band        21 ÷ 30 = 70.00% < minimum 80%
Chronic     no repeated miss is counted
Consequence root cause within 5 business days; plan within 10 business days
Status      minimum missed, decided by band: 70.00% (21/30) is below the minimum 80%
Measured    first-slate.2026-04, known 2026-07-08, complete 100%, definition {definition}, counts {counts}
Other rows  critical met
Next step   escalation path delivery, level l2: vendor-manager (client) and account-director (provider) answer within 1 business day and decide within 5 business days; root cause within 5 business days; plan within 10 business days

Closed, by business days, on time up to 7
    0-1  1  ████
    2-3  5  ████████████████████
    4-5  8  ████████████████████████████████
    6-7  7  ████████████████████████████
    8-9  4  ████████████████  late
  12-13  3  ████████████  late

Still open, by business days, on time up to 7
    8-9  1  ████████████████████████████████  late
  20-21  1  ████████████████████████████████  late
"""
        == text
    )
    assert len(text.splitlines()) <= 40


def test_terms_that_were_amended_say_since_when_and_where(folder, capsys):
    text = told(capsys, folder, "--period", "2026-06", "--segment", "standard")

    assert (
        "partnership/slas/first-slate.yaml:25 amendments[2026-06-01].targets[standard], "
        "in force since 2026-06-01 (amended then)"
    ) == line(text, "Clause")
    assert "28 ÷ 30 = 93.33% < expected 95% and ≥ minimum 80%" == line(text, "Band")
    assert line(text, "Next step").startswith("escalation path delivery, level l1: ")


def test_the_row_that_fell_shortest_is_meant_where_none_is_named(folder, capsys):
    text = told(capsys, folder, "--period", "2026-06")

    assert text.startswith("First slate on time (SLA first-slate), standard, 2026-06: expected")


def test_a_pool_says_what_was_carried_to_it(folder, capsys):
    text = told(capsys, folder, "--period", "2026-06", "--segment", "critical")

    assert "judged together with 2026-05: 12/12, and 10 are needed" == line(text, "Low volume")
    assert "12 ÷ 12 = 100.00% ≥ expected 95%" == line(text, "Band")
    assert "none" == line(text, "Next step")


def test_what_cannot_be_carried_is_judged_together_with_no_other_period(tmp_path, capsys):
    levels = "  - {id: all, expected: 4, minimum: 3}\n"
    few = "low_volume: {below: 8, then: carry forward}\n"
    terms = {"measures": "manager-satisfaction", "statistic": "median", "more": few}
    counted = measurement("2026-03", row("n: 2, value: '2'"))
    agreement(tmp_path, sla(levels, effective="{from: 2026-03-01}", **terms), counted)

    text = told(capsys, tmp_path, "--period", "2026-03")

    assert "none" == line(text, "Next step")
    assert line(text, "Low volume").endswith("`median` is carried forward only with its bins")


def test_what_is_carried_forward_says_so(folder, capsys):
    text = told(capsys, folder, "--period", "2026-05", "--segment", "critical")

    assert "none; the next period is judged together with it" == line(text, "Next step")
    assert "4 counted, and 10 are needed; carried forward" == line(text, "Low volume")
    assert line(text, "Statistic").startswith("4 ÷ 4 = 100.00%; 95% range 51.0% to 100.0% (Wilson)")
    assert "Band" not in text


def test_a_period_that_runs_says_when_it_is_to_be_measured(folder, capsys):
    text = told(capsys, folder, "--period", "2026-07")

    assert "measure 2026-07 by 2026-08-07" == line(text, "Next step")
    assert "not yet due, decided by period: 2026-07 runs until 2026-07-31" == line(text, "Status")


def test_what_is_not_measured_says_what_to_run(tmp_path, capsys):
    agreement(tmp_path, sla(effective="{from: 2026-06-01}", more="measured_by: provider\n"))

    text = told(capsys, tmp_path)

    assert "measure 2026-06 with `partnership measure` by the provider" == line(text, "Next step")


def test_a_breach_without_a_ladder_is_raised_at_the_next_meeting(tmp_path, capsys):
    agreement(tmp_path, sla(effective="{from: 2026-06-01}"), *months("2026-06", ["1/30"]))

    text = told(capsys, tmp_path)

    assert "no escalation path is agreed; raise it at the next meeting" == line(text, "Next step")


def test_a_score_is_told_in_points(tmp_path, capsys):
    levels = "  - {id: all, expected: 30, minimum: 10}\n"
    agreement(
        tmp_path,
        sla(
            levels,
            measures="candidate-nps",
            statistic="net promoter score",
            effective="{from: 2026-06-01}",
            owed_by="both",
        ),
        *months("2026-06", ["40/100"]),
    )

    text = told(capsys, tmp_path)

    assert "100 × 40 ÷ 100 = 40 ≥ expected 30" == line(text, "Band")
    assert "survey responses placed by stop; 40 more promoters than detractors among 100" == line(
        text, "Population"
    )
    assert (
        "Both parties owe a net promoter score of at least 30 over survey responses; "
        "below 10 misses the minimum"
    ) == line(text, "Promise")


def test_a_ratio_and_a_percentile_are_told_in_words(tmp_path, capsys):
    clock = metric("time-to-fill")
    agreement(
        tmp_path,
        clock,
        sla(
            "  - {id: all, expected: 5%, minimum: 10%}\n",
            name="reneges",
            measures="renege-rate",
            statistic="ratio of sums",
        ),
        sla(
            "  - {id: all, expected: 40 calendar days, minimum: 60 calendar days}\n",
            measures="time-to-fill",
            statistic="90th percentile, linear",
        ),
        *months("2026-06", ["2/20"], name="reneges"),
        *months("2026-06", ['n: 2, closed: {"10": 1, "80": 1}']),
    )

    run(["why", "reneges", str(tmp_path), *AS_OF])
    ratio = capsys.readouterr().out
    percentile = told(capsys, tmp_path)

    assert (
        "The provider owes at most 5% of offers never started among accepted and never started; "
        "above 10% is a breach"
    ) == line(ratio, "Promise")
    assert (
        "The provider owes a 90th percentile, linear of at most 40 calendar days over openings; "
        "above 60 calendar days is a breach"
    ) == line(percentile, "Promise")
    assert "90th percentile, linear of 2 = 73 calendar days > minimum 60 calendar days" == line(
        percentile, "Band"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fist-slate"], ("there is no SLA `fist-slate`; did you mean `first-slate`? "
         "There are: first-slate")),
        (["first-slate", "--segment", "standrd"], ("there is no row `standrd`; "
         "did you mean `standard`? There are: standard, critical")),
        (["first-slate", "--period", "2025-04"], ("there is no period `2025-04`; "
         "did you mean `2026-04`? There are: 2026-04, 2026-05, 2026-06, 2026-07")),
    ],
    ids=["SLA", "row", "period"],
)  # fmt: skip
def test_an_unknown_name_names_the_nearest_and_what_there_is(folder, capsys, arguments, message):
    status = run(["why", arguments[0], str(folder), *arguments[1:], *AS_OF])

    assert (2, f"error: {message}\n") == (status, capsys.readouterr().err)


def test_an_sla_without_any_period_says_when_it_begins(tmp_path, capsys):
    agreement(tmp_path, sla(effective="{from: 2027-01-01}"))

    status = run(["why", "first-slate", str(tmp_path), *AS_OF])

    assert 2 == status
    assert (
        "error: SLA `first-slate` has no period by 2026-07-10; it is in force from 2027-01-01\n"
    ) == capsys.readouterr().err


@pytest.mark.parametrize("bins", ['{"7": -1}', "{soon: 1}"])
def test_bins_that_cannot_be_drawn_are_left_out(tmp_path, capsys, bins):
    agreement(
        tmp_path,
        sla(effective="{from: 2026-06-01}"),
        *months("2026-06", [f"numerator: 1, denominator: 1, closed: {bins}"]),
    )

    text = told(capsys, tmp_path)

    assert "Closed" not in text
    assert line(text, "Status").startswith("not measured, decided by counts: ")


def test_a_clock_that_waits_for_several_events_names_them_all(tmp_path, capsys, monkeypatch):
    name, last = "time-to-first-slate", "{event: intake completed, which: last}"
    assert last in METRICS[name]
    both = "{event: [requisition approved, intake completed], which: all}"
    monkeypatch.setitem(METRICS, name, METRICS[name].replace(last, both))
    counted = measurement("2026-04", row("21/30", "standard"), row("10/10", "critical"))
    agreement(tmp_path, sla(ROWS, effective="{from: 2026-04-01}"), counted)

    said = line(told(capsys, tmp_path, "--period", "2026-04"), "Clocks")

    assert said.startswith(
        "from all requisition approved and intake completed to 3rd submitted to client, "
    )
