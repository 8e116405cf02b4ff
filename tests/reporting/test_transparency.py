"""The transparency report: every topic, every number with what it is of, and what is not shown."""

from __future__ import annotations

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from partnership.cli import run
from partnership.library.catalogue import IDS
from partnership.library.entries import entries
from partnership.loading import load
from partnership.reporting.transparency.topics import TOPICS, topic_of
from tests.judging.agreements import agreement, measurement, metric, months, row, sla

AS_OF = ("--as-of", "2026-07-10")
DAYS = "  - {id: all, within: 45 calendar days, expected: 90%, minimum: 80%}\n"
RATIO = "  - {id: all, expected: 90%, minimum: 80%}\n"
CPH = """\
kind: Metric
id: cost
title: What a hire costs
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01}
intent: It is worth knowing.
population: in scope
exclusions: []
type: cost
subject: hire
amount: [internal cost, external cost]
per: [hires]
unit: currency
direction: lower is better
"""


def told(capsys, folder, period, *options):
    assert 0 == run(["scorecard", period, str(folder), "--transparency", *AS_OF, *options])
    return capsys.readouterr().out


@pytest.fixture
def folder(tmp_path):
    """Slates, seats, costs and offers of March; the offers are too few to be published."""
    bins = 'closed: {"20": 10, "30": 9, "50": 3}, open: {"60": 1}, open_past_due: 1'
    agreement(
        tmp_path,
        CPH,
        sla(),
        sla(DAYS, name="seats", measures="time-to-fill"),
        sla("  - {id: all, expected: 5000, minimum: 6000}\n", name="costs", measures="cost",
            statistic="ratio of sums"),
        sla(RATIO, name="offers", measures="offer-acceptance", statistic="ratio of sums"),
        measurement("2026-03", row("21/30", more="excluded: {evergreen: 4}")),
        measurement("2026-03", row("19/23", more=bins), name="seats"),
        measurement("2026-03", row('n: 7, amount: "35000", per: "7"'), name="costs"),
        measurement("2026-03", "  - {segment: all, withheld: true}\n", name="offers"),
    )  # fmt: skip
    return tmp_path


def section(text, title):
    """The lines of one topic."""
    return text.partition(f"\n{title}\n")[2].partition("\n\n")[0]


def test_every_topic_has_its_numbers_with_what_they_are_of(folder, capsys):
    text = told(capsys, folder, "2026-03")

    assert "70.00%  21 of 30  4" in section(text, "Recruitment activity")
    assert "82.61%  19 of 23, 1 open past due  30, 50" in section(text, "Time to hire")
    assert "5000 GBP  35000 ÷ 7" in section(text, "Cost per hire")
    assert "share within 45 calendar days of openings; placed by due date; from first opening" in (
        section(text, "Time to hire").replace("\n    ", " ")
    )


def test_a_topic_nobody_counts_is_named_as_not_measured(folder, capsys):
    text = told(capsys, folder, "2026-03")

    said = section(text, "Pipeline status").replace("\n    ", " ")
    assert "not measured: no promise counts it in this period" in said
    assert "Pipeline status: not measured" in section(text, "Not shown")


def test_what_is_withheld_says_why_and_shows_no_number(folder, capsys):
    text = told(capsys, folder, "2026-03")

    hidden = section(text, "Not shown").replace("\n    ", " ")
    assert (
        "First slate on time, all, 2026-03: withheld for privacy: so few subjects would tell of a "
        "person"
    ) in hidden
    assert "offers" not in section(text, "The agreed others")
    assert "left out of the counts as agreed: evergreen 4" in hidden


def test_a_period_that_is_not_measured_is_not_shown_and_says_so(folder, capsys):
    text = told(capsys, folder, "2026-04")

    assert "there is no measurement; it was due by 2026-05-07" in text.replace("\n    ", " ")
    assert "of 30" not in text


def test_a_quarter_shows_each_month_by_itself(tmp_path, capsys):
    agreement(tmp_path, sla(), *months("2026-01", ["10/10", "9/10", "8/10"]))

    found = section(told(capsys, tmp_path, "2026-Q1"), "Recruitment activity")

    assert ["2026-01", "2026-02", "2026-03"] == [
        line.split()[1] for line in found.splitlines() if line.strip().startswith("all ")
    ]


