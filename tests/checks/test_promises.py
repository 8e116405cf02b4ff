"""What fits what: statistics and metric types, levels and units."""

from __future__ import annotations

from typing import get_args

import pytest

from partnership.checks._promises import STATISTICS, UNITS, wanted_form
from partnership.documents import Metric
from partnership.documents.vocabulary import MetricType, MetricUnit
from partnership.judging.counts import is_higher_better
from partnership.statistics import allowed_misses
from partnership.values.levels import Share, Threshold
from partnership.values.statistic_names import PLAIN, Statistic
from tests.checks.agreements import agreement_of, edited, found_in, passing

METRIC = "partnership/metrics/time-to-first-slate.yaml"
SURVEY = """\
answers: {survey: candidate-experience, audience: candidate, item: recommend, scale: 0 to 10}
"""


def metric(unit: str = "business days", kind: str = "duration", more: str = "") -> Metric:
    texts = passing("share-without-limit")
    texts[METRIC] = (
        texts[METRIC]
        .replace("unit: business days", f"unit: {unit}")
        .replace("type: duration", f"type: {kind}")
        + more
    )
    found = agreement_of(texts).get(Metric, "time-to-first-slate")
    assert found is not None
    return found


def test_every_type_of_metric_has_its_units_and_statistics():
    assert set(get_args(MetricType)) == set(UNITS) == set(STATISTICS)
    assert set(get_args(MetricUnit)) == {unit for units in UNITS.values() for unit in units}
    assert {*PLAIN, "percentile"} == {name for names in STATISTICS.values() for name in names}


@pytest.mark.parametrize(
    ("kind", "unit", "statistic", "level", "wanted"),
    [
        ("duration", "business days", "share within", "90%", None),
        ("duration", "business days", "share within", 90, "a percentage, like `90%`"),
        ("duration", "business days", "median", "5 business days", None),
        ("duration", "business days", "median", "5 calendar days", "in `business days`, like the metric"),
        ("duration", "business days", "90th percentile, linear", "90%", "in `business days`, like the metric"),
        ("ratio", "percent", "ratio of sums", "85%", None),
        ("ratio", "x to 1", "ratio of sums", 3.5, None),
        ("ratio", "x to 1", "ratio of sums", "85%", "a plain number"),
        ("score", "points", "net promoter score", -100, None),
        ("score", "points", "net promoter score", 101, "a number from -100 to 100"),
        ("score", "score", "top two box", "85%", None),
        ("score", "score", "top two box", 4.2, "a percentage, like `90%`"),
        ("score", "score", "mean", 4.2, None),
        ("score", "score", "mean", 11, "a number from 0 to 10"),
        ("count", "count", "count", 12, None),
        ("count", "count", "count", "12 weeks", "a plain number"),
        ("cost", "currency", "mean", 5000, None),
    ],
)  # fmt: skip
def test_a_level_is_written_in_the_unit_of_its_statistic(kind, unit, statistic, level, wanted):
    counted = metric(unit, kind, SURVEY if kind == "score" else "")

    assert wanted == wanted_form(counted, Statistic.parse(statistic), Threshold.parse(level))


def test_a_misfit_statistic_is_one_finding_and_its_levels_none():
    texts = passing("statistic-mismatch")
    texts = edited(texts, "partnership/slas/offer-acceptance.yaml", "ratio of sums", "median")

    assert ["statistic-mismatch"] == [finding.check for finding in found_in(texts)]


def test_a_net_promoter_score_is_not_taken_of_ten_steps_from_one():
    texts = passing("share-without-limit")
    counted = texts[METRIC].replace("type: duration", "type: score")
    counted = counted.replace("unit: business days", "unit: points")
    counted = counted.replace("direction: lower", "direction: higher")
    texts[METRIC] = counted + SURVEY.replace("0 to 10", "1 to 10")
    sla = "partnership/slas/first-slate.yaml"
    texts[sla] = (
        texts[sla]
        .replace("share within", "net promoter score")
        .replace("placed_by: due date", "placed_by: stop")
        .replace(
            "within: 7 business days, expected: 90%, minimum: 80%", "expected: 30, minimum: 10"
        )
    )

    found = found_in(texts)

    assert ["statistic-mismatch"] == [finding.check for finding in found]
    assert found[0].message.endswith("answers 0 to 10, not 1 to 10")


def test_more_on_time_is_better_however_short_the_metric_likes_it():
    assert is_higher_better(Statistic.parse("share within"), metric())
    assert is_higher_better(Statistic.parse("accuracy"), metric())
    assert not is_higher_better(Statistic.parse("median"), metric())


