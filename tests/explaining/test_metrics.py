"""The library's pages and the words for every choice a definition makes."""

from __future__ import annotations

import re
import typing

import pytest

from partnership.documents import Metric, sla
from partnership.documents.sla import LowVolume, MissingData
from partnership.documents.vocabulary import Exclusion, MetricUnit, Pause, PlacedBy, Window
from partnership.errors import WrongUsage
from partnership.explaining import explain, metric_page, overview
from partnership.explaining.choices import METRIC, SLA, meanings
from partnership.library import IDS, entries, entry
from partnership.values.statistic_names import PLAIN


def words_of(annotation):
    """The words that a field takes."""
    found = typing.get_args(annotation)
    if typing.get_origin(annotation) is typing.Literal:
        return set(found)
    return {word for part in found if part is not type(None) for word in words_of(part)}


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (METRIC["population"], words_of(Metric.model_fields["population"].annotation)),
        (METRIC["exclusions"], words_of(Exclusion)),
        (METRIC["reopening"], words_of(Metric.model_fields["reopening"].annotation)),
        (METRIC["without_start"], words_of(Metric.model_fields["without_start"].annotation)),
        (METRIC["unit"], words_of(MetricUnit)),
        (SLA["statistic"], {*PLAIN, "percentile"}),
        (SLA["window"], words_of(Window)),
        (SLA["placed_by"], words_of(PlacedBy)),
        (SLA["open_past_due"], words_of(sla.SLA.model_fields["open_past_due"].annotation)),
        (SLA["relief"], words_of(sla.SLA.model_fields["relief"].annotation)),
        (SLA["pauses"], words_of(Pause)),
        (SLA["missing_data"], words_of(MissingData.model_fields["then"].annotation)),
        (SLA["low_volume"], words_of(LowVolume.model_fields["then"].annotation)),
    ],
    ids=lambda given: "",
)
def test_every_choice_there_is_has_a_meaning_and_no_other(known, words):
    assert words == set(known)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("placed_by", "due date", 1),
        ("exclusions", ["evergreen", "pipeline"], 2),
        ("low_volume", {"below": 5, "then": "report only"}, 1),
        ("statistic", "90th percentile, linear", 1),
        ("start", {"event": "posted", "which": "first"}, 0),
    ],
)
def test_a_choice_is_read_whatever_its_form(field, value, expected):
    assert expected == len(list(meanings(field, value)))


@pytest.mark.parametrize("found", entries(), ids=lambda found: found.id)
def test_a_page_has_the_formula_the_source_the_choices_and_a_worked_example(found):
    page = metric_page(found)

    headings = re.findall("^## (.*)$", page, flags=re.MULTILINE)
    assert [
        "Formula",
        "Where it comes from",
        "The choices it makes",
        "What is usually promised",
        "A worked example",
        "The definition",
    ] == headings
    assert found.formula in page
    assert found.source in page
    assert "as a starting point to be baselined" in page
    assert f"partnership metrics add {found.id}" in page
    assert (
        f"- `population: {found.metric.population}`: {METRIC['population'][found.metric.population]}"
        in page
    )
    assert f"\n- value: {found.example.result['value']}" in page


def test_the_value_is_written_exactly_and_for_reading():
    assert "- value: 1/3, which reads 33.33%\n" in explain("metric:time-to-fill")
    assert "- value: 20\n" in explain("metric:candidate-nps")
    assert "- value: 86, which reads 86 calendar days\n" in explain("metric:time-to-start")
    assert "- value: 1123/13, which reads 86.38\n" in explain("metric:quality-of-hire")


@pytest.mark.parametrize(
    ("what", "message"),
    [
        (
            "metric:time-to-fil",
            "the library has no metric `time-to-fil`; did you mean `time-to-fill`?",
        ),
        ("metric:", "the library has no metric ``; `partnership metrics list` lists them"),
        ("time-to-fill", "did you mean `metric:time-to-fill`?"),
    ],
)
def test_a_metric_that_is_not_there_is_told_with_the_nearest(what, message):
    with pytest.raises(WrongUsage) as told:
        explain(what)

    assert message in str(told.value)


def test_the_overview_names_every_metric():
    assert [] == [name for name in IDS if f"- `metric:{name}`: " not in overview()]


def test_a_page_shows_what_a_copy_would_say_except_what_is_the_agreements_own():
    page = explain("metric:time-to-fill")

    assert f"based_on: {entry('time-to-fill').base}\n" in page
    assert "owners:" not in page
    assert "effective:" not in page
