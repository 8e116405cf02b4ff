"""What tests of whole derivations share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from partnership.judging import judge_in_full
from tests.judging.agreements import agreement
from tests.judging.told import taken_apart

EXPECTED = Path(__file__).parent / "expected"
AS_OF = date(2026, 7, 10)


@pytest.fixture
def derived(tmp_path, expect_file):
    """Judge documents, and hold everything that is said of them."""

    def compare(name: str, *documents: str, as_of: date = AS_OF) -> None:
        found = judge_in_full(agreement(tmp_path, *documents), as_of)
        expect_file(EXPECTED / f"{name}.txt", taken_apart(found))

    return compare