@pytest.mark.parametrize("share", ["50%", "75%", "80%", "90%", "95%", "97.5%", "99%"])
@pytest.mark.parametrize("floor", [1, 2, 4, 5, 7, 8, 10, 20, 39, 40, 100])
def test_a_target_is_told_exactly_where_it_allows_no_miss(share, floor):
    texts = passing("no-miss-allowed")
    sla = "partnership/slas/first-slate.yaml"
    texts = edited(texts, sla, "expected: 90%, minimum: 80%", f"expected: 99%, minimum: {share}")
    texts = edited(texts, sla, "below: 8", f"below: {floor}")

    told = {finding.check for finding in found_in(texts)}

    no_room = allowed_misses(Share.parse(share).value, floor) == 0
    assert no_room == ("no-miss-allowed" in told)


def test_a_minimum_of_everything_is_meant():
    texts = edited(
        passing("no-miss-allowed"),
        "partnership/slas/first-slate.yaml",
        "expected: 90%, minimum: 80%",
        "expected: 100%, minimum: 100%",
    )

    assert () == found_in(texts)


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        ("ratio", "", "a ratio needs `numerator` and `denominator`, or `start` and `stop`, or `amount` and `per`, or `composition`"),
        ("ratio", "numerator: [accepted]\namount: [hires]\nper: [starts]\n", "a ratio is one thing, and `numerator` and `amount` are two"),
        ("ratio", "amount: [hires]\n", "a ratio needs `per`"),
        ("cost", "", "a cost needs `amount`"),
        ("index", "", "an index needs `indicators`, or `selection`"),
        ("count", "amount: [hires]\nof_which: {urgency: critical}\n", "`of_which` says something of a ratio of subjects only"),
        ("ratio", "numerator: [accepted]\ndenominator: [accepted]\nfailed_by: {event: withdrew, which: first}\n", "`failed_by` says something of a ratio with `start` and `stop` only"),
        ("ratio", "start: {event: applied, which: first, stage: offer}\nstop: {event: hired, which: first}\n", "`stage` says which stage is entered, and no `stage entered` is among the events"),
    ],
)  # fmt: skip
def test_a_metric_is_exactly_one_thing(kind, fields, message):
    texts = passing("share-without-limit")
    lines = texts[METRIC].splitlines()
    kept = [line for line in lines if not line.startswith(("start:", "stop:"))]
    texts[METRIC] = "\n".join(kept).replace("type: duration", f"type: {kind}") + "\n" + fields

    assert [message] == [one.message for one in found_in(texts) if one.check == "incomplete-metric"]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("ratio", "amount: [hires]\nper: [starts]\n"),
        ("ratio", "composition: {dimension: gender, stage: submitted, groups: [women]}\n"),
        ("ratio", "start: {event: applied, which: first}\nstop: {event: hired, which: first}\nfailed_by: {event: [withdrew, rejected by organisation], which: first}\n"),
        ("ratio", "numerator: [accepted]\ndenominator: [accepted]\nof_which: {urgency: critical}\n"),
        ("cost", "amount: [internal cost, external cost]\nper: [hires]\n"),
        ("index", "indicators: [{id: performance, weight: 3}, {id: ramp, weight: 2}]\n"),
        ("index", "selection: {dimension: gender, from: submitted, to: interview, at_least: 2%}\n"),
        ("duration", "start: {event: stage entered, which: last, stage: [screen, offer]}\nstop: {event: [hired, withdrew], which: first}\n"),
    ],
)  # fmt: skip
def test_each_form_of_a_metric_is_complete(kind, fields):
    texts = passing("share-without-limit")
    lines = texts[METRIC].splitlines()
    kept = [line for line in lines if not line.startswith(("start:", "stop:"))]
    texts[METRIC] = "\n".join(kept).replace("type: duration", f"type: {kind}") + "\n" + fields

    assert "incomplete-metric" not in {one.check for one in found_in(texts)}


SLA_PATH = "partnership/slas/first-slate.yaml"


@pytest.mark.parametrize(
    ("path", "line", "message"),
    [
        (METRIC, "reopening:", "nothing says what a reopened requisition does to the clock: its first stop counts"),
        (SLA_PATH, "missing_data:", "nothing says how many subjects may lack events: they are left out, however many"),
        (SLA_PATH, "low_volume:", "nothing says what too few subjects are: one miss of one is a breach"),
    ],
)  # fmt: skip
def test_each_choice_that_is_left_open_is_asked_for(path, line, message):
    texts = passing("choice-left-open")
    kept = [one for one in texts[path].splitlines() if not one.startswith(line)]
    texts[path] = "\n".join(kept)

    found = [one.message for one in found_in(texts) if one.check == "choice-left-open"]

    assert [message] == found


@pytest.mark.parametrize(
    ("placed_by", "asked"), [("due date", True), ("stop", True), ("open at the end", False)]
)
def test_what_an_open_clock_past_its_limit_is_must_be_said_unless_all_of_them_are_open(
    placed_by, asked
):
    texts = passing("choice-left-open")
    texts[SLA_PATH] = (
        texts[SLA_PATH]
        .replace("placed_by: due date", f"placed_by: {placed_by}")
        .replace("open_past_due: counts as a miss\n", "")
    )

    assert asked == ("open-past-due-unsaid" in {one.check for one in found_in(texts)})
