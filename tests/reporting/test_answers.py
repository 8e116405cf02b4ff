"""What `scorecard` and `why` answer as JSON is exactly what their schemas say."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from partnership.cli import run
from partnership.schema import find_schema
from tests.judging.agreements import agreement, measurement, months, row, sla
from tests.judging.credits.money import commercials, critical
from tests.judging.credits.test_undisputed import GAP, dispute
from tests.test_schema import strict

AS_OF = ("--as-of", "2026-07-10")
EXAMPLE = Path(str(files("partnership.example"))) / "repository"
COUNTED = (
    "open_past_due: 2, excluded: {evergreen: 4}, before_relief: {numerator: 19, denominator: 30}, "
    'closed: {"3": 21, "9": 7}, open: {"9": 2}'
)
GOAL = """\
kind: Goal
id: faster
title: Hire faster
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01}
objective: Slates are there in time.
key_results:
  - {id: slates, sla: first-slate, baseline: 60%, target: 90%, due: 2026-12-31}
"""


@pytest.fixture
def folder(tmp_path):
    """Promises of both sides, a month and a quarter, met, missed, withheld and not measured."""
    agreement(
        tmp_path,
        GOAL,
        sla(more="weight: 60\n"),
        sla(name="quarterly", window="quarter", more="weight: 40\n"),
        sla(name="shared", owed_by="both"),
        sla(name="theirs", owed_by="client"),
        *months("2026-01", ["30/30", "28/30"]),
        measurement("2026-03", row("21/30", more=COUNTED)),
        measurement("2026-03", "  - {segment: all, withheld: true}\n", name="shared"),
    )
    return tmp_path


def errors(name, answered):
    validator = Draft202012Validator(
        strict(find_schema(name)), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answered)]


def answered(capsys, *arguments):
    assert 0 == run([*arguments, "--format", "json"])
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("period", ["2026-02", "2026-03", "2026-Q1", "2026"])
def test_a_scorecard_says_exactly_what_its_schema_says(folder, capsys, period):
    data = answered(capsys, "scorecard", period, str(folder), *AS_OF)

    assert [] == errors("scorecard", data)
    assert ["client", "provider"] == [side["party"] for side in data["parties"]]
    data["parties"][0]["rows"] = {"met": 0}
    assert ["$.parties[0].rows.met: 0 is less than the minimum of 1"] == errors("scorecard", data)


@pytest.mark.parametrize("period", ["2026-03", "2026-Q1"])
def test_a_transparency_report_says_exactly_what_its_schema_says(folder, capsys, period):
    data = answered(capsys, "scorecard", period, str(folder), "--transparency", *AS_OF)

    assert [] == errors("transparency", data)
    assert 5 == len(data["topics"])


def test_a_verdict_taken_apart_says_exactly_what_its_schema_says(folder, capsys):
    for sla_id, period in (
        ("first-slate", "2026-03"), ("first-slate", "2026-05"), ("first-slate", "2026-07"),
        ("shared", "2026-03"), ("quarterly", "2026-Q1"),
    ):  # fmt: skip
        data = answered(capsys, "why", sla_id, str(folder), "--period", period, *AS_OF)

        assert [] == errors("why", data)
        assert (sla_id, period) == (data["verdict"]["sla"], data["verdict"]["period"])


def test_a_verdict_taken_apart_holds_its_whole_derivation(folder, capsys):
    data = answered(capsys, "why", "first-slate", str(folder), "--period", "2026-03", *AS_OF)

    assert ("minimum_missed", "7/10") == (data["verdict"]["status"], data["verdict"]["value"])
    before = {"numerator": 19, "denominator": 30, "value": None}
    assert before == data["counts"]["before_relief"]
    assert ({"evergreen": 4}, {"3": 21, "9": 7}, {"9": 2}) == tuple(
        data["counts"][name] for name in ("excluded", "closed", "open")
    )
    assert ("90%", "7 business days") == tuple(
        data["terms"]["target"][name] for name in ("expected", "within")
    )
    assert "21 ÷ 30 = 70.00%" == data["arithmetic"]["sum"]
    assert ["data gate", "population", "clocks", "relief", "statistic", "low volume", "phase",
            "band", "chronic", "consequence"] == [step["name"] for step in data["steps"]]  # fmt: skip
    assert "records/measurements/2026-03/first-slate.yaml" == data["measurement"]["path"]


def test_what_was_pooled_is_named(tmp_path, capsys):
    floor = "low_volume: {below: 5, then: carry forward}\n"
    agreement(tmp_path, sla(more=floor), *months("2026-01", ["1/3", "3/3"]))

    data = answered(capsys, "why", "first-slate", str(tmp_path), "--period", "2026-02", *AS_OF)

    assert (["2026-01"], "2/3", 3) == (
        data["verdict"]["pooled"], data["verdict"]["value"], data["counts"]["denominator"]
    )  # fmt: skip


def test_the_examples_answers_are_what_the_schemas_say(capsys):
    """Nothing of the example is measured, and that is said in every row."""
    data = answered(capsys, "scorecard", "2026-Q1", str(EXAMPLE), *AS_OF)

    assert [] == errors("scorecard", data)
    assert {"not_measured"} == {name for side in data["parties"] for name in side["rows"]}


def test_json_is_written_whole_to_a_file(folder, tmp_path, capsys):
    file = tmp_path / "why.json"
    asked = ["why", "first-slate", str(folder), *AS_OF, "--format", "json", "--output", str(file)]

    assert 0 == run(asked)
    assert "" == capsys.readouterr().out
    assert [] == errors("why", json.loads(file.read_text("utf-8")))


def test_why_answers_with_each_credit_and_with_what_nobody_contests(tmp_path, capsys):
    """Of 21 of 30, 21 of 27 are contested by nobody: 77.78%, which misses by less."""
    measured = measurement("2026-01", row("21/30"), name="slates")
    contested = dispute("{numerator: 21, denominator: 27}")
    agreement(tmp_path, commercials(GAP), critical("slates"), measured, contested)

    data = answered(capsys, "why", "slates", str(tmp_path), "--period", "2026-01", *AS_OF)

    assert [] == errors("why", data)
    part = data["undisputed"]
    assert ("minimum_missed", "7/9") == (part["status"], part["value"])
    assert [
        ("provider-credits", "2026-01", "gap to target", "due", "110000/9"),
        ("provider-credits", "2026-01", "gap to target", "disputed", "70000/9"),
    ] == [
        (one["account"], one["period"], one["method"], one["state"], one["amount"])
        for one in data["credits"]
    ]
