"""Each worked example of the library, measured by a real DuckDB from real documents."""

from __future__ import annotations

import pytest

from partnership.library import IDS, entry
from partnership.library.entries import read
from tests.library.worked import result_of


@pytest.mark.parametrize("name", IDS)
def test_a_worked_example_is_what_is_measured(name, tmp_path):
    found = entry(name)

    assert _plain(found.example.result) == _plain(result_of(found, tmp_path))


def _plain(result):
    """Numbers as texts, so that `5`, written plainly, is the exact value `5`."""
    return {
        name: {key: str(item) for key, item in value.items()}
        if isinstance(value, dict)
        else str(value)
        for name, value in result.items()
    }


def test_a_stop_without_a_start_is_missing_data_unless_the_metric_says_otherwise(tmp_path):
    """In `decision-time` `a7` never starts, and the only stop of `a5` lies before its start."""
    text = entry("decision-time").text
    plain = read("decision-time", text.replace("  without_start: not counted\n", ""))

    counted = result_of(entry("decision-time"), tmp_path / "a")
    missing = result_of(plain, tmp_path / "b")

    assert (6, 1, None) == (counted["n"], counted["open_past_due"], counted.get("excluded"))
    assert (5, 0, {"missing data": 1}) == (
        missing["n"],
        missing["open_past_due"],
        missing["excluded"],
    )
