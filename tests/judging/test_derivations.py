"""Whole derivations: every field of a verdict and every step on the way to it, word by word.

Each test judges some small agreements and compares all that is said with a file in `expected/`, which
`make bless` rewrites.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from partnership.judging import judge
from tests.judging.agreements import (
    OWNED,
    agreement,
    measurement,
    metric,
    months,
    relief,
    row,
    sla,
)
from tests.judging.conftest import EXPECTED

AS_OF = date(2026, 7, 10)
MARCH = "{from: 2026-03-01, to: 2026-03-31}"


def level(expected: object, minimum: object, within: str = "") -> str:
    """Write the row `all`."""
    limit = f", within: {within}" if within else ""
    return f"  - {{id: all{limit}, expected: {expected}, minimum: {minimum}}}\n"


def made(name: str, **fields: str) -> str:
    """Write a metric of its own."""
    told = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"kind: Metric\nid: {name}\ntitle: {name}\n{OWNED}{told}"


COST = made(
    "cost-per-hire",
    type="cost",
    subject="hire",
    unit="currency",
    direction="lower is better",
    amount="[internal cost, external cost]",
    per="[hires]",
)
LOAD = made(
    "openings-per-recruiter",
    type="ratio",
    subject="opening",
    unit="x to 1",
    direction="lower is better",
    amount="[openings open on average]",
    per="[recruiter capacity]",
)
FORECAST = made(
    "forecast",
    type="ratio",
    subject="opening",
    unit="percent",
    direction="higher is better",
    amount="[openings opened]",
    per="[forecast openings]",
)
OPENED = made(
    "opened",
    type="count",
    subject="opening",
    unit="count",
    direction="higher is better",
    amount="[openings opened]",
)
RATES = made(
    "selection",
    type="index",
    subject="application",
    unit="score",
    direction="higher is better",
    selection="{dimension: gender, from: screened, to: hired, at_least: 2%}",
)
INDEX = made(
    "quality",
    type="index",
    subject="hire",
    unit="score",
    direction="higher is better",
    indicators="[{id: kept, weight: 60}, {id: rated, weight: 40}]",
)
FEEDBACK = made(
    "feedback-time",
    type="duration",
    subject="feedback",
    unit="business hours",
    direction="lower is better",
    start="{event: [interview ended, intake completed], which: last}",
    stop="{event: [feedback submitted, offer decided, cancelled], which: first}",
)
INTERVIEWS = made(
    "interviews-to-offers",
    type="ratio",
    subject="opening",
    unit="x to 1",
    direction="lower is better",
)
DAYS = '{"12": 1, "18": 1, "20": 1, "22": 1, "25": 1, "27": 1, "30": 1, "33": 1, "41": 1, "95": 1}'
STATISTICS = {
    "durations": {
        "share-within": ("time-to-fill", "share within", level("70%", "60%", "30 calendar days"), f"numerator: 7, denominator: 10, n: 12, open_past_due: 1, not_yet_due: 2, closed: {DAYS}"),
        "share-beyond": ("time-to-fill", "share beyond", level("20%", "29.9%", "30 calendar days"), "numerator: 3, denominator: 10, n: 10"),
        "mean": ("time-to-fill", "mean", level("26 calendar days", "32 calendar days"), f"n: 10, closed: {DAYS}"),
        "median": ("time-to-fill", "median", level("26 calendar days", "40 calendar days"), f"n: 10, closed: {DAYS}"),
        "linear": ("time-to-fill", '"90th percentile, linear"', level("26 calendar days", "46 calendar days"), f"n: 10, closed: {DAYS}"),
        "nearest": ("time-to-fill", '"90th percentile, nearest rank"', level("26 calendar days", "41 calendar days"), f"closed: {DAYS}"),
        "still-open": ("time-to-fill", "median", level("1 calendar day", "2 calendar days"), 'n: 2, open: {"1": 1, "2": 1}'),
        "as-many-open": ("time-to-fill", "median", level("1 calendar day", "2 calendar days"), 'n: 2, closed: {"1": 2}, open: {"9": 2}'),
        "one-beside": ("time-to-fill", "median", level("1 calendar day", "2 calendar days"), 'numerator: 3, closed: {"1": 3}'),
        "one-day": ("time-to-fill", "median", level("1 calendar day", "2 calendar days"), 'closed: {"1": 3}'),
        "buckets": ("time-to-fill", "bucket counts", level("1", "3"), "numerator: 2, denominator: 9, n: 9"),
        "uncounted": ("time-to-fill", "share within", level("70%", "60%", "30 calendar days"), "numerator: 7, denominator: 10"),
        "empty-bin": ("time-to-fill", "median", level("26 calendar days", "40 calendar days"), 'closed: {"12": 3, "41": 0}'),
        "feedback": ("feedback-time", "share within", level("90%", "80%", "16 business hours"), "numerator: 9, denominator: 10, n: 10"),
        "no-stop": ("no-stop", "share within", level("90%", "80%", "16 business hours"), "numerator: 9, denominator: 10, n: 10"),
    },
    "ratios": {
        "offers": ("offer-acceptance", "ratio of sums", level("85%", "75%"), "numerator: 80, denominator: 100, n: 100"),
        "reneges": ("renege-rate", "ratio of sums", level("5%", "10%"), "numerator: 1, denominator: 99, n: 99"),
        "near": ("offer-acceptance", "ratio of sums", level("85%", "80%"), "numerator: 79996, denominator: 100000, n: 100000"),
        "four-to-one": ("interviews-to-offers", "ratio of sums", level("4", "5"), "numerator: 45, denominator: 10, n: 10"),
        "none-counted": ("renege-rate", "ratio of sums", level("5%", "10%"), "n: 0"),
        "more-than-all": ("offer-acceptance", "ratio of sums", level("85%", "75%"), "numerator: 6, denominator: 5"),
        "two-boxes": ("manager-satisfaction", "top two box", level("75%", "70%"), "numerator: 6, denominator: 8, n: 8, invited: 20"),
        "promoters": ("candidate-nps", "net promoter score", level("30", "-10"), "numerator: -10, denominator: 99, n: 99"),
        "promoters-by-score": ("manager-satisfaction", "net promoter score", level("30", "-10"), "numerator: 3, denominator: 10, n: 10"),
        "all-detract": ("candidate-nps", "net promoter score", level("30", "-10"), "numerator: -5, denominator: 5, n: 5"),
    },
    "amounts": {
        "cost": ("cost-per-hire", "ratio of sums", level("5000", "6000"), "amount: '700000', per: '140', n: 140"),
        "load": ("openings-per-recruiter", "ratio of sums", level("15", "20"), "amount: '331/2', per: '27/4', n: 30"),
        "by-nothing": ("openings-per-recruiter", "ratio of sums", level("15", "20"), "amount: '5', per: '0', n: 5"),
        "forecast": ("forecast", "accuracy", level("95%", "90%"), "amount: '90', per: '100', n: 90"),
        "far-off": ("forecast", "accuracy", level("95%", "90%"), "amount: '300', per: '100', n: 300"),
        "plan-to-one": ("plan-to-one", "accuracy", level("95%", "90%"), "amount: '96', per: '100', n: 96"),
        "less-planned": ("less-planned", "accuracy", level("95%", "90%"), "amount: '80', per: '100', n: 80"),
        "of-nobody": ("cost-per-hire", "sum", level("5000", "6000"), "amount: '5500'"),
        "nothing-spent": ("cost-per-hire", "sum", level("5000", "6000"), "amount: '0', n: 3"),
        "near-alike": ("cost-per-hire", "sum", level("5000", "6000"), "amount: '6000.0000000000004', n: 3"),
        "undivided": ("cost-per-hire", "ratio of sums", level("5000", "6000"), "amount: '5', n: 5"),
        "not-added-up": ("opened", "count", level("40", "30"), "n: 3"),
        "sum": ("cost-per-hire", "sum", level("5000", "6000"), "amount: '6000.5', n: 3"),
        "count": ("opened", "count", level("40", "30"), "amount: '35', n: 35"),
        "selection": ("selection", "lowest selection ratio", level("0.9", "0.8"), "amount: '1/21', per: '7/72', n: 40"),
        "index": ("quality", "weighted mean", level("80", "70"), "amount: '7500', per: '100', n: 40"),
    },
    "not-to-be-read": {
        "score": ("manager-satisfaction", "mean", level("4", "3.5"), "n: 8, value: 323/80"),
        "withheld": ("candidate-nps", "net promoter score", level("30", "-10"), "withheld: true"),
        "no-bins": ("time-to-fill", "median", level("26 calendar days", "40 calendar days"), "n: 3"),
        "no-number": ("opened", "count", level("40", "30"), "amount: three, n: 1"),
        "no-bin": ("time-to-fill", "share within", level("70%", "60%", "30 calendar days"), 'numerator: 7, denominator: 10, n: 10, closed: {"1.5": 10}'),
        "below-nothing": ("time-to-fill", "median", level("26 calendar days", "40 calendar days"), 'n: 3, closed: {"1": -3}'),
        "too-few": ("candidate-nps", "net promoter score", level("30", "-10"), "numerator: -6, denominator: 5"),
        "less-than-none": ("offer-acceptance", "ratio of sums", level("85%", "75%"), "numerator: -1, denominator: 5"),
        "seven-of-none": ("offer-acceptance", "ratio of sums", level("85%", "75%"), "numerator: 7, denominator: 10, n: 0"),
        "one-of-two": ("offer-acceptance", "ratio of sums", level("85%", "75%"), "numerator: 6, n: 0"),
        "wrong-unit": ("opened", "count", level("40%", "30"), "amount: '35', n: 35"),
        "wrong-minimum": ("time-to-fill", "median", "  - id: all\n    expected: 26 calendar days\n    minimum: 40 business days\n", "n: 3"),
        "wrong-share": ("offer-acceptance", "ratio of sums", level("85%", "75"), "numerator: 6, denominator: 5"),
        "odd-unit": ("odd-days", "median", level("40", "30"), "n: 3"),
        "odd-points": ("odd-points", "net promoter score", level("30", "-10"), "n: 3"),
        "wrong-statistic": ("opened", "median", level("40", "30"), "amount: '35', n: 35"),
    },
}  # fmt: skip
"""By name: the metric, the statistic, its levels, and what was counted."""
OWN = {
    "cost-per-hire": COST,
    "openings-per-recruiter": LOAD,
    "forecast": FORECAST,
    "opened": OPENED,
}
OWN |= {
    "odd-days": metric("time-to-fill")
    .replace("time-to-fill", "odd-days")
    .replace("unit: calendar days", "unit: count"),
    "odd-points": metric("candidate-nps")
    .replace("candidate-nps", "odd-points")
    .replace("unit: points", "unit: count"),
    "no-stop": metric("time-to-fill")
    .replace("time-to-fill", "no-stop")
    .replace("stop: {event: offer accepted, which: first}\n", ""),
}
OWN |= {"selection": RATES, "quality": INDEX}
OWN |= {"plan-to-one": FORECAST.replace("forecast\n", "plan-to-one\n").replace("percent", "x to 1")}
OWN |= {
    "less-planned": FORECAST.replace("forecast\n", "less-planned\n").replace(
        "higher is", "lower is"
    )
}
OWN |= {"feedback-time": FEEDBACK, "interviews-to-offers": INTERVIEWS}


@pytest.mark.parametrize("group", STATISTICS)
def test_each_statistic_is_derived_from_its_counts(derived, group):
    documents = {}
    for name, (measures, statistic, levels, counts) in STATISTICS[group].items():
        documents[measures] = OWN.get(measures) or metric(measures)
        documents[f"{name}, promised"] = sla(
            levels, name=name, measures=measures, statistic=statistic, effective=MARCH
        )
        documents[f"{name}, measured"] = measurement("2026-03", row(counts), name=name)

    derived(group, *documents.values())


GATE = "gate: {completeness: 98%, latency: 90%, precision: minute, orphans: 1%, out_of_order: 2%}\n"
AT_THE_FLOORS = "latency: 90%, precision: minute, orphan_share: 1%, out_of_order_share: 2%, "
BELOW_THEM = "latency: 89%, precision: day, orphan_share: 1.1%, out_of_order_share: 2.1%, "
FOUND = "unassigned: 1, imprecise: 2, conflicting_holds: 3, "


def gated(period: str, completeness: str, more: str, name: str) -> str:
    """Write a measurement of 38 of 40, with what its gate says."""
    text = measurement(period, row("38/40"), completeness=completeness, name=name)
    return text.replace("orphans: 0, out_of_order: 0", f"{more}orphans: 4, out_of_order: 5")


def test_the_gate_says_everything_that_is_not_good_enough(derived):
    """At the floors it is good enough; below each of them it is not, and the owner of the events is named."""
    documents = []
    for name, more in (("floors", GATE), ("owned", f"{GATE}data_owner: client\n"), ("none", "")):
        limit = "missing_data: {then: exclude, at_most: 2%}\n" if name != "none" else ""
        effective = "{from: 2026-03-01, to: 2026-04-30}"
        documents += [
            sla(name=name, effective=effective, more=limit + more),
            gated("2026-03", "98%", AT_THE_FLOORS + FOUND, name),
            gated("2026-04", "97.9%", BELOW_THEM, name),
        ]
    floors = GATE.removeprefix("gate: {").removesuffix("}\n").split(", ")
    for floor in floors:
        name = floor.partition(":")[0].replace("_", "-")
        documents.append(sla(name=name, effective=MARCH, more=f"gate: {{{floor}}}\n"))
        documents.append(gated("2026-03", "97.9%", BELOW_THEM, name))
    blocked = "missing_data: {then: block, at_most: 2%}\n"
    documents += [
        sla(name="blocked", effective=MARCH, more=blocked),
        gated("2026-03", "99.9%", "", "blocked"),
        sla(name="by-a-hair", effective=MARCH, more=blocked.replace("block", "exclude")),
        gated("2026-03", "97.999%", "", "by-a-hair"),
    ]

    derived("gates", *documents)


CARRY = "low_volume: {below: 8, then: carry forward, at_most: 2 periods}\n"
VOLUMES = {
    "report": ("low_volume: {below: 15, then: report only}\n", ("14/14", "15/15", "0/0")),
    "carry": (CARRY, ("3/3", "1/4", "3/3", "8/8", "1/2", "1/2", "1/2", "6/6")),
    "carry-on": ("low_volume: {below: 8, then: carry forward}\n", ("2/2", "0/0", "2/2", "2/2", "2/2")),
    "changed": (f"{CARRY}amendments:\n  - {{from: 2025-03-01, calendar: round-the-clock}}\n", ("4/4", "1/1", "3/3", "7/7")),
    "changed-and-full": (f"{CARRY}amendments:\n  - {{from: 2025-02-01, calendar: round-the-clock}}\n", ("4/4", "7/8")),
    "allow": ("low_volume: {below: 10, then: allow misses, misses: 1}\n", ("3/4", "2/4", "9/10", "8/10", "0/0")),
    "none-allowed": ("low_volume: {below: 10, then: allow misses}\n", ("9/9", "8/9", "9/10")),
    "baselined": (f"{CARRY}phases:\n  - {{phase: baselining, from: 2025-01-01, to: 2025-02-28}}\n", ("0/4", "3/4", "4/4", "4/4")),
    "baselined-later": (f"{CARRY}phases:\n  - {{phase: baselining, from: 2025-02-01}}\n", ("4/4", "2/4")),
    "always-baselined": ("phases:\n  - {phase: baselining, from: 2025-01-01}\n", ("799999/1000000",)),
    "allowed-baselined": ("low_volume: {below: 10, then: allow misses, misses: 1}\nphases:\n  - {phase: baselining, from: 2025-01-01, to: 2025-01-31}\n", ("2/4",)),
}  # fmt: skip
ROUND_THE_CLOCK = """\
kind: Calendar
id: round-the-clock
title: Every day
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01}
time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
hours: [08:00-18:00]
cut_off: 18:00
holidays: []
"""


@pytest.mark.parametrize("group", [("report", "carry", "carry-on", "changed", "changed-and-full"), ("allow", "none-allowed", "baselined", "baselined-later", "always-baselined", "allowed-baselined")], ids=["carried", "allowed"])  # fmt: skip
def test_low_volume_says_what_is_carried_dropped_and_allowed(derived, group):
    documents = [ROUND_THE_CLOCK]
    for name in group:
        more, counts = VOLUMES[name]
        last = date(2025, len(counts) + 1, 1) - timedelta(days=1)
        effective = f"{{from: 2025-01-01, to: {last}}}"
        documents.append(sla(name=name, effective=effective, more=more))
        documents += months("2025-01", counts, name=name)

    derived(f"volume-{group[0]}", *documents)


def test_low_volume_of_what_has_no_misses_and_of_values_without_bins(derived):
    scores = {"measures": "manager-satisfaction", "targets": level("4", "3"), "effective": "{from: 2025-01-01, to: 2025-03-31}"}  # fmt: skip
    allow = "low_volume: {below: 10, then: allow misses, misses: 1}\n"
    days = level("5 calendar days", "9 calendar days")
    short = {"effective": "{from: 2025-01-01, to: 2025-02-28}", "targets": days}

    two = {"effective": "{from: 2025-01-01, to: 2025-02-28}", "more": CARRY}
    sums = {"measures": "cost-per-hire", "targets": level("5000", "6000"), **two}
    buckets = {"measures": "time-to-fill", "targets": level("1", "3"), **two}

    derived(
        "volume-values",
        COST,
        FORECAST,
        sla(level("95%", "90%"), name="forecast", measures="forecast", statistic="accuracy", **two),
        *months("2025-01", ("amount: '3', per: '4', n: 3", "amount: '6', per: '5', n: 6"), name="forecast"),
        sla(name="ratio", statistic="ratio of sums", **sums),
        *months("2025-01", ("amount: '30000', per: '5', n: 5", "amount: '9000', per: '3', n: 3"), name="ratio"),
        sla(name="owed-back", statistic="ratio of sums", **sums),
        *months("2025-01", ("amount: '30000', per: '5', n: 5", "amount: '9000', per: '-5', n: 3"), name="owed-back"),
        sla(level("85%", "75%"), name="mixed", measures="offer-acceptance", statistic="ratio of sums", **two),
        *months("2025-01", ("amount: '3', per: '4', n: 4", "8/10"), name="mixed"),
        sla(name="sums", statistic="sum", **sums),
        *months("2025-01", ("amount: '3000', n: 3", "amount: '9000', n: 8"), name="sums"),
        sla(name="buckets", statistic="bucket counts", **buckets),
        *months("2025-01", ("3/4", "3/8"), name="buckets"),
        sla(name="means", statistic="mean", more=CARRY, **scores),
        *months("2025-01", ("n: 6, value: '4'", "n: 2, value: '2'", "n: 3, value: '5'"), name="means"),
        sla(name="medians", statistic="median", more=CARRY, **scores),
        *months("2025-01", ("n: 6, value: '4'", "n: 9, value: '2'"), name="medians"),
        sla(name="days", measures="time-to-fill", statistic="median", more=CARRY, **short),
        *months("2025-01", ('n: 4, closed: {"1": 4}', 'n: 4, closed: {"10": 4}'), name="days"),
        sla(name="unbinned", measures="time-to-fill", statistic="mean", more=CARRY, **short),
        *months("2025-01", ('n: 4, closed: {"1": 4}', "n: 8, value: '9'"), name="unbinned"),
        sla(name="both-ways", measures="time-to-fill", statistic="mean", more=CARRY, **short),
        *months("2025-01", ("n: 4, value: '1', closed: {\"1\": 4}", 'n: 4, closed: {"10": 4}'), name="both-ways"),
        sla(name="misses", measures="time-to-fill", statistic="median", more=allow, **short),
        *months("2025-01", ('n: 1, closed: {"1": 1}', 'n: 10, closed: {"10": 10}'), name="misses"),
        sla(level("5000", "6000"), name="costs", measures="cost-per-hire", statistic="ratio of sums", effective=MARCH, more=allow),
        measurement("2026-03", row("amount: '4000', per: '1', n: 1"), name="costs"),
        sla(level("5000", "6000"), name="counts", measures="cost-per-hire", statistic="ratio of sums", effective=MARCH, more=allow),
        measurement("2026-03", row("4/4"), name="counts"),
        sla(level("85%", "75%"), name="added", measures="offer-acceptance", statistic="ratio of sums", effective=MARCH, more=allow),
        measurement("2026-03", row("amount: '4', per: '4', n: 4"), name="added"),
        sla(level("5000", "6000"), name="baselined", measures="cost-per-hire", statistic="ratio of sums", effective=MARCH, more=allow + "phases:\n  - {phase: baselining, from: 2026-01-01}\n"),
        measurement("2026-03", row("amount: '4000', per: '1', n: 1"), name="baselined"),
    )  # fmt: skip


IDLE = ROUND_THE_CLOCK.replace("id: round-the-clock", "id: idle").replace(
    "workdays: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]", "workdays: []"
)


def test_what_is_not_measured_says_why(derived):
    """Nothing there, terms that cannot be resolved, other terms, other relief, other counts, too early."""
    names = ("b-idle", "c-other", "d-relief", "e-changed", "f-early", "g-open", "h-matures")
    text = {name: sla(name=name, effective=MARCH) for name in ("a-none", *names)}
    text["b-idle"] = text["b-idle"].replace("calendar: provider-uk", "calendar: idle")
    text["h-matures"] = sla(name="h-matures", effective=MARCH, more="matures: 80 business days\n")
    text["i-metric"] = text["a-none"].replace("a-none", "i-metric").replace(": time-to-", ": no-")
    text["j-calendar"] = text["a-none"].replace("a-none", "j-calendar").replace("provider-uk", "no")
    text["k-later"] = sla(name="k-later", effective="{from: 2026-07-01}")
    found = {name: measurement("2026-03", row("38/40"), name=name) for name in names[:-2]}
    found["c-other"] = measurement("2026-03", row("38/40"), name="c-other", definition="2" * 64)
    found["d-relief"] = measurement(
        "2026-03", row("38/40"), name="d-relief", reliefs=f"{{relief-2026-009: {'a' * 64}}}"
    )
    found["e-changed"] = measurement("2026-03", row("38/40"), name="e-changed").replace(
        "1" * 64, "4" * 64
    )
    found["f-early"] = found["f-early"].replace("known: 2026-07-08", "known: 2026-03-31")
    found["k-later"] = measurement("2026-07", row("38/40"), name="k-later")
    notice = "relief: extend the clock\nrelief_notice: 5 business days\n"
    text["l-notice"] = sla(name="l-notice", effective=MARCH, more=notice)
    text["l-notice"] = text["l-notice"].replace("calendar: provider-uk", "calendar: idle")
    found["l-notice"] = measurement("2026-03", row("38/40"), name="l-notice")
    raised = relief().replace("affects: [first-slate]", "affects: [l-notice]")

    derived("not-measured", IDLE, *text.values(), *found.values(), raised)


def test_on_which_day_a_promise_is_due_and_what_nobody_owed_is_told(tmp_path, expect_file):
    """A measurement is late on the day after its last day; a period is told of once it is over."""
    agreed = agreement(
        tmp_path,
        sla(name="measured", effective=MARCH),
        sla(name="unmeasured", effective=MARCH),
        *(
            measurement(one, row("38/40"), name="measured")
            for one in ("2026", "2026-03", "2026-04")
        ),
    )
    days = ((3, 31), (4, 1), (4, 9), (4, 10), (4, 30), (5, 1))
    lines = [
        f"{as_of} {one.sla}, {one.title}, {one.period}: {one.status.words}"
        f"{', is due' if one.is_due else ''}: {one.reason}"
        for as_of in (date(2026, *day) for day in days)
        for one in judge(agreed, as_of)
    ]

    expect_file(EXPECTED / "days.txt", "\n".join((*lines, "")))


def test_relief_says_what_it_changed_and_in_whose_court_the_ball_was(derived, tmp_path):
    extends = "relief: extend the clock\nexcused_by: [review]\n"
    floor = "low_volume: {below: 10, then: report only}\n"
    before = "before_relief: {numerator: %d, denominator: %d}"
    used = agreement(tmp_path / "first", sla(), relief()).documents
    [digest] = (one.digest for one in used if one.name == "Relief/relief-2026-001")
    reliefs = f"{{relief-2026-001: {digest}}}"
    measured = {
        "first-slate": row("38/40", more=f"{before % (36, 42)}, court: {{subjects: 5, client: 1, provider: 9}}"),
        "b-client": row("38/40", more=f"{before % (36, 40)}, court: {{subjects: 1, client: 12, provider: 0}}"),
        "c-nothing": row("38/40", more="court: {subjects: 1, client: 0, provider: 1}"),
        "d-excused": row("2/4", more=before % (8, 10)),
        "e-too-few": row("2/4", more=before % (8, 9)),
        "f-enough": row("9/10", more=before % (8, 12)),
        "g-emptied": row("0/0", more=before % (0, 1)),
        "h-nobody": row("0/0", more=before % (0, 0)),
        "i-both": row("30/40", more=f"{before % (36, 40)}, excluded: {{cancelled by client: 1, evergreen: 4}}"),
    }  # fmt: skip
    terms = {
        "first-slate": {"more": extends},
        "b-client": {"owed_by": "client", "more": "excused_by: [review]\n"},
        "d-excused": {"more": floor},
        "e-too-few": {"more": floor},
        "f-enough": {"more": floor},
        "i-both": {"owed_by": "both", "more": "pauses: [hold, scope change]\n"},
    }
    documents = [sla(name="review", effective=MARCH, owed_by="client"), relief()]
    for name, counts in measured.items():
        documents.append(sla(name=name, effective=MARCH, **terms.get(name, {})))
        own = reliefs if name == "first-slate" else "{}"
        documents.append(measurement("2026-03", counts, name=name, reliefs=own))

    derived("relief", *documents)
