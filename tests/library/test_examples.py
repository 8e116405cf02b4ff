"""Each worked example of the library, measured by a real DuckDB from real documents."""

from __future__ import annotations

import pytest

from partnership.library import IDS, entry
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
