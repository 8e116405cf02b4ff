"""The library's files are read strictly: a broken one is refused with its place."""

from __future__ import annotations

from importlib.resources import files

import pytest

from partnership.errors import PartnershipError, WrongUsage
from partnership.library import GROUPS, IDS, as_data, as_table, base_of, entries, entry
from partnership.library.entries import read

TEXT = entry("time-to-fill").text


def test_the_catalogue_is_the_list_of_files():
    there = {
        path.name.removesuffix(".yaml")
        for path in files("partnership.library").iterdir()
        if path.name.endswith(".yaml")
    }

    assert set(IDS) == there
    assert len(IDS) == len(set(IDS))


def test_every_file_is_in_the_form():
    assert [*IDS] == [found.id for found in entries()]
    assert 53 == len(IDS)


@pytest.mark.parametrize("found", entries(), ids=lambda found: found.id)
def test_a_metric_says_everything_in_words_of_its_own(found):
    assert found.metric.description
    assert "\n\n    " in found.formula, "the formula has words and arithmetic"
    assert " = " in found.formula
    assert found.source.endswith(".")
    assert found.example.told.endswith(".")
    assert "value" in found.example.result
    assert found.group in GROUPS


@pytest.mark.parametrize("found", entries(), ids=lambda found: found.id)
def test_a_promise_about_people_is_not_judged_on_fewer_than_five(found):
    people = {"application", "offer", "hire", "survey response"}

    if found.metric.subject in people:
        assert found.promise["low_volume"]["below"] >= 5


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version: 1\n", "", "`version`: Field required"),
        ("version: 1\n", "version: 1\nweight: 3\n", "`weight`: Extra inputs are not permitted"),
        ("version: 1\n", "version: 0\n", "`version`: Input should be greater than or equal to 1"),
        ("  subject: opening\n", "  subject: seat\n", "`metric.subject`: "),
        ("  type: duration\n", "  typ: duration\n", "`metric.typ`: "),
        ("  id: time-to-fill\n", "  id: fill\n", "`metric.id` is `fill`, not the file's name"),
        (
            "  type: duration\n",
            "  type: duration\n  based_on: x@1\n",
            "`metric.based_on` is written when it is copied",
        ),
        ("  window: month\n", "  window: week\n", "`promise.window`: "),
        ("  window: month\n", "  window: month\n  metric: x\n", "`promise.metric` is written when"),
        ("owed_by: both\n", "owed_by: nobody\n", "`owed_by`: Input should be 'client'"),
        ("  period: 2026-04\n", "  period: April\n", "`example.period`: "),
        ("version: 1\n", "version: 1\nversion: 2\n", ":2:1: "),
        ("formula: |", "formula: &a |", ":2:10: "),
    ],
)
def test_a_file_that_is_not_in_the_form_is_refused_by_name_and_field(old, new, message):
    assert old in TEXT

    with pytest.raises(PartnershipError) as told:
        read("time-to-fill", TEXT.replace(old, new, 1))

    assert str(told.value).startswith("partnership/library/time-to-fill.yaml")
    assert message in str(told.value)


def test_a_metric_that_is_not_there_is_told_with_the_nearest():
    with pytest.raises(WrongUsage, match="no metric `time-to-fil`; did you mean `time-to-fill`"):
        entry("time-to-fil")
    with pytest.raises(WrongUsage, match="`partnership metrics list` lists them"):
        entry("zzz")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("time-to-fill@1", ("time-to-fill", 1)),
        ("time-to-fill@12", ("time-to-fill", 12)),
        ("time-to-fill@0", None),
        ("time-to-fill", None),
        ("Time to fill@1", None),
        ("time-to-fill@1 ", None),
    ],
)
def test_what_a_copy_is_based_on_has_one_form(written, expected):
    assert expected == base_of(written)


def test_the_table_has_a_line_for_each_metric_under_its_group():
    lines = as_table().splitlines()

    assert [*GROUPS] == [line for line in lines if line and not line.startswith(" ")]
    assert [*IDS] == [line.split()[0] for line in lines if line.startswith("  ")]


def test_the_data_has_the_same_metrics():
    assert [*IDS] == [one["id"] for one in as_data()["metrics"]]
    assert all(f"{one['id']}@{one['version']}" == one["based_on"] for one in as_data()["metrics"])