def test_a_number_that_others_were_pooled_with_is_the_periods_own(tmp_path, capsys):
    floor = "low_volume: {below: 5, then: carry forward}\n"
    agreement(tmp_path, sla(more=floor), *months("2026-01", ["1/3", "3/3"]))

    assert "100.00%  3 of 3" in told(capsys, tmp_path, "2026-02")


def test_every_definition_of_the_library_has_a_topic_and_the_four_asked_for_are_found():
    found = {}
    for entry in entries():
        found[entry.id] = topic_of(entry.metric, entry.promise.get("placed_by", "stop")).id

    assert "cost_per_hire" == found["cph-internal"] == found["cph-comparable"]
    assert {"time_to_hire"} == {
        found[one] for one in ("time-to-fill", "time-to-hire", "time-to-start")
    }
    assert {"pipeline_status"} == {
        found[one] for one in ("req-aging", "stage-aging", "submittal-to-interview")
    }
    assert "recruitment_activity" == found["time-to-first-submittal"]
    assert {topic.library for topic in TOPICS if topic.library} <= set(IDS)
    assert {topic.id: found[topic.library] for topic in TOPICS if topic.library} == {
        topic.id: topic.id for topic in TOPICS if topic.library
    }


def test_every_form_says_the_same(folder, tmp_path, capsys):
    data = json.loads(told(capsys, folder, "2026-03", "--format", "json"))
    lines = list(csv.DictReader(io.StringIO(told(capsys, folder, "2026-03", "--format", "csv"))))
    page = told(capsys, folder, "2026-03", "--format", "markdown")
    files = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for file in files:
        told(capsys, folder, "2026-03", "--format", "excel", "--output", str(file))
    sheet = load_workbook(files[0])["Counted"]

    topics = {topic["id"]: topic for topic in data["topics"]}
    assert "partnership/transparency/1" == data["format"]
    assert "19/23" == topics["time_to_hire"]["items"][0]["rows"][0]["value"]
    assert topics["pipeline_status"]["missing"].startswith("not measured")
    assert ["withheld for privacy: so few subjects would tell of a person"] == [
        one["why"] for one in data["not_shown"]
    ]
    assert {"19/23", "7/10", "5000", ""} == {line["exact"] for line in lines}
    assert 2 == sum(1 for line in lines if line["why not shown"])
    assert "| all | 2026-03 | 82.61% | 19 of 23, 1 open past due | 30, 50 |" in page
    assert files[0].read_bytes() == files[1].read_bytes()
    assert {0.7, 0.826086956522, 5000} == {
        round(float(str(line[7])), 12) for line in sheet.iter_rows(min_row=5, values_only=True)
    }


def test_a_document_that_cannot_be_read_is_named(folder, capsys):
    (folder / "partnership/slas/broken.yaml").write_text("kind: SLA\nid: broken\n", "utf-8")

    assert "SLA/broken cannot be read as written" in told(capsys, folder, "2026-03")
    assert ("SLA/broken",) == load(folder).unread


def test_a_period_without_anything_is_refused(folder, capsys):
    status = run(["scorecard", "2031", str(folder), "--transparency", *AS_OF])

    assert 2 == status
    assert (
        "error: nothing is counted for a period that ends in 2031 as of 2026-07-10\n"
    ) == capsys.readouterr().err


def test_a_metric_that_is_named_by_nobody_is_not_shown_by_its_name(tmp_path, capsys):
    """A topic is told from what is counted: a metric called `cost` that counts days is no cost."""
    text = metric("time-to-fill").replace("id: time-to-fill", "id: cost-per-hire")
    agreement(tmp_path, text, sla(DAYS, measures="cost-per-hire"), *months("2026-03", ["9/10"]))

    found = told(capsys, tmp_path, "2026-03")

    assert "90.00%" in section(found, "Time to hire")
    assert "not measured" in section(found, "Cost per hire")
